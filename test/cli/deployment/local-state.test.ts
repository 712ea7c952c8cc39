import { homedir } from "node:os";
import { expect, it } from "vitest";
import { localFolder } from "../../../cli/deployment/local-state.ts";

it.each([
  ["file:///var/state", "/var/state"],
  ["file:///with%20space?no_tmp_dir=true", "/with space"],
  ["file://~", homedir()],
  ["file://~/state", `${homedir()}/state`],
  ["file://state", "state"],
  ["s3://bucket", undefined],
  ["https://api.pulumi.com", undefined],
])("the folder of %s is %s", (backend, folder) => expect(localFolder(backend)).toBe(folder));
