import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isMap, visit } from "yaml";
import { reason, SetupError } from "../setup/setup-error.ts";
import { Deployment } from "./deployment.ts";
import { configIn, edited, settingsOf, stackFilePath } from "./stack-file.ts";

/** A stack's settings without those that only its operators can read. */
export interface OpenSettings {
  readonly text: string;
  /** Keys of the secrets that were taken out, as they stand in the file. */
  readonly secrets: readonly string[];
}

/** Takes encrypted values out of a stack's file, the salt or key that opens them, and the engine that it deploys to. */
export function withoutSecrets(text: string): OpenSettings {
  if (Object.keys(configIn(text) ?? {}).length === 0) return { text, secrets: [] };
  let secrets: readonly string[] = [];
  const open = edited(text, (document) => {
    for (const key of ["encryptionsalt", "encryptedkey", "secretsprovider"]) document.delete(key);
    const config = document.get("config");
    if (!isMap(config)) return;
    config.delete("docker:host");
    secrets = config.items.flatMap(({ key, value }) => (isEncrypted(value) ? [String(key)] : []));
    for (const key of secrets) config.delete(key);
    // Inside lists and maps of plugins there is no telling what is secret once it stands in clear; it need not be.
    visit(config, {
      Map: (_key, map) => (isEncrypted(map) ? document.createNode("placeholder") : undefined),
    });
  });
  return { text: open, secrets };
}

const isEncrypted = (node: unknown): boolean => isMap(node) && node.items.length === 1 && node.has("secure");

/** A throwaway copy of a stack, for a preview by somebody who has neither its passphrase nor its state. */
export interface PlaceholderStack {
  readonly deployment: Deployment;
  /** To be added to Pulumi's arguments. */
  readonly args: readonly string[];
  readonly remove: () => void;
}

/**
 * Makes a copy of a stack with a placeholder for each secret, an empty state and a passphrase of its own. Of the real
 * one only its file is read, and nothing is written.
 *
 * @param own - where the real one is
 * @param say - takes a sentence about what is previewed
 */
export async function placeholderStack(
  own: Deployment,
  stack: string,
  say: (line: string) => void,
): Promise<PlaceholderStack> {
  settingsOf(stack, own.project);
  const folder = mkdtempSync(join(tmpdir(), "gaara-placeholders-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const file = stackFilePath(stack, folder);
  const state = join(folder, "state");
  mkdirSync(state);
  const { text, secrets } = withoutSecrets(readFileSync(stackFilePath(stack, own.project), "utf8"));
  writeFileSync(file, text);
  cpSync(join(own.project, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  const environment: NodeJS.ProcessEnv = {
    ...own.environment,
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: randomBytes(24).toString("base64url"),
    PULUMI_CONFIG_PASSPHRASE_FILE: "",
  };
  try {
    const copy = new Deployment({ project: folder, environment });
    await copy.ensure(stack);
    await copy.setSecrets(stack, Object.fromEntries(secrets.map((key) => [key, "placeholder"])));
  } catch (error) {
    remove();
    throw new SetupError(`stack ${stack}: no placeholders could be put in: ${reason(error)}`);
  }
  say(
    `A preview of ${stack} with placeholders for its secrets (${secrets.join(", ") || "none are set"}), on this machine's engine and against an empty state: everything is to be created.`,
  );
  return {
    deployment: new Deployment({ project: own.project, environment }),
    args: ["--stack", stack, "--config-file", file],
    remove,
  };
}
