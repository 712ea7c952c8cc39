import { generate, type Generator } from "./load.ts";
import { p99Of, type Outcome } from "./outcome.ts";
import { places } from "./places.ts";

/** Uploads of a file, one after the other. @param count - how many @param file - in the load's folder */
export const uploads =
  (path: string, file: string, count: number): Generator =>
  async (load) => {
    const one = ["--upload-file", `${load.folder}/${file}`, "--output", "/dev/null"];
    const args = [
      "--silent",
      "--show-error",
      "--request",
      "POST",
      "--write-out",
      "%{http_code} %{time_total}\\n",
    ];
    const headers = [`Host: ${places.domain}`, "Expect:"].flatMap((header) => ["--header", header]);
    const url = `http://${load.address}${path}`;
    const requests = Array.from({ length: count }, () => [...one, url]).flat();
    return uploadOutcome(await generate(load, "curl", [...args, ...headers, ...requests]));
  };

/** Reads the status and the seconds of each upload. */
export function uploadOutcome(text: string): Outcome {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map(Number));
  const good = lines.filter(([status = 0]) => status >= 200 && status < 300).length;
  const times = lines.map(([, seconds = Number.NaN]) => seconds);
  return {
    good,
    failed: lines.length - good,
    seconds: times.reduce((sum, time) => sum + time, 0),
    p99: 1000 * p99Of(times),
  };
}
