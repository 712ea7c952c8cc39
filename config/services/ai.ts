import { defineService, direct } from "./define.ts";
import { common, cors, secret } from "./variables.ts";

export const ai = defineService({
  kind: "application",
  title: "AI agents API",
  addressTitle: "AI agents",
  component: "AiService",
  host: "gaara_ai",
  port: 5601,
  published: direct(5601, 5601, "AI API without nginx's routes"),
  developmentPort: 5601,
  context: "services/ai",
  user: "10001:10001",
  probe: { kind: "http", path: "/api/health" },
  needs: [],
  variables: [
    secret("OPENAI_API_KEY", "openaiApiKey"),
    { name: "OPENAI_BASE_URL", plain: (settings) => settings.openaiBaseUrl },
    { name: "AI_MODEL", plain: (settings) => settings.aiModel },
    cors,
    ...common,
  ],
  memory: "512 MB",
  cpus: 1,
  stopSeconds: 30,
  startTimeout: "2m",
  mounts: [],
  release: [],
});
