export * from "./services/definition.ts";
export * from "./services/index.ts";
