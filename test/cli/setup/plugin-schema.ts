import { execa } from "execa";
import { z } from "zod";
import { toolEnvironment } from "../../../cli/deployment/tool-environment.ts";
import type { Fields, Shape } from "./shapes.ts";

interface TypeSpec {
  readonly type?: string | undefined;
  readonly $ref?: string | undefined;
  readonly items?: TypeSpec | undefined;
  readonly additionalProperties?: TypeSpec | undefined;
}

const typeSpec: z.ZodType<TypeSpec> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    $ref: z.string().optional(),
    items: typeSpec.optional(),
    additionalProperties: typeSpec.optional(),
  }),
);
const property = z.intersection(typeSpec, z.object({ secret: z.boolean().optional() }));
const properties = z.record(z.string(), property).default({});
const names = z.array(z.string()).default([]);
const resource = z.object({
  properties,
  inputProperties: properties,
  requiredInputs: names,
});
const schema = z.object({
  types: z.record(z.string(), z.object({ properties, required: names })).default({}),
  provider: resource,
  resources: z.record(z.string(), resource),
});

/** A plugin's own schema of its resources (GetSchema), of one built here or of the official one. */
export class PluginSchema {
  readonly #schema: z.infer<typeof schema>;

  private constructor(parsed: z.infer<typeof schema>) {
    this.#schema = parsed;
  }

  static async of(executable: string): Promise<PluginSchema> {
    const { stdout } = await execa("pulumi", ["package", "get-schema", executable], {
      env: toolEnvironment(process.env),
    });
    return new PluginSchema(schema.parse(JSON.parse(stdout)));
  }

  /** Inputs of a resource, or of the provider. */
  inputs(token: string): Fields {
    const { inputProperties, requiredInputs } = this.#resource(token);
    return this.#fields(inputProperties, requiredInputs, true);
  }

  outputs(token: string): Fields {
    return this.#fields(this.#resource(token).properties, [], false);
  }

  secretOutputs(token: string): readonly string[] {
    return Object.entries(this.#resource(token).properties)
      .filter(([, { secret }]) => secret === true)
      .map(([name]) => name)
      .sort();
  }

  #resource(token: string) {
    const found =
      token === "docker" || token === "random" ? this.#schema.provider : this.#schema.resources[token];
    if (found === undefined) throw new Error(`${token}: the plugin has no such resource`);
    return found;
  }

  #fields(all: Readonly<Record<string, TypeSpec>>, required: readonly string[], input: boolean): Fields {
    return Object.fromEntries(
      Object.entries(all).map(([name, type]) => [
        `${name}${input && !required.includes(name) ? "?" : ""}`,
        this.#shape(type, input),
      ]),
    );
  }

  #shape(type: TypeSpec, input: boolean): Shape {
    if (type.$ref !== undefined) {
      const token = decodeURIComponent(type.$ref.replace("#/types/", ""));
      const nested = this.#schema.types[token];
      if (nested === undefined) throw new Error(`${token}: the plugin's schema has no such type`);
      return { object: this.#fields(nested.properties, nested.required, input) };
    }
    if (type.items !== undefined) return { list: this.#shape(type.items, input) };
    if (type.additionalProperties !== undefined)
      return { map: this.#shape(type.additionalProperties, input) };
    return type.type === "integer" ? "number" : (type.type ?? "any");
  }
}
