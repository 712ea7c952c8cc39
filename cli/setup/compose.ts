import { buildGoCommand } from "./go-command.ts";

/**
 * Docker Compose v2, the benchmarks' peer: built from its Go module as pinned in `bench/compose`, once per version.
 *
 * @returns the command's path
 */
export const buildCompose = (): Promise<string> =>
  buildGoCommand({
    title: "Docker Compose v2, to measure against",
    sources: "bench/compose",
    package: "github.com/docker/compose/v2/cmd",
    name: "docker-compose",
    estimate: 200,
  });
