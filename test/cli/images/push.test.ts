import { describe, expect, it } from "vitest";
import { refusal } from "../../../cli/images/push.ts";

describe("refusal", () => {
  const name = "registry.example.com:5000/erp/gaara-django:1";
  it.each([
    ["no basic auth credentials", /log in: docker login registry\.example\.com:5000$/],
    ["denied: requested access to the resource is denied", /does not let you push/],
    [
      "dial tcp 10.0.0.1:5000: connect: connection refused",
      /does not reach the registry registry\.example\.com:5000/,
    ],
    ["dial tcp: lookup registry.example.com: no such host", /is its name right\?$/],
    ["http: server gave HTTP response to HTTPS client", /certs\.d\/registry\.example\.com:5000\/ca\.crt/],
    ["x509: certificate signed by unknown authority", /has no certificate that the engine trusts/],
    ["manifest invalid", /^images: .*gaara-django:1 cannot be pushed: manifest invalid$/],
  ])("says what to do about: %s", (why, message) => expect(refusal(name, why)).toMatch(message));
});
