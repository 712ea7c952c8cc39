import { createHmac } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * Hash of a secret under a key that is one: equal values are seen to be equal, and nobody can try values on it. The
 * name is part of it, so that two secrets of one value do not look alike.
 */
export const keyedHash = (key: string, name: string, value: string): string =>
  createHmac("sha256", key).update(`${name}\0${value}`).digest("hex").slice(0, 16);

/** Keyed hashes of secrets, in clear; of a value that has yet to be made there is none yet. */
export const keyedHashes = <Key extends string>(
  key: pulumi.Output<string>,
  secrets: Readonly<Partial<Record<Key, pulumi.Output<string>>>>,
): Readonly<Partial<Record<Key, pulumi.Output<string>>>> =>
  Object.fromEntries(
    Object.entries<pulumi.Output<string> | undefined>(secrets).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [
            [
              name,
              pulumi.unsecret(pulumi.all([key, value]).apply(([own, text]) => keyedHash(own, name, text))),
            ],
          ],
    ),
  ) as Partial<Record<Key, pulumi.Output<string>>>;
