import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import * as pulumi from "@pulumi/pulumi";
import { projectFolder } from "../../cli/setup/paths.ts";
import { GaaraStack } from "../../components/stack.ts";
import { containerChanges } from "../../model/container-changes.ts";
import { collect, noEngine, settingsOf, valueOf, type Registered } from "./mocks.ts";
import { resolveStack } from "../../model/resolve.ts";

describe("the platform", () => {
  it("is the only place that makes containers, networks and volumes", () => {
    const makers = globSync("{components,config,model,artefacts,engine}/**/*.ts", { cwd: projectFolder })
      .concat("index.ts")
      .filter((path) =>
        /new docker\.(Container|Service|Network|Volume)\b/.test(
          readFileSync(join(projectFolder, path), "utf8"),
        ),
      );
    expect(makers).toEqual(["components/platform/docker.ts"]);
  });
});

describe("the table of a container's changes", () => {
  let registered: Registered[] = [];

  beforeAll(async () => {
    registered = collect();
    const settings = settingsOf({ develop: ["ai"] });
    const { outputs } = new GaaraStack("gaara", {
      model: resolveStack("dev", settings),
      engine: noEngine,
      given: {},
      settled: new Set(),
    });
    await valueOf(outputs.urls);
    await pulumi.runtime.disconnect();
  });

  it("has every input that the program sets", () => {
    const inputs = registered
      .filter(({ type }) => type === "docker:index/container:Container")
      .flatMap((container) => Object.keys(container.inputs));
    // The same for all containers, whatever the settings are.
    const constant = ["networkMode"];
    expect([...new Set(inputs)].filter((input) => !(input in containerChanges)).sort()).toEqual(
      constant.sort(),
    );
  });
});
