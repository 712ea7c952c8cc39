import { paths } from "./paths.ts";

/**
 * The shell script that starts nginx. It runs a copy outside the volume, because a kept configuration that can no
 * longer be loaded must not keep the container from starting.
 */
export const startScript = [
  `cp ${paths.kept} ${paths.active} 2>/dev/null && nginx -t -q -c ${paths.active} || cp ${paths.starting} ${paths.active}`,
  `exec nginx -c ${paths.active} -g 'daemon off;'`,
].join("\n");
