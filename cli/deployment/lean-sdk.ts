import { registerHooks } from "node:module";

/**
 * Preloaded into the program by the tools; it does without. At every start Pulumi's SDK loads a compiler, npm's
 * dependency solver, the exporters of its traces and an interface to its own command, and parses the source maps of its
 * own files: a fifth of a preview. The engine's client loads what it needs for ssh and for builds of its own. Here all
 * that is loaded when somebody asks for it, and stack traces stay as Node writes them.
 */
const lazy: ReadonlyMap<string, string> = new Map([
  // Functions that are deployed as code.
  ["typescript", "/@pulumi/pulumi/"],
  ["@npmcli/arborist", "/@pulumi/pulumi/"],
  ["normalize-package-data", "/@pulumi/pulumi/"],
  ["./automation", "/@pulumi/pulumi/"],
  // Traces, which are on where somebody asks for them.
  ["@opentelemetry/exporter-zipkin", "/@pulumi/pulumi/"],
  ["@opentelemetry/instrumentation", "/@pulumi/pulumi/"],
  ["@opentelemetry/instrumentation-grpc", "/@pulumi/pulumi/"],
  ["@opentelemetry/resources", "/@pulumi/pulumi/"],
  ["@opentelemetry/sdk-trace-base", "/@pulumi/pulumi/"],
  ["@opentelemetry/sdk-trace-node", "/@pulumi/pulumi/"],
  // The engine behind ssh is reached by a connection of our own; Pulumi's plugin builds the images.
  ["./ssh", "/docker-modem/"],
  ["@grpc/proto-loader", "/dockerode/"],
]);
const unused = "source-map-support/register";

const scheme = "lazy:";
const empty = `${scheme}nothing`;

registerHooks({
  resolve(specifier, context, next) {
    const asker = lazy.get(specifier);
    const url =
      specifier === unused
        ? empty
        : asker !== undefined && context.parentURL?.includes(asker) === true
          ? scheme + next(specifier, context).url
          : undefined;
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

/**
 * A module that becomes the real one when it, or something taken from it, is first used. It calls itself one of ES, or
 * its names would be copied at once.
 */
const standIn = (url: string): string => `
  const { fileURLToPath } = require("node:url");
  let real;
  const load = () => (real ??= require(fileURLToPath(${JSON.stringify(url)})));
  const later = (what, get) => new Proxy(function () {}, {
    get: (_, name) => get(name),
    has: (_, name) => name in what(),
    apply: (_, self, values) => Reflect.apply(what(), self, values),
    construct: (_, values, target) => Reflect.construct(what(), values, target),
  });
  const take = (name) => (name === "default" && load().__esModule !== true ? load() : load()[name]);
  const member = (name) => later(() => take(name), (inner) => take(name)[inner]);
  module.exports = later(load, (name) => (name === "__esModule" ? true : real === undefined ? member(name) : take(name)));
`;
