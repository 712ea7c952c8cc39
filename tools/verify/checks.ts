import { apiChecks } from "./apis.ts";
import type { Check } from "./check.ts";
import { containerChecks } from "./containers.ts";
import type { VerifyContext } from "./context.ts";
import { directPortChecks } from "./direct-ports.ts";
import { edgeChecks } from "./edge.ts";
import { frontendChecks } from "./frontend.ts";
import { storeChecks } from "./stores.ts";

/** Every check of a stack, from the engine outwards. */
export const checksOf = (context: VerifyContext): readonly Check[] => [
  ...containerChecks(context),
  ...storeChecks(context),
  ...edgeChecks(context),
  ...apiChecks(context),
  ...frontendChecks(context),
  ...directPortChecks(context),
];
