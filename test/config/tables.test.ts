import { describe, expect, it } from "vitest";
import { environment } from "../../config/environment.ts";
import { images } from "../../config/images.ts";
import { endpoint, portTable } from "../../config/ports.ts";
import { services } from "../../config/services/index.ts";
import { parseSettings } from "../../config/settings.ts";
import { resolveStack } from "../../model/resolve.ts";
import { publicUrls } from "../../model/urls.ts";
import { isOneOfEight, otherApplications, others } from "./eight.ts";

const parsed = parseSettings({ portOffset: 100, edgeAddress: "127.0.0.2" });
if ("problems" in parsed) throw new Error("the settings of this test are wrong");
const { settings } = parsed;

describe("the port table", () => {
  const rows = portTable(services, settings);

  it("has the seed's ports, moved by the stack's offset, sorted", () =>
    expect(rows.map(({ host }) => host - 100)).toEqual(
      [
        ...[80, 443, 5001, 5101, 5501, 5601, 6375, 8000, 10502],
        ...others.flatMap(([, { published }]) => published.map(({ host }) => host)),
      ].sort((a, b) => a - b),
    ));

  it("publishes only the edge to the world", () =>
    expect(
      rows.filter(({ address }) => address !== "127.0.0.1").map(({ service, address }) => [service, address]),
    ).toEqual([
      ["nginx", "127.0.0.2"],
      ["nginx", "127.0.0.2"],
    ]));

  it("publishes on IPv4 too where it does on every address of IPv6, and on a single one alone", () => {
    const world = (edgeAddress: string) =>
      portTable(services, { portOffset: 0, edgeAddress })
        .filter(({ service }) => service === "nginx")
        .map(({ address, host }) => endpoint(address, host));
    expect(world("::")).toEqual(["0.0.0.0:80", "[::]:80", "0.0.0.0:443", "[::]:443"]);
    expect(world("2001:db8::7")).toEqual(["[2001:db8::7]:80", "[2001:db8::7]:443"]);
  });

  it("lets nginx publish the applications' direct ports, so that applications can be replaced while serving", () => {
    const led = rows.filter(({ publishedBy }) => publishedBy === "nginx").map(({ service }) => service);
    expect(led.filter(isOneOfEight)).toEqual(["nginx", "nginx", "flask", "ml", "frontend", "ai", "django"]);
    expect(led.filter((key) => !isOneOfEight(key)).sort()).toEqual(
      otherApplications.flatMap(([key, { published }]) => published.map(() => key)).sort(),
    );
  });
});

describe("addresses", () => {
  it("carry the port where it is not the usual one", () => {
    expect(publicUrls(resolveStack("dev", settings))["Gaara ERP"]).toBe("http://localhost:180/erp/");
    expect(publicUrls(resolveStack("dev", { ...settings, portOffset: 0 }))["Gaara ERP (TLS)"]).toBe(
      "https://localhost/erp/",
    );
  });
});

describe("the environment table", () => {
  const names = (service: keyof typeof environment) => environment[service].map(({ name }) => name);

  it("gives every variable of the seed to a service that needs it", () => {
    const given = new Set(Object.keys(services).flatMap((key) => names(key as keyof typeof environment)));
    for (const name of [
      [
        "SECRET_KEY",
        "DJANGO_SETTINGS_MODULE",
        "DEBUG",
        "ALLOWED_HOSTS",
        "CORS_ALLOWED_ORIGINS",
        "FLASK_ENV",
        "JWT_SECRET_KEY",
      ],
      [
        "JWT_REFRESH_SECRET_KEY",
        "POSTGRES_DB",
        "POSTGRES_USER",
        "POSTGRES_PASSWORD",
        "DATABASE_URL",
        "REDIS_URL",
        "OPENAI_API_KEY",
      ],
      [
        "PYBROPS_API_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_REGION",
        "APP_VERSION",
        "APP_MODE",
        "LOG_LEVEL",
      ],
      ["REACT_APP_API_URL", "REACT_APP_INVENTORY_API_URL", "MODEL_PATH", "AI_MODEL"],
    ].flat())
      expect(given, name).toContain(name);
  });

  it("gives no service the same variable twice", () => {
    for (const key of Object.keys(environment) as (keyof typeof environment)[])
      expect(new Set(names(key)).size).toBe(names(key).length);
  });

  it("keeps database passwords from services without a database", () => {
    for (const key of ["frontend", "ml", "ai", "nginx"] as const)
      expect(names(key)).not.toContain("DATABASE_URL");
  });

  it("always lets this machine's own health checks in", () => {
    const hosts = environment.django.find(({ name }) => name === "ALLOWED_HOSTS");
    const production = parseSettings({ domain: "app.gaara-erp.com", allowedHosts: ["admin.gaara-erp.com"] });
    if (hosts === undefined || !("plain" in hosts) || "problems" in production) throw new Error("unexpected");
    expect(hosts.plain(production.settings, "test")).toBe(
      "app.gaara-erp.com,admin.gaara-erp.com,localhost,127.0.0.1",
    );
  });
});

describe("the images", () => {
  it("are one per service, and the base", () =>
    expect(Object.keys(images).sort()).toEqual([...Object.keys(services), "base"].sort()));

  it("come after what they build upon", () => {
    const order = Object.keys(images);
    for (const [key, { from }] of Object.entries(images))
      for (const parent of Object.values(from))
        expect(order.indexOf(parent), key).toBeLessThan(order.indexOf(key));
  });
});
