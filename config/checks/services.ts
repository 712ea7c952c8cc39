import { isAbsolute } from "node:path/posix";
import type { Problem } from "../problems.ts";
import { givenSecrets, sharedSecrets } from "../shared-secrets.ts";
import type { ServiceDefinition } from "../services/definition.ts";
import type { Catalogue } from "../services/index.ts";
import { expectation, rules } from "../values.ts";
import { volumes } from "../volumes.ts";
import { duplicates, meets, type Tables } from "./tables.ts";

/** Contradictions within the rows of services, and between them. */
export const checkServices = (tables: Tables): readonly Problem[] => [
  ...Object.entries(tables.catalogue).flatMap(([key, service]) => checkRow(key, service, tables.catalogue)),
  ...checkHosts(tables),
  ...checkSecrets(tables),
];

function checkRow(key: string, service: ServiceDefinition, catalogue: Catalogue): readonly Problem[] {
  const at = (field: string) => `services.${key}.${field}`;
  return [
    ...meets(rules.identifier, `services.${key}`, key),
    ...meets(rules.identifier, at("host"), service.host),
    ...meets(rules.memory, at("memory"), service.memory),
    ...meets(rules.duration, at("startTimeout"), service.startTimeout),
    ...(service.probe.kind === "http" ? meets(rules.path, at("probe.path"), service.probe.path) : []),
    ...service.mounts.flatMap(({ volume, path }, index) => [
      ...(volume in volumes ? [] : [{ path: at(`mounts[${index}]`), message: `no such volume: ${volume}` }]),
      ...(isAbsolute(path) && rules.path.pattern.test(path)
        ? []
        : [{ path: at(`mounts[${index}].path`), message: expectation(rules.path, path) }]),
    ]),
    ...checkPrivate(key, service, catalogue),
    ...checkNames(key, service, catalogue),
    ...(service.stopSeconds >= 1
      ? []
      : [{ path: at("stopSeconds"), message: `found ${service.stopSeconds}, expected 1 or more` }]),
  ];
}

/** Private folders are served by nginx, from its own view of their volume. */
function checkPrivate(
  key: string,
  { mounts, own }: ServiceDefinition,
  catalogue: Catalogue,
): readonly Problem[] {
  const seen = Object.values(catalogue).flatMap((row) => (row.kind === "edge" ? row.mounts : []));
  const served = seen.flatMap(({ volume, readOnly }) => (readOnly === true ? [volume] : []));
  return mounts.flatMap(({ volume, private: folders = [] }) => {
    const path = `${own === true ? `gaara:images.${key}` : `services.${key}`}.private.${volume}`;
    return [
      ...folders.flatMap((folder) => meets(rules.folder, path, folder)),
      ...(folders.length === 0 || served.includes(volume)
        ? []
        : [
            {
              path,
              message: `found folders of a volume that nginx does not mount, expected one of ${served.join(" or ")}`,
            },
          ]),
    ];
  });
}

/** Names in a row that have to stand in another table. */
function checkNames(key: string, service: ServiceDefinition, catalogue: Catalogue): readonly Problem[] {
  const missing = (field: string, kind: string, names: readonly string[], known: readonly string[]) =>
    names
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path: `services.${key}.${field}`,
        message: `no such ${kind}: ${name}, expected one of ${known.join(", ")}`,
      }));
  const others = Object.keys(catalogue).filter((other) => other !== key);
  const variables = [...service.variables, ...Object.values(service.jobVariables ?? {}).flat()];
  return [
    ...missing("needs", "service", service.needs, others),
    ...missing("buildsOn", "image", Object.values(service.buildsOn ?? {}), ["base", ...others]),
    ...missing(
      "variables",
      "service",
      variables.flatMap((variable) => ("pathOf" in variable ? [variable.pathOf] : [])),
      others,
    ),
    ...(service.kind === "application" || service.interruption !== undefined
      ? []
      : [
          {
            path: `services.${key}.interruption`,
            message: "is missing, expected what callers notice while it is replaced in place",
          },
        ]),
  ];
}

const checkHosts = ({ catalogue }: Tables): readonly Problem[] =>
  duplicates(Object.entries(catalogue), ([, { host }]) => host).map(([[first], [second, { host }]]) => ({
    path: `services.${second}.host`,
    message: `${host} is already the name of ${first}; two services cannot share a DNS name`,
  }));

/** A secret has one owner. */
const checkSecrets = ({ catalogue }: Tables): readonly Problem[] =>
  duplicates(
    [
      ...[...Object.keys(sharedSecrets), ...givenSecrets].map((name) => ({
        name,
        owner: "config/shared-secrets.ts",
      })),
      ...Object.entries(catalogue).flatMap(([owner, { generates = {}, database, redis }]) =>
        [...Object.keys(generates), ...[database, redis].flatMap((account) => account?.address ?? [])].map(
          (name) => ({
            name,
            owner: `services.${owner}`,
          }),
        ),
      ),
    ],
    ({ name }) => name,
  ).map(([first, { name, owner }]) => ({
    path: `${owner}.generates.${name}`,
    message: `is already a secret of ${first.owner}; choose another name`,
  }));
