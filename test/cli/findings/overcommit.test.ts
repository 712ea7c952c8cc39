import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import overcommit from "../../../cli/findings/overcommit.ts";
import { overcommitAdvice } from "../../../cli/setup/overcommit.ts";
import { temporaryFolder } from "../setup/temporary.ts";
import { testPatient } from "./patient.ts";

const found = (setting: string): string | undefined => {
  const file = join(temporaryFolder(), "overcommit_memory");
  writeFileSync(file, setting);
  return overcommitAdvice(file);
};

it("advises where the kernel may refuse a large process a copy of itself", () => {
  expect(found("1\n")).toBeUndefined();
  for (const value of ["0", "2"])
    expect(found(`${value}\n`)).toBe(
      `vm.overcommit_memory is ${value}, expected 1: a machine short of memory may refuse Redis the rewrite of its file`,
    );
});

it("says nothing where there is no such setting, or the engine is on another machine", async () => {
  expect(overcommitAdvice("/nowhere/overcommit_memory")).toBeUndefined();
  expect(await overcommit.look(await testPatient("tcp://server.example.com:2376"))).toEqual([]);
});

it("is advice alone", async () => {
  for (const finding of await overcommit.look(await testPatient())) expect(finding.isAdvice).toBe(true);
});
