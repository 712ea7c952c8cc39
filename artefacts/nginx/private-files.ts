import type { ServiceDefinition } from "../../config/services/definition.ts";
import { edgeFolder } from "./lookup.ts";
import type { NginxInput } from "./input.ts";
import type { Location } from "./nginx-model.ts";

/**
 * Private folders of a service's volumes. A developer's own server has them on its own machine, where nginx reads
 * nothing.
 */
const privateFolders = ({ mounts, developed }: ServiceDefinition) =>
  developed === true
    ? []
    : mounts.flatMap(({ volume, private: folders = [] }) =>
        [...new Set(folders)].map((folder) => ({ volume, folder })),
      );

/** True where nginx serves files on the word of a service. */
export const handsOver = (service: ServiceDefinition): boolean => privateFolders(service).length > 0;

/** Targets of a service's `X-Accel-Redirect`: below `/.gaara/`, the volume and the path in it. */
export const handedOver = (
  service: ServiceDefinition,
  { catalogue }: Pick<NginxInput, "catalogue">,
): readonly Location[] =>
  privateFolders(service).map(({ volume, folder }) => ({
    kind: "files",
    match: { kind: "prefix", path: `/.gaara/${volume}/${folder}` },
    root: edgeFolder(volume, `private files of ${volume}`, catalogue),
    folder,
    policy: "untrusted",
    internal: true,
  }));

/** A route to a volume leads to none of its private folders. */
export const closed = ({ catalogue, routes }: NginxInput): readonly Location[] =>
  routes.flatMap(({ path, to }) =>
    to.kind === "files"
      ? Object.values(catalogue)
          .flatMap(privateFolders)
          .filter(({ volume }) => volume === to.volume)
          .map(({ folder }) => ({ kind: "notFound", match: { kind: "prefix", path: path + folder } }))
      : [],
  );
