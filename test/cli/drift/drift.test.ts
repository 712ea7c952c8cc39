import { describe, expect, it } from "vitest";
import { recordOf } from "../../../artefacts/record/record.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { findDrift } from "../../../cli/drift/find-drift.ts";
import { droppedFacts } from "../../../cli/drift/inspection.ts";
import { inspection } from "../../../engine/answers/container.ts";
import { imageInspection } from "../../../engine/answers/image.ts";
import { engineInfo } from "../../../engine/answers/info.ts";
import { networkInspection } from "../../../engine/answers/network.ts";
import { volumeInspection } from "../../../engine/answers/volume.ts";
import { deployedText, renderedText } from "../../../cli/drift/nginx-text.ts";
import type { Snapshot } from "../../../cli/drift/snapshot.ts";
import { parseState } from "../../../cli/deployment/exported-state.ts";
import { deployedState } from "../../../cli/drift/deployed-state.ts";
import { counted, driftTable } from "../../../cli/drift/drift-text.ts";
import { report } from "../checks/context.ts";
import { exported, recorded, recordedImage, urns } from "./drift-recorded.ts";

type Recorded = typeof recorded;

const network = (changes: object = {}) =>
  networkInspection.parse({
    Id: "11f1631ce68b00be",
    Name: "gaara-dev-network",
    Driver: "bridge",
    Internal: false,
    Attachable: false,
    EnableIPv6: false,
    Labels: { "com.gaara.stack": "dev" },
    Containers: { [recorded.Id]: {} },
    ...changes,
  });

const volume = (key: string, kind: string, changes: object = {}) =>
  volumeInspection.parse({
    Name: `gaara-dev-${key}`,
    Driver: "local",
    Labels: { "com.gaara.role": kind, "com.gaara.stack": "dev" },
    Options: null,
    ...changes,
  });

const engine = (changes: Partial<Snapshot> = {}): Snapshot => ({
  containers: [inspection.parse(recorded)],
  networks: [network()],
  volumes: [volume("models", "data"), volume("static", "derived")],
  images: { "gaara-ml:1": recorded.Image },
  configs: { [recorded.Image]: imageInspection.parse(recordedImage).Config },
  files: { [recorded.Id]: { "/run/secrets/KEY": "first\nsecond" } },
  dropped: [],
  ...changes,
});

const find = (found: Snapshot, inputs: Readonly<Record<string, unknown>> = {}) =>
  findDrift({
    stack: "dev",
    state: deployedState(parseState(JSON.stringify(exported(inputs)))),
    engine: found,
    nginx: "text",
  });

/** Drift of the container when something was changed by hand. */
function changed(change: (container: Recorded) => void, files?: Readonly<Record<string, string>>) {
  const container = structuredClone(recorded);
  change(container);
  return find(
    engine({
      containers: [inspection.parse(container)],
      ...(files === undefined ? {} : { files: { [recorded.Id]: files } }),
    }),
  ).map(({ what, expected, found, cure }) => [what, expected, found, cure]);
}

describe("drift of a container", () => {
  it("is none when it is as the stack made it", () => expect(find(engine())).toEqual([]));

  const cases: readonly [string, (container: Recorded) => void, readonly string[]][] = [
    [
      "stopped",
      ({ State }) => Object.assign(State, { Status: "exited", ExitCode: 137 }),
      ["state", "running", "exited (137)", "in place"],
    ],
    ["paused", ({ State }) => (State.Status = "paused"), ["state", "running", "paused", "in place"]],
    [
      "that crashes",
      ({ State }) => (State.Status = "restarting"),
      ["state", "running", "restarting", "new container"],
    ],
    [
      "renamed",
      (container) => (container.Name = "/other"),
      ["name", "gaara-dev-ml-b1a8e0f", "other", "in place"],
    ],
    [
      "of another user",
      ({ Config }) => (Config.User = "0:0"),
      ["user", "10001:10001", "0:0", "new container"],
    ],
    [
      "with another command",
      ({ Config }) => (Config.Cmd = ["sh"]),
      ["command", '["gunicorn","src.app:app"]', '["sh"]', "new container"],
    ],
    [
      "with less memory",
      ({ HostConfig }) => (HostConfig.Memory = 2 ** 29),
      ["memory", "1024 MB", "512 MB", "in place"],
    ],
    [
      "without a limit of swap",
      ({ HostConfig }) => (HostConfig.MemorySwap = -1),
      ["memory and swap", "2048 MB", "no limit", "in place"],
    ],
    [
      "with other processors",
      ({ HostConfig }) => (HostConfig.NanoCpus = 5e8),
      ["cpus", "2", "0.5", "in place"],
    ],
    [
      "with few processes",
      ({ HostConfig }) => Object.assign(HostConfig, { PidsLimit: 5 }),
      ["processes", "no limit", "5", "in place"],
    ],
    [
      "on one processor",
      ({ HostConfig }) => Object.assign(HostConfig, { CpusetCpus: "0" }),
      ["processor set", "none", "0", "new container"],
    ],
    [
      "on one memory node",
      ({ HostConfig }) => Object.assign(HostConfig, { CpusetMems: "0" }),
      ["memory nodes", "none", "0", "new container"],
    ],
    [
      "with reserved memory",
      ({ HostConfig }) => Object.assign(HostConfig, { MemoryReservation: 2 ** 25 }),
      ["memory reservation", "none", "33554432", "new container"],
    ],
    [
      "with a small share of the processors",
      ({ HostConfig }) => Object.assign(HostConfig, { CpuShares: 2 }),
      ["processor shares", "none", "2", "new container"],
    ],
    [
      "with a small share of the disk",
      ({ HostConfig }) => Object.assign(HostConfig, { BlkioWeight: 10 }),
      ["disk weight", "none", "10", "new container"],
    ],
    [
      "that is not restarted",
      ({ HostConfig }) => (HostConfig.RestartPolicy.Name = "no"),
      ["restart policy", "unless-stopped", "no", "in place"],
    ],
    [
      "with another log",
      ({ HostConfig }) => (HostConfig.LogConfig.Config = { "max-file": "3", "max-size": "1g" }),
      ["log", "json-file: max-file=3, max-size=10m", "json-file: max-file=3, max-size=1g", "new container"],
    ],
    [
      "without a health check",
      ({ Config }) => (Config.Healthcheck.Test = ["NONE"]),
      [
        "health check",
        "every 1 s, 5 s time-out, 3 retries, 120 s to start: curl --fail http://127.0.0.1:5101/api/health",
        "none",
        "new container",
      ],
    ],
    [
      "with another stop time-out",
      ({ Config }) => (Config.StopTimeout = 1),
      ["stop time-out", "30 s", "1 s", "new container"],
    ],
    [
      "that may do everything",
      ({ HostConfig }) => (HostConfig.Privileged = true),
      ["privileged", "false", "true", "new container"],
    ],
    [
      "with capabilities",
      ({ HostConfig }) => (HostConfig.CapDrop = []),
      ["capabilities", "added: none; dropped: ALL", "added: none; dropped: none", "new container"],
    ],
    [
      "without its alias",
      ({ NetworkSettings: { Networks } }) => (Networks["gaara-dev-network"].Aliases = ["5a3baba40f79"]),
      ["network gaara-dev-network", "attached as gaara_ml", "attached", "in place"],
    ],
    [
      "with an added network",
      ({ NetworkSettings: { Networks } }) => Object.assign(Networks, { bridge: { Aliases: null } }),
      ["network bridge", "none", "attached", "in place"],
    ],
    [
      "with an open port",
      ({ HostConfig }) =>
        Object.assign(HostConfig, { PortBindings: { "5101/tcp": [{ HostIp: "", HostPort: "1" }] } }),
      ["port 5101/tcp", "none", ":1", "new container"],
    ],
    [
      "with a folder of the host",
      ({ Mounts }) =>
        Mounts.push({
          ...(Mounts[0] as Recorded["Mounts"][0]),
          Type: "bind",
          Name: "",
          Source: "/etc",
          Destination: "/etc",
        }),
      ["mount /etc", "none", "bind /etc", "new container"],
    ],
    [
      "with another label",
      ({ Config }) => (Config.Labels["com.gaara.role"] = "x"),
      ["label com.gaara.role", "serving", "x", "new container"],
    ],
    [
      "with another variable",
      ({ Config }) => (Config.Env[2] = "LOG_LEVEL=DEBUG"),
      ["environment LOG_LEVEL", "INFO", "DEBUG", "new container"],
    ],
    [
      "with a variable more, whose value may be a secret",
      ({ Config }) => Config.Env.push("API_KEY=sesame"),
      ["environment API_KEY", "none", "another value (hidden)", "new container"],
    ],
    [
      "without a variable of its image",
      ({ Config }) => (Config.Env[4] = "PATH=/tmp"),
      ["environment PATH", "(hidden)", "another value (hidden)", "new container"],
    ],
    [
      "of another image",
      (container) => (container.Image = "sha256:0"),
      ["image", recorded.Image, "sha256:0", "new container"],
    ],
  ];
  it.each(cases)("%s", (_, change, expected) => expect(changed(change)).toContainEqual(expected));

  it("names the only thing that differs", () =>
    expect(changed(({ Config }) => (Config.User = "0:0"))).toHaveLength(1));

  it("finds a file that was edited, and where, and shows nothing of it", () => {
    expect(changed(() => undefined, { "/run/secrets/KEY": "first\nthird" })).toEqual([
      ["file /run/secrets/KEY", "the stack's content", "other content from line 2", "new container"],
    ]);
    expect(changed(() => undefined, {})).toEqual([
      ["file /run/secrets/KEY", "the stack's content", "none", "new container"],
    ]);
  });

  it("is none in a limit that the engine keeps no account of, and drops", () => {
    const found = (limits: object, accounting: object) =>
      find(
        engine({
          containers: [inspection.parse({ ...recorded, HostConfig: { ...recorded.HostConfig, ...limits } })],
          dropped: droppedFacts(engineInfo.parse(accounting)),
        }),
      ).map(({ what }) => what);
    const noSwap = { MemorySwap: -1 };
    expect(found(noSwap, { MemoryLimit: true, SwapLimit: false, CpuCfsQuota: true })).toEqual([]);
    expect(found(noSwap, { MemoryLimit: true, SwapLimit: true, CpuCfsQuota: true })).toHaveLength(1);
    const none = { Memory: 0, MemorySwap: -1, CpuPeriod: 0, CpuQuota: 0 };
    expect(found(none, { MemoryLimit: false, SwapLimit: true, CpuCfsQuota: false })).toEqual([]);
    expect(found(none, {})).toEqual(["memory", "memory and swap", "cpus"]);
  });

  it("is none in the labels that Docker Desktop adds", () =>
    expect(
      changed(({ Config: { Labels } }) => Object.assign(Labels, { "desktop.docker.io/ports.scheme": "v2" })),
    ).toEqual([]));

  it.each([0, -1, null])("is none in a limit of processes that is none (%s)", (PidsLimit) =>
    expect(changed(({ HostConfig }) => Object.assign(HostConfig, { PidsLimit }))).toEqual([]),
  );

  it("finds nothing in how a job has ended", () => {
    const Labels = { ...recorded.Config.Labels, "com.gaara.role": "migrate" };
    const ended = inspection.parse({
      ...recorded,
      Config: { ...recorded.Config, Labels },
      State: { Status: "exited", ExitCode: 0 },
    });
    const labels = Object.entries(Labels).map(([label, value]) => ({ label, value }));
    expect(find(engine({ containers: [ended] }), { labels })).toEqual([]);
  });

  it("compares nginx's configuration, kept and live, with the stack's own", () => {
    const labels = { ...recorded.Config.Labels, "com.gaara.service": "nginx" };
    const edge = inspection.parse({ ...recorded, Config: { ...recorded.Config, Labels: labels } });
    const list = Object.entries(labels).map(([label, value]) => ({ label, value }));
    const files = {
      "/run/secrets/KEY": "first\nsecond",
      "/etc/nginx/gaara/nginx.conf": "text",
      "/tmp/nginx.conf": "tex",
    };
    const drifts = find(engine({ containers: [edge], files: { [recorded.Id]: files } }), { labels: list });
    expect(drifts.map(({ what, cure }) => [what, cure])).toEqual([["file /tmp/nginx.conf", "reload"]]);
  });

  it("says that it is gone", () =>
    expect(find(engine({ containers: [] }))).toMatchObject([
      {
        urn: urns.container,
        what: "container",
        expected: "container 5a3baba40f79",
        found: "none",
        cure: "new container",
      },
    ]));

  it("tells one that somebody has made again from the stack's, and what is other about it", () => {
    const again = { ...recorded, Id: "0".repeat(64), Config: { ...recorded.Config, User: "0:0" } };
    const files = { [again.Id]: { "/run/secrets/KEY": "first\nsecond" } };
    const found = find(engine({ containers: [inspection.parse(again)], files }));
    expect(found.map(({ what, cure }) => [what, cure])).toEqual([
      ["container", "new container"],
      ["user", "new container"],
      ["network gaara-dev-network", "new container"],
      ["container", "removed"],
    ]);
  });

  it("never removes a store whose data may be in no volume of the stack", () => {
    const labels = { ...recorded.Config.Labels, "com.gaara.service": "redis" };
    const list = Object.entries(labels).map(([label, value]) => ({ label, value }));
    const curesOf = (mounts: Recorded["Mounts"], name: string, own: object) => {
      const again = { ...recorded, Id: "0".repeat(64), Name: name, Mounts: mounts };
      const container = inspection.parse({ ...again, Config: { ...recorded.Config, Labels: own } });
      return find(engine({ containers: [container] }), { labels: list })
        .filter(({ what, expected }) => what === "container" && expected === "none")
        .map(({ cure, advice, id }) => [cure, advice ?? id]);
    };
    const [models] = recorded.Mounts as [Recorded["Mounts"][0]];
    const anonymous = { ...models, Name: "a".repeat(64), Destination: "/data" };
    const onlyStack = { "com.gaara.stack": "dev" };
    const removed = [["removed", "0".repeat(64)]];
    expect(curesOf([models], "/other", labels)).toEqual(removed);
    expect(curesOf([models], recorded.Name, onlyStack)).toEqual(removed);
    expect(curesOf([anonymous], "/other", onlyStack)).toEqual(removed);
    const byHand = (text: string) => [["by hand", expect.stringContaining(text) as string]];
    expect(curesOf([models, anonymous], "/other", labels)).toEqual(byHand(anonymous.Name));
    expect(curesOf([models, anonymous], recorded.Name, onlyStack)).toEqual(byHand(anonymous.Name));
    expect(curesOf([], "/other", labels)).toEqual(byHand("gaara-dev-models is not mounted at /app/models"));
  });

  it("never removes one that does not carry the stack's label", () => {
    const again = { ...recorded, Id: "0".repeat(64), Config: { ...recorded.Config, Labels: {} } };
    const found = find(engine({ containers: [inspection.parse(again)] })).at(-1);
    expect(found).toMatchObject({ cure: "by hand", advice: expect.stringContaining("docker rm") as string });
    expect(
      find(
        engine({ containers: [...engine().containers, { ...inspection.parse(recorded), Id: "replaced" }] }),
      ),
    ).toEqual([]);
  });
});

describe("somebody else's container", () => {
  const stranger = (Networks: object) =>
    inspection.parse({
      ...recorded,
      Id: "0".repeat(64),
      Name: "/other",
      Config: { ...recorded.Config, Labels: {} },
      NetworkSettings: { Networks },
    });
  const besides = (Networks: object) =>
    find(engine({ containers: [...engine().containers, stranger(Networks)] }));

  it("is named with what it answers to when it is on the stack's network", () =>
    expect(
      besides({ bridge: { Aliases: null }, "gaara-dev-network": { Aliases: ["000000000000", "gaara_ml"] } }),
    ).toMatchObject([
      {
        name: "other",
        what: "network gaara-dev-network",
        found: "attached as gaara_ml",
        cure: "by hand",
        advice: expect.stringContaining("docker network disconnect gaara-dev-network other") as string,
      },
    ]));

  it("is nobody's business elsewhere", () => expect(besides({ bridge: { Aliases: null } })).toEqual([]));
});

describe("drift of networks, volumes and images", () => {
  const about = (changes: Partial<Snapshot>) =>
    find(engine(changes)).map(({ kind, what, found, cure }) => [kind, what, found, cure]);

  it.each<[string, Partial<Snapshot>, readonly string[]]>([
    ["a network that is gone", { networks: [] }, ["network", "network", "none", "made anew"]],
    [
      "another network",
      { networks: [network({ Id: "0".repeat(64), Internal: true })] },
      ["network", "network", "network 000000000000, internal: true", "made anew"],
    ],
    [
      "a second network",
      { networks: [network(), network({ Id: "0".repeat(64), Containers: {} })] },
      ["network", "network", "network 000000000000", "removed"],
    ],
    [
      "a second network that the stack's own containers use",
      { networks: [network(), network({ Id: "0".repeat(64) })] },
      ["network", "network", "network 000000000000", "by hand"],
    ],
    [
      "a second network of another stack",
      {
        networks: [
          network(),
          network({ Id: "0".repeat(64), Containers: {}, Labels: { "com.gaara.stack": "b" } }),
        ],
      },
      ["network", "network", "network 000000000000, label com.gaara.stack: b", "by hand"],
    ],
    [
      "a network that others use",
      { networks: [network({ Id: "0".repeat(64), Containers: { stranger: {} } })] },
      ["network", "network", "network 000000000000", "by hand"],
    ],
    [
      "a network of another stack",
      { networks: [network({ Id: "0".repeat(64), Labels: { "com.gaara.stack": "b" } })] },
      ["network", "network", "network 000000000000, label com.gaara.stack: b", "by hand"],
    ],
    [
      "data that is gone",
      { volumes: [volume("static", "derived")] },
      ["volume", "volume", "none", "by hand"],
    ],
    [
      "a derived volume that is gone",
      { volumes: [volume("models", "data")] },
      ["volume", "volume", "none", "made anew"],
    ],
    [
      "a volume for data without labels",
      { volumes: [volume("models", "", { Labels: null }), volume("static", "derived")] },
      ["volume", "label com.gaara.role", "none", "by hand"],
    ],
    [
      "a derived volume without labels",
      { volumes: [volume("models", "data"), volume("static", "", { Labels: {} })] },
      ["volume", "label com.gaara.stack", "none", "made anew"],
    ],
    [
      "a volume that is somewhere else",
      { volumes: [volume("models", "data", { Options: { device: "/mnt" } }), volume("static", "derived")] },
      ["volume", "options", '[["device","/mnt"]]', "by hand"],
    ],
    [
      "a tag of another image",
      { images: { "gaara-ml:1": "sha256:0" } },
      ["image", "image", "sha256:0", "in place"],
    ],
    ["an image without its tag", { images: {} }, ["image", "image", "none", "in place"]],
    ["an image that is gone", { images: {}, configs: {} }, ["image", "image", "none", "made anew"]],
  ])("%s", (_, changes, expected) => expect(about(changes)).toContainEqual(expected));

  it("leaves a derived volume alone that somebody else's container holds", () => {
    const holding = (id: string, labels: object) => {
      const [mount] = recorded.Mounts;
      return inspection.parse({
        ...recorded,
        Id: id,
        Name: "/debug",
        Mounts: [{ ...mount, Name: "gaara-dev-static" }],
        NetworkSettings: { Networks: {} },
        Config: { ...recorded.Config, Labels: labels },
      });
    };
    const curesOf = (holder: ReturnType<typeof holding>) =>
      find(
        engine({
          containers: [...engine().containers, holder],
          volumes: [volume("models", "data"), volume("static", "", { Labels: { "com.gaara.stack": "dev" } })],
        }),
      ).map(({ kind, cure, advice }) => [kind, cure, advice]);
    const made = ["volume", "made anew", undefined];
    expect(curesOf(holding("replaced", {}))).toEqual([made]);
    expect(curesOf(holding("stray", { "com.gaara.stack": "dev" }))).toEqual([
      made,
      ["container", "removed", undefined],
    ]);
    expect(curesOf(holding("stranger", {}))).toEqual([
      ["volume", "by hand", expect.stringContaining("docker rm --force debug")],
    ]);
  });

  it("gives advice wherever it leaves something to a person", () => {
    const found = find(
      engine({ volumes: [], networks: [network({ Id: "0", Containers: { stranger: {} } })] }),
    );
    const byHand = found.filter(({ cure }) => cure === "by hand");
    expect(byHand).toHaveLength(2);
    for (const { advice } of byHand) expect(advice).toMatch(/gaara-dev-/);
  });
});

describe("the state", () => {
  it("is unwrapped, and what the next update deletes is known but not compared", () => {
    const state = deployedState(parseState(JSON.stringify(exported())));
    expect(state.containers.map(({ id }) => id)).toEqual([recorded.Id]);
    expect(state.containers[0]?.inputs.uploads).toEqual([
      { file: "/run/secrets/KEY", content: "first\nsecond" },
    ]);
    expect(state.known.has("replaced")).toBe(true);
    expect(state.interrupted).toBe(false);
  });

  it("says whether an update was interrupted", () => {
    const { deployment } = exported();
    expect(
      deployedState(
        parseState(
          JSON.stringify({
            deployment: {
              ...deployment,
              pending_operations: [{ resource: { type: "docker:index/container:Container" } }],
            },
          }),
        ),
      ).interrupted,
    ).toBe(true);
  });

  it("of a stack that was never up has nothing", () =>
    expect(deployedState(parseState("{}")).containers).toEqual([]));
});

describe("nginx's configuration", () => {
  it("is the one that an older program recorded, with the names of the containers that serve", () => {
    const text = [
      "server gaara-dev-flask:5001 resolve max_fails=3;",
      "server gaara-dev-flask-2:5001 resolve max_fails=3;",
      "server gaara-dev-unknown:80;",
      "server_name gaara-dev-flask;",
    ].join("\n");
    const deployed = { ...report(), containers: { flask: ["gaara-dev-flask-1a", "gaara-dev-flask-2-2b"] } };
    const older = { nginx: undefined, recordedNginx: text };
    expect(deployedText(older, deployed).split("\n")).toEqual([
      "server gaara-dev-flask-1a:5001 resolve max_fails=3;",
      "server gaara-dev-flask-2-2b:5001 resolve max_fails=3;",
      "server gaara-dev-unknown:80;",
      "server_name gaara-dev-flask;",
    ]);
    const { nginx, recordedNginx } = deployedState(parseState(JSON.stringify(exported())));
    expect([nginx, recordedNginx]).toEqual([undefined, "server gaara-dev-ml:5101 resolve;"]);
  });

  it("is what this program renders, where the program is the one that was deployed", () => {
    const deployed = report({ replicas: { flask: 2 } });
    const containers = { ...deployed.containers, flask: ["gaara-dev-flask-1a", "gaara-dev-flask-2-2b"] };
    const { nginx: recordedNginx } = recordOf(resolveStack("dev", deployed.settings), {
      images: {},
      hashes: {},
    });
    expect(deployedText({ nginx: undefined, recordedNginx }, { ...deployed, containers })).toBe(
      renderedText({ ...deployed, containers }),
    );
  });

  it("is the text that the update put in place, where the state has it", () => {
    const { deployment } = exported();
    const resources = deployment.resources.map((resource) =>
      resource.type === "gaara:index:Stack"
        ? { ...resource, outputs: { ...resource.outputs, nginx: "text" } }
        : resource,
    );
    const state = deployedState(parseState(JSON.stringify({ deployment: { ...deployment, resources } })));
    expect(deployedText(state, report())).toBe("text");
  });

  it("is rendered where the stack has no record", () => {
    const text = deployedText({ nginx: undefined, recordedNginx: undefined }, report());
    expect(text).toContain("server gaara-dev-django-1:");
    expect(text).not.toContain("gaara-dev-postgres-1");
    expect(deployedState(parseState("{}")).nginx).toBeUndefined();
  });
});

describe("the table", () => {
  it("has a row per difference and cuts what is long", () => {
    const drifts = find(engine({ containers: [], images: { "gaara-ml:1": "sha256:0" } }));
    const text = driftTable(drifts);
    expect(text).toContain("container gaara-dev-ml-b1a8e0f");
    expect(text).toContain("sha256:9b997a916bec9c2974881931e266f37e71d0…");
    expect(counted(drifts)).toBe("2 differences in 2 resources");
  });
});
