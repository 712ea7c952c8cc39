import { spawn } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";

/** The arguments of `ssh` that name a server: `ssh://deploy@server:2222`. */
export function sshTarget(host: string): readonly string[] {
  const { hostname, username, port } = new URL(host);
  return [
    ...(username === "" ? [] : ["-l", decodeURIComponent(username)]),
    ...(port === "" ? [] : ["-p", port]),
    "--",
    hostname,
  ];
}

/**
 * Opens one connection to a server and forwards through it, as the machine's own ssh is set up for it: keys, agent,
 * known hosts. It lasts as long as this process.
 *
 * @param host - `ssh://user@server:port`
 * @param forwards - as ssh's -L takes them
 * @throws Error with ssh's own reason
 */
export async function forward(host: string, forwards: readonly string[]): Promise<void> {
  const options = ["BatchMode=yes", "ExitOnForwardFailure=yes", "ControlPath=none", "ServerAliveInterval=15"];
  const child = spawn(
    "ssh",
    [
      ...options.flatMap((option) => ["-o", option]),
      ...forwards.flatMap((one) => ["-L", one]),
      ...sshTarget(host),
      // Ends when its input does, so that a killed process leaves no connection behind.
      "echo forwarded && cat",
    ],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  const ended = once(child, "close").then(() => {
    throw new Error(errors.trim().split("\n").at(-1) || "ssh ended without a word");
  });
  await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => undefined);
  // It keeps no process alive that has nothing else to do.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr])
    if (stream instanceof Socket) stream.unref();
}
