import { describe, expect, it } from "vitest";
import { containerChecks, expectServing, type ContainerState } from "../../../cli/checks/containers.ts";
import { services } from "../../../config/services/index.ts";
import { report } from "./context.ts";

const state = (
  changes: { status?: string; health?: string; stack?: string; ports?: object } = {},
): ContainerState => ({
  State: {
    Status: changes.status ?? "running",
    ExitCode: 3,
    Health: { Status: changes.health ?? "healthy", Log: [{ Output: "curl: (22) 500\n" }] },
  },
  Config: { Labels: { "com.gaara.stack": changes.stack ?? "dev" } },
  HostConfig: { PortBindings: changes.ports ?? {} },
});

describe("a serving container", () => {
  it("passes when it is running, healthy and its stack's", () => {
    expect(() => expectServing(state(), "dev", "django")).not.toThrow();
  });

  it.each([
    ["stopped", state({ status: "exited" }), "expected a running container, found exited (exit code 3)"],
    [
      "unhealthy",
      state({ health: "unhealthy" }),
      "expected a passing health check, found unhealthy: curl: (22) 500",
    ],
    [
      "another stack's",
      state({ stack: "prod" }),
      "expected a container of the stack dev, found one labelled prod",
    ],
    [
      "an application with a published port",
      state({ ports: { "8000/tcp": [{ HostPort: "8000" }] } }),
      "expected no published port: applications are reached through nginx, found 8000/tcp",
    ],
  ])("fails when it is %s", (_, found, message) => {
    expect(() => expectServing(found, "dev", "django")).toThrow(message);
  });

  it("may publish ports when it is nginx or a store", () => {
    expect(() =>
      expectServing(state({ ports: { "80/tcp": [{ HostPort: "80" }] } }), "dev", "nginx"),
    ).not.toThrow();
  });
});

it("checks every replica of every service, and says whose log to read", () => {
  const containers = { ...report().containers, django: ["gaara-dev-django-1", "gaara-dev-django-2-2"] };
  const checks = containerChecks({ containers });
  expect(checks).toHaveLength(Object.keys(services).length + 1);
  expect(checks.map(({ look }) => look)).toContainEqual(
    expect.stringContaining("docker logs gaara-dev-django-2-2"),
  );
});
