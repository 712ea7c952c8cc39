import { describe, expect, it } from "vitest";
import { abOutcome } from "../../../bench/nginx/ab.ts";
import { uploadOutcome } from "../../../bench/nginx/curl.ts";
import { h2loadOutcome } from "../../../bench/nginx/h2load.ts";
import { p99Of } from "../../../bench/nginx/outcome.ts";
import { wrkOutcome } from "../../../bench/nginx/wrk.ts";

/** As wrk 4.1.0 prints it. */
const wrkText = (more = "", p99 = "66.33ms") => `Running 1s test @ http://172.21.0.3/erp/api/x
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     6.17ms   11.20ms  82.84ms   93.19%
    Req/Sec     8.91k     2.75k   11.57k    90.00%
  Latency Distribution
     50%    3.08ms
     75%    5.76ms
     90%   10.32ms
     99%   ${p99}
  8973 requests in 1.01s, 2.03MB read
${more}Requests/sec:   8856.03
Transfer/sec:      2.00MB
`;

describe("wrk", () => {
  it("is read", () =>
    expect(wrkOutcome(wrkText())).toEqual({ good: 8973, failed: 0, seconds: 1.01, p99: 66.33 }));
  it.each([
    ["850.00us", 0.85],
    ["1.20s", 1200],
    ["1.50m", 90_000],
  ])("has %s for %d ms", (text, milliseconds) =>
    expect(wrkOutcome(wrkText("", text)).p99).toBeCloseTo(milliseconds),
  );
  it("counts wrong answers and broken connections as failed", () =>
    expect(
      wrkOutcome(
        wrkText("  Socket errors: connect 0, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 73\n"),
      ),
    ).toMatchObject({ good: 8900, failed: 78 }));
  it("that printed something else is refused", () => {
    expect(() => wrkOutcome("unable to connect")).toThrow("wrk: no /");
    expect(() => wrkOutcome(wrkText("", "-nanus"))).toThrow("wrk: printed no duration");
  });
});

/** As h2load 1.52 prints it. */
const h2loadText = (protocol = "h2") => `TLS Protocol: TLSv1.3
Application protocol: ${protocol}

finished in 1.00s, 2.00 req/s, 573.69KB/s
requests: 2 total, 3 started, 2 done, 1 succeeded, 1 failed, 0 errored, 0 timeout
status codes: 1 2xx, 0 3xx, 1 4xx, 0 5xx
`;
const h2loadLog = "1795787465821391\t200\t358\n1795787465821564\t404\t225\n";

describe("h2load", () => {
  it("is read with its log, without what the end cut off", () =>
    expect(h2loadOutcome(h2loadText(), `${h2loadLog}1795787465821836\t-1\t3785\n`)).toEqual({
      good: 1,
      failed: 1,
      seconds: 1,
      p99: 0.358,
    }));
  it("that was over in less than a second says so in milliseconds", () => {
    const text = h2loadText().replace("finished in 1.00s", "finished in 998.74ms");
    expect(h2loadOutcome(text, h2loadLog).seconds).toBe(0.99874);
  });
  it("whose log has another run's requests is refused", () =>
    expect(() => h2loadOutcome(h2loadText(), h2loadLog + h2loadLog)).toThrow(
      "its log has 4 requests, expected at most 2",
    ));
  it("that spoke HTTP/1.1 measured something else", () =>
    expect(() => h2loadOutcome(h2loadText("http/1.1"), h2loadLog)).toThrow("spoke http/1.1, expected h2"));
});

/** As ab 2.3 prints it. */
const abText = (more = "") => `Concurrency Level:      4
Time taken for tests:   1.002 seconds
Complete requests:      737
Failed requests:        0
${more}Requests per second:    735.43 [#/sec] (mean)
`;
const csv = "Percentage served,Time in ms\n98,12.432\n99,12.796\n100,21.215\n";

describe("ab", () => {
  it("is read with its table", () =>
    expect(abOutcome(abText(), csv)).toEqual({ good: 737, failed: 0, seconds: 1.002, p99: 12.796 }));
  it("counts wrong answers as failed, one that came late among them", () =>
    expect(abOutcome(abText("Non-2xx responses:      738\n"), csv)).toMatchObject({ good: 0, failed: 738 }));
});

describe("curl", () => {
  it("is read", () =>
    expect(uploadOutcome("200 0.250000\n200 0.500000\n413 0.001000\n")).toEqual({
      good: 2,
      failed: 1,
      seconds: 0.751,
      p99: 500,
    }));
});

describe("the 99th percentile", () => {
  it("is the value that one in a hundred exceeds", () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(p99Of(values)).toBe(198);
    expect(p99Of([7])).toBe(7);
    expect(p99Of([])).toBeNaN();
  });
});
