import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { noState, parseState } from "../../../cli/deployment/exported-state.ts";
import { Deployment } from "../../../cli/deployment/deployment.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";
import { leftBehind } from "../../../cli/preview/left-behind.ts";

const container = (Id: string, State = "running") => ({ Id, State, Names: [`/gaara-test-${Id}`] });
const resource = (id: string) => ({ type: "docker:index/container:Container", id });
const state = (deployment: object) => parseState(JSON.stringify({ deployment }));

describe("what a preview finds beside the state and the settings", () => {
  it("is nothing where the state knows every container", () =>
    expect(leftBehind(state({ resources: [resource("ml")] }), [container("ml")])).toEqual([]));

  it("is a container that a killed run left", () =>
    expect(
      leftBehind(state({ resources: [resource("ml")] }), [container("ml"), container("ai", "created")]),
    ).toEqual(["The state does not know `gaara-test-ai`: an update removes what it does not know."]));

  it("is what another state runs", () =>
    expect(leftBehind(noState, [container("ml"), container("ai"), container("migrate", "exited")])).toEqual([
      "The engine runs `gaara-test-ai`, `gaara-test-ml`, and the state of this preview has no container: another state has them, and an update is refused.",
    ]));

  it("is an update that is at work or was killed", () =>
    expect(
      leftBehind(
        state({ resources: [resource("ml")], pending_operations: [{ resource: resource("ai") }] }),
        [],
      ),
    ).toEqual([
      "One operation did not come to an end: an update is at work, or was killed. What is compared here is half made.",
    ]));
});

it("reads a state in a local folder as it stands there", async () => {
  const root = mkdtempSync(join(tmpdir(), "state-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, ".pulumi", "stacks", "gaara-erp");
  mkdirSync(folder, { recursive: true });
  const read = (stack: string, latest?: object) => {
    writeFileSync(
      join(folder, `${stack}.json`),
      JSON.stringify({ version: 3, checkpoint: { stack, latest } }),
    );
    return new Deployment({
      project: projectFolder,
      environment: { PULUMI_BACKEND_URL: `file://${root}` },
    }).state(stack);
  };
  expect(await read("new")).toEqual(noState);
  expect(await read("test", { resources: [resource("ml")], pending_operations: null })).toMatchObject({
    resources: [resource("ml")],
    pending: [],
  });
});
