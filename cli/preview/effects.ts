import { consequences } from "../../config/consequences.ts";
import { allJobVariables } from "../../config/environment.ts";
import type { Aspect } from "../../artefacts/record/recorded-model.ts";

/**
 * How a change of a fact comes into effect: the container is replaced or updated as it runs, containers are added or taken away, a
 * release job runs, a gate tells the running container, or nothing happens before it is replaced for another reason.
 */
export type Effect = "replace" | "update" | "scale" | "release" | "live" | "later";

/** What a store and nginx take on when they are replaced for another reason, so that nothing interrupts them. */
const unhurried = ["health check", "log rotation", "time to start"];

/** How a change of one fact of a service comes into effect. */
export function effectOf(service: string, aspect: Aspect, name: string): Effect {
  const inPlace = consequences[service] !== undefined;
  if (name === "replicas") return "scale";
  if (name.startsWith("release ")) return "release";
  // The account is made once.
  if (aspect === "setting" && allJobVariables(service).some((variable) => variable.name === name))
    return "later";
  if (inPlace && aspect === "secret") return "live";
  if (name === "certificate") return "live";
  if (inPlace && aspect === "setting" && unhurried.includes(name)) return "later";
  // Redis has its limit in its configuration too.
  if (aspect === "limit" && name === "memory" && service !== "redis") return "update";
  return "replace";
}
