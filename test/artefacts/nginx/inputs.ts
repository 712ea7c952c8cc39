import { routes } from "../../../config/routes.ts";
import { services } from "../../../config/services/index.ts";
import { otherApplications } from "../../config/eight.ts";
import type { EdgeSettings, NginxInput } from "../../../artefacts/nginx/render.ts";

export const edge: EdgeSettings = {
  domain: "localhost",
  serverNames: ["localhost", "127.0.0.1"],
  corsOrigins: ["http://localhost:5505"],
  bodyLimit: "100M",
  jsonLimit: "1M",
  addressLimit: 256,
  cpus: 2,
  redirectToHttps: false,
  httpsPort: 443,
  trustedProxies: [],
  proxyProtocol: false,
  ipv6: false,
  resolver: "127.0.0.11",
  workerShutdownTimeout: "30s",
};

/** One container per application, with the names that a stack gives them. */
export const upstreams: NginxInput["upstreams"] = {
  ai: ["gaara-dev-ai-5e6f7a8"],
  django: ["gaara-dev-django-1a2b3c4"],
  flask: ["gaara-dev-flask-2b3c4d5"],
  frontend: ["gaara-dev-frontend-3c4d5e6"],
  ml: ["gaara-dev-ml-4d5e6f7"],
  ...Object.fromEntries(otherApplications.map(([key]) => [key, [`gaara-dev-${key}-6f7a8b9`]])),
};

/** A developer's stack. */
export const development: NginxInput = { edge, catalogue: services, routes, upstreams };

/** Behind a load balancer, with HTTPS only, replicas, and a service that is left out. */
export const production: NginxInput = {
  ...development,
  edge: {
    ...edge,
    domain: "app.gaara-erp.com",
    serverNames: ["erp.gaara-erp.com"],
    corsOrigins: ["https://app.gaara-erp.com", "https://admin.gaara-erp.com"],
    redirectToHttps: true,
    trustedProxies: ["10.0.0.0/8", "fd00::/8"],
  },
  upstreams: { ...upstreams, django: ["gaara-prod-django-b", "gaara-prod-django-a"], ai: [] },
};
