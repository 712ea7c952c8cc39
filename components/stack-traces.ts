/*
 * Pulumi takes a stack trace for every promise of a resource, thousands in an update, and maps each through source
 * maps. Node runs this program's TypeScript with its own lines, so there is nothing to map, and the innermost frames
 * name the place of an error.
 */
Reflect.set(Error, "prepareStackTrace", undefined);
Error.stackTraceLimit = 3;
