import { describe, expect, it } from "vitest";
import { serviceStatuses, statusText } from "../../../cli/status/status.ts";
import { label } from "../../../model/labels.ts";
import { container, testPatient } from "../findings/patient.ts";

const of = (service: string, name: string) => ({
  ...container(name),
  Labels: { [label.service]: service },
});

const inspected = (image: string, state: object, restarts = 0) => ({
  Image: image,
  RestartCount: restarts,
  State: state,
});

const healthy = { Status: "running", Health: { Status: "healthy" } };

describe("the status of a service", () => {
  it("is the worst of its containers, with the names of their images", async () => {
    const { fake } = await testPatient();
    fake.lists["/containers/json"] = [of("django", "d1"), of("django", "d2"), of("nginx", "n1")];
    fake.lists["/images/json"] = [{ Id: "sha256:1", RepoTags: ["gaara-django:abc"] }];
    fake.lists["/containers/id-of-d1/json"] = { Id: "1", ...inspected("sha256:1", healthy, 1) };
    fake.lists["/containers/id-of-d2/json"] = {
      Id: "2",
      ...inspected("sha256:2", { Status: "running", Health: { Status: "unhealthy" } }, 2),
    };
    fake.lists["/containers/id-of-n1/json"] = { Id: "3", ...inspected("sha256:3", { Status: "exited" }) };
    const containers = { django: ["d1", "d2"], nginx: ["n1"], flask: ["f1"] };
    expect(await serviceStatuses(fake.engine, { stack: "dev", containers })).toEqual([
      {
        service: "django",
        versions: ["gaara-django:abc", "sha256:2"],
        replicas: { healthy: 1, wanted: 2 },
        health: "unhealthy",
        restarts: 3,
      },
      {
        service: "nginx",
        versions: ["sha256:3"],
        replicas: { healthy: 0, wanted: 1 },
        health: "stopped",
        restarts: 0,
      },
      { service: "flask", versions: [], replicas: { healthy: 0, wanted: 1 }, health: "missing", restarts: 0 },
    ]);
  });

  it.each([
    [healthy, "healthy"],
    [{ Status: "running" }, "healthy"],
    [{ Status: "running", Health: { Status: "starting" } }, "starting"],
    [{ Status: "restarting" }, "unhealthy"],
  ])("of a container in the state %j: %s", async (state, wanted) => {
    const { fake } = await testPatient();
    fake.lists["/containers/json"] = [of("ml", "m1")];
    fake.lists["/images/json"] = [];
    fake.states = [inspected("sha256:1", state)];
    const [found] = await serviceStatuses(fake.engine, { stack: "dev", containers: { ml: ["m1"] } });
    expect(found?.health).toBe(wanted);
  });

  it("is a row for people, and says where to go on", () => {
    const service = {
      service: "ml",
      versions: ["gaara-ml:1"],
      replicas: { healthy: 0, wanted: 1 },
      health: "stopped",
      restarts: 4,
    } as const;
    const text = statusText({
      stack: "dev",
      appVersion: "12.0.0",
      healthy: false,
      services: [service],
      troubles: ["Redis is full"],
    });
    expect(text).toMatch(/│ ml\s+│ gaara-ml:1 │ 0 of 1\s+│ stopped │ 4\s+│/);
    expect(text).toContain("Redis is full.\n");
    expect(text).toContain(
      "The stack dev (12.0.0) is not well; find out more with: ./gaara doctor --stack dev",
    );
  });
});
