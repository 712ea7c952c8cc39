import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settledJobs } from "../../../engine/settled-jobs.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
});
afterEach(() => fake.close());

const container = (service: string, role: string, Status: string) => ({
  Id: `${service}-${role}-${Status}`,
  Names: ["/x"],
  Status,
  Labels: { "com.gaara.stack": "dev", "com.gaara.service": service, "com.gaara.role": role },
});

describe("settled release jobs", () => {
  it("are those whose every container has ended well", async () => {
    fake.lists = {
      "/containers/json": [
        container("django", "serving", "Up 2 hours (healthy)"),
        container("django", "migrate", "Exited (0) 2 hours ago"),
        container("django", "collectstatic", "Exited (1) 2 hours ago"),
        container("flask", "db-upgrade", "Exited (0) 2 hours ago"),
        container("flask", "db-upgrade", "Created"),
      ],
    };
    expect([...(await settledJobs(fake.engine, "dev"))]).toEqual(["django/migrate"]);
  });

  it("are none on an empty engine", async () => {
    fake.lists = { "/containers/json": [] };
    expect((await settledJobs(fake.engine, "dev")).size).toBe(0);
  });
});
