import { describe, expect, it } from "vitest";
import { pathsOf } from "../../../cli/setup/paths.ts";
import { plugins, type PluginName } from "../../../cli/setup/plugins.ts";
import { NpmPackage } from "./npm-package.ts";
import { PluginSchema } from "./plugin-schema.ts";

/** All but `Image`, which the official plugin has of its own. */
const resources: Readonly<Record<PluginName, string>> = {
  docker:
    "Container Network RemoteImage Volume BuildxBuilder Plugin RegistryImage Secret Service ServiceConfig Tag",
  random:
    "RandomBytes RandomId RandomInteger RandomPassword RandomPet RandomShuffle RandomString RandomUuid RandomUuid4 RandomUuid7",
};

describe.each(plugins(pathsOf()))("the plugin $name $version", ({ name, executable }) => {
  const declared = new NpmPackage(`@pulumi/${name}`);
  const schema = PluginSchema.of(executable);

  it.each(resources[name].split(" "))(
    "takes and gives what the npm package declares for %s",
    async (resource) => {
      const { token, inputs, outputs, secretOutputs } = declared.resource(resource);
      const plugin = await schema;
      expect(plugin.inputs(token)).toEqual(inputs);
      expect(plugin.outputs(token)).toEqual(outputs);
      expect(plugin.secretOutputs(token)).toEqual(secretOutputs);
    },
  );

  it("has the npm package's provider settings", async () => {
    expect((await schema).inputs(name)).toEqual(declared.resource("Provider").inputs);
  });
});
