import { describe, expect, it, onTestFinished } from "vitest";
import { Finding } from "../../../cli/checks/check.ts";
import { verifyContext } from "../../../cli/checks/context.ts";
import { volumeCheck } from "../../../cli/checks/volumes.ts";
import { fakeEngine, type FakeEngine } from "../../engine/unit/fake-engine.ts";
import { report } from "./context.ts";

const gibibyte = 2 ** 30;
const block = 4096;

/** A line of `stat` for so many bytes. */
const line = (free: number, all: number, freeFiles = 900_000, files = 1_000_000): string =>
  [free / block, all / block, block, freeFiles, files].join(" ");
const roomy = line(50 * gibibyte, 100 * gibibyte);

/** The check's answer where each path has a line; a path without one fails the command. */
async function check(lines: (path: string) => string | undefined): Promise<unknown> {
  const fake: FakeEngine = await fakeEngine();
  onTestFinished(() => fake.close());
  fake.run = ({ command }) => {
    const answers = command.filter((word) => word.startsWith("/")).map(lines);
    return answers.includes(undefined)
      ? { output: "no such program", exitCode: 126 }
      : { output: answers.join("\n") };
  };
  return volumeCheck().run(verifyContext(report(), fake.engine));
}

describe("the room of volumes", () => {
  it("is enough where a twentieth or a gigabyte is free", async () => {
    expect(await check(() => roomy)).toBeUndefined();
    expect(await check(() => line(gibibyte, 1000 * gibibyte))).toBeUndefined();
    expect(await check(() => line(5 * block, 100 * block))).toBeUndefined();
    expect(await check(() => line(gibibyte, 2 * gibibyte, 0, 0))).toBeUndefined();
  });

  it.each([
    [line(0.9 * gibibyte, 100 * gibibyte), "921.6 MB of 102400 MB free"],
    [line(0, 16 * 2 ** 20), "0.0 MB of 16.0 MB free"],
    [line(50 * gibibyte, 100 * gibibyte, 9_999, 1_000_000), "room for 9999 of 1000000 files"],
  ])("is not enough with %s, and the finding names the volume", async (little, left) => {
    const found = await check((path) => (path === "/app/media" ? little : roomy)).catch(
      (error: unknown) => error,
    );
    expect(found).toBeInstanceOf(Finding);
    expect((found as Finding).found).toBe(`gaara-dev-media with ${left}`);
  });

  it("is asked for wherever a volume is mounted, so that an image without stat hides nothing that another one shows", async () => {
    const withoutDjango = (path: string) => (path.startsWith("/app/") ? undefined : roomy);
    expect(await check(withoutDjango)).toBe("not looked at, as no image there has stat: gaara-dev-models");
  });
});
