import type { NginxModel } from "../../artefacts/nginx/nginx-model.ts";
import { paths } from "../../artefacts/nginx/paths.ts";
import { renderModel } from "../../artefacts/nginx/render.ts";
import { transition } from "../../artefacts/nginx/transition.ts";
import type { Container } from "../container.ts";
import {
  keptUpstreams,
  upstreamsFile,
  upstreamsJson,
  upstreamsOf,
  type Configured,
} from "./kept-upstreams.ts";
import { unreached } from "./reached.ts";
import { reload } from "./reload.ts";
import { placeDurably } from "./place.ts";
import { placeCertificate, type Certificate } from "./certificate.ts";

export interface CutOver {
  readonly configuration: NginxModel;
  readonly domain: string;
  readonly certificate?: Certificate;
  /** Time for old workers to finish their requests. @remarks milliseconds */
  readonly drain: number;
}

/**
 * Brings a configuration live without an interruption: `nginx -t` on it inside the running container, put in place,
 * reload, old workers gone. Old containers leave it once nginx has had an answer from the new ones. A configuration
 * that is live already is only checked for reaching its containers.
 *
 * @throws Error when nginx refuses the configuration or does not reach a new container: the old one goes on serving
 */
export async function cutOver(
  container: Container,
  { configuration, domain, certificate, drain }: CutOver,
): Promise<void> {
  const after = configured(configuration);
  const { text, upstreams } = after;
  const [newCertificate, live = "", keptText, known] = await Promise.all([
    placeCertificate(container, domain, certificate),
    container.readFile(paths.active),
    container.readFile(paths.kept),
    keptUpstreams(container, paths.folder),
  ]);
  // The kept file is written last: where it differs, nginx may not have taken over the active one.
  if (!newCertificate && live === text && keptText === text)
    return expectReached(container, await unreached(container, upstreams));
  const before: Configured = { text: live, upstreams: upstreamsOf(live, known) };
  const both = transition(before.upstreams, configuration);
  const between = both === undefined ? undefined : configured(both);
  // Before any of them is loaded: wherever the cut-over is interrupted, the next one knows what nginx runs.
  const loaded = [before, ...(between === undefined ? [] : [between]), after];
  await check(container, text, { [upstreamsFile]: upstreamsJson(loaded, known) });
  if (between !== undefined) {
    await reload(container, between.text, 0);
    const missing = await unreached(container, upstreams, between.upstreams);
    if (missing.length > 0) await reload(container, live, 0);
    await expectReached(
      container,
      missing,
      "What served before goes on serving; the next update tries again",
    );
  }
  await reload(container, text, drain);
  await expectReached(container, await unreached(container, upstreams));
  const kept = { "nginx.conf": text, [upstreamsFile]: upstreamsJson([after]) };
  const { exitCode, output } = await placeDurably(container, paths.folder, kept);
  if (exitCode !== 0)
    throw new Error(`nginx serves the new configuration, and could not keep it:\n${output}`);
}

const configured = (model: NginxModel): Configured => ({
  text: renderModel(model),
  upstreams: model.upstreams,
});

/** @throws Error where there is a container that nginx does not reach */
async function expectReached(
  nginx: Container,
  unreached: readonly string[],
  consequence = "Callers get 502 from it; the next update looks again",
): Promise<void> {
  if (unreached.length === 0) return;
  throw new Error(
    `nginx does not reach ${unreached.join(", ")}, which its own health check finds healthy. ${consequence} (docs/runbook.md#nginx-does-not-reach-a-container). nginx's last log lines:\n${await nginx.lastLines()}`,
  );
}

async function check(
  container: Container,
  text: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const { exitCode, output } = await placeDurably(container, paths.folder, files, {
    others: { "candidate.conf": text },
    then: ["nginx", "-t", "-q", "-c", paths.candidate],
  });
  if (exitCode === 0) return;
  const said = output.trimEnd().replaceAll(/^/gm, "    ");
  throw new Error(`nginx refuses the new configuration; the old one goes on serving. nginx says:\n${said}`);
}
