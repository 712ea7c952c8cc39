import { label } from "../../model/labels.ts";
import { services } from "../../config/services/index.ts";
import { inspectPresent } from "../../engine/present-health.ts";
import { Finding, type Check } from "./check.ts";
import type { VerifyContext } from "./context.ts";

/**
 * One check per serving container: it runs, it is healthy, it is this stack's, and an application publishes nothing.
 */
export const containerChecks = ({ containers }: Pick<VerifyContext, "containers">): readonly Check[] =>
  Object.entries(containers).flatMap(([service, names]) =>
    names.map((name) => ({
      name: `${service}: container ${name} is running and healthy`,
      look: `docker logs ${name}; docs/runbook.md#a-container-does-not-start`,
      run: async ({ engine, stack }: VerifyContext) => {
        const found = await inspectPresent(engine.container(name));
        if (found === undefined) throw new Finding(`a container ${name}`, "none of that name");
        expectServing(found, stack, service);
      },
    })),
  );

/** The part of an inspection that decides. */
export interface ContainerState {
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly Health?:
      { readonly Status: string; readonly Log?: readonly { readonly Output: string }[] } | null | undefined;
  };
  readonly Config: { readonly Labels?: Readonly<Record<string, string>> };
  readonly HostConfig: { readonly PortBindings?: object | null };
}

export function expectServing(
  { State, Config, HostConfig }: ContainerState,
  stack: string,
  service: string,
): void {
  if (State.Status !== "running")
    throw new Finding("a running container", `${State.Status} (exit code ${State.ExitCode})`);
  const health = State.Health?.Status ?? "no health check";
  if (health !== "healthy")
    throw new Finding(
      "a passing health check",
      `${health}: ${State.Health?.Log?.at(-1)?.Output.trim() ?? "no answer yet"}`,
    );
  const owner = Config.Labels?.[label.stack];
  if (owner !== stack)
    throw new Finding(`a container of the stack ${stack}`, `one labelled ${owner ?? "by nobody"}`);
  const published = Object.keys(HostConfig.PortBindings ?? {});
  const kind = Object.entries(services).find(([key]) => key === service)?.[1].kind;
  if (kind === "application" && published.length > 0)
    throw new Finding("no published port: applications are reached through nginx", published.join(", "));
}
