import type { Verb } from "./verb.ts";

type Load = () => Promise<{ readonly default: Verb }>;

/** Every verb by its name. A module is loaded when its verb is called, or when help or completion shows its words. */
export const registry: Readonly<Record<string, Load>> = {
  start: () => import("./verbs/start.ts"),
  stop: () => import("./verbs/stop.ts"),
  verify: () => import("./verbs/verify.ts"),
  preview: () => import("./verbs/preview.ts"),
  rollback: () => import("./verbs/rollback.ts"),
  rotate: () => import("./verbs/rotate.ts"),
  reindex: () => import("./verbs/reindex.ts"),
  unlock: () => import("./verbs/unlock.ts"),
  status: () => import("./verbs/status.ts"),
  doctor: () => import("./verbs/doctor.ts"),
  drift: () => import("./verbs/drift.ts"),
  "images push": () => import("./verbs/images-push.ts"),
  "staging up": () => import("./verbs/staging-up.ts"),
  "staging down": () => import("./verbs/staging-down.ts"),
  "staging list": () => import("./verbs/staging-list.ts"),
  "staging sweep": () => import("./verbs/staging-sweep.ts"),
  pulumi: () => import("./verbs/pulumi.ts"),
  render: () => import("./verbs/render.ts"),
  setup: () => import("./verbs/setup.ts"),
  test: () => import("./verbs/test.ts"),
  format: () => import("./verbs/format.ts"),
  lint: () => import("./verbs/lint.ts"),
  types: () => import("./verbs/types.ts"),
  unit: () => import("./verbs/unit.ts"),
  engine: () => import("./verbs/engine.ts"),
  workflows: () => import("./verbs/workflows.ts"),
  docs: () => import("./verbs/docs.ts"),
  screenshot: () => import("./verbs/screenshot.ts"),
  bench: () => import("./verbs/bench.ts"),
  "bench images": () => import("./verbs/bench-images.ts"),
  "bench rest": () => import("./verbs/bench-rest.ts"),
  "bench scale": () => import("./verbs/bench-scale.ts"),
  "bench chaos": () => import("./verbs/bench-chaos.ts"),
  "bench rollout": () => import("./verbs/bench-rollout.ts"),
  "bench nginx": () => import("./verbs/bench-nginx.ts"),
  completion: () => import("./verbs/completion.ts"),
  "ci stacks": () => import("./verbs/ci-stacks.ts"),
  "ci ssh": () => import("./verbs/ci-ssh.ts"),
  "ci registry": () => import("./verbs/ci-registry.ts"),
  "ci ready": () => import("./verbs/ci-ready.ts"),
  "ci comment": () => import("./verbs/ci-comment.ts"),
  "ci staged": () => import("./verbs/ci-staged.ts"),
  "ci drift": () => import("./verbs/ci-drift.ts"),
  "ci approval": () => import("./verbs/ci-approval.ts"),
};

/** Loads the verbs that start with a word, or all of them where none does. */
export async function verbsFor(word: string | undefined): Promise<readonly Verb[]> {
  const all = Object.entries(registry);
  const meant = all.filter(([name]) => name.split(" ")[0] === word);
  return loaded((meant.length > 0 ? meant : all).map(([, load]) => load));
}

export const allVerbs = (): Promise<readonly Verb[]> => loaded(Object.values(registry));

const loaded = async (loads: readonly Load[]): Promise<readonly Verb[]> =>
  (await Promise.all(loads.map((load) => load()))).map(({ default: verb }) => verb);
