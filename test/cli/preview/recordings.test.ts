import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { previewOf } from "../../../cli/preview/comment.ts";
import { changes } from "./changes.ts";
import { fileName, replay } from "./recording.ts";

const comments = join(import.meta.dirname, "comments");

describe("the comment on a recorded preview (where it is meant to differ: npm run unit -- test/cli/preview -u)", () => {
  const verdicts = {
    "log level": "rolls",
    "largest upload": "rolls",
    domain: "rolls",
    "AI model": "rolls",
    "given secret": "rolls",
    "optional secret": "rolls",
    "renewed login": "rolls",
    "renewed key": "rolls",
    "login renewed twice at once": "interrupts",
    "longer key": "interrupts",
    "second replica": "rolls",
    "more memory": "rolls",
    "health interval": "rolls",
    "log rotation": "rolls",
    "source of a service": "rolls",
    "new route": "rolls",
    "release command": "rolls",
    "service under development": "interrupts",
    "edge on another address": "interrupts",
    "image of nginx": "interrupts",
    "port offset": "loses",
    "memory of Redis": "loses",
    "option of PostgreSQL": "loses",
    "Postgres 15 to 16": "loses",
    "volume renamed": "loses",
    "network renamed": "loses",
    "another engine": "loses",
    "protection dropped": "loses",
  };

  it("is there for 28 changes", () => {
    expect(changes.map(({ name }) => name)).toEqual(Object.keys(verdicts));
    expect(readdirSync(comments).sort()).toEqual(changes.map((change) => `${fileName(change)}.md`).sort());
    expect(changes).toHaveLength(28);
  });

  it.each(changes)("has the verdict and the table of: $name", async (change) => {
    const { verdict, comment, disagreements } = previewOf("test", replay(change), "What the engine prints.");
    expect([change.name, verdict.level]).toEqual([
      change.name,
      verdicts[change.name as keyof typeof verdicts],
    ]);
    await expect(comment).toMatchFileSnapshot(join(comments, `${fileName(change)}.md`));
    // The model has neither PostgreSQL's options nor the secrets' lengths.
    expect(disagreements).toHaveLength({ "option of PostgreSQL": 1, "longer key": 1 }[change.name] ?? 0);
  });
});
