import type { Container } from "../../engine/container.ts";
import type { Engine } from "../../engine/engine.ts";
import { isContentNamed } from "../../model/versions.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { SetupError } from "../setup/setup-error.ts";
import type { Target } from "./target.ts";

/** The container whose volume has a stack's versions. */
export async function nginxOf(engine: Engine, stack: string): Promise<Container> {
  const [found] = await engine.containers({ stack, service: "nginx" });
  if (found === undefined)
    throw new SetupError(`stack ${stack}: is not up; bring it up with: npm start -- --stack ${stack}`);
  return engine.container(found.Id);
}

/** Tells if the stack's last update failed. */
export async function lastUpdateFailed(deployment: Deployment, stack: string): Promise<boolean> {
  const last = await deployment.lastUpdate(stack);
  return last !== undefined && last.result !== "succeeded";
}

/** Images that a target needs as they were and that the engine does not have so any more, a line each. */
export async function missingImages(
  engine: Engine,
  { to, pinned }: Pick<Target, "to" | "pinned">,
): Promise<readonly string[]> {
  const lines = await Promise.all(
    pinned.map(async (key) => {
      const { image = "", id = "" } = to.services[key] ?? {};
      // A registry has it for ever.
      if (image.includes("@sha256:")) return [];
      const found = await idOf(engine, image);
      if (found === undefined) return [`${key}: the image ${image} is not on the engine any more`];
      return isContentNamed(image) || found === id
        ? []
        : [`${key}: the tag ${image} has another image by now, expected ${id}`];
    }),
  );
  return lines.flat();
}

const idOf = async (engine: Engine, image: string): Promise<string | undefined> =>
  (await engine.image(image).inspect())?.Id;
