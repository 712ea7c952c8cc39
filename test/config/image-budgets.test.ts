import { describe, expect, it } from "vitest";
import { imageBudgets, overBudget } from "../../config/image-budgets.ts";
import { images } from "../../config/images.ts";

describe("the budget of an image", () => {
  it("stands there for images that exist", () => {
    expect(Object.keys(images)).toEqual(expect.arrayContaining(Object.keys(imageBudgets)));
  });

  it("is kept up to its last byte, and names the image, both sizes and what helps", () => {
    expect(overBudget({ base: 138_000_000, nginx: 1, unknown: 1e12 })).toEqual([]);
    expect(overBudget({ base: 1, redis: 160_000_000 })).toEqual([
      "redis: found 160 MB, expected at most 146 MB; make the image smaller, or raise its budget in config/image-budgets.ts",
    ]);
  });
});
