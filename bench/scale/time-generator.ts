import { artefacts } from "../../artefacts/files.ts";
import { parseSettings } from "../../config/settings.ts";
import { resolveStack } from "../../model/resolve.ts";

/**
 * A program, run in a copy of the project: prints the milliseconds that it takes to resolve a stack's model and to make
 * all that derives from it, as the least of several runs, and the number of services.
 */
const parsed = parseSettings({ appMode: "dev" });
if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
const once = (): number => {
  const started = performance.now();
  artefacts(resolveStack("scale", parsed.settings));
  return performance.now() - started;
};
const times = Array.from({ length: 15 }, once);
const services = Object.keys(resolveStack("scale", parsed.settings).services).length;
console.log(JSON.stringify({ services, milliseconds: Math.min(...times) }));
