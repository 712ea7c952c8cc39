import { label, serving } from "../model/labels.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { Engine } from "./engine.ts";

/**
 * Sentences about services of a stack that is there but for them. A preview compares with Pulumi's state alone, which
 * does not notice that somebody has removed a container.
 */
export async function missingServices(
  engine: Engine,
  { stack, services }: StackModel,
): Promise<readonly string[]> {
  const found = await engine.containers({ stack, role: serving });
  if (found.length === 0) return [];
  const present = new Set(found.map(({ Labels }) => Labels[label.service]));
  return Object.values(services)
    .filter(({ key, containers }) => containers.length > 0 && !present.has(key))
    .map(
      ({ key }) =>
        `${key} has no container on the engine. If this preview makes none, somebody has removed it; bring it back with: npm start -- --stack ${stack}, or: npm run pulumi -- up --refresh --stack ${stack}`,
    );
}
