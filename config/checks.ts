import { checkPorts } from "./checks/ports.ts";
import { checkRedisAccounts } from "./checks/redis-accounts.ts";
import { checkRoutes } from "./checks/routes.ts";
import { checkServices } from "./checks/services.ts";
import { checkSettings } from "./checks/settings.ts";
import { checkEdgePort, checkEphemeral } from "./checks/staging.ts";
import type { Tables } from "./checks/tables.ts";
import type { Problem } from "./problems.ts";

export type { Tables } from "./checks/tables.ts";

/** Every contradiction between the tables and a stack's settings; empty when they agree. */
export const checkTables = (tables: Tables): readonly Problem[] => [
  ...checkServices(tables),
  ...checkRedisAccounts(tables),
  ...checkRoutes(tables),
  ...checkPorts(tables),
  ...checkSettings(tables),
  ...checkEdgePort(tables.settings),
  ...checkEphemeral(tables.settings),
];
