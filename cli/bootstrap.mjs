// First stage of every npm script: makes node_modules what package-lock.json says and starts main.ts under Node 24. It
// runs on the machine's own Node (20 or newer) before anything is installed, hence plain JavaScript without packages.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, "node_modules");
const needed = 24;

/** Signals that end a run; the child decides what they mean. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

await installPackages();
// Node reads it when it starts, and would ask a proxy for a stack on this machine.
delete process.env.NODE_USE_ENV_PROXY;
process.exitCode = await run(pinnedNode(), [join(project, "cli", "main.ts"), ...process.argv.slice(2)]);

/**
 * Node 24 of node_modules; the machine's own where that has none (there is one for Linux) and this one is new enough.
 */
function pinnedNode() {
  const pinned = join(modules, ".bin", "node");
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= needed) return process.execPath;
  fail(
    `Node ${process.versions.node}: is too old for this program, expected ${needed} or newer. ` +
      "Install it from https://nodejs.org/en/download and run this again",
  );
}

/** Runs `npm ci` unless node_modules is what package-lock.json says. */
async function installPackages() {
  if (isInstalled()) return;
  const started = Date.now();
  const say = (text) => process.stderr.write(`${text}\n`);
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say("… Packages: npm ci, about 30 s");
  const beat = setInterval(() => say(`… Packages: ${seconds()} s so far`), 10_000);
  const output = [];
  // Only npm's own script runs npm: `npm` may be a shell function or a batch file.
  const npm = process.env.npm_execpath;
  // Whatever the environment says about packages to leave out, or about another place.
  const flags = ["--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = await run(
    npm === undefined ? "npm" : process.execPath,
    [...(npm === undefined ? [] : [npm]), "ci", ...flags],
    { cwd: project, collect: output, env: npmEnvironment() },
  );
  clearInterval(beat);
  if (code !== 0) fail(`Packages: npm ci failed (exit code ${code}):\n${output.join("").trim()}`);
  say(`✓ Packages (${seconds()} s)`);
}

/** The environment without what would make npm install other packages, or install them elsewhere. */
function npmEnvironment() {
  const foreign =
    /^(NODE_ENV|NODE_PATH|npm_config_(omit|only|production|include|dry_run|package_lock.*|global|location|workspace.*|prefix))$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/**
 * npm writes down what it has installed when it is done, and takes that away when it begins: an interrupted
 * installation counts as none. Packages for other platforms are in the lock file only.
 */
function isInstalled() {
  const installed = packagesOf(join(modules, ".package-lock.json"));
  const wanted = packagesOf(join(project, "package-lock.json"));
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const found = installed[path];
    return found === undefined
      ? optional === true
      : found.version === version && found.integrity === integrity;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch (error) {
    if (error.code === "ENOENT") return {};
    fail(`${file}: cannot be read (${error.message}); restore it with git, or remove node_modules`);
  }
}

/** Runs a program and passes signals on; resolves to its exit code, 128 and the signal's number if one killed it. */
function run(command, args, { cwd, collect, env = process.env } = {}) {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: collect === undefined ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => collect.push(text));
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve) => {
    child.on("error", (error) => fail(`${command}: ${error.message}`));
    child.on("close", (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
