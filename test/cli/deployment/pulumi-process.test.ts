import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Deployment, unlessUnknown } from "../../../cli/deployment/deployment.ts";
import { eventsOf } from "../../../cli/deployment/engine-events.ts";
import { pulumiIn, UnknownStackError, type PulumiPlace } from "../../../cli/deployment/pulumi-process.ts";
import { SetupError } from "../../../cli/setup/setup-error.ts";
import { fakePrograms } from "../setup/fake-programs.ts";
import { temporaryFolder } from "../setup/temporary.ts";

/** A project folder with one stack, and a shell script in the place of Pulumi. */
function placeOf(script: string): PulumiPlace {
  const project = temporaryFolder();
  const bin = join(project, "bin");
  fakePrograms(bin, { pulumi: script });
  writeFileSync(join(project, "Pulumi.yaml"), "name: gaara-erp\n");
  writeFileSync(join(project, "Pulumi.dev.yaml"), "config: {}\n");
  return {
    project,
    environment: { PATH: `${bin}:/usr/bin:/bin`, PULUMI_BACKEND_URL: "s3://bucket", HERE: project },
  };
}

const unknown = `echo "error: no stack named '$4' found" >&2; exit 255`;
const event = (text: object) => JSON.stringify({ sequence: 1, timestamp: 1, ...text });
const said = { line: vi.fn<(text: string) => void>(), error: vi.fn<(text: string) => void>() };

beforeEach(() => {
  vi.clearAllMocks();
});

describe("Pulumi, run for its output", () => {
  it("runs in the project's folder, without questions, with its own environment and nothing else", async () => {
    vi.stubEnv("OF_THIS_PROCESS", "1");
    const place = placeOf('echo "$(pwd) $* ${OF_THIS_PROCESS-unset}"');
    expect(await pulumiIn(place).output(["stack", "ls"])).toBe(
      `${place.project} stack ls --non-interactive unset`,
    );
  });

  it("refuses in its own words", async () => {
    const asked = pulumiIn(placeOf(`printf 'error: wrong passphrase\\nerror: twice\\n' >&2; exit 1`)).output(
      [],
    );
    await expect(asked).rejects.toThrow(new SetupError("wrong passphrase\ntwice"));
    await expect(asked).rejects.not.toBeInstanceOf(UnknownStackError);
  });

  it("says of a stack that the backend does not have which there are", async () => {
    const listed = JSON.stringify([{ name: "organization/gaara-erp/dev" }, { name: "prod" }]);
    const deployment = new Deployment(placeOf(`[ "$2" = ls ] && { echo '${listed}'; exit 0; }\n${unknown}`));
    await expect(deployment.report("pord")).rejects.toThrow(
      /^stack pord: has never been deployed with this state, which has dev, prod; check the name/,
    );
    expect(await unlessUnknown(deployment.exported("pord"), "none")).toBe("none");
    await expect(deployment.remove("pord")).resolves.toBeUndefined();
  });
});

describe("a preview", () => {
  it("gives the words without colours, and the events up to where Pulumi was killed", async () => {
    const diagnostic = event({ diagnosticEvent: { severity: "error", message: "broken" } });
    const deployment = new Deployment(
      placeOf(
        `printf '\\033[31mred\\033[0m'; printf '%s\\n{"sequence":2,"resour' '${diagnostic}' > "$3"; kill -KILL $$`,
      ),
    );
    const { succeeded, text, events, refusal } = await deployment.preview("dev");
    expect({ succeeded, text, refusal }).toEqual({
      succeeded: false,
      text: "red",
      refusal: "Pulumi ended with SIGKILL",
    });
    expect(eventsOf(events)).toEqual([{ diagnosticEvent: { severity: "error", message: "broken" } }]);
  });

  it("leaves the stack's file as it is, whatever Pulumi writes there", async () => {
    const place = placeOf('printf "config:\\n  a: \\"1\\"\\n" > Pulumi.dev.yaml');
    await new Deployment(place).preview("dev");
    expect(readFileSync(join(place.project, "Pulumi.dev.yaml"), "utf8")).toBe("config: {}\n");
  });

  it("beside the state makes the stack in an empty one, which is gone afterwards", async () => {
    const place = placeOf(
      'echo "$1 $2 $PULUMI_BACKEND_URL ${PULUMI_CONFIG_PASSPHRASE:+open}" >> "$HERE/calls"',
    );
    await new Deployment(place).previewBesideState("dev");
    const calls = readFileSync(join(place.project, "calls"), "utf8").trim().split("\n");
    expect(calls).toEqual([
      expect.stringMatching(/^stack init file:\/\/\S+ open$/),
      expect.stringMatching(/^preview --event-log file:\/\/\S+ open$/),
    ]);
  });
});

describe("an update", () => {
  const urn = "urn:pulumi:dev::gaara-erp::docker:index/volume:Volume::gaara-dev-media";
  const metadata = { op: "create", urn, type: "docker:index/volume:Volume" };

  it("has a line per step, also where the last one was cut off, and its errors at the end", async () => {
    const lines = [
      event({ resourcePreEvent: { metadata } }),
      event({ resOutputsEvent: { metadata } }),
      event({ diagnosticEvent: { severity: "error", message: "disk full" } }),
      event({ summaryEvent: { resourceChanges: { create: 1 } } }),
    ];
    const script = `cat <<'END'\n${lines.join("\n")}\nEND\nprintf '{"seq'; exit 1`;
    const result = await new Deployment(placeOf(script)).update("up", "dev", said);
    expect(result).toEqual({
      succeeded: false,
      changes: { create: 1 },
      errors: ["disk full"],
      interrupted: false,
    });
    expect(said.line.mock.calls.flat()).toEqual([
      "On the Docker engine at unix:///var/run/docker.sock",
      expect.stringContaining("volume gaara-dev-media created"),
      '{"seq',
    ]);
    expect(said.error.mock.calls.flat().join("\n")).toContain("disk full");
  });

  it("adds to a refusal about protected data how it is lifted", async () => {
    const script = `echo "error: x cannot be deleted because it is protected" >&2; exit 255`;
    const { errors } = await new Deployment(placeOf(script)).update("destroy", "prod", said);
    expect(errors).toEqual([
      "x cannot be deleted because it is protected",
      expect.stringContaining("config set gaara:protect false --stack prod"),
    ]);
  });

  it("is told once of Ctrl-C, which npm passes on beside the terminal, and ends as Pulumi does", async () => {
    const script =
      'trap "echo INT >> $HERE/signals" INT\necho ready\nsleep 0.2; sleep 0.2; sleep 0.2\nexit 1';
    const place = placeOf(script);
    const before = process.listenerCount("SIGINT");
    said.line.mockImplementation((line) => {
      if (line === "ready") for (let count = 0; count < 2; count += 1) process.emit("SIGINT", "SIGINT");
    });
    const { succeeded, interrupted } = await new Deployment(place).update("up", "dev", said);
    expect({ succeeded, interrupted }).toEqual({ succeeded: false, interrupted: true });
    expect(readFileSync(join(place.project, "signals"), "utf8")).toBe("INT\n");
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});

describe("a run in the terminal", () => {
  it.each([
    ["ends with Pulumi's exit code", "exit 7", 7],
    ["ends as a shell says it where Pulumi was killed", "kill -TERM $$", 143],
  ])("%s", async (_, script, exitCode) => {
    expect(await new Deployment(placeOf(script)).attached(["up"])).toEqual({ exitCode, events: "" });
  });
});

describe("a stack that is to be there", () => {
  it.each([
    ["made", 'echo "$*" > "$HERE/call"', "stack init dev --no-select --non-interactive\n"],
    [
      "there already",
      `echo "$*" > "$HERE/call"; echo "error: stack 'dev' already exists" >&2; exit 255`,
      undefined,
    ],
  ])("is %s", async (_, script, call) => {
    const place = placeOf(script);
    await new Deployment(place).ensure("dev");
    if (call !== undefined) expect(readFileSync(join(place.project, "call"), "utf8")).toBe(call);
  });

  it("is refused with the reason", () =>
    expect(new Deployment(placeOf("echo 'error: no bucket' >&2; exit 255")).ensure("dev")).rejects.toThrow(
      "stack dev: could not be created: no bucket",
    ));
});
