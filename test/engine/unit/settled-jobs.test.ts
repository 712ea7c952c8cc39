import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settledJobs } from "../../../engine/settled-jobs.ts";
import { imageNames } from "../../../engine/images/image-sources.ts";
import { versionsText } from "../../../model/versions.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { settingsOf } from "../../components/mocks.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";

const settings = settingsOf();
const model = resolveStack("dev", settings);

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
    expect([...(await settledJobs(fake.engine, model))]).toEqual(["django/migrate"]);
  });

  it("are those as well whose container is gone, if a healthy version had the same image and command", async () => {
    const migrate = { name: "migrate", command: ["python", "manage.py", "migrate", "--noinput"] };
    const other = { name: "collectstatic", command: ["another", "command"] };
    const upgrade = { name: "db-upgrade", command: model.services.flask.jobs[0]?.command ?? [] };
    const names = imageNames(settings);
    const nginx = { ...container("nginx", "serving", "Up 2 hours (healthy)"), Id: "c1" };
    const version = {
      time: "2026-01-01T00:00:00.000Z",
      settings,
      services: {
        django: { image: names.django ?? "", id: "sha256:1", release: [migrate, other] },
        flask: { image: "gaara-flask:0000000000000000", id: "sha256:2", release: [upgrade] },
      },
    };
    fake.lists = { "/containers/json": [nginx] };
    fake.files["/etc/nginx/gaara/versions.json"] = versionsText([version]);
    expect([...(await settledJobs(fake.engine, model))]).toEqual(["django/migrate"]);
    fake.lists = {
      "/containers/json": [nginx, container("django", "migrate", "Exited (1) 2 hours ago")],
    };
    expect([...(await settledJobs(fake.engine, model))]).toEqual([]);
  });

  it("are none on an empty engine", async () => {
    fake.lists = { "/containers/json": [] };
    expect((await settledJobs(fake.engine, model)).size).toBe(0);
  });
});
