import { Deployment } from "../../../cli/deployment/deployment.ts";
import type { Pulumi } from "../../../cli/deployment/pulumi-process.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";

const never = (): never => {
  throw new Error("Pulumi was not expected to be started so");
};

/** This project's stacks, kept elsewhere than in a folder, with functions in the place of Pulumi. */
export const fakeDeployment = (fake: Partial<Pulumi>): Deployment =>
  new Deployment(
    { project: projectFolder, environment: { PULUMI_BACKEND_URL: "s3://bucket" } },
    { output: never, attached: never, preview: never, update: never, ...fake },
  );
