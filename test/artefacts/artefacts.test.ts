import { describe, expect, it } from "vitest";
import { routes } from "../../config/routes.ts";
import { services } from "../../config/services/index.ts";
import { artefacts } from "../../artefacts/files.ts";
import { resolveStack } from "../../model/resolve.ts";
import { settings } from "../cli/checks/context.ts";

const files = (raw: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    artefacts(resolveStack("dev", settings(raw))).map(({ path, content }) => [path, content]),
  );

describe("the artefacts of a stack", () => {
  it("are the same for the same settings", () => {
    expect(files({ portOffset: 20_000 })).toEqual(files({ portOffset: 20_000 }));
  });

  it("hold every route, service and port, moved by the stack's offset", () => {
    const made = files({ portOffset: 20_000 });
    for (const { path } of routes) expect(made["routes.md"]).toContain(`\`${path}\``);
    for (const [key, { host }] of Object.entries(services)) {
      expect(made["services.md"]).toContain(host);
      expect(made["architecture.mmd"]).toContain(`  ${key}["`);
    }
    expect(made["ports.md"]).toMatch(/\| 30502 \| 127\.0\.0\.1 +\| postgres +\|/);
    expect(made["urls.md"]).toContain("<http://localhost:20080/erp/>");
  });

  it("name upstreams in nginx by the catalogue's DNS names", () => {
    const text = files()["nginx.conf"] ?? "";
    expect(text).toContain("server gaara_django:8000 resolve");
    expect(text).toContain("server gaara_backend:5001 resolve");
  });

  it("say of a secret which one it is, and never a value", () => {
    const made = files();
    expect(JSON.parse(made["environment.json"] ?? "")).toMatchObject({
      django: {
        DATABASE_URL: { secret: "djangoDatabaseUrl" },
        DJANGO_SETTINGS_MODULE: "gaara_erp.settings.prod",
      },
    });
    expect(made["environment.md"]).toContain("| `DATABASE_URL`");
  });

  it("draw the stores that a service is given the address of, and only those", () => {
    const diagram = files()["architecture.mmd"];
    expect(diagram).toContain("  django --> postgres\n");
    expect(diagram).toContain("  flask --> redis\n");
    expect(diagram).not.toContain("  ml --> postgres\n");
  });

  it("follow the settings of production", () => {
    const made = files({ appMode: "prod", domain: "app.gaara-erp.com" });
    expect(made["urls.md"]).toContain("<https://app.gaara-erp.com/erp/api/>");
    expect(made["nginx.conf"]).toContain("app.gaara-erp.com");
  });

  it("give a developer's own server the environment of the container that it replaces", () => {
    expect(Object.keys(files()).filter((path) => path.startsWith("develop/"))).toEqual([]);
    const made = Object.fromEntries(
      artefacts(resolveStack("dev", settings({ develop: ["django", "frontend"], portOffset: 100 })), {
        djangoDatabasePassword: "pw",
        djangoRedisPassword: "rw",
        djangoSecretKey: "it's",
      }).map(({ path, content, secret }) => [path, { content, secret }]),
    );
    expect(made["develop/django.env"]?.secret).toBe(true);
    const text = made["develop/django.env"]?.content ?? "";
    expect(text).toContain("DATABASE_URL='postgresql://gaara_django:pw@127.0.0.1:10602/gaara_erp_prod'\n");
    expect(text).toContain("REDIS_URL='redis://gaara_django:rw@127.0.0.1:6475/0'\n");
    expect(text).toContain(String.raw`SECRET_KEY='it'\''s'`);
    expect(text).toContain("# EMAIL_URL is the secret emailUrl, which the deployed stack does not have");
    expect(made["develop/frontend.env"]?.content).toContain("REACT_APP_API_URL='/erp/api'");
    expect(made["nginx.conf"]?.content).toContain("server host.docker.internal:8000 max_fails");
    expect(made["ports.md"]?.content).not.toContain("8100");
  });

  it("say what an environment file lacks while the stack is not deployed", () => {
    expect(
      artefacts(resolveStack("dev", settings({ develop: ["django"] }))).find(
        ({ path }) => path === "develop/django.env",
      )?.content,
    ).toContain("# DATABASE_URL is the secret djangoDatabaseUrl, which the deployed stack does not have");
  });
});
