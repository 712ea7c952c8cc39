import { expect, it } from "vitest";
import { redisConfiguration } from "../../../artefacts/redis/configuration.ts";

it("gives entries half of the memory limit, and has one persistence", () => {
  const text = redisConfiguration(512, ["aclfile /data/users.acl"]);
  expect(text).toContain("\nmaxmemory 256mb\n");
  expect(text).toContain("\naclfile /data/users.acl\n");
  expect(text).toContain("appendonly yes\n");
  expect(text).toContain('\nsave ""\n');
  expect(redisConfiguration(127, [])).toContain("\nmaxmemory 63mb\n");
});
