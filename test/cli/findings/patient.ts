import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import type { Patient } from "../../../cli/doctor/finding.ts";
import { Deployment } from "../../../cli/deployment/deployment.ts";
import { connect } from "../../../engine/engine.ts";
import { fakeEngine, type FakeEngine } from "../../engine/unit/fake-engine.ts";
import { recordingOutput } from "../recording-output.ts";
import { temporaryFolder } from "../setup/temporary.ts";

/** A stack `dev` whose state is in a folder of its own, on an engine that answers as a test says. */
export interface TestPatient extends Patient {
  readonly fake: FakeEngine;
  /** Writes a file of the backend, below `.pulumi`. */
  readonly write: (path: string, content: unknown) => void;
}

/** @param address - of an engine in place of the fake one */
export async function testPatient(address?: string): Promise<TestPatient> {
  const project = temporaryFolder();
  writeFileSync(join(project, "Pulumi.yaml"), "name: gaara\nruntime: nodejs\n");
  const state = join(project, "state");
  const fake = await fakeEngine();
  onTestFinished(() => fake.close());
  const environment = {
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    ...(address === undefined ? {} : { DOCKER_HOST: address }),
  };
  const engine = address === undefined ? fake.engine : connect(address);
  return {
    stack: "dev",
    project,
    environment,
    engine: () => Promise.resolve(engine),
    deployment: new Deployment({ project, environment }),
    output: recordingOutput(),
    verbs: () => Promise.resolve([]),
    fake,
    write: (path, content) => {
      const file = join(state, ".pulumi", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(content));
    },
  };
}

/** A container as the engine lists it. */
export const container = (name: string, status = "Up 3 minutes (healthy)") => ({
  Id: `id-of-${name}`,
  Names: [`/${name}`],
  State: "running",
  Status: status,
});
