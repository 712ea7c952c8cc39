import type { NginxModel } from "./nginx-model.ts";
import { block, conf, lines, type Text } from "./text.ts";
import { number, value } from "./values.ts";

/** Limits of every request that nginx hands on: its size, its time and how many a client has at once. */
export function requestLimits({
  jsonLimit,
  addressLimit,
  logIns,
  servers,
  trustedProxies,
}: NginxModel): Text {
  const hasSix =
    trustedProxies.length > 0 || servers.some(({ listeners }) => listeners.some(({ ipv6 }) => ipv6));
  return lines(
    conf`client_max_body_size ${value("jsonLimit", "nginxSize", jsonLimit)};`,
    // What each body may hold of nginx's memory; the rest goes to a file. All connections together fit.
    conf`client_body_buffer_size 16k;`,
    // Between two pieces of a body. nginx knows no limit for the whole of it.
    conf`client_body_timeout 15s;`,
    // Whoever has an IPv6 network has 2^64 addresses: the first half counts as one. The variable is always there, since
    // nginx takes no configuration on a reload whose zones have other keys than before.
    block(
      conf`map $binary_remote_addr $gaara_client`,
      conf`default $binary_remote_addr;`,
      hasSix ? conf`"~(?s)^(?<gaara_network>.{8}).{8}$" $gaara_network;` : conf``,
    ),
    conf`limit_conn_zone $gaara_client zone=gaara_clients:2m;`,
    conf`limit_conn_zone $gaara_uploads zone=gaara_uploads:64k;`,
    conf`limit_conn_status 429;`,
    // The access log has it, without the query.
    conf`limit_conn_log_level info;`,
    clients("addressLimit", addressLimit),
    logInLimits(logIns),
    block(
      conf`map "$request_method:$http_content_length" $gaara_body`,
      conf`default plain;`,
      // Chunked bodies, and HTTP/2's without a length.
      conf`"~^(?:POST|PUT|PATCH):$" unknown;`,
      conf`"~^(?:POST|PUT|PATCH):" streamed;`,
      // Too large for anything else, whatever it calls itself.
      conf`"~:[0-9]{7}" streamed;`,
    ),
  );
}

/**
 * Passwords are hashed slowly, so that to try them costs the service more than whoever tries. A path is as the service
 * sees it: a location has put it into place when nginx counts.
 */
const logInLimits = (logIns: readonly string[]): Text =>
  lines(
    block(conf`map $request_method $gaara_posting_client`, conf`default "";`, conf`POST $gaara_client;`),
    block(
      conf`map $uri $gaara_log_in`,
      conf`default "";`,
      ...logIns.map((path) => conf`${value("logIns", "path", path)} $gaara_posting_client;`),
    ),
    conf`limit_req_zone $gaara_log_in zone=gaara_log_ins:1m rate=2r/s;`,
    conf`limit_req zone=gaara_log_ins burst=100 nodelay;`,
    conf`limit_req_status 429;`,
    conf`limit_req_log_level info;`,
  );

/** Of a location of uploads, which inherits none. */
export const uploadLimits = (where: string, uploads: number, addressLimit: number): Text =>
  lines(
    conf`limit_conn gaara_uploads ${number(where, uploads, 1, 100_000)};`,
    clients(where, addressLimit),
    conf`limit_conn_status 503;`,
  );

const clients = (where: string, addressLimit: number): Text =>
  conf`limit_conn gaara_clients ${number(where, addressLimit, 1, 100_000)};`;
