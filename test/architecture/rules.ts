/** A rule of the walls between the project's wings. */
export interface Rule {
  /** Names the rule in what a violation prints. */
  readonly name: string;
  /** The files that it binds: folders end in a slash, anything else is one file. */
  readonly from: readonly string[];
  /** Files among those that it does not bind. @default none */
  readonly except?: readonly string[];
  /** The only folders and files of the project that may be reached. @default all */
  readonly onlyReaches?: readonly string[];
  /** Folders, files and packages that must not be reached, directly or through other files. @default none */
  readonly neverReaches?: readonly string[];
  /** Folders, files and packages that must not be imported; others may that are imported. @default none */
  readonly neverImports?: readonly string[];
}

const program = ["index.ts", "config/", "model/", "artefacts/", "engine/", "components/"];

/** All by which a program reaches something outside itself. */
const outside = [
  "node:child_process",
  "node:cluster",
  "node:dgram",
  "node:dns",
  "node:fs",
  "node:http",
  "node:http2",
  "node:https",
  "node:net",
  "node:os",
  "node:process",
  "node:tls",
  "node:worker_threads",
  "dockerode",
  "execa",
];

const pulumi = ["@pulumi/"];

export const rules: readonly Rule[] = [
  { name: "config/ imports config/ alone", from: ["config/"], onlyReaches: ["config/"] },
  { name: "model/ derives from config/", from: ["model/"], onlyReaches: ["model/", "config/"] },
  {
    name: "artefacts/ derive from model/ and config/",
    from: ["artefacts/"],
    onlyReaches: ["artefacts/", "model/", "config/"],
  },
  {
    name: "engine/ knows no component",
    from: ["engine/"],
    onlyReaches: ["engine/", "artefacts/", "model/", "config/"],
  },
  {
    name: "config/, model/ and artefacts/ are pure",
    from: ["config/", "model/", "artefacts/"],
    except: ["config/stack.ts"],
    neverReaches: outside,
  },
  {
    name: "only components/, index.ts and config/stack.ts reach Pulumi",
    from: ["config/", "model/", "artefacts/", "engine/", "cli/", "testbed/", "bench/"],
    except: ["config/stack.ts"],
    neverReaches: pulumi,
  },
  {
    name: "only engine/ speaks to the Docker Engine API",
    from: ["index.ts", "config/", "model/", "artefacts/", "components/", "cli/", "bench/"],
    neverImports: ["dockerode"],
  },
  {
    name: "the program knows nothing of what is around it",
    from: program,
    neverReaches: ["cli/", "testbed/", "test/", "bench/"],
  },
  {
    name: "cli/, testbed/ and bench/ reach no test",
    from: ["cli/", "testbed/", "bench/"],
    neverReaches: ["test/"],
  },
  {
    name: "only the verbs of the benchmarks and the page of their results import bench/ and testbed/",
    from: ["cli/"],
    except: [
      "cli/verbs/bench.ts",
      "cli/verbs/bench-chaos.ts",
      "cli/verbs/bench-images.ts",
      "cli/verbs/bench-rest.ts",
      "cli/verbs/bench-scale.ts",
      "cli/verbs/bench-rollout.ts",
      "cli/verbs/bench-nginx.ts",
      "cli/docs/benchmarks.ts",
    ],
    neverImports: ["bench/", "testbed/"],
  },
  {
    name: "tests use no benchmark but to test it",
    from: ["test/"],
    except: ["test/bench/"],
    neverImports: ["bench/"],
  },
  {
    name: "a verb reaches no other verb",
    from: ["cli/verbs/"],
    neverReaches: ["cli/verbs/"],
  },
  {
    name: "cli/deployment/ and cli/setup/ serve the verbs and know none",
    from: ["cli/deployment/", "cli/setup/"],
    neverReaches: [
      "cli/verbs/",
      "cli/checks/",
      "cli/preview/",
      "cli/drift/",
      "cli/rollback/",
      "cli/staging/",
      "cli/ci/",
    ],
  },
];
