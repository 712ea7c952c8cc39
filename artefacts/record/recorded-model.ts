import { z } from "zod";

const facts = z.record(z.string(), z.string());

/** What a change of a service can be about, in the order in which it is told. */
export const aspects = ["image", "setting", "environment", "secret", "limit", "volume"] as const;

export type Aspect = (typeof aspects)[number];

/** Facts of a service by what they are about; of a secret's value only a keyed hash. */
const service = z.object({
  title: z.string(),
  image: facts,
  setting: facts,
  environment: facts,
  secret: facts,
  limit: facts,
  volume: facts,
});

/**
 * A stack's model as Pulumi's state keeps it for previews: everything that a reviewer wants to see changing, nothing secret. States of
 * older programs have to stay readable, so nothing may be added here that is not optional.
 */
export const recordedModel = z.object({
  /** Settings with defaults filled in. */
  settings: z.record(z.string(), z.unknown()),
  services: z.record(z.string(), service),
  /** Image names by key, those included that others are built on. */
  images: facts,
  /** Public path → where it leads. */
  routes: facts,
  /** Service and purpose → address and port on the engine's host. */
  ports: facts,
  /** nginx's configuration, with the containers' names without their random suffixes. */
  nginx: z.string(),
  volumes: z.record(z.string(), z.object({ name: z.string(), holds: z.string() })),
  network: z.string(),
  /** Whether the data refuses to be deleted or replaced. */
  protected: z.boolean(),
});

export type RecordedService = z.output<typeof service>;
export type RecordedModel = z.output<typeof recordedModel>;
export type Facts = Readonly<Record<string, string>>;
