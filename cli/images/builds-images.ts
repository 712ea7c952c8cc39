import { services } from "../../config/services/index.ts";
import type { Settings } from "../../config/settings.ts";

/**
 * Tells if any of a stack's images is built on the common base; a stack with all its images in a registry needs no
 * base.
 */
export const buildsImages = ({ images }: Settings): boolean =>
  Object.keys(services).some((service) => images[service] === undefined);
