import { registerHooks } from "node:module";

/**
 * Preloaded into the program by the tools; it does without. At every start Pulumi's SDK loads a compiler and npm's dependency solver, both
 * only for functions that are deployed as code, and parses the source maps of its own files: a sixth of a preview. Here the first two are
 * loaded when somebody asks for them, and stack traces stay as Node writes them.
 */
const lazy: ReadonlySet<string> = new Set(["typescript", "@npmcli/arborist"]);
const unused = "source-map-support/register";

const scheme = "lazy:";
const empty = `${scheme}nothing`;

registerHooks({
  resolve(specifier, context, next) {
    const url =
      specifier === unused ? empty : lazy.has(specifier) ? scheme + next(specifier, context).url : undefined;
    return url === undefined ? next(specifier, context) : { url, format: "commonjs", shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.startsWith(scheme)) return next(url, context);
    return {
      format: "commonjs",
      source: url === empty ? "" : standIn(url.slice(scheme.length)),
      shortCircuit: true,
    };
  },
});

/** A module that becomes the real one at the first question. It calls itself one of ES, or its names would be copied at once. */
const standIn = (url: string): string => `
  const { fileURLToPath } = require("node:url");
  let real;
  const load = () => (real ??= require(fileURLToPath(${JSON.stringify(url)})));
  module.exports = new Proxy({}, { get: (_, name) => name === "__esModule" || load()[name], has: (_, name) => name in load() });
`;
