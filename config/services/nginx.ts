import { defineService } from "./define.ts";

export const nginx = defineService({
  kind: "edge",
  title: "nginx, the only public door",
  host: "gaara_nginx",
  port: 80,
  published: [
    { inside: 80, host: 80, reach: "world", purpose: "HTTP" },
    { inside: 443, host: 443, reach: "world", purpose: "HTTPS" },
  ],
  context: "services/nginx",
  user: "101:101",
  probe: { kind: "http", path: "/health" },
  needs: [],
  variables: [],
  interruption: "nobody reaches the stack for some seconds",
  memory: "256 MB",
  cpus: 2,
  stopSeconds: 30,
  startTimeout: "1m",
  mounts: [
    { volume: "nginx-config", path: "/etc/nginx/gaara" },
    { volume: "certificates", path: "/etc/nginx/tls" },
    { volume: "static", path: "/srv/static", readOnly: true },
    { volume: "media", path: "/srv/media", readOnly: true },
  ],
  release: [],
});
