import { recordOf } from "../../../artefacts/record/record.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { recordedModel, type RecordedModel } from "../../../artefacts/record/recorded-model.ts";
import { services } from "../../../config/services/index.ts";
import type { Found, Operation, Step } from "../../../cli/preview/steps.ts";
import { settingsOf } from "../../components/mocks.ts";

const images = Object.fromEntries(Object.keys(services).map((key) => [key, `gaara-${key}:1`]));

/** The model of a stack with settings, as a state has it. */
export const modelWith = (
  settings: Readonly<Record<string, unknown>> = {},
  hashes: Readonly<Record<string, string>> = { openaiApiKey: "0123456789abcdef" },
): RecordedModel =>
  recordedModel.parse(
    JSON.parse(
      JSON.stringify(recordOf(resolveStack("test", settingsOf({ ...settings })), { images, hashes })),
    ),
  );

export const containerStep = (name: string, op: Operation, ...keys: readonly string[]): Step => ({
  type: "Container",
  name: `gaara-test-${name}`,
  op,
  keys,
});

/** Findings of a preview in which the standard settings become others. */
export const foundOf = (
  settings: Readonly<Record<string, unknown>>,
  steps: readonly Step[],
  more: Partial<Found> = {},
): Found => ({
  before: modelWith(),
  after: modelWith(settings),
  steps,
  deployed: true,
  warnings: [],
  errors: [],
  ...more,
});
