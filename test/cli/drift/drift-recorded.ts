/** The engine's answers about a container and its image, recorded on Docker 20.10 and cut to what is compared. */
export const recorded = {
  Id: "5a3baba40f79cbdc33398636024b6fdf678f9fe18487f3dfbb425fb5ebfacd99",
  State: { Status: "running", ExitCode: 0 },
  Image: "sha256:9b997a916bec9c2974881931e266f37e71d0a6e69ffa7804de2ac2f5fb00cbcb",
  Name: "/gaara-dev-ml-b1a8e0f",
  HostConfig: {
    Memory: 1073741824,
    MemorySwap: 2147483648,
    CpuPeriod: 100000,
    CpuQuota: 200000,
    NanoCpus: 0,
    Privileged: false,
    CapAdd: null,
    CapDrop: ["ALL"],
    SecurityOpt: ["no-new-privileges:true"],
    ExtraHosts: null,
    RestartPolicy: { Name: "unless-stopped", MaximumRetryCount: 0 },
    LogConfig: { Type: "json-file", Config: { "max-file": "3", "max-size": "10m" } },
    PortBindings: null,
  },
  Mounts: [
    {
      Type: "volume",
      Name: "gaara-dev-models",
      Source: "/var/lib/docker/volumes/gaara-dev-models/_data",
      Destination: "/app/models",
      Driver: "local",
      Mode: "z",
      RW: true,
      Propagation: "",
    },
  ],
  Config: {
    User: "10001:10001",
    Env: [
      "APP_VERSION=12.1.6",
      "APP_MODE=dev",
      "LOG_LEVEL=INFO",
      "MODEL_PATH=/app/models",
      "PATH=/venv/bin:/usr/bin:/bin",
      "PYTHONUNBUFFERED=1",
    ],
    Cmd: ["gunicorn", "src.app:app"],
    Labels: {
      "com.gaara.after": "",
      "com.gaara.role": "serving",
      "com.gaara.service": "ml",
      "com.gaara.stack": "dev",
    },
    Volumes: null,
    Healthcheck: {
      Test: ["CMD", "curl", "--fail", "http://127.0.0.1:5101/api/health"],
      Interval: 1000000000,
      Timeout: 5000000000,
      StartPeriod: 120000000000,
      Retries: 3,
    },
    StopTimeout: 30,
  },
  NetworkSettings: { Networks: { "gaara-dev-network": { Aliases: ["gaara_ml", "5a3baba40f79"] } } },
};

export const recordedImage = {
  Id: recorded.Image,
  Config: {
    User: "app",
    Env: ["PATH=/venv/bin:/usr/bin:/bin", "PYTHONUNBUFFERED=1", "MODEL_PATH=/app/models"],
    Cmd: ["gunicorn", "src.app:app"],
    Labels: null,
    Volumes: null,
    Healthcheck: null,
  },
};

const labels = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([label, value]) => ({ label, value }));

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

export const urns = {
  container: "urn:pulumi:dev::gaara-erp::docker:index/container:Container::gaara-dev-ml",
  network: "urn:pulumi:dev::gaara-erp::docker:index/network:Network::network",
  data: "urn:pulumi:dev::gaara-erp::docker:index/volume:Volume::volumes-models",
  derived: "urn:pulumi:dev::gaara-erp::docker:index/volume:Volume::volumes-static",
  image: "urn:pulumi:dev::gaara-erp::docker:index/remoteImage:RemoteImage::images-ml",
};

const containerInputs = {
  name: "gaara-dev-ml-b1a8e0f",
  image: recorded.Image,
  user: "10001:10001",
  memory: 1024,
  memorySwap: 2048,
  cpuPeriod: 100000,
  cpuQuota: 200000,
  restart: "unless-stopped",
  logDriver: "json-file",
  logOpts: { "max-file": "3", "max-size": "10m" },
  healthcheck: {
    tests: ["CMD", "curl", "--fail", "http://127.0.0.1:5101/api/health"],
    interval: "1s",
    timeout: "5s",
    retries: 3,
    startPeriod: "2m0s",
  },
  stopTimeout: 30,
  capabilities: { drops: ["ALL"] },
  securityOpts: ["no-new-privileges:true"],
  networksAdvanced: [{ name: "gaara-dev-network", aliases: ["gaara_ml"] }],
  mounts: [{ type: "volume", source: "gaara-dev-models", target: "/app/models" }],
  envs: secret(["APP_MODE=dev", "APP_VERSION=12.1.6", "LOG_LEVEL=INFO", "MODEL_PATH=/app/models"]),
  labels: labels(recorded.Config.Labels),
  uploads: [{ file: "/run/secrets/KEY", content: secret("first\nsecond") }],
};

/** Output of `pulumi stack export --show-secrets` for a stack with one service. */
export const exported = (changes: Readonly<Record<string, unknown>> = {}) => ({
  deployment: {
    resources: [
      { urn: "urn:pulumi:dev::gaara-erp::pulumi:pulumi:Stack::gaara-erp-dev", type: "pulumi:pulumi:Stack" },
      {
        urn: "urn:pulumi:dev::gaara-erp::gaara:index:Stack::gaara",
        type: "gaara:index:Stack",
        outputs: { model: secret({ nginx: "server gaara-dev-ml:5101 resolve;" }), live: "passed" },
      },
      {
        urn: urns.container,
        type: "docker:index/container:Container",
        id: recorded.Id,
        inputs: { ...containerInputs, ...changes },
      },
      {
        urn: urns.container,
        type: "docker:index/container:Container",
        id: "replaced",
        delete: true,
        inputs: containerInputs,
      },
      {
        urn: urns.network,
        type: "docker:index/network:Network",
        id: "11f1631ce68b00be",
        inputs: { name: "gaara-dev-network", driver: "bridge", labels: labels({ "com.gaara.stack": "dev" }) },
      },
      ...(["data", "derived"] as const).map((kind) => ({
        urn: urns[kind],
        type: "docker:index/volume:Volume",
        id: kind,
        inputs: {
          name: kind === "data" ? "gaara-dev-models" : "gaara-dev-static",
          driver: "local",
          labels: labels({ "com.gaara.role": kind, "com.gaara.stack": "dev" }),
        },
      })),
      {
        urn: urns.image,
        type: "docker:index/remoteImage:RemoteImage",
        id: `${recorded.Image}gaara-ml:1`,
        inputs: { name: "gaara-ml:1" },
        outputs: { imageId: recorded.Image },
      },
    ],
    pending_operations: null,
  },
});
