/**
 * Lets a running step say what it is doing and, once it knows better than the first estimate, how long it will take.
 */
export interface Report {
  note(text: string): void;
  remaining(seconds: number): void;
}

export interface StepOptions<T> {
  /** Expected duration in seconds, from a measurement. Steps of under two seconds need none. */
  readonly estimate?: number;
  /** Words for when it is done. @default the step's title */
  readonly done?: (result: T) => string;
}

/** A step that says nothing if it is over by then. */
const silentMilliseconds = 1000;
const heartbeatMilliseconds = 10_000;

/**
 * Runs a step and shows its progress on standard error (standard output belongs to a command's result): its start with
 * the estimate, a line every ten seconds, and the time that it took. Steps may run side by side: a line names its step.
 */
export async function step<T>(
  title: string,
  run: (report: Report) => Promise<T>,
  { estimate, done = () => title }: StepOptions<T> = {},
): Promise<T> {
  const started = Date.now();
  let note = "";
  let expectedEnd = estimate === undefined ? undefined : started + estimate * 1000;
  const report: Report = {
    note: (text) => (note = text),
    remaining: (seconds) => (expectedEnd = Date.now() + seconds * 1000),
  };
  const describe = (): string => {
    const elapsed = Date.now() - started;
    const parts = [elapsed < 2 * silentMilliseconds ? "" : `${duration(elapsed)} so far`, note];
    if (expectedEnd !== undefined) parts.push(`about ${left(expectedEnd - Date.now())} left`);
    return parts.filter((part) => part !== "").join(", ");
  };
  const say = (): void => {
    const description = describe();
    line(`… ${title}${description === "" ? "" : `: ${description}`}`);
  };

  let announced = false;
  const first = setTimeout(() => {
    announced = true;
    say();
  }, silentMilliseconds);
  const heartbeat = setInterval(say, heartbeatMilliseconds);
  try {
    const result = await run(report);
    line(`✓ ${done(result)}${announced ? ` (${duration(Date.now() - started)})` : ""}`);
    return result;
  } catch (error) {
    line(`✗ ${title}`);
    throw error;
  } finally {
    clearTimeout(first);
    clearInterval(heartbeat);
  }
}

/** A duration for people: `12 s`, `3 min 20 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The time that is left, rounded as coarsely as it is known; an estimate that was exceeded promises nothing. */
function left(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  if (seconds < 5) return "a few seconds";
  if (seconds < 90) return `${Math.ceil(seconds / 5) * 5} s`;
  return `${Math.round(seconds / 60)} min`;
}

function line(text: string): void {
  process.stderr.write(`${text}\n`);
}
