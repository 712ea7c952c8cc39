import { beforeAll, expect, it } from "vitest";
import { entryOf } from "../../testbed/chaos/entry.ts";
import { faults } from "../../testbed/chaos/faults.ts";
import { startedStack } from "../../testbed/stack.ts";

/** How long the stack may be unwell. @remarks seconds */
const longest = 60;

beforeAll(async () => {
  await startedStack();
});

it.each(faults.filter(({ quick }) => quick))(
  "$name: nothing that was confirmed is lost, and the stack gets well without a person",
  async (fault) => {
    const { lost, confirmed, untilWell, person } = await entryOf(fault);
    expect({ rows: lost.rows, files: lost.files }).toEqual({ rows: 0, files: 0 });
    expect(confirmed.rows).toBeGreaterThan(5);
    expect(confirmed.files).toBeGreaterThan(2);
    expect(untilWell).toBeLessThan(longest);
    expect(person).toBe("nothing");
  },
);
