import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { preflight } from "../../components/preflight.ts";
import { resolveStack } from "../../model/resolve.ts";
import { fakeEngine, type FakeEngine } from "../engine/unit/fake-engine.ts";
import { noEngine, settingsOf } from "./mocks.ts";

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
  fake.lists = { "/containers/json": [], "/volumes": { Volumes: [] }, "/networks": [] };
});
afterEach(() => fake.close());

const settings = settingsOf({ portOffset: 47_000, edgeAddress: "127.0.0.1" });
const model = resolveStack("dev", settings);
const publishing = (port: number, stack: string) => ({
  Id: "1",
  Names: ["/other"],
  Ports: [{ PublicPort: port }],
  Labels: { "com.gaara.stack": stack },
});

describe("preflight", () => {
  it("passes on an empty engine", () => preflight(fake.engine, model));

  it("passes over what the stack itself has", async () => {
    const labels = { "com.gaara.stack": "dev" };
    fake.lists = {
      "/containers/json": [publishing(47_080, "dev")],
      "/volumes": { Volumes: [{ Name: "gaara-dev-media", Labels: labels }] },
      "/networks": [{ Id: "n", Name: "gaara-dev-network", Labels: labels }],
    };
    fake.states = [{ HostConfig: { PortBindings: { "80/tcp": [{ HostPort: "47080" }] } } }];
    await preflight(fake.engine, model);
  });

  it("finds a port taken that the stack moves to, although its container runs", async () => {
    fake.lists["/containers/json"] = [publishing(80, "dev")];
    fake.states = [{ HostConfig: { PortBindings: { "80/tcp": [{ HostPort: "80" }] } } }];
    const server = createServer().listen(47_080, "127.0.0.1");
    await once(server, "listening");
    try {
      await expect(preflight(fake.engine, model)).rejects.toThrow("ports.47080 (nginx)");
    } finally {
      server.close();
    }
  });

  it("names the container that has a port", async () => {
    fake.lists["/containers/json"] = [publishing(57_502, "prod")];
    await expect(preflight(fake.engine, model)).rejects.toThrow(
      "ports.57502 (postgres): 127.0.0.1:57502 is already taken by the container other; stop it, or move this stack with: pulumi config set gaara:portOffset 10000",
    );
  });

  it("refuses volumes and networks of another owner, all at once", async () => {
    fake.lists["/volumes"] = {
      Volumes: [
        { Name: "gaara-dev-media", Labels: { "com.gaara.stack": "prod" } },
        { Name: "gaara-dev-static", Labels: null },
      ],
    };
    fake.lists["/networks"] = [{ Id: "n", Name: "gaara-dev-network", Labels: {} }];
    await expect(preflight(fake.engine, model)).rejects.toThrow(
      /3 settings are wrong.*volume gaara-dev-media: exists and belongs to the stack prod.*volume gaara-dev-static: exists and was not made by this program.*network gaara-dev-network/s,
    );
  });

  it("refuses folders and files that do not exist", async () => {
    const settings = settingsOf({
      images: { django: { context: "../nowhere" }, postgres: { reference: "postgres:15" } },
      build: { caBundle: "/nowhere.pem" },
    });
    await expect(preflight(fake.engine, resolveStack("dev", settings))).rejects.toThrow(
      /gaara:images.django: ..\/nowhere\/Dockerfile does not exist.*gaara:build.caBundle: \/nowhere.pem does not exist/s,
    );
  });

  it("refuses a Redis that would hold more than it may, with the limit to set", async () => {
    const ask = (info: string) => {
      fake.lists["/containers/json"] = [{ ...publishing(1, "dev"), Id: "r" }];
      fake.run = () => ({ output: info });
      return preflight(fake.engine, model);
    };
    const mebibyte = 1024 * 1024;
    await expect(ask(`used_memory:${300 * mebibyte}\r\nmaxmemory:${384 * mebibyte}\r\n`)).rejects.toThrow(
      "gaara:resources.redis.memory: found 512 MB, half of which Redis may fill, and it holds 300 MB now; expected 704 MB or more: pulumi config set --path gaara:resources.redis.memory '704 MB', or delete entries",
    );
    await ask(`used_memory:${250 * mebibyte}\r\nmaxmemory:${384 * mebibyte}\r\n`);
    await ask(`used_memory:${257 * mebibyte}\r\nmaxmemory:${256 * mebibyte}\r\n`);
  });

  it("refuses IPv6 of an engine that would give all its clients one address, and says so in a sentence", async () => {
    const six = resolveStack("dev", settingsOf({ portOffset: 47_000, edgeAddress: "::" }));
    fake.lists["/version"] = { Version: "20.10.24+dfsg1" };
    await expect(preflight(fake.engine, six)).rejects.toThrow(
      "gaara:edgeAddress: found :: with an engine 20.10.24+dfsg1, expected 27 or newer for IPv6: this one writes no rules for it (ip6tables)",
    );
    fake.lists["/version"] = { Version: "27.0.1" };
    await preflight(fake.engine, six);
  });

  it("says that the engine does not answer", async () => {
    await expect(preflight(noEngine, model)).rejects.toThrow(
      /docker: the engine does not answer .* start Docker, or set DOCKER_HOST/,
    );
  });

  it("finds a port that a program of this machine has", async () => {
    const server = createServer().listen(47_080, "127.0.0.1");
    await once(server, "listening");
    await expect(preflight(fake.engine, model)).rejects.toThrow(
      /ports.47080 \(nginx\): 127.0.0.1:47080 is already taken by a program on this machine/,
    );
    server.close();
  });
});
