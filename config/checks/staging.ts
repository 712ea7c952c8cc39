import type { Problem } from "../problems.ts";
import { isProtected, redirectsToHttps, type Settings } from "../settings.ts";

/** One port for everything leaves no other one to move, and none for TLS. */
export const checkEdgePort = (settings: Settings): readonly Problem[] => [
  ...(settings.edgePort !== undefined && settings.portOffset !== 0
    ? [
        {
          path: "gaara:portOffset",
          message: `found ${settings.portOffset} beside gaara:edgePort, expected one of the two: with edgePort there is no other port to move`,
        },
      ]
    : []),
  ...(settings.edgePort !== undefined && redirectsToHttps(settings)
    ? [
        {
          path: "gaara:edgePort",
          message:
            "publishes HTTP only, and HTTP leads to HTTPS: set gaara:tls.redirect to false, or leave edgePort out",
        },
      ]
    : []),
];

/** A stack that disappears by itself holds nothing that has to stay. */
export const checkEphemeral = (settings: Settings): readonly Problem[] =>
  settings.ephemeral !== undefined && (settings.appMode !== "staging" || isProtected(settings))
    ? [
        {
          path: "gaara:ephemeral",
          message: `found in mode ${settings.appMode}${isProtected(settings) ? ", protected" : ""}, expected mode staging and no protection: npm run staging removes such stacks with their data`,
        },
      ]
    : [];
