import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings.ts";
import type { ContainerService } from "./container-service.ts";
import type { Engine } from "../engine/engine.ts";
import { all, gate } from "./gates/gate.ts";
import { recordVersion } from "../engine/nginx/kept-versions.ts";
import type { Images } from "./images.ts";
import type { Nginx } from "./nginx.ts";

export interface VersionArgs {
  readonly engine: Engine;
  readonly settings: Settings;
  readonly images: Images;
  readonly applications: Readonly<Record<string, ContainerService>>;
  readonly nginx: Nginx;
  /** Gates beside nginx's own that prove the version. */
  readonly after: readonly pulumi.Input<string>[];
}

/**
 * The last gate of an update: once everything is proven, the version goes to those that `npm run rollback` can return
 * to. They stand on the engine, in nginx's volume, so that an update from any machine and by any command records them.
 */
export function proven({
  engine,
  settings,
  images,
  applications,
  nginx,
  after,
}: VersionArgs): pulumi.Output<string> {
  const keys = Object.keys(applications);
  const ids = pulumi.all(keys.map((key) => images.ids[key] ?? ""));
  const [container] = nginx.containers;
  const subject = pulumi.all([container?.id ?? "", ids, all([nginx.live, ...after])]);
  return gate(subject, ([id, found]) =>
    recordVersion(engine.container(id), {
      time: new Date().toISOString(),
      settings,
      services: Object.fromEntries(
        keys.map((key, index) => [
          key,
          {
            image: images.names[key] ?? "",
            id: found[index] ?? "",
            release: applications[key]?.definition.release ?? [],
          },
        ]),
      ),
    }),
  );
}
