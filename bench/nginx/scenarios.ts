import { ab } from "./ab.ts";
import { uploads } from "./curl.ts";
import { h2load } from "./h2load.ts";
import type { Generator } from "./load.ts";
import type { Side } from "./sides.ts";
import { wrk } from "./wrk.ts";

/** One kind of load. */
export interface Scenario {
  readonly what: string;
  readonly tls: boolean;
  /** Those that can serve it. The source document's file has no HTTPS and serves no files. */
  readonly sides: readonly Side[];
  readonly generate: Generator;
  /** Megabytes of one request, where they count rather than requests. @default requests count */
  readonly megabytes?: number;
}

/** Size of an upload: the default limit of a body. @remarks bytes */
export const uploadBytes = 100 * 1024 * 1024;
export const uploadFile = "upload.bin";

const file = "/erp/static/app.js";
const api = "/erp/api/items/?page=1";
const all = ["gaara", "source", "tuned"] as const;
const modern = ["gaara", "tuned"] as const;

export const scenarios: readonly Scenario[] = [
  { what: "static file of 16 KB", tls: false, sides: modern, generate: wrk({ path: file }) },
  {
    what: "static file of 16 KB, compressed",
    tls: false,
    sides: modern,
    generate: wrk({ path: file, headers: ["Accept-Encoding: gzip"] }),
  },
  { what: "small proxied answer", tls: false, sides: all, generate: wrk({ path: api }) },
  { what: "small proxied answer by HTTP/2", tls: true, sides: modern, generate: h2load(api) },
  {
    what: "new TLS connection per request",
    tls: true,
    sides: modern,
    generate: ab("/health"),
  },
  {
    what: "upload of 100 MB",
    tls: false,
    sides: all,
    generate: uploads("/erp/api/files/", uploadFile, 5),
    megabytes: uploadBytes / 1e6,
  },
];
