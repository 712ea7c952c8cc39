import { servingNames } from "../../model/names.ts";
import { nginxInput } from "../../artefacts/nginx/edge.ts";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { resolveStack } from "../../model/resolve.ts";
import type { StackReport } from "../deployment/stack-report.ts";

type Deployed = Pick<StackReport, "stack" | "settings" | "containers">;

/**
 * nginx's configuration as the last update has put it in place, whatever this program would make of the same settings.
 *
 * @param model - the text of the stack's model; a stack of an older program has none
 */
export function nginxText(model: string | undefined, deployed: Deployed): string {
  if (model === undefined) return renderedText(deployed);
  const names = new Map(
    Object.entries(deployed.containers).flatMap(([key, containers]) =>
      servingNames(deployed.stack, key, containers.length).map(
        (name, index) => [name, containers[index] ?? name] as const,
      ),
    ),
  );
  return model.replaceAll(/(?<=\bserver )[\w.-]+(?=:\d)/g, (name) => names.get(name) ?? name);
}

/** The configuration that this program makes of a stack's settings. */
export function renderedText({ stack, settings, containers }: Deployed): string {
  const model = resolveStack(stack, settings);
  const applications = Object.entries(model.catalogue)
    .filter(([, { kind }]) => kind === "application")
    .flatMap(([key]) => (containers[key] === undefined ? [] : [[key, containers[key]] as const]));
  return renderNginx(nginxInput(model, Object.fromEntries(applications)));
}
