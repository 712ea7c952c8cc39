import { servingNames } from "../../model/names.ts";
import { nginxInput } from "../../artefacts/nginx/edge.ts";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { resolveStack } from "../../model/resolve.ts";
import type { StackReport } from "../deployment/stack-report.ts";
import type { DeployedState } from "./deployed-state.ts";

type Deployed = Pick<StackReport, "stack" | "settings" | "containers">;

/** nginx's configuration as the last update put it in place, whatever this program would make of the same settings. */
export const deployedText = (
  { nginx, recordedNginx }: Pick<DeployedState, "nginx" | "recordedNginx">,
  deployed: Deployed,
): string =>
  nginx ?? (recordedNginx === undefined ? renderedText(deployed) : legacyText(recordedNginx, deployed));

/** Older programs kept the text in the stack's record alone, where the containers' names lack their random suffixes. */
function legacyText(recorded: string, { stack, containers }: Deployed): string {
  const names = new Map(
    Object.entries(containers).flatMap(([key, serving]) =>
      servingNames(stack, key, serving.length).map((name, index) => [name, serving[index] ?? name] as const),
    ),
  );
  return recorded.replaceAll(/(?<=\bserver )[\w.-]+(?=:\d)/g, (name) => names.get(name) ?? name);
}

/** The configuration that this program makes of the settings that a stack was deployed with. */
export function renderedText({ stack, settings, containers }: Deployed): string {
  const model = resolveStack(stack, settings);
  const applications = Object.entries(model.catalogue)
    .filter(([, { kind }]) => kind === "application")
    .flatMap(([key]) => (containers[key] === undefined ? [] : [[key, containers[key]] as const]));
  return renderNginx(nginxInput(model, Object.fromEntries(applications)));
}
