import Table from "cli-table3";
import { sameService, type ServiceVersion, type Version } from "../../model/versions.ts";
import { differences, differenceText } from "../deployment/setting-differences.ts";
import { stackFileName } from "../deployment/stack-file.ts";
import type { Target, Wish } from "./target.ts";

/** `2026-01-31 12:00:05 UTC` */
export const timeText = (time: string): string => time.replace(/T(.{8}).*/, " $1 UTC");

type Change = Pick<Target, "from" | "to">;

/** Changes of a rollback, a line each: images first, then settings other than the sources of images. */
export function changes({ from, to }: Change): readonly string[] {
  const images = Object.entries(to.services).flatMap(([key, then]) => {
    const now = from.services[key];
    return sameService(now, then) ? [] : [`${key}: ${then.image} instead of ${now?.image ?? "nothing"}`];
  });
  const settings = differences(from.settings, to.settings)
    .filter(({ path: [top, , what = ""] }) => top !== "images" || !sources.includes(what))
    .map((difference) => differenceText(difference));
  return [...images, ...settings];
}

const sources = ["", "context", "dockerfile", "reference"];

/** Services with release jobs that ran with another image or command since: nobody has reversed what those did. */
export function notReversed({ from, to }: Change): readonly string[] {
  return Object.entries(to.services).flatMap(([key, then]) => {
    const now = from.services[key];
    const jobs = [...new Set([...jobsOf(then), ...jobsOf(now)])];
    return sameService(now, then) || jobs.length === 0 ? [] : [`${key} (${jobs.join(", ")})`];
  });
}

const jobsOf = (service?: ServiceVersion): readonly string[] =>
  (service?.release ?? []).map(({ name }) => name);

/** Names the subject of a rollback for people. */
export const what = ({ stack, service }: Wish): string =>
  service === undefined ? `the stack ${stack}` : `${service} of the stack ${stack}`;

/** Advice to a person once a stack has been rolled back. */
export function ending(options: Wish, change: Change): string {
  const { stack } = options;
  const jobs = notReversed(change);
  const pins = Object.entries(change.to.settings.images).flatMap(([key, { reference }]) =>
    reference === undefined || reference === change.from.settings.images[key]?.reference
      ? []
      : [`gaara:images.${key}`],
  );
  const file = stackFileName(stack);
  return [
    `${what(options).replace(/^the /, "The ")} is back at what was healthy since ${timeText(change.to.time)}.`,
    ...(jobs.length === 0
      ? []
      : [
          `Schemas and data were not reversed: other release jobs have run since, of ${jobs.join(", ")}. What they changed is still so.`,
        ]),
    ...(pins.length === 0
      ? []
      : [
          `${pins.join(", ")} in ${file} ${pins.length === 1 ? "names an image" : "name images"} of then: edits of the sources do nothing there until that is taken out.`,
        ]),
    `Forward again: git checkout ${file}, or undo by hand what is listed above; then npm start -- --stack ${stack}. Once more back: the same command again.`,
  ].join("\n");
}

/** The kept versions, `*` at the present one. */
export function versionTable(versions: readonly Version[]): string {
  const table = new Table({
    head: ["", "healthy since", "images", "other than in the version after it"],
    style: { head: [], border: [] },
  });
  versions.forEach((version, index) => {
    const newer = versions[index - 1];
    table.push([
      index === 0 ? "*" : "",
      timeText(version.time),
      Object.values(version.services)
        .map(({ image }) => image)
        .join("\n"),
      newer === undefined ? "" : changes({ from: newer, to: version }).join("\n"),
    ]);
  });
  return table.toString();
}
