import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import tar from "tar-stream";
import { withoutFrames } from "../../engine/frames.ts";

/** Runs a command inside a container. */
export async function run(container: Docker.Container, command: readonly string[]) {
  const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const output = withoutFrames(await buffer(await exec.start({})));
  return { exitCode: (await exec.inspect()).ExitCode ?? -1, output };
}

/** Puts files into a folder of a container, readable by nginx. Content that begins with `->` is a link. */
export async function place(
  container: Docker.Container,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const pack = tar.pack();
  for (const [name, content] of Object.entries(files)) {
    const owned = { name, mode: 0o400, uid: 101, gid: 101 };
    if (content.startsWith("->")) pack.entry({ ...owned, type: "symlink", linkname: content.slice(2) });
    else pack.entry(owned, content);
  }
  pack.finalize();
  await container.putArchive(await buffer(pack), { path: folder });
}

/** Asks every 50 ms, for at most 10 s. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const start = Date.now(); !(await condition());) {
    if (Date.now() - start > 10_000) throw new Error("waited 10 s in vain");
    await pause(50);
  }
}

/** A script that reloads nginx and waits until every worker of before is gone or has stopped accepting. */
export const reload = (configuration: string): string => `
  nginx -t -q -c ${configuration} || exit 1
  accepting() { grep -l '^nginx: worker process' /proc/[0-9]*/cmdline 2>/dev/null | xargs -r grep -L 'shutting down' 2>/dev/null; }
  before=$(accepting)
  kill -HUP 1
  for try in $(seq 1000); do
    now=$(accepting)
    old=0
    for one in $before; do case "$now" in *"$one"*) old=1;; esac; done
    [ $old = 0 ] && [ -n "$now" ] && exit 0
    sleep 0.02
  done
  echo 'the old workers stay'; exit 1`;

/** Networks of runs that were killed. Younger ones may belong to another run. */
export async function sweep(docker: Docker, label: string, prefix: string): Promise<void> {
  const networks = await docker.listNetworks({ filters: { label: [label], name: [prefix] } });
  for (const { Id, Created } of networks)
    if (Date.now() - new Date(Created).getTime() > 3_600_000)
      await docker
        .getNetwork(Id)
        .remove()
        .catch(() => {});
}
