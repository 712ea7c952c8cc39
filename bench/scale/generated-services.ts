import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { followRecipes, type Block } from "../../testbed/recipe.ts";

/** Port of every generated service. */
export const port = 8080;

/** Key of the generated service of this number, counted from 1. */
export const keyOf = (number: number): string => `extra${String(number).padStart(3, "0")}`;

/** Keys of the first generated services. */
export const keysOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => keyOf(index + 1));

/** A service as a contributor would add it: a file of its own, a line in the registry and a route. */
function recipeOf(key: string): readonly Block[] {
  const definition = `import { defineService } from "./define.ts";
import { common, secret } from "./variables.ts";

export const ${key} = defineService({
  kind: "application",
  title: "Service ${key}",
  host: "gaara_${key}",
  port: ${String(port)},
  published: [],
  context: "services/ai",
  user: "10001:10001",
  probe: { kind: "command", command: ["test", "-e", "/tmp/serving"] },
  needs: [],
  generates: { ${key}SecretKey: { length: 64, kind: "key" } },
  variables: [secret("SECRET_KEY", "${key}SecretKey"), ...common],
  memory: "32 MB",
  cpus: 0.5,
  stopSeconds: 5,
  startTimeout: "2m",
  mounts: [],
  release: [],
});
`;
  return [
    { path: `config/services/${key}.ts`, code: definition },
    { path: "config/services/index.ts", code: `import { ${key} } from "./${key}.ts";\n` },
    { path: "config/services/index.ts", code: `  ${key},\n` },
    {
      path: "config/routes.ts",
      code: `  { path: "/erp/${key}/api/", to: { kind: "service", service: "${key}", path: "/api/" } },\n`,
    },
  ];
}

/** Adds the first `count` generated services to a copy of the project; those that it has already stay. */
export function addServices(copy: string, count: number): void {
  followRecipes(copy, keysOf(count).flatMap(recipeOf));
}

/** Configuration of the small server that all generated services run: one process, one answer. */
const serverConfiguration = `daemon off;
master_process off;
pid /tmp/nginx.pid;
error_log stderr warn;
events { worker_connections 128; }
http {
    access_log off;
    server {
        listen ${String(port)};
        return 200 "served\\n";
    }
}
`;

/**
 * Lays out the build context of the image that all generated services run.
 *
 * @param from - an image with nginx
 */
export function writeContext(folder: string, from: string): void {
  writeFileSync(join(folder, "nginx.conf"), serverConfiguration);
  const lines = [
    `FROM ${from}`,
    "COPY nginx.conf /etc/nginx/nginx.conf",
    "USER 10001:10001",
    "ENTRYPOINT []",
    'CMD ["sh", "-c", "touch /tmp/serving && exec nginx"]',
    "",
  ];
  writeFileSync(join(folder, "Dockerfile"), lines.join("\n"));
}
