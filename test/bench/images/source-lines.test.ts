import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sourceLines } from "../../../bench/images/source-lines.ts";
import { images } from "../../../config/images.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";

it.each(Object.entries(sourceLines))("%s has the file that a line is added to", (key, { file }) => {
  expect(existsSync(join(projectFolder, images[key]?.context ?? "", file))).toBe(true);
});
