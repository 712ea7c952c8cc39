import { createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { flaskDatabase } from "../../config/databases.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { portOf } from "../../cli/checks/context.ts";
import { call } from "../api.ts";
import { query } from "../database.ts";
import { lastingToken } from "../lasting-token.ts";
import { redisOperator } from "../redis.ts";

/** Writes that were confirmed and are not there any more. */
export interface Lost {
  readonly rows: number;
  readonly files: number;
  /** Entries of Redis' queue, which is synced once a second. */
  readonly queue: number;
}

const queueName = "chaos:queue";

type Kind = "rows" | "files" | "queue";

/** No write may take longer. @remarks milliseconds */
const patience = 15_000;

/**
 * Writes through the stack's public door all the time, and keeps what was confirmed: rows, uploads, and entries of a
 * queue in Redis.
 */
export class ConfirmedWrites {
  readonly #report: StackReport;
  readonly #token: () => string;
  readonly #redis: Redis;
  readonly #run = Date.now().toString(36);
  readonly #ending = new AbortController();
  readonly #rows = new Set<string>();
  readonly #files = new Map<number, string>();
  readonly #queue = new Set<string>();
  /** When each kind of write last succeeded. @remarks milliseconds since the epoch */
  readonly #last = { rows: 0, files: 0, queue: 0 };
  #running: readonly Promise<void>[] = [];

  private constructor(report: StackReport, token: () => string) {
    this.#report = report;
    this.#token = token;
    this.#redis = new Redis({
      host: "127.0.0.1",
      port: portOf(report, "redis").host,
      username: redisOperator(report).user,
      password: redisOperator(report).password,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      commandTimeout: 2000,
      retryStrategy: () => 200,
    });
    this.#redis.on("error", () => undefined);
  }

  /** Logs in and begins to write. */
  static async begin(report: StackReport): Promise<ConfirmedWrites> {
    const writes = new ConfirmedWrites(report, await lastingToken(report));
    writes.#running = [
      writes.#repeat("rows", 250, () => writes.#row()),
      writes.#repeat("files", 1000, () => writes.#file()),
      writes.#repeat("queue", 100, () => writes.#entry()),
    ];
    return writes;
  }

  /** The oldest of the last successes of each kind. @remarks milliseconds since the epoch */
  get lastSuccess(): number {
    return Math.min(...Object.values(this.#last));
  }

  get confirmed(): Readonly<Record<Kind, number>> {
    return { rows: this.#rows.size, files: this.#files.size, queue: this.#queue.size };
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
  }

  /** Looks every confirmed write up, and takes away what was written. */
  async lost(): Promise<Lost> {
    const login = {
      user: "gaara_admin",
      password: this.#report.postgresPassword,
      database: flaskDatabase.name,
    };
    const like = `sku LIKE 'CHAOS-${this.#run}-%'`;
    const rows = await query(this.#report, login, `SELECT sku FROM products WHERE ${like}`);
    const skus = new Set(rows.map(({ sku }) => sku));
    const entries = new Set(await this.#redis.lrange(queueName, 0, -1));
    let files = 0;
    for (const [id, hash] of this.#files) {
      const answer = await this.#download(id);
      const found = createHash("sha256").update(Buffer.from(await answer.arrayBuffer()));
      if (answer.status !== 200 || found.digest("hex") !== hash) files += 1;
    }
    await query(this.#report, login, `DELETE FROM products WHERE ${like}`);
    await this.#redis.del(queueName);
    this.#redis.disconnect();
    return {
      rows: [...this.#rows].filter((sku) => !skus.has(sku)).length,
      files,
      queue: [...this.#queue].filter((entry) => !entries.has(entry)).length,
    };
  }

  async #repeat(kind: Kind, every: number, write: () => Promise<void>): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        await write();
        this.#last[kind] = Date.now();
      } catch {
        // It was not confirmed, so nothing may be expected of it.
      }
      await pause(every, undefined, { signal }).catch(() => undefined);
    }
  }

  async #row(): Promise<void> {
    const sku = `CHAOS-${this.#run}-${this.#rows.size}-${randomBytes(4).toString("hex")}`;
    const json = { sku, name_ar: "فوضى", name_en: "Chaos", unit: "kg", quantity: 1, price: "1.00" };
    await this.#confirmed("inventory/api/products/", { json });
    this.#rows.add(sku);
  }

  async #file(): Promise<void> {
    const content = randomBytes(20_000);
    const body = new FormData();
    body.append("file", new Blob([content]), "chaos.bin");
    const answer = await this.#confirmed("api/files/", { body });
    const { id } = (await answer.json()) as { id: number };
    this.#files.set(id, createHash("sha256").update(content).digest("hex"));
  }

  /** The address in an upload's answer has expired by now. */
  async #download(id: number): Promise<Response> {
    const entry = await call(this.#report, `api/files/${id}/`, { token: this.#token() });
    return entry.ok ? call(this.#report, ((await entry.json()) as { url: string }).url) : entry;
  }

  async #confirmed(path: string, sent: { json: unknown } | { body: FormData }): Promise<Response> {
    const asked = call(this.#report, path, { method: "POST", token: this.#token(), ...sent });
    const answer = await Promise.race([asked, pause(patience, undefined, { ref: false })]);
    if (answer?.status === 201) return answer;
    throw new Error(`${path}: ${String(answer?.status)}`);
  }

  async #entry(): Promise<void> {
    const entry = randomBytes(8).toString("hex");
    await this.#redis.rpush(queueName, entry);
    this.#queue.add(entry);
  }
}
