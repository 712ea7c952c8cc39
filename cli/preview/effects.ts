import { consequences } from "../../config/consequences.ts";
import { allJobVariables } from "../../config/environment.ts";
import type { Aspect } from "../../artefacts/record/recorded-model.ts";

/**
 * The way in which a changed fact takes effect: the container is replaced or is updated while it runs, containers are
 * added or removed, a release job runs, a gate tells the running container, or nothing happens until it is replaced for
 * another reason.
 */
export type Effect = "replace" | "update" | "scale" | "release" | "live" | "later";

/**
 * Settings that a store and nginx only take on when they are replaced for another reason, so that nothing interrupts
 * them.
 */
const unhurried = ["health check", "log rotation", "time to start"];

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
  if (inPlace && aspect === "setting" && unhurried.includes(name)) return "later";
  // Redis has its limit in its configuration too.
  if (aspect === "limit" && name === "memory" && service !== "redis") return "update";
  return "replace";
}
