import { readFileSync } from "node:fs";
import type { Engine } from "../../engine/engine.ts";
import { z } from "zod";
import { label } from "../../model/labels.ts";
import { hostPorts } from "../../engine/published-ports.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { configIn, stackFileName, stackFilePath, stackNames } from "../deployment/stack-file.ts";
import type { ListedStack } from "../deployment/stack-list.ts";
import { engineParts, noParts, type EngineParts } from "./engine-parts.ts";
import { prefix } from "./names.ts";
import { registrations, type Registration } from "./registration.ts";

/** The remains of an ephemeral stack, in any of the places where one leaves something. */
export interface FoundStack {
  readonly stack: string;
  readonly parts: EngineParts;
  /** As it stands on the engine; what is lost there from its settings file, or from its parts. */
  readonly registration: Partial<Registration>;
  readonly settingsFile: boolean;
  /** In the state backend. */
  readonly state: ListedStack | undefined;
  /** Why it is none of `staging up`, and so not touched. */
  readonly foreign: string | undefined;
}

/** Every stack that is called like an ephemeral one: on the engine, in the state backend, or in a settings file. */
export async function foundStacks(deployment: Deployment, engine: Engine): Promise<readonly FoundStack[]> {
  const { project } = deployment;
  const [parts, registered, states] = [
    await engineParts(engine),
    await registrations(engine),
    await deployment.stacks(),
  ];
  const files = stackNames(project).filter((name) => name.startsWith(prefix));
  const names = new Set([...parts.keys(), ...registered.keys(), ...states.keys(), ...files]);
  return Promise.all(
    [...names]
      .filter((stack) => stack.startsWith(prefix))
      .sort()
      .map(async (stack) => {
        const own = parts.get(stack) ?? noParts;
        const settings = files.includes(stack) ? settingsIn(stack, project) : {};
        return {
          stack,
          parts: own,
          registration: registered.get(stack) ?? settings.registration ?? (await registrationOf(engine, own)),
          settingsFile: files.includes(stack),
          state: states.get(stack),
          foreign: foreignIn(stack, own, settings, registered.has(stack)),
        };
      }),
  );
}

/**
 * When a stack was brought up the last time, by its state or, where that is elsewhere, by the youngest part of it. A
 * stack that nothing dates counts as older than any other.
 */
export const lastUp = ({ state, registration, parts }: FoundStack): Date =>
  new Date(
    Math.max(
      (state === undefined ? parts.until : state.lastUpdate)?.getTime() ?? 0,
      registration.created === undefined ? 0 : Date.parse(registration.created),
    ),
  );

/** When a stack was made. */
export const madeAt = ({ registration, parts }: FoundStack): Date | undefined =>
  registration.created === undefined ? parts.since : new Date(registration.created);

const ephemeral = z.object({
  "gaara:edgePort": z.coerce.number().int(),
  "gaara:ephemeral": z.object({ name: z.string(), owner: z.string(), created: z.iso.datetime() }),
});

interface SettingsFacts {
  readonly registration?: Registration;
  /** They may be those of a stack that is not ephemeral. */
  readonly unmarked?: boolean;
}

/**
 * The stack's making as its settings file tells it. One that is empty, half written or has only a key that was set by
 * hand says nothing.
 */
export function settingsFacts(text: string): SettingsFacts {
  const content = configIn(text) ?? {};
  if (Object.keys(content).length === 0) return {};
  if (!("gaara:ephemeral" in content)) return { unmarked: "gaara:appMode" in content };
  const { data } = ephemeral.safeParse(content);
  return data === undefined
    ? {}
    : { registration: { ...data["gaara:ephemeral"], port: data["gaara:edgePort"] } };
}

const settingsIn = (stack: string, project: string): SettingsFacts =>
  settingsFacts(readFileSync(stackFilePath(stack, project), "utf8"));

/** The stack's making as its parts tell it: all but who made it. */
async function registrationOf(
  engine: Engine,
  { branch, since, containers }: EngineParts,
): Promise<Partial<Registration>> {
  if (branch === undefined || since === undefined) return {};
  const [port] = await hostPorts(
    engine,
    containers.filter(({ Labels }) => Labels[label.service] === "nginx"),
  );
  return { name: branch, created: since.toISOString(), ...(port === undefined ? {} : { port }) };
}

/** The engine's word counts for more than a file's. */
function foreignIn(
  stack: string,
  { branch, unmarked }: EngineParts,
  settings: SettingsFacts,
  registered: boolean,
): string | undefined {
  if (unmarked[0] !== undefined) return `${unmarked[0]} has no label ${label.ephemeral}`;
  return settings.unmarked === true && branch === undefined && !registered
    ? `${stackFileName(stack)} has no gaara:ephemeral`
    : undefined;
}
