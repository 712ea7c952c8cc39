import type { RecordedModel } from "../../artefacts/record/recorded-model.ts";
import { differences } from "../deployment/setting-differences.ts";
import type { FactChange } from "./changes.ts";

/** Settings that differ, by their path. */
export const settingChanges = (before: RecordedModel, after: RecordedModel): readonly FactChange[] =>
  differences(before.settings, after.settings).map(({ path, from, to }) => ({
    name: path.join("."),
    from: text(from),
    to: text(to),
  }));

const text = (value: unknown): string | undefined =>
  value === undefined || typeof value === "string" ? value : JSON.stringify(value);
