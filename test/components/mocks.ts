import * as pulumi from "@pulumi/pulumi";
import { parseSettings, type Settings } from "../../config/settings.ts";
import { partialEngine } from "../cli/partial-engine.ts";

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/**
 * Puts mocks in the engine's place and collects what is registered.
 *
 * @param preview - gates are passed at once in a preview, and asked in an update
 */
export function collect(preview = true): Registered[] {
  const registered: Registered[] = [];
  void pulumi.runtime.setMocks(
    {
      newResource: ({
        type,
        name,
        inputs,
      }: {
        type: string;
        name: string;
        inputs: Record<string, unknown>;
      }) => {
        const known: Record<string, unknown> = { ...inputs };
        registered.push({ type, name, inputs: known });
        const computed: Record<string, unknown> = {
          "random:index/randomPassword:RandomPassword": { result: `secret-of-${name}` },
          "docker:index/remoteImage:RemoteImage": { imageId: `sha256:${name}` },
          "docker:index/container:Container": { name: `${name}-1a2b3c4` },
        };
        return { id: `id-of-${name}`, state: { ...known, ...(computed[type] as object | undefined) } };
      },
      call: ({ inputs }: { inputs: Record<string, unknown> }) => inputs,
    },
    "gaara-erp",
    "dev",
    preview,
  );
  return registered;
}

/** An engine as far as a preview asks it: it has every image. */
export const noEngine = partialEngine({
  image: (name: string) => ({
    inspect: () => Promise.resolve({ Id: `sha256:images-${name.replace(/^gaara-(\w+):.*/, "$1")}` }),
  }),
});

/** The value of an output, once it is known. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply(resolve));

/** Settings of a test's stack. */
export function settingsOf(raw: Record<string, unknown> = {}): Settings {
  const parsed = parseSettings(raw);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}
