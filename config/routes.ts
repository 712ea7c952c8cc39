import { basePath } from "./base-path.ts";
import type { ServiceKey } from "./services/index.ts";
import type { VolumeKey } from "./volumes.ts";

export { basePath } from "./base-path.ts";

/** Requests are handed to a service: `path` of the route is replaced by `path` here. */
export interface ToService {
  readonly kind: "service";
  readonly service: ServiceKey;
  readonly path: string;
}

/** Files of a volume are served by nginx itself. */
export interface ToFiles {
  readonly kind: "files";
  readonly volume: VolumeKey;
  /**
   * `immutable`: names carry a hash of their content, kept for a year. `untrusted`: uploads of users, served with a
   * safe type and never executed or framed.
   */
  readonly policy: "immutable" | "untrusted";
}

export interface ToRedirect {
  readonly kind: "redirect";
  readonly location: string;
}

/** A fixed plain-text answer, not logged: made for health checks. */
export interface ToReply {
  readonly kind: "reply";
  readonly status: number;
  readonly body: string;
}

export type RouteTarget = ToService | ToFiles | ToRedirect | ToReply;

export interface Route {
  /**
   * Public path. One that ends in a slash matches everything below it, any other only itself; redirects and replies
   * answer exactly their own path in any case.
   */
  readonly path: string;
  readonly to: RouteTarget;
  /** Passes `Upgrade: websocket` on. @default false */
  readonly websocket?: boolean;
  /** How long nginx waits for the next bytes of the upstream's answer. @default "60s" */
  readonly readTimeout?: string;
  /** Largest body, but for uploads. @default the stack's `jsonLimit` */
  readonly bodyLimit?: string;
}

/**
 * The one route table. nginx, the port and route documents, verification and the development proxy derive from it.
 * A route names a service and takes the port from the catalogue, so it cannot name one that does not exist.
 */
export const routes: readonly Route[] = [
  { path: "/health", to: { kind: "reply", status: 200, body: "Healthy\n" } },
  { path: "/", to: { kind: "redirect", location: basePath } },
  { path: "/erp", to: { kind: "redirect", location: basePath } },
  { path: basePath, to: { kind: "service", service: "frontend", path: "/" }, websocket: true },
  { path: "/erp/api/", to: { kind: "service", service: "django", path: "/api/" } },
  { path: "/erp/inventory/api/", to: { kind: "service", service: "flask", path: "/api/" } },
  { path: "/erp/ml/api/", to: { kind: "service", service: "ml", path: "/api/" }, readTimeout: "120s" },
  { path: "/erp/ai/api/", to: { kind: "service", service: "ai", path: "/api/" }, readTimeout: "300s" },
  { path: "/erp/static/", to: { kind: "files", volume: "static", policy: "immutable" } },
  { path: "/erp/media/", to: { kind: "files", volume: "media", policy: "untrusted" } },
];

/** Path of the first route of each service. */
const publicPaths: ReadonlyMap<string, string> = new Map(
  routes.toReversed().flatMap(({ path, to }) => (to.kind === "service" ? [[to.service, path] as const] : [])),
);

/**
 * The public path below which a service answers: that of its first route.
 *
 * @throws when the service has no route
 */
export function publicPathOf(service: string): string {
  const path = publicPaths.get(service);
  if (path === undefined)
    throw new Error(`services.${service}: has no route, expected one in config/routes.ts`);
  return path;
}
