import { z } from "zod";

const facts = z.record(z.string(), z.string());

/** Aspects of a service that can change, in the order in which a preview names them. */
export const aspects = ["image", "setting", "environment", "secret", "limit", "volume"] as const;

export type Aspect = (typeof aspects)[number];

/** Facts of a service by aspect; of a secret's value only a keyed hash. */
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
 * A stack's model as Pulumi's state keeps it for previews: everything whose change a reviewer wants to see, and no
 * secret. Records of older programs have to stay readable, so whatever is added here has to be optional.
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
  /** Data refuses to be deleted or replaced. */
  protected: z.boolean(),
});

export type RecordedService = z.output<typeof service>;
export type RecordedModel = z.output<typeof recordedModel>;
export type Facts = Readonly<Record<string, string>>;
