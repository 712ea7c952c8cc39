import type { Container } from "../container.ts";
import { place } from "./place.ts";

/** Time in which nginx starts workers with a new configuration. @remarks milliseconds */
const patience = 10_000;

/**
 * Sends the signal and waits, in one command: starting a command in a container takes longer than most reloads. Workers
 * are the children of process 1 that are called nginx; those that are shutting down are among them.
 *
 * Arguments: the time for new workers and the time for old ones, in seconds.
 */
const script = `
workers() {
  for stat in /proc/[0-9]*/stat; do
    { read -r pid name state parent rest < "$stat"; } 2>/dev/null || continue
    [ "$parent" = 1 ] && [ "$name" = "(nginx)" ] && printf ' %s ' "$pid"
  done
}
now() { read -r up rest < /proc/uptime; echo "\${up%.*}"; }
before=$(workers)
kill -HUP 1 || exit 2
start=$(now)
while :; do
  fresh=0 old=0
  for pid in $(workers); do
    case "$before" in *" $pid "*) old=1 ;; *) fresh=1 ;; esac
  done
  waited=$(($(now) - start))
  [ "$fresh" = 1 ] && { [ "$old" = 0 ] || [ "$waited" -ge "$2" ]; } && exit 0
  [ "$fresh" = 0 ] && [ "$waited" -gt "$1" ] && exit 1
  sleep 0.05 || sleep 1
done`;

/**
 * Makes the running nginx read a configuration; waits for new workers, and for the old ones to end.
 *
 * @param drain - how long old workers may take to finish their requests, in milliseconds
 * @throws Error where nginx starts no workers with it
 */
export async function reload(nginx: Container, text: string, drain: number): Promise<void> {
  await place(nginx, "/tmp", { "nginx.conf": text });
  const times = [patience, drain].map((milliseconds) => String(Math.ceil(milliseconds / 1000)));
  const { exitCode } = await nginx.execute({ command: ["sh", "-c", script, "reload", ...times] });
  if (exitCode !== 0)
    throw new Error(
      `nginx did not take the new configuration over; the old one goes on serving. Its last log lines:\n${await nginx.lastLines()}`,
    );
}
