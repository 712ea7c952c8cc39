import { basePath } from "../base-path.ts";
import { defineService, direct } from "./define.ts";
import { common, pathOf } from "./variables.ts";

export const frontend = defineService({
  kind: "application",
  title: "React front end",
  host: "gaara_frontend",
  port: 80,
  published: direct(80, 5501, "front end without nginx's routes"),
  developmentPort: 5505,
  // Vite serves its `base`, which nginx must leave in place.
  developmentPath: basePath,
  context: "services/frontend",
  buildsOn: { BASE: "base", NGINX_IMAGE: "nginx" },
  user: "101:101",
  probe: { kind: "http", path: "/health" },
  needs: [],
  pages: ["/"],
  // A browser calls the APIs through nginx: the container itself opens no connection.
  variables: [
    pathOf("REACT_APP_API_URL", "django"),
    pathOf("REACT_APP_INVENTORY_API_URL", "flask"),
    pathOf("REACT_APP_ML_API_URL", "ml"),
    pathOf("REACT_APP_AI_API_URL", "ai"),
    ...common,
  ],
  memory: "128 MB",
  cpus: 1,
  stopSeconds: 15,
  startTimeout: "1m",
  mounts: [],
  release: [],
});
