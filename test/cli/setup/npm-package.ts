import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectFolder } from "../../../cli/setup/paths.ts";
import type { Fields, Shape } from "./shapes.ts";

/** Declaration of a resource in an npm package of Pulumi, read from its types and its code. */
export interface DeclaredResource {
  readonly token: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
  /** Outputs that the SDK marks as secret. */
  readonly secretOutputs: readonly string[];
}

export class NpmPackage {
  readonly #folder: string;

  constructor(name: string) {
    this.#folder = join(projectFolder, "node_modules", name);
  }

  /** @param name - such as `Container`; `Provider` has configuration instead of outputs */
  resource(name: string): DeclaredResource {
    const file = name.charAt(0).toLowerCase() + name.slice(1);
    const types = this.#parse(`${file}.d.ts`);
    const code = readFileSync(join(this.#folder, `${file}.js`), "utf8");
    const secret = /additionalSecretOutputs: (\[[^\]]*\])/.exec(code)?.[1];
    return {
      token: /__pulumiType = '([^']+)'/.exec(code)?.[1] ?? "",
      inputs: this.#fields(interfaceOf(types, `${name}Args`).members, true),
      outputs: this.#fields(classOf(types, name).members, false),
      secretOutputs: secret === undefined ? [] : stringsOf(secret),
    };
  }

  #fields(members: readonly (ts.TypeElement | ts.ClassElement)[], input: boolean): Fields {
    const fields: Record<string, Shape> = {};
    for (const member of members) {
      if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
      if (member.type === undefined || !ts.isIdentifier(member.name)) continue;
      const optional = input && member.questionToken !== undefined;
      fields[`${member.name.text}${optional ? "?" : ""}`] = this.#shape(member.type, input);
    }
    return fields;
  }

  #shape(type: ts.TypeNode, input: boolean): Shape {
    if (ts.isUnionTypeNode(type)) {
      const [first] = type.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
      if (first !== undefined) return this.#shape(first, input);
    }
    if (ts.isArrayTypeNode(type)) return { list: this.#shape(type.elementType, input) };
    if (ts.isTypeLiteralNode(type)) {
      const [index] = type.members;
      if (index !== undefined && ts.isIndexSignatureDeclaration(index))
        return { map: this.#shape(index.type, input) };
    }
    if (ts.isTypeReferenceNode(type)) {
      const name = type.typeName.getText();
      const [wrapped] = type.typeArguments ?? [];
      // `pulumi.Input<T>` and `pulumi.Output<T>`
      if (wrapped !== undefined) return this.#shape(wrapped, input);
      const nested = /^(inputs|outputs)\.(\w+)$/.exec(name);
      if (nested?.[2] !== undefined) return this.#nested(nested[2], input);
    }
    return type.getText();
  }

  #nested(name: string, input: boolean): Shape {
    const types = this.#parse(`types/${input ? "input" : "output"}.d.ts`);
    return { object: this.#fields(interfaceOf(types, name).members, input) };
  }

  #parse(path: string): ts.SourceFile {
    const text = readFileSync(join(this.#folder, path), "utf8");
    return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  }
}

function interfaceOf(source: ts.SourceFile, name: string): ts.InterfaceDeclaration {
  const found = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find((statement) => statement.name.text === name);
  if (found === undefined) throw new Error(`${source.fileName}: has no interface ${name}`);
  return found;
}

function classOf(source: ts.SourceFile, name: string): ts.ClassDeclaration {
  const found = source.statements
    .filter(ts.isClassDeclaration)
    .find((statement) => statement.name?.text === name);
  if (found === undefined) throw new Error(`${source.fileName}: has no class ${name}`);
  return found;
}

const stringsOf = (list: string): readonly string[] =>
  [...list.matchAll(/"([^"]+)"/g)].flatMap(([, value]) => value ?? []).sort();
