import { label } from "../../model/labels.ts";
import { differences, type Drift } from "./difference.ts";
import type { Compared } from "./snapshot.ts";
import type { NetworkInspection } from "../../engine/answers/network.ts";

/** A network cannot be changed: one that differs is another one. */
export const findNetworks = (compared: Compared): readonly Drift[] =>
  compared.state.networks.flatMap(({ urn, id, inputs }): readonly Drift[] => {
    const { networks } = compared.engine;
    const others = networks.filter(({ Id, Name }) => Id !== id && Name === inputs.name);
    const about = { kind: "network", name: inputs.name, urn, what: "network" } as const;
    const expected = `network ${id.slice(0, 12)}`;
    const isThere = networks.some(({ Id }) => Id === id);
    if (others.length === 0) return isThere ? [] : [{ ...about, expected, found: "none", cure: "made anew" }];
    return others.map((other) => {
      const wanted = {
        driver: inputs.driver,
        internal: String(inputs.internal),
        attachable: String(inputs.attachable),
        ipv6: String(inputs.ipv6),
        ...labelFacts(inputs.labels),
      };
      const found = {
        driver: other.Driver,
        internal: String(other.Internal),
        attachable: String(other.Attachable),
        ipv6: String(other.EnableIPv6),
        ...labelFacts(other.Labels),
      };
      const settings = differences(wanted, found).map(({ what, found: value }) => `${what}: ${value}`);
      return {
        ...about,
        expected,
        found: [`network ${other.Id.slice(0, 12)}`, ...settings].join(", "),
        ...(isFree(other, isThere, compared)
          ? isThere
            ? { cure: "removed" as const, id: other.Id }
            : { cure: "made anew" as const }
          : {
              cure: "by hand" as const,
              advice: `${other.Id.slice(0, 12)} has the name ${inputs.name}, is not the stack's, and others use it: disconnect them (docker network inspect ${other.Id.slice(0, 12)}) and remove it`,
            }),
      };
    });
  });

/**
 * True for a network under the stack's name that may be removed: nobody else has made it or uses it. Beside the stack's
 * own one, which serves, not even the stack's containers may be on it.
 */
function isFree(other: NetworkInspection, besideOwn: boolean, { stack, state }: Compared): boolean {
  const users = other.Containers.filter((container) => besideOwn || !state.known.has(container));
  return (other.Labels[label.stack] ?? stack) === stack && users.length === 0;
}

/** Contents of a volume are never put at risk: only what the next update makes again is healed. */
export const findVolumes = (compared: Compared): readonly Drift[] =>
  compared.state.volumes.flatMap(({ urn, inputs }): readonly Drift[] => {
    const { name } = inputs;
    const found = compared.engine.volumes.find(({ Name }) => Name === name);
    const about = { kind: "volume", name, urn } as const;
    const derived = inputs.labels[label.role] === "derived";
    if (found === undefined)
      return [
        {
          ...about,
          what: "volume",
          expected: "volume",
          found: "none",
          ...(derived
            ? { cure: "made anew" }
            : {
                cure: "by hand",
                advice: `the data of ${name} is gone: bring a backup back into a volume of that name and labels, or begin with an empty one: npm run pulumi -- up --refresh`,
              }),
        },
      ];
    const facts = (driver: string, options: Readonly<Record<string, string>>, labels: typeof options) => ({
      driver,
      options: JSON.stringify(Object.entries(options).sort()),
      ...labelFacts(labels),
    });
    return differences(
      facts(inputs.driver, inputs.driverOpts, inputs.labels),
      facts(found.Driver, found.Options, found.Labels),
    ).map((difference) => ({
      ...about,
      ...difference,
      ...(derived ? cureOfDerived(name, compared) : other(name, inputs.labels)),
    }));
  });

/** A volume that a container holds cannot be removed, and none but the stack's own containers may be for it. */
function cureOfDerived(name: string, { stack, state, engine }: Compared): Pick<Drift, "cure" | "advice"> {
  const holder = engine.containers.find(
    ({ Id, Config, Mounts }) =>
      !state.known.has(Id) &&
      Config.Labels[label.stack] !== stack &&
      Mounts.some(({ Name }) => Name === name),
  );
  return holder === undefined
    ? { cure: "made anew" }
    : {
        cure: "by hand",
        advice: `the volume ${name} has to be made anew, and ${holder.Name} holds it: remove that container (docker rm --force ${holder.Name})`,
      };
}

function other(name: string, labels: Readonly<Record<string, string>>): Pick<Drift, "cure" | "advice"> {
  const options = Object.entries(labels).map(([key, value]) => `--label ${key}=${value}`);
  return {
    cure: "by hand",
    advice: `${name} is another volume than the one that the stack made, and may hold data: copy what it holds elsewhere, remove it, make it anew with the labels ${options.join(" ")} (docker volume create), and copy the data back`,
  };
}

const labelFacts = (labels: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [`label ${key}`, value]));
