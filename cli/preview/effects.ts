import { allJobVariables } from "../../config/environment.ts";
import { consequences } from "../../config/consequences.ts";
import type { ServiceDefinition } from "../../config/services/definition.ts";
import { services } from "../../config/services/index.ts";
import { rowOf } from "../../config/tables.ts";
import { effectOfInput, type ContainerInput } from "../../model/container-changes.ts";
import type { Aspect } from "../../artefacts/record/recorded-model.ts";

/**
 * The way in which a changed fact takes effect: the container is replaced or is updated while it runs, containers are
 * added or removed, a release job runs, a gate tells the running container, or nothing happens until it is replaced for
 * another reason.
 */
export type Effect = "replace" | "update" | "scale" | "release" | "live" | "later";

/** The container's inputs behind facts, by aspect and name. A change of any other fact replaces the container. */
const inputs: Readonly<Record<string, ContainerInput>> = {
  "setting health check": "healthcheck",
  "setting time to start": "healthcheck",
  "setting log rotation": "logOpts",
  "limit memory": "memory",
  "limit cpus": "cpuQuota",
};

/** The effect of a change of one fact of a service. */
export function effectOf(service: string, aspect: Aspect, name: string): Effect {
  const inPlace = consequences[service] !== undefined;
  if (name === "replicas") return "scale";
  if (name.startsWith("release ")) return "release";
  // The account is made once.
  if (aspect === "setting" && allJobVariables(service).some((variable) => variable.name === name))
    return "later";
  if (inPlace && aspect === "secret") return "live";
  if (name === "certificate") return "live";
  // A store has its limit in its configuration too.
  if (
    rowOf<ServiceDefinition>(services, service)?.kind === "store" &&
    aspect === "limit" &&
    name === "memory"
  )
    return "replace";
  const input = rowOf(inputs, `${aspect} ${name}`);
  return input === undefined ? "replace" : effectOfInput(input, inPlace ? "in place" : "beside");
}
