import { describe, expect, it } from "vitest";
import { commentLimit, previewOf } from "../../../cli/preview/comment.ts";
import type { Found } from "../../../cli/preview/steps.ts";
import { services } from "../../../config/services/index.ts";
import { applicationKeys } from "../../../config/settings.ts";
import { containerStep, foundOf, modelWith } from "./found.ts";

const of = (found: Found, output = "") => previewOf("test", found, output);

const louder = foundOf(
  { logLevel: "DEBUG" },
  applicationKeys.map((name) => containerStep(name, "replace", "envs")),
);
const replacedInPlace = Object.keys(services).length - applicationKeys.length;
const unchanged = foundOf({}, []);
const nginxWarning = "nginx, the only public door is replaced (its published ports change): nobody.";

describe("the comment on a preview", () => {
  it("has the verdict, then a row per fact that changes", () => {
    const { verdict, comment, disagreements } = of(louder);
    expect(verdict).toEqual({ level: "rolls", losses: [], interruptions: [] });
    expect(disagreements).toEqual([]);
    expect(comment).toContain(
      "### Preview of `test`: rolls out without interruption\n\n| Service | What happens | Why | Old → new |",
    );
    for (const title of ["Django API (primary)", "AI agents API", "React front end"])
      expect(comment).toContain(
        `| ${title} | replaced beside the old one | environment \`LOG_LEVEL\` | \`INFO\` → \`DEBUG\` |`,
      );
    expect(comment).toContain("| `logLevel` | `INFO` → `DEBUG` |");
  });

  it("shows no secret and no hash of one", () => {
    const { comment } = of({
      ...unchanged,
      after: modelWith({}, { openaiApiKey: "fedcba9876543210", sentryDsn: "00112233445566aa" }),
      steps: ["ai", "django", "flask"].map((name) => containerStep(name, "replace", "uploads")),
    });
    expect(comment).toContain("| secret `OPENAI_API_KEY` | •••••• → •••••• (another value) |");
    expect(comment).toContain("| secret `SENTRY_DSN` | none → •••••• |");
    expect(comment).not.toMatch(/0123456789abcdef|fedcba9876543210|00112233445566aa/);
  });

  it("tells what nginx alone takes on, and how its text changes", () => {
    const { verdict, comment, disagreements } = of(foundOf({ jsonLimit: "2M" }, []));
    expect([verdict.level, disagreements]).toEqual(["rolls", []]);
    expect(comment).toMatch(
      /\| nginx, the only public door \| reloads while it runs \| configuration \| \+\d+ −\d+ lines \|/,
    );
    expect(comment).toContain("-    client_max_body_size 1M;\n+    client_max_body_size 2M;");
  });

  it.each(["postgres", "redis"])("flags that %s is replaced", (store) => {
    const { verdict } = of(foundOf({ portOffset: 100 }, [containerStep(store, "replace", "ports")]));
    expect(verdict.level).toBe("loses");
    expect(verdict.losses).toHaveLength(1);
  });

  it.each([
    ["Volume", "volumes-media", "delete", "it holds files uploaded by users, which is lost"],
    [
      "Volume",
      "volumes-static",
      "replace",
      "it holds static files collected from Django; the update makes that again",
    ],
    ["Network", "network", "replace", "every container loses its connections"],
    ["Volume", "volumes-media", "unprotect", "The protection of the data is dropped: `volumes-media`."],
    ["RandomPassword", "secrets-redisPassword", "delete", "what it opens stays closed"],
  ] as const)("flags of %s %s that it is lost (%s)", (type, name, op, words) => {
    const { verdict, comment } = of({ ...unchanged, steps: [{ type, name, op, keys: [] }] });
    expect(verdict.level).toBe("loses");
    expect(comment).toContain("**can lose data**");
    expect(comment).toContain(words);
  });

  it("says that nginx is replaced, and what that means", () => {
    const found = foundOf({ edgeAddress: "127.0.0.1" }, [containerStep("nginx", "replace", "ports")]);
    const { verdict } = of(found);
    expect(verdict.level).toBe("interrupts");
    expect(verdict.interruptions).toEqual([
      "nginx, the only public door, is replaced (ports): nobody reaches the stack for some seconds.",
    ]);
    const warnings = [nginxWarning];
    expect(of({ ...found, warnings })).toMatchObject({ disagreements: [], warnings: [] });
    expect(of({ ...found, warnings, steps: [] }).disagreements.join()).toContain(
      "The program warns that nginx",
    );
  });

  it("says that an application is taken away", () =>
    expect(of(foundOf({ develop: ["ml"] }, [containerStep("ml", "delete")])).verdict).toEqual({
      level: "interrupts",
      losses: [],
      interruptions: ["Machine-learning API is taken away: the stack has no container of it any more."],
    }));

  it("of an unchanged stack is one line", () =>
    expect(of(unchanged, "Resources:\n  53 unchanged").comment).toBe("Preview of `test`: nothing changes\n"));

  it("of a stack that was never deployed says that it is new", () => {
    const { verdict, comment } = of({
      ...louder,
      before: undefined,
      deployed: false,
      steps: [{ type: "Container", name: "gaara-test-django", op: "create", keys: [] }],
    });
    expect(verdict).toEqual({ level: "rolls", losses: [], interruptions: [] });
    expect(comment).toContain("starts the stack, of which nothing runs yet");
    expect(comment).toContain("| Django API (primary) | new |");
  });

  it("of a stack without a model tells what the engine does", () => {
    const { comment, disagreements } = of({ ...louder, before: undefined });
    expect(disagreements).toEqual([]);
    expect(comment).toContain("kept no model");
    expect(of({ ...unchanged, before: undefined, warnings: [nginxWarning] }).disagreements).toEqual([
      "The program warns that nginx, the only public door is replaced, and the engine has no step for it.",
    ]);
    expect(comment).toContain("| Flask inventory API | replaced beside the old one | `envs` |  |");
  });

  it("that failed has the error first", () => {
    const { verdict, comment } = of({ ...louder, after: undefined, errors: ["One setting is wrong."] });
    expect(verdict.level).toBe("fails");
    expect(comment).toMatch(/^### Preview of `test`: \*\*fails\*\*\n\n```\nOne setting is wrong\.\n```/);
  });

  it("that failed says why at any length", () => {
    const errors = [`One setting is wrong.\n${"and where\n".repeat(20_000)}`, "Another one is."];
    const { comment } = of({ ...louder, after: undefined, errors });
    expect(comment.length).toBeLessThanOrEqual(commentLimit);
    expect(comment).toMatch(
      /^### Preview of `test`: \*\*fails\*\*\n\n```\nOne setting is wrong\.\nand where/,
    );
    expect(comment).toContain("more lines");
  });

  it("names a step that the models do not explain", () =>
    expect(
      of({
        ...unchanged,
        steps: [
          { type: "Container", name: "gaara-test-ml", op: "replace", keys: ["command"] },
          { type: "Bucket", name: "b", op: "create", keys: [] },
        ],
      }).disagreements,
    ).toEqual([
      "The engine replaces Container `gaara-test-ml` (command), which no change of the model explains.",
      "The engine makes Bucket `b`, which no change of the model explains.",
    ]));

  it.each([
    ["another variable", { logLevel: "DEBUG" }],
    ["another limit", { resources: { flask: { memory: "1 GB" } } }],
    ["another replica", { replicas: { flask: 2 } }],
    ["another release job", { images: { flask: { context: ".", release: [] } } }],
    ["a service less", { develop: ["ml"] }],
  ])("names what differs without a step: %s", (_, settings) => {
    const { disagreements, comment } = of(foundOf(settings, []));
    expect(disagreements.length).toBeGreaterThan(0);
    expect(disagreements.every((one) => one.endsWith("and the engine has no step for it."))).toBe(true);
    expect(comment).toContain("**Model and engine disagree**");
  });

  it("names a volume or an image that differs without a step", () => {
    const { volumes, images, ...after } = modelWith();
    const { disagreements } = of({
      ...unchanged,
      after: {
        ...after,
        volumes: { ...volumes, media: { name: "gaara-test-uploads", holds: "" } },
        images: { ...images, base: "gaara-base:2" },
      },
    });
    expect(disagreements).toEqual([
      "The volume `media` changes in the model, and the engine has no step for it.",
      "The image `base` changes in the model, and the engine has no step for it.",
    ]);
  });

  it.each([
    ["health interval", { healthInterval: "5s" }],
    ["log rotation", { logMaxSize: "20m" }],
  ])("says of %s that stores and nginx take it on later", (_, settings) => {
    const found = foundOf(
      settings,
      applicationKeys.map((name) => containerStep(name, "replace", "logOpts")),
    );
    expect(of(found).disagreements).toEqual([]);
    expect(of(found).verdict.level).toBe("rolls");
    expect(of(found).comment.match(/counts from the next replacement on/g)).toHaveLength(replacedInPlace);
  });

  it.each(["update", "create", "delete"] as const)("has no unexplained %s of a container", (op) =>
    expect(
      of({ ...unchanged, steps: [{ type: "Container", name: "gaara-test-ai", op, keys: [] }] }).disagreements,
    ).toHaveLength(1),
  );

  it("says that nothing is changed, and all the same what an update would be refused for", () => {
    const refusal = "An update would be refused. ports.80 (nginx): 0.0.0.0:80 is already taken by a program.";
    const { verdict, comment, warnings } = of({ ...unchanged, warnings: [refusal] });
    expect([verdict.level, warnings]).toEqual(["nothing", [refusal]]);
    expect(comment).toBe(`### Preview of \`test\`: nothing changes\n\nThe program warns:\n\n- ${refusal}\n`);
  });

  it("says what a killed run left behind", () => {
    const notes = ["The state does not know `gaara-test-ml-1`: an update removes what it does not know."];
    const found = of({ ...unchanged, notes });
    expect([found.verdict.level, found.notes]).toEqual(["nothing", notes]);
    expect(found.comment).toContain(`- ${notes[0]}`);
  });

  it("says which applications are gone before they are back", () => {
    const steps = louder.steps.map((step) =>
      step.name === "gaara-test-ai" ? { ...step, deletedFirst: true } : step,
    );
    const { verdict, comment } = of({ ...louder, steps });
    expect(verdict.interruptions).toEqual([
      "AI agents API is replaced, the old one first: it does not answer meanwhile.",
    ]);
    expect(comment).toContain("| AI agents API | **replaced, the old one first** |");
    expect(comment).toContain("| Flask inventory API | replaced beside the old one |");
  });

  it("says that a release job is taken away", () =>
    expect(of({ ...unchanged, steps: [containerStep("django-migrate", "delete")] }).comment).toContain(
      "| Django API (primary) | release job is taken away |",
    ));

  it("counts another engine as a loss", () => {
    const keys = ["ssh://a → ssh://b"];
    const { verdict, disagreements } = of({
      ...unchanged,
      steps: [{ type: "Engine", name: "docker", op: "update", keys }],
    });
    expect([verdict.losses, disagreements]).toEqual([
      ["The stack moves to another engine (ssh://a → ssh://b), which has none of its data."],
      [],
    ]);
  });

  it("stays below the limit whatever the stack has, cut between its parts and with a note", () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`VARIABLE_${index}`, "`|\n".repeat(100)]),
    );
    const { before, after } = louder;
    if (before === undefined || after?.services.ai === undefined) throw new Error("no model was recorded");
    const crowded: Found = {
      ...louder,
      after: {
        ...after,
        services: { ...after.services, ai: { ...after.services.ai, environment: many } },
        nginx: `# ${"a line ".repeat(20)}\n`.repeat(600),
      },
      steps: Array.from({ length: 2000 }, (_, index) => ({
        type: "Container",
        name: `gaara-test-ai-${index}`,
        op: "replace" as const,
        keys: ["envs"],
      })),
    };
    const { comment } = of(crowded, "a line\n".repeat(100_000));
    expect(comment.length).toBeLessThanOrEqual(commentLimit);
    expect(comment).toContain("more rows |");
    expect(comment).toMatch(
      /\n\n\*Left out, because a comment has 60,000 characters at most: nginx's configuration, the engine's steps\.\*\n$/,
    );
    expect(comment.match(/<details>/g)).toHaveLength(comment.match(/<\/details>/g)?.length ?? 0);
    const rows = comment.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.every((row) => row.endsWith("|"))).toBe(true);
  });
});
