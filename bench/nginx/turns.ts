import type { Lab } from "../../testbed/lab.ts";
import type { Load } from "./load.ts";
import type { Outcome } from "./outcome.ts";
import { places } from "./places.ts";
import type { Scenario } from "./scenarios.ts";
import { textOf, type Side } from "./sides.ts";
import { upstreamText } from "./upstream.ts";

/** The outcome of one side in one turn. */
export interface Turn extends Outcome {
  readonly side: Side;
  /** Processor time of nginx's container per good request. @remarks seconds */
  readonly processor: number;
}

/** Everything that a turn needs. */
export interface Bench {
  readonly lab: Lab;
  readonly image: string;
  /** Certificate and key, and the static file, by path in nginx's container. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly folder: string;
  readonly seconds: number;
}

/**
 * nginx has one worker and a processor of its own, so that it is the bottleneck and its rate is what one processor can
 * do. Load generator and upstream share another one.
 */
const processors = { nginx: 0, others: 1 } as const;

/**
 * Loads one side, in containers that are new: connections that an earlier turn has used up would count against this
 * one.
 *
 * @param text - of the side's configuration @default what it has for this scenario
 */
export async function takeTurn(
  { lab, image, files, folder, seconds }: Bench,
  { tls, generate }: Scenario,
  side: Side,
  text = textOf(side, tls),
): Promise<Turn> {
  const nginx = (
    configuration: string,
    { names = [], processor, port }: { names?: readonly string[]; processor: number; port: number },
  ) =>
    lab.start({
      names,
      image,
      port,
      command: ["nginx", "-c", places.configuration, "-g", "daemon off;"],
      files: { ...files, [places.configuration]: configuration },
      processor,
    });
  const upstream = await nginx(upstreamText, {
    names: [places.upstream],
    processor: processors.others,
    port: places.upstreamPort,
  });
  const edge = await nginx(text, { processor: processors.nginx, port: 80 });
  try {
    const load: Load = { address: edge.address, processor: processors.others, folder, seconds: 1 };
    // Connections, caches and names that nginx looks up are there afterwards.
    await generate(load);
    const before = await edge.processorSeconds();
    const outcome = await generate({ ...load, seconds });
    const used = (await edge.processorSeconds()) - before;
    return { ...outcome, side, processor: used / outcome.good };
  } finally {
    await edge.remove();
    await upstream.remove();
  }
}
