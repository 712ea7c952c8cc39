import { expect, it } from "vitest";
import redis from "../../../cli/findings/redis.ts";
import { container, testPatient } from "./patient.ts";

it("finds what Redis says of itself", async () => {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [container("gaara-dev-redis")];
  patient.fake.run = () => ({ output: "used_memory:1\r\naof_last_write_status:err\r\n" });
  expect(await redis.look(patient)).toEqual([
    {
      found:
        "Redis: the last write to the append-only file failed, so that every write is refused (aof_last_write_status).",
      next: "docker logs --tail 50 $(docker ps --quiet --filter label=com.gaara.stack=dev --filter label=com.gaara.service=redis)",
    },
  ]);
});

it("finds nothing where Redis is well, does not run, or is about to be started again", async () => {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [container("gaara-dev-redis")];
  patient.fake.run = () => ({ output: "used_memory:1\r\naof_last_write_status:ok\r\n" });
  expect(await redis.look(patient)).toEqual([]);
  patient.fake.refusals["POST /containers/id-of-gaara-dev-redis/exec"] = 409;
  expect(await redis.look(patient)).toEqual([]);
  patient.fake.lists["/containers/json"] = [];
  expect(await redis.look(patient)).toEqual([]);
});
