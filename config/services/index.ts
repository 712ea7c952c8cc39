import { ai } from "./ai.ts";
import type { ServiceDefinition } from "./definition.ts";
import { django } from "./django.ts";
import { flask } from "./flask.ts";
import { frontend } from "./frontend.ts";
import { ml } from "./ml.ts";
import { nginx } from "./nginx.ts";
import { postgres } from "./postgres.ts";
import { redis } from "./redis.ts";

/** The services of a stack, in the order in which tables and documents name them. */
export const services = {
  postgres,
  redis,
  django,
  flask,
  frontend,
  ml,
  ai,
  nginx,
};

export type ServiceKey = keyof typeof services;

/** The services with the names of their own secrets. */
export type ServiceRows = typeof services;

/** A catalogue may hold more than the registry: tests pass their own. */
export type Catalogue = Readonly<Record<string, ServiceDefinition>>;
