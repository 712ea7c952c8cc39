import { label } from "../../model/labels.ts";
import type { ServiceKind } from "../../config/services/definition.ts";
import { services } from "../../config/services/index.ts";
import type { Drift } from "./difference.ts";
import type { Compared } from "./snapshot.ts";
import type { Inspection } from "../../engine/answers/container.ts";
import { isAnonymous } from "./inspection.ts";
import type { DeployedState } from "./deployed-state.ts";
import { attached } from "./fact-text.ts";

/**
 * Containers that carry the stack's label, have the name of one of its containers or are on its network, and stand in
 * no state.
 */
export const findUnexpected = ({ stack, state, engine }: Compared): readonly Drift[] =>
  engine.containers
    .filter(({ Id }) => !state.known.has(Id))
    .flatMap((container): readonly Drift[] => {
      const { Id, Name, Config, NetworkSettings } = container;
      const about = {
        kind: "container",
        name: Name,
        what: "container",
        expected: "none",
        found: `container ${Id.slice(0, 12)}`,
      } as const;
      if (Config.Labels[label.stack] === stack) {
        const elsewhere = dataElsewhere(container, state);
        return elsewhere === undefined
          ? [{ ...about, id: Id, cure: "removed" }]
          : [
              {
                ...about,
                cure: "by hand",
                advice: `${Name} may hold data that is in no volume of the stack: ${elsewhere}. Copy what it holds into the stack's volumes, then remove it (docker rm --force ${Name}; without --volumes)`,
              },
            ];
      }
      if (state.containers.some(({ inputs }) => inputs.name === Name))
        return [
          {
            ...about,
            cure: "by hand",
            advice: `${Name} does not carry the stack's label, so it is not touched: remove or rename it (docker rm --force ${Name})`,
          },
        ];
      return Object.entries(NetworkSettings.Networks)
        .filter(([network]) => state.networks.some(({ inputs }) => inputs.name === network))
        .map(([network, { Aliases }]) => ({
          ...about,
          what: `network ${network}`,
          found: attached(Aliases, Id),
          cure: "by hand",
          advice: `${Name} is not the stack's, and on its network it can answer in the place of a service: disconnect it (docker network disconnect ${network} ${Name})`,
        }));
    });

/** True for a container that may run beside the one that an update makes: an application's may serve until then. */
export const standsBeside = (container: Inspection, state: DeployedState): boolean =>
  kindOf(container, state) === "application";

/** Places that a store made by hand may have written to, other than the stack's volumes. */
function dataElsewhere(container: Inspection, state: DeployedState): string | undefined {
  if (kindOf(container, state) !== "store") return undefined;
  const { Mounts } = container;
  const service = serviceOf(container, state);
  const volumes = Mounts.filter(({ Type }) => Type === "volume");
  const missing = state.containers
    .filter(({ inputs }) => inputs.labels[label.service] === service)
    .flatMap(({ inputs }) => inputs.mounts)
    .find(
      ({ source, target }) =>
        !volumes.some(({ Name, Destination }) => Name === source && Destination === target),
    );
  if (missing !== undefined) return `${missing.source} is not mounted at ${missing.target}`;
  const anonymous = volumes.find(isAnonymous);
  return anonymous === undefined
    ? undefined
    : `at ${anonymous.Destination} is the volume without a name ${anonymous.Name}`;
}

function kindOf(container: Inspection, state: DeployedState): ServiceKind | undefined {
  const service = serviceOf(container, state);
  return Object.entries(services).find(([key]) => key === service)?.[1].kind;
}

/** Of a container under the name of one of the stack's: that one's service, whatever its own label says. */
const serviceOf = ({ Name, Config }: Inspection, state: DeployedState): string | undefined =>
  (state.containers.find(({ inputs }) => inputs.name === Name)?.inputs.labels ?? Config.Labels)[
    label.service
  ];
