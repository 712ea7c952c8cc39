import type { ServiceKey } from "../../config/services/index.ts";
import type { Settings } from "../../config/settings.ts";

/**
 * True where the stack runs the reference service, which promises more than an operator's own image or a developer's
 * server.
 */
export const isReference = ({ images, develop }: Settings, service: ServiceKey): boolean =>
  images[service] === undefined && !develop.includes(service);
