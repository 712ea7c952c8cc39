import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../../cli/setup/paths.ts";

const lean = pathToFileURL(join(projectFolder, "cli", "deployment", "lean-sdk.ts")).href;

/** Runs a script under Node with these options and returns its output. */
async function printed(script: string, ...options: readonly string[]): Promise<string> {
  const { stdout } = await execa(process.execPath, [...options, "-e", script], { cwd: projectFolder });
  return stdout;
}

const loaded = `
  require("@pulumi/pulumi");
  require("@pulumi/pulumi/cmd/run/tracing");
  require("dockerode");
  const has = (name) => Object.keys(require.cache).some((file) => !file.startsWith("lazy:") && file.includes("/node_modules/" + name + "/"));
  const names = ["typescript", "@npmcli/arborist", "normalize-package-data", "execa", "@opentelemetry/sdk-trace", "@opentelemetry/resources", "ssh2", "protobufjs"];
  console.log([...names, "source-map-support"].filter(has).join());
`;

describe("lean-sdk", () => {
  it("keeps Pulumi's SDK from loading what a program like this one never uses", async () => {
    expect(await printed(loaded)).toBe(
      "typescript,@npmcli/arborist,normalize-package-data,execa,@opentelemetry/sdk-trace,@opentelemetry/resources,ssh2,protobufjs",
    );
    expect(await printed(loaded, `--import=${lean}`)).toBe("");
  });

  it("loads it for whoever does: a function is still serialized, with its packages", async () => {
    const script = `
      const { runtime } = require("@pulumi/pulumi");
      const word = "found";
      runtime.serializeFunction(() => word).then(({ text }) => console.log(text.includes("found")));
      runtime.computeCodePaths().then((paths) => console.log(paths.size > 0));
    `;
    expect((await printed(script, `--import=${lean}`)).split("\n").sort()).toEqual(["true", "true"]);
  });

  it("loads what is taken from it when it is called, made, or asked what belongs to it", async () => {
    const script = `
      const { automation } = require("@pulumi/pulumi");
      const { LocalWorkspace } = automation;
      class Own extends automation.CommandError {}
      console.log(typeof LocalWorkspace.createStack, new Own({ stderr: "" }) instanceof automation.CommandError);
      const Docker = require("dockerode");
      new Docker({ protocol: "ssh", host: "127.0.0.1", port: 9, username: "u" }).ping().catch(({ level }) => console.log(level));
      const tracing = require("@pulumi/pulumi/cmd/run/tracing");
      tracing.start("http://127.0.0.1:9/api");
      console.log(tracing.newSpan("name").spanContext().traceId.length);
    `;
    expect((await printed(script, `--import=${lean}`)).split("\n")).toEqual([
      "function true",
      "32",
      "client-socket",
    ]);
  });

  it("leaves the program's stack traces with its own lines", async () => {
    const script = `require("source-map-support/register"); console.log(new Error("here").stack.split("\\n")[0]);`;
    expect(await printed(script, `--import=${lean}`)).toBe("Error: here");
  });
});
