import { connectionLimit, maxConnections, reservedConnections } from "../databases.ts";
import { contractKeys } from "../own-image.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../settings.ts";
import type { Tables } from "./tables.ts";

/** Settings that contradict the services or the stack's mode. */
export const checkSettings = (tables: Tables): readonly Problem[] => [
  ...checkMode(tables.settings),
  ...checkProxies(tables.settings),
  ...checkOwnImages(tables),
  ...checkRedisKeys(tables),
  ...checkConnections(tables),
];

/** Tolerable on a laptop, and not in production. */
const checkMode = ({ appMode, debug, develop }: Settings): readonly Problem[] => [
  ...(appMode === "prod" && debug
    ? [
        {
          path: "gaara:debug",
          message: "is on in mode prod, expected false: Django's debug pages show settings to anybody",
        },
      ]
    : []),
  ...(appMode !== "dev" && develop.length > 0
    ? [
        {
          path: "gaara:develop",
          message: `found ${develop.join(", ")} in mode ${appMode}, expected nothing: only a stack of mode dev leads to servers outside it`,
        },
      ]
    : []),
];

/** Whoever may connect could write such a header, so that none is believed without a list of those who may. */
const checkProxies = ({ proxyProtocol, trustedProxies }: Settings): readonly Problem[] =>
  proxyProtocol && trustedProxies.length === 0
    ? [
        {
          path: "gaara:proxyProtocol",
          message:
            "is on without gaara:trustedProxies, expected the addresses of the proxies there: every client would have the proxy's address",
        },
      ]
    : [];

/** Of a store or the edge, an operator only says where its image comes from. */
const checkOwnImages = ({ catalogue, settings }: Tables): readonly Problem[] =>
  Object.entries(settings.images).flatMap(([key, image]) =>
    catalogue[key]?.kind === "application"
      ? []
      : contractKeys
          .filter((name) => image[name] !== undefined)
          .map((name) => ({
            path: `gaara:images.${key}.${name}`,
            message: `is fixed for ${key}, expected only context and dockerfile, or reference: the program is wired to the official image's interface`,
          })),
  );

const checkRedisKeys = ({ catalogue, settings }: Tables): readonly Problem[] =>
  Object.entries(settings.images).flatMap(([key, { redis }]) =>
    redis === undefined || catalogue[key]?.kind !== "application" || catalogue[key].redis !== undefined
      ? []
      : [
          {
            path: `gaara:images.${key}.redis`,
            message: `${key} has no account in Redis, expected it of ${Object.keys(catalogue)
              .filter((other) => catalogue[other]?.redis !== undefined)
              .join(" or ")} only`,
          },
        ],
  );

/** Every container of a service keeps its connections, and an update runs two versions at once. */
const checkConnections = ({ catalogue, settings }: Tables): readonly Problem[] => {
  const needed = Object.entries(catalogue).map(([key, service]) => connectionLimit(key, service, settings));
  const sum = needed.reduce((total, count) => total + count, 0);
  return sum <= maxConnections - reservedConnections
    ? []
    : [
        {
          path: "gaara:replicas",
          message: `need ${sum} database connections while an update runs two versions, expected ${maxConnections - reservedConnections} at most; set fewer replicas`,
        },
      ];
};
