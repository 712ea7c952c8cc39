import type { GeneratedSecret } from "../../config/secrets.ts";

/** A way in which a stack changes while it serves. */
export interface Mechanism {
  readonly name: string;
  /** The settings of each turn, counted from 0. Every turn is a change. */
  readonly settings: (turn: number) => Readonly<Record<string, unknown>>;
}

/** Two settings that take turns. */
const alternately =
  (changed: Readonly<Record<string, unknown>>): Mechanism["settings"] =>
  (turn) =>
    turn % 2 === 0 ? changed : {};

export const mechanisms: readonly Mechanism[] = [
  { name: "new containers", settings: alternately({ "gaara:appVersion": "12.0.1" }) },
  { name: "reload alone", settings: alternately({ "gaara:bodyLimit": "101M" }) },
  { name: "scaling up and down", settings: alternately({ "gaara:replicas": { flask: 2 } }) },
];

/**
 * Keys of tokens are not among them: renewed every half a minute, they would end the load's tokens long before their
 * time.
 */
const renewed: readonly GeneratedSecret[] = [
  "djangoDatabasePassword",
  "flaskDatabasePassword",
  "djangoRedisPassword",
  "flaskRedisPassword",
  "djangoSecretKey",
];

/** Counts up for good, so nothing comes after it. */
export const rotation: Mechanism = {
  name: "rotation of secrets",
  settings: (turn) => ({ "gaara:rotate": Object.fromEntries(renewed.map((key) => [key, turn + 1])) }),
};
