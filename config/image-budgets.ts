/**
 * The most that each reference image may take on the engine, with the layers that it shares with others: the size that
 * it has, and a twentieth more for security updates. @remarks MB, as `docker images` prints them
 */
export const imageBudgets: Readonly<Record<string, number>> = {
  base: 138,
  nginx: 139,
  postgres: 272,
  redis: 146,
  django: 200,
  flask: 199,
  ml: 145,
  ai: 145,
  frontend: 139,
};

/**
 * A line on each image that is above its budget. One without a budget is never.
 *
 * @param sizes - in bytes, by image
 */
export const overBudget = (sizes: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(sizes).flatMap(([image, bytes]) => {
    const budget = imageBudgets[image] ?? Infinity;
    const size = bytes / 1_000_000;
    return size <= budget
      ? []
      : [
          `${image}: found ${size.toFixed(0)} MB, expected at most ${String(budget)} MB; make the image smaller, or raise its budget in config/image-budgets.ts`,
        ];
  });
