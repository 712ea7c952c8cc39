import { connect } from "../engine/engine.ts";
import { stackName } from "./clone.ts";

/** Names of everything on the engine that belongs to a stack, the tests' own unless another is named. */
export async function leftovers(engine = connect(), stack: string = stackName): Promise<readonly string[]> {
  return [
    ...(await engine.containers({ stack })).map(({ Names }) => `container ${Names[0] ?? ""}`),
    ...(await engine.networks({ stack })).map(({ Name }) => `network ${Name}`),
    ...(await engine.volumes({ stack })).map(({ Name }) => `volume ${Name}`),
  ];
}

/** Removes what a killed run left on the engine, data included. */
export async function removeLeftovers(engine = connect(), stack: string = stackName): Promise<void> {
  for (const { Id } of await engine.containers({ stack }))
    await engine.container(Id).remove({ anonymousVolumes: true });
  for (const { Id } of await engine.networks({ stack })) await engine.network(Id).remove();
  for (const { Name } of await engine.volumes({ stack })) await engine.volume(Name).remove();
}
