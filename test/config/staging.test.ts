import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../config/catalogue.ts";
import { portTable } from "../../config/ports.ts";
import { parseSettings } from "../../config/settings.ts";
import { resolveStack } from "../../model/resolve.ts";
import { publicUrls } from "../../model/urls.ts";
import { mebibytes } from "../../config/values.ts";
import { nginxInput } from "../../artefacts/nginx/edge.ts";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { settingsOf as settingsOfStack } from "../../cli/deployment/stack-file.ts";
import { projectFolder } from "../../cli/setup/paths.ts";
import { isOneOfEight } from "./eight.ts";
import { problems, settingsOf } from "./tables.ts";

describe("a stack with one edge port", () => {
  const settings = settingsOf({ edgePort: 17_003, edgeAddress: "127.0.0.1" });
  const model = resolveStack("staging-x", settings);

  it("publishes that port of nginx, and nothing else", () =>
    expect(portTable(catalogueOf(settings), settings)).toEqual([
      {
        service: "nginx",
        publishedBy: "nginx",
        inside: 80,
        host: 17_003,
        address: "127.0.0.1",
        purpose: "HTTP",
      },
    ]));

  it("has the port in its addresses, and none with TLS", () =>
    expect(publicUrls(model)).toMatchObject({
      "Gaara ERP": "http://localhost:17003/erp/",
      Health: "http://localhost:17003/health",
    }));

  it("listens inside on no other port either", () => {
    const text = renderNginx(
      nginxInput(model, { django: ["d"], flask: ["f"], frontend: ["r"], ml: ["m"], ai: ["a"] }),
    );
    expect([...text.matchAll(/listen\s+(\S+?)[ ;]/g)].map(([, port]) => port)).toEqual(
      expect.arrayContaining(["80"]),
    );
    expect(text).not.toMatch(/listen\s+(443|8000|5001)/);
    expect(Object.keys(publicUrls(model))).not.toContain("Gaara ERP (TLS)");
  });

  it("agrees with the tables", () => expect(problems({ edgePort: 17_003 })).toEqual([]));

  it("has no offset beside it, and does not lead to the HTTPS that it does not publish", () =>
    expect(problems({ edgePort: 17_003, portOffset: 100, appMode: "prod" })).toEqual([
      "gaara:portOffset: found 100 beside gaara:edgePort, expected one of the two: with edgePort there is no other port to move",
      "gaara:edgePort: publishes HTTP only, and HTTP leads to HTTPS: set gaara:tls.redirect to false, or leave edgePort out",
    ]));
});

describe("an ephemeral stack", () => {
  const ephemeral = { name: "فرع", owner: "Layla", created: "2026-11-24T10:00:00.000Z" };

  it.each([
    [{ ephemeral, appMode: "staging" }, []],
    [
      { ephemeral, appMode: "prod" },
      [
        "gaara:ephemeral: found in mode prod, protected, expected mode staging and no protection: npm run staging removes such stacks with their data",
      ],
    ],
    [
      { ephemeral, appMode: "staging", protect: true },
      [
        "gaara:ephemeral: found in mode staging, protected, expected mode staging and no protection: npm run staging removes such stacks with their data",
      ],
    ],
  ])("is one of mode staging without protection: %j", (raw, expected) =>
    expect(problems(raw)).toEqual(expected),
  );

  it("says who made it when, without control characters", () => {
    const parsed = parseSettings({ ephemeral: { name: "a\u0000b", owner: "", created: "yesterday" } });
    expect("problems" in parsed && parsed.problems.map(({ path }) => path)).toEqual([
      "gaara:ephemeral.name",
      "gaara:ephemeral.owner",
      "gaara:ephemeral.created",
    ]);
  });
});

describe("the template of ephemeral stacks", () => {
  const settings = settingsOfStack("staging", projectFolder);
  const limits = Object.entries(catalogueOf(settings))
    .filter(([key]) => isOneOfEight(key))
    .map(([key, { kind, memory }]) => ({
      kind,
      memory: mebibytes(settings.resources[key]?.memory ?? memory),
    }));
  const sum = (rows: typeof limits) => rows.reduce((total, { memory }) => total + memory, 0);

  it("is small enough for six of the eight services on a machine with 24 GB, all of them in an update", () => {
    const updated = sum(limits) + sum(limits.filter(({ kind }) => kind === "application"));
    expect(6 * updated).toBeLessThan(22.5 * 1024);
  });
});
