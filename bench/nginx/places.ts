import { services } from "../../config/services/index.ts";

/** Names and paths that all configurations and the load share. */
export const places = {
  /** The stack's domain: loads name it in their Host header. */
  domain: "bench.example.com",
  /** DNS name and port of the upstream. */
  upstream: "bench-upstream",
  upstreamPort: services.django.port,
  configuration: "/etc/nginx/gaara/bench.conf",
  certificate: "/etc/nginx/tls/fullchain.pem",
  key: "/etc/nginx/tls/key.pem",
  /** A file of the volume that holds what `collectstatic` collects. */
  file: "/srv/static/app.js",
} as const;
