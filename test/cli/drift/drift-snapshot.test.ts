import { inspection, listedContainer } from "../../../engine/answers/container.ts";
import { engineInfo } from "../../../engine/answers/info.ts";
import { expect, it } from "vitest";
import { snapshot } from "../../../cli/drift/snapshot.ts";
import { parseState } from "../../../cli/deployment/exported-state.ts";
import { deployedState } from "../../../cli/drift/deployed-state.ts";
import { partialEngine } from "../partial-engine.ts";
import { exported, recorded } from "./drift-recorded.ts";

const gone = { inspect: () => Promise.resolve(undefined) };

/** An engine whose containers can be inspected, listed or not. */
const engine = (ids: readonly string[]) =>
  partialEngine({
    networks: () => Promise.resolve([]),
    volume: () => gone,
    image: () => gone,
    container: (id: string) => ({
      ...(ids.includes(id)
        ? { inspect: () => Promise.resolve(inspection.parse({ ...recorded, Id: id, Name: `/${id}` })) }
        : gone),
      readFile: () => Promise.resolve(undefined),
    }),
    info: () => Promise.resolve(engineInfo.parse({ SwapLimit: false })),
  });

const listed = (Id: string, changes: object = {}) =>
  listedContainer.parse({ Id, Names: [`/${Id}`], ...changes });

it("looks at what the state names and at what has to do with the stack, and at nothing else", async () => {
  const list = [
    listed("labelled", { Labels: { "com.gaara.stack": "dev" } }),
    listed("named", { Names: ["/gaara-dev-ml-b1a8e0f"] }),
    listed("replaced"),
    listed("holding", { Mounts: [{ Name: "gaara-dev-static" }] }),
    listed("connected", { NetworkSettings: { Networks: { any: { NetworkID: "11f1631ce68b00be" } } } }),
    listed("other", { Labels: { "com.gaara.stack": "b" }, Mounts: [{ Name: "gaara-b-static" }] }),
    listed("removed meanwhile", { Labels: { "com.gaara.stack": "dev" } }),
  ];
  const there = [
    recorded.Id,
    "made meanwhile",
    ...list.map(({ Id }) => Id).filter((id) => !id.includes(" ")),
  ];
  const state = deployedState(parseState(JSON.stringify(exported())));
  const { containers, dropped } = await snapshot(engine(there), { stack: "dev", state, listed: list });
  expect(containers.map(({ Id }) => Id).toSorted()).toEqual(
    [recorded.Id, "labelled", "named", "replaced", "holding", "connected"].toSorted(),
  );
  expect(dropped).toEqual(["memory and swap"]);
});
