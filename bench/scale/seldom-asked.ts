/**
 * Settings of stacks with which a machine is filled. Every health check starts a process: two hundred services that are
 * asked every two seconds keep two cores busy with nothing else.
 */
export const seldomAsked: Readonly<Record<string, unknown>> = { "gaara:healthInterval": "30s" };
