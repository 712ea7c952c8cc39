import { accountChecks } from "./accounts.ts";
import { apiChecks } from "./apis.ts";
import type { Check } from "./check.ts";
import { checklistChecks } from "./checklist.ts";
import { containerChecks } from "./containers.ts";
import type { VerifyContext } from "./context.ts";
import { directPortChecks } from "./direct-ports.ts";
import { edgeChecks } from "./edge.ts";
import { frontendChecks } from "./frontend.ts";
import { sessionOf } from "./session.ts";
import { storeChecks } from "./stores.ts";
import { volumeCheck } from "./volumes.ts";

/** Every check of a stack, from the engine outwards. */
export function checksOf(context: VerifyContext): readonly Check[] {
  const session = sessionOf(context);
  return [
    ...containerChecks(context),
    volumeCheck(),
    ...storeChecks(context),
    ...edgeChecks(context),
    ...apiChecks(context),
    ...frontendChecks(context),
    ...directPortChecks(context),
    ...accountChecks(context, session),
    ...checklistChecks(context, session),
  ];
}
