import { expect, it } from "vitest";
import sortOrder from "../../../cli/findings/sort-order.ts";
import { container, testPatient } from "./patient.ts";

const stale = {
  database: "shop",
  collations: [{ name: "its own", recorded: "1", actual: "153.120" }],
  indexes: [{ name: "public.goods_name_key", exclusion: false }],
};

it("names the databases and indexes whose collation has changed, with the command that helps", async () => {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [container("gaara-dev-postgres")];
  const well = { ...stale, collations: [], indexes: [] };
  patient.fake.run = () => ({ output: `${JSON.stringify(stale)}\n${JSON.stringify(well)}\n` });
  expect(await sortOrder.look(patient)).toEqual([
    {
      found:
        "The database shop: collations changed (its own from 1 to 153.120), so that public.goods_name_key may be in the wrong order.",
      next: "./gaara reindex --stack dev",
    },
  ]);
});

it("asks no PostgreSQL that is not ready", async () => {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [
    container("gaara-dev-postgres", "Up 1 second (health: starting)"),
  ];
  expect(await sortOrder.look(patient)).toEqual([]);
  expect(patient.fake.executed).toEqual([]);
});
