import * as pulumi from "@pulumi/pulumi";
import { GaaraStack, type StackArgs } from "../../components/stack.ts";
import { collect, valueOf } from "./mocks.ts";

/** Options that decide what a changed input does, as the program sets them. */
const optionNames = [
  "additionalSecretOutputs",
  "deleteBeforeReplace",
  "ignoreChanges",
  "protect",
  "replaceOnChanges",
] as const;

interface Listed {
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * Every resource of a stack by its type, its parents and its name, which together are its URN: with its inputs as the
 * engine gets them and the options of the program. Build contexts' hashes and nginx's text have tests of their own and
 * are left out.
 */
export async function resourceList(args: StackArgs): Promise<Readonly<Record<string, Listed>>> {
  const registered = collect();
  const places = new Map<string, { path: string; opts: pulumi.CustomResourceOptions }>();
  const paths = new Map<pulumi.Resource, string>();
  const record: pulumi.ResourceTransformation = ({ resource, type, name, opts }) => {
    const parent = opts.parent === undefined ? undefined : paths.get(opts.parent);
    const path = `${parent === undefined ? "" : `${parent} › `}${type}::${name}`;
    paths.set(resource, path);
    places.set(`${type}::${name}`, { path, opts });
    return undefined;
  };
  const { outputs } = new GaaraStack("gaara", args, { transformations: [record] });
  await valueOf(outputs.urls);
  await pulumi.runtime.disconnect();
  const entries = await Promise.all(
    registered.map(async ({ type, name, inputs }): Promise<[string, Listed]> => {
      const { path, opts } = places.get(`${type}::${name}`) ?? { path: `unknown ${type}::${name}`, opts: {} };
      return [path, { options: await optionsOf(opts, paths), inputs: masked(inputs) }];
    }),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One line per option and input, so that a difference is a line. */
export const listText = (list: Readonly<Record<string, Listed>>): string =>
  Object.entries(list)
    .map(([path, { options, inputs }]) =>
      [path, ...linesOf("option", options), ...linesOf("input", inputs), ""].join("\n"),
    )
    .join("\n");

const linesOf = (kind: string, values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `  ${kind} ${key}: ${JSON.stringify(value)}`);

async function optionsOf(
  opts: pulumi.CustomResourceOptions,
  paths: ReadonlyMap<pulumi.Resource, string>,
): Promise<Record<string, unknown>> {
  const shown = optionNames.flatMap((name) =>
    opts[name] === undefined ? [] : [[name, opts[name]] as const],
  );
  const after = await valueOf(pulumi.output(opts.dependsOn));
  const dependencies = (Array.isArray(after) ? after : [after]).flatMap((one: unknown) =>
    pulumi.Resource.isInstance(one) ? [paths.get(one) ?? "?"] : [],
  );
  const aliases = await valueOf(pulumi.output(opts.aliases));
  return {
    ...Object.fromEntries(shown),
    ...(dependencies.length === 0 ? {} : { dependsOn: dependencies }),
    ...(aliases === undefined ? {} : { aliases: aliases.length }),
  };
}

const masked = (value: Record<string, unknown>) =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (isSecret(inner)) return { secret: inner.value };
      if (isStartingText(inner)) return { ...inner, content: "…" };
      if (key === "context" && typeof inner === "string") return inner.replace(/^[0-9a-f]{16}$/, "<hash>");
      return typeof inner === "string" ? inner.replace(/^(gaara-[a-z]+):[0-9a-f]{16}$/, "$1:<hash>") : inner;
    }),
  ) as Record<string, unknown>;

const isStartingText = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  "file" in value &&
  String(value.file).endsWith("starting.conf");

/** How Pulumi marks a value that the state keeps encrypted. */
const isSecret = (value: unknown): value is { readonly value: unknown } =>
  typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;
