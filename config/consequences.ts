/**
 * What is not replaced beside its old container, because two can not have one port or one data folder, and what its absence means to
 * callers. Whatever stands here is interrupted by a replacement; applications never are.
 */
export const consequences: Readonly<Record<string, string>> = {
  nginx: "nobody reaches the stack for some seconds",
  postgres: "callers are answered with 503 until it is back",
  redis: "callers are answered with 503 until it is back",
};
