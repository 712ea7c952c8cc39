import { catalogueOf } from "../../config/catalogue.ts";
import { checkTables } from "../../config/checks.ts";
import { routes } from "../../config/routes.ts";
import { parseSettings, type Settings } from "../../config/settings.ts";

/** Settings that have to be good. */
export const settingsOf = (raw: Record<string, unknown>): Settings => {
  const parsed = parseSettings(raw);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
};

/** Problems that the cross-checks find in settings. */
export const problems = (raw: Record<string, unknown>, of: (key: string) => boolean = () => true) => {
  const settings = settingsOf(raw);
  const catalogue = Object.fromEntries(Object.entries(catalogueOf(settings)).filter(([key]) => of(key)));
  const led = routes.filter(({ to }) => to.kind !== "service" || of(to.service));
  return checkTables({ catalogue, routes: led, settings }).map(({ path, message }) => `${path}: ${message}`);
};
