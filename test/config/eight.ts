import { routes } from "../../config/routes.ts";
import type { ServiceDefinition } from "../../config/services/definition.ts";
import { services } from "../../config/services/index.ts";

const { postgres, redis, django, flask, frontend, ml, ai, nginx } = services;

/**
 * The services that tests know by name, in the registry's order. The registry may have more: a test that lists keys,
 * ports or routes either looks at these alone, or derives the rest from the rows of `others`.
 */
export const eight = { postgres, redis, django, flask, frontend, ml, ai, nginx };

export const isOneOfEight = (key: string): boolean => Object.hasOwn(eight, key);

/** The route table without the routes of other services. */
export const eightRoutes = routes.filter(({ to }) => to.kind !== "service" || isOneOfEight(to.service));

/** The services beside the eight, with their keys. */
export const others = Object.entries<ServiceDefinition>(services).filter(([key]) => !isOneOfEight(key));

/** Those of them that nginx leads to. */
export const otherApplications = others.filter(([, { kind }]) => kind === "application");
