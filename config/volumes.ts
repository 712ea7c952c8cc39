import { keysOf } from "./tables.ts";

/** Consequence of losing a volume: `data` cannot be made again, `derived` is made again by the next deployment. */
export type VolumeKind = "data" | "derived";

export interface VolumeDefinition {
  readonly kind: VolumeKind;
  readonly holds: string;
  /** An image of the operator's own may say where it has it. The stores' volumes are nobody else's. @default false */
  readonly shared?: true;
}

/** Every named volume of a stack. Its name on the engine is `gaara-<stack>-<key>`. */
export const volumes = {
  "postgres-data": { kind: "data", holds: "both databases" },
  "redis-data": { kind: "data", holds: "cache and queue (append-only file)" },
  media: { kind: "data", holds: "files uploaded by users", shared: true },
  models: { kind: "data", holds: "machine-learning models", shared: true },
  backups: { kind: "data", holds: "database backups" },
  certificates: { kind: "data", holds: "TLS certificate and key" },
  static: { kind: "derived", holds: "static files collected from Django", shared: true },
  "nginx-config": {
    kind: "derived",
    holds: "the nginx configuration that is being served, and which versions were healthy",
  },
} as const satisfies Record<string, VolumeDefinition>;

export type VolumeKey = keyof typeof volumes;

/** Volumes that applications share with nginx or with each other. */
export type SharedVolume = {
  [Key in VolumeKey]: (typeof volumes)[Key] extends { readonly shared: true } ? Key : never;
}[VolumeKey];

export const sharedVolumes: readonly SharedVolume[] = keysOf(volumes).filter(
  (key): key is SharedVolume => "shared" in volumes[key],
);
