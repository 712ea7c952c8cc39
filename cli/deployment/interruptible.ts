import type { ChildProcess } from "node:child_process";

/** Both signals end a run politely; what they lead to is the child's affair. */
const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * A terminal sends Ctrl-C to every process of a command, and npm passes it on to its script once more. A child that got
 * two would take the second as "give up at once", so that it is started in a process group of its own (`detached`) and
 * is told once.
 */
const sameKeystroke = 1000;

/** Passes interrupts on to a detached child, once per keystroke, until the returned function is called. */
export function passInterruptsOn(child: Pick<ChildProcess, "kill">): () => void {
  let last = -Infinity;
  const pass = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (now - last < sameKeystroke) return;
    last = now;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}
