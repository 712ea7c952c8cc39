import { expect, it } from "vitest";
import { overBudget } from "../../config/image-budgets.ts";
import { images } from "../../config/images.ts";
import { imageNames } from "../../engine/images/image-sources.ts";
import { engine } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

it("no image that the stack builds is above its budget", async () => {
  const names = imageNames((await startedStack()).settings);
  const sizes = await Promise.all(
    Object.entries(names).map(
      async ([key, name]) => [key, (await engine.image(name).inspect())?.Size] as const,
    ),
  );
  const found = Object.fromEntries(sizes.flatMap(([key, size]) => (size === undefined ? [] : [[key, size]])));
  expect(Object.keys(found).sort()).toEqual(Object.keys(images).sort());
  expect(overBudget(found)).toEqual([]);
});
