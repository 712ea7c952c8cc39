import { describe, expect, it } from "vitest";
import { withoutSecrets } from "../../../cli/deployment/placeholder-stack.ts";

const file = `config:
  gaara:appMode: prod # kept
  gaara:openaiApiKey:
    secure: v1:one
  docker:host: ssh://deploy@server
  docker:registryAuth:
    - address: registry.example.com
      password:
        secure: v1:two
encryptionsalt: v1:abc=:v1:def:ghi==
`;

describe("withoutSecrets", () => {
  it("takes out what only a stack's operators can open or reach, and keeps the rest", () => {
    expect(withoutSecrets(file)).toEqual({
      text: `config:
  gaara:appMode: prod # kept
  docker:registryAuth:
    - address: registry.example.com
      password: placeholder
`,
      secrets: ["gaara:openaiApiKey"],
    });
  });

  it("leaves a file without settings alone", () => {
    expect(withoutSecrets("{}\n")).toEqual({ text: "{}\n", secrets: [] });
  });
});
