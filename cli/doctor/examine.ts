import type { Finding, FindingKind, Patient } from "./finding.ts";
import { findings } from "./findings.ts";

/** A finding with the words of its kind. */
export interface Diagnosis extends Finding {
  readonly name: string;
  readonly title: string;
  readonly page: string;
}

/**
 * Looks for everything that can be wrong with a stack, one kind after the other. When the engine does not answer, kinds
 * that would ask it are left out.
 */
export async function examine(
  patient: Patient,
  kinds: readonly FindingKind[] = findings,
): Promise<readonly Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  for (const { name, title, page, needsEngine, look } of kinds) {
    if (needsEngine && diagnoses.some((diagnosis) => diagnosis.name === "engine-silent")) continue;
    for (const finding of await look(patient)) diagnoses.push({ name, title, page, ...finding });
  }
  return diagnoses;
}

/** The diagnoses for people. */
export const examinationText = (stack: string, diagnoses: readonly Diagnosis[]): string =>
  diagnoses.length === 0
    ? `Nothing was found wrong with the stack ${stack}.`
    : diagnoses
        .map(({ title, found, next, page }) => `${title}\n  ${found}\n  Next: ${next}\n  See:  ${page}`)
        .join("\n\n");
