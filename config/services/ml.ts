import { defineService, direct } from "./define.ts";
import { common, cors, fixed, secret } from "./variables.ts";

export const ml = defineService({
  kind: "application",
  title: "Machine-learning API",
  addressTitle: "Machine learning",
  component: "MlService",
  host: "gaara_ml",
  port: 5101,
  published: direct(5101, 5101, "machine-learning API without nginx's routes"),
  developmentPort: 5101,
  context: "services/ml",
  user: "10001:10001",
  probe: { kind: "http", path: "/api/health" },
  needs: [],
  variables: [
    fixed("MODEL_PATH", "/app/models"),
    secret("PYBROPS_API_KEY", "pybropsApiKey"),
    cors,
    ...common,
  ],
  memory: "1 GB",
  cpus: 2,
  stopSeconds: 30,
  startTimeout: "2m",
  mounts: [{ volume: "models", path: "/app/models" }],
  release: [],
});
