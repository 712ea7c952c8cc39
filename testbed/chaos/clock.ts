import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { containerOf, engine } from "../containers.ts";
import { clone, must, up } from "../stack.ts";
import type { Fault } from "./fault.ts";
import { writeChaosSettings } from "./settings.ts";

const wrong = 15_000;

/** Django's clock goes two hours behind, for a while. */
export const lateClock: Fault = {
  name: "clock of django two hours late",
  person: "deploys an image whose clock is right",
  strike: async (report) => {
    writeChaosSettings({ "gaara:images": { django: { context: await lateImage(report) } } });
    await must(up());
    await pause(wrong);
    writeChaosSettings();
    await must(up());
  },
};

/** Lays out an image like Django's, with another clock (libfaketime of the distribution). */
async function lateImage(report: StackReport): Promise<string> {
  const { Image } = await containerOf(report, "django").inspect();
  const [tag = ""] = (await engine.image(Image).inspect())?.RepoTags ?? [];
  const name = "late-django";
  mkdirSync(join(clone(), name), { recursive: true });
  const install = "apt-get -qq update && apt-get -qq install -y --no-install-recommends libfaketime";
  writeFileSync(
    join(clone(), name, "Dockerfile"),
    [
      `FROM ${tag}`,
      "USER root",
      `RUN ${install} && ln -s /usr/lib/*/faketime/libfaketime.so.1 /usr/lib/libfaketime.so.1`,
      "ENV LD_PRELOAD=/usr/lib/libfaketime.so.1 FAKETIME=-2h",
      "",
    ].join("\n"),
  );
  return name;
}
