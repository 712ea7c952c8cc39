import type { NginxModel } from "./nginx-model.ts";
import { pathVariable } from "./names.ts";
import { contentMaps } from "./render-content.ts";
import { block, conf, lines, type Text } from "./text.ts";
import { pathStart, value } from "./values.ts";

/** Variables about the client and its request. */
export function requestMaps(model: NginxModel): Text {
  const { domain, hosts, plainPaths, servers } = model;
  return lines(
    proxyMaps(model),
    // $host has no port, and $http_host may name another host than the one that chose the server.
    block(
      conf`map $http_host $gaara_port`,
      conf`default "";`,
      conf`"~:(?<gaara_port_number>[1-9][0-9]{0,4})$" $gaara_port_number;`,
    ),
    block(conf`map $gaara_port $gaara_port_suffix`, conf`default ":$gaara_port";`, conf`"" "";`),
    block(
      conf`map "$gaara_port:$gaara_scheme" $gaara_forwarded_port`,
      conf`default $gaara_port;`,
      conf`":http" 80;`,
      conf`":https" 443;`,
    ),
    // Django refuses hosts that it does not know, and direct ports are called by names of this machine.
    block(
      conf`map $host $gaara_host`,
      conf`default ${value("domain", "host", domain)};`,
      ...hosts.map((host) => conf`${value("serverNames", "host", host)} $host$gaara_port_suffix;`),
    ),
    // Only where a route asks for it, and to no other protocol: h2c would lead past the routes.
    block(
      conf`map "$gaara_websocket:$http_upgrade" $gaara_upgrade`,
      conf`default "";`,
      conf`"~*^1:websocket$" websocket;`,
    ),
    block(conf`map $gaara_upgrade $gaara_connection`, conf`default upgrade;`, conf`"" "";`),
    malformed,
    servers.every(({ redirectToHttps }) => !redirectToHttps)
      ? conf``
      : block(
          conf`map "$gaara_scheme:$uri" $gaara_to_https`,
          conf`default 0;`,
          ...plainPaths.map((path) => conf`"http:${value("plainPaths", "path", path)}" 0;`),
          // Where nginx's own errors are made: they keep their status.
          conf`"~^http:/\.gaara/" 0;`,
          conf`"~^http:" 1;`,
        ),
  );
}

/**
 * Requests of HTTP/2 with fields that belong to a connection of HTTP/1.1 (RFC 9113, 8.2.2), where somebody behind might
 * read them otherwise; nginx itself refuses what else makes one malformed. The places of nginx's own errors are left
 * out, or none would be answered.
 */
const malformed = lines(
  block(
    conf`map "$http_connection$http_keep_alive$http_proxy_connection$http_transfer_encoding$http_upgrade" $gaara_connection_fields`,
    conf`default 1;`,
    conf`"" $gaara_te;`,
  ),
  block(conf`map $http_te $gaara_te`, conf`default 1;`, conf`"" "";`, conf`trailers "";`),
  block(
    conf`map $uri $gaara_malformed_request`,
    conf`volatile;`,
    conf`default $gaara_connection_fields;`,
    conf`/.gaara/problem "";`,
    conf`/.gaara/page "";`,
  ),
  block(
    conf`map $http2 $gaara_malformed`,
    conf`volatile;`,
    conf`default $gaara_malformed_request;`,
    conf`"" "";`,
  ),
);

/** Who the client is and whether it uses TLS, where proxies stand between it and nginx. */
function proxyMaps({ trustedProxies, proxyProtocol }: NginxModel): Text {
  const proxies = trustedProxies.map((proxy, index) => value(`trustedProxies[${index}]`, "network", proxy));
  return lines(
    ...proxies.map((proxy) => conf`set_real_ip_from ${proxy};`),
    proxies.length === 0
      ? conf``
      : lines(
          proxyProtocol ? conf`real_ip_header proxy_protocol;` : conf`real_ip_header X-Forwarded-For;`,
          conf`real_ip_recursive on;`,
        ),
    block(
      conf`geo $realip_remote_addr $gaara_trusted`,
      conf`default 0;`,
      ...proxies.map((proxy) => conf`${proxy} 1;`),
    ),
    proxyProtocol
      ? block(
          // Such a proxy may hand on what it does not read: X-Forwarded-Proto would be the client's own word.
          conf`map "$gaara_trusted:$proxy_protocol_tlv_ssl_version" $gaara_scheme`,
          conf`default $scheme;`,
          conf`"~^1:." https;`,
        )
      : block(
          conf`map "$gaara_trusted:$http_x_forwarded_proto" $gaara_scheme`,
          conf`default $scheme;`,
          conf`"1:http" http;`,
          conf`"1:https" https;`,
        ),
  );
}

/** Headers of files and of nginx's own answers. Those that services lack are in {@link contentMaps}. */
export const headerMaps = ({ strictTransport }: NginxModel): Text =>
  lines(
    contentMaps,
    strictTransport
      ? block(
          conf`map "$gaara_scheme:$upstream_http_strict_transport_security" $gaara_strict_transport_security`,
          conf`default "";`,
          conf`"https:" "max-age=31536000";`,
        )
      : conf``,
    // A browser shows what it can show without running anything and downloads the rest.
    block(
      conf`map $sent_http_content_type $gaara_upload_disposition`,
      conf`default attachment;`,
      conf`"~^image/(?!svg)" inline;`,
      conf`application/pdf inline;`,
    ),
    // An upload is stored under a random name; its own one is in the query, percent-encoded as RFC 8187 wants it.
    // Without control characters and slashes, and with the ending that the stored file has: a link of a stranger can
    // not make a program of a text.
    block(
      conf`map "$uri $arg_name" $gaara_upload_name`,
      conf`default "";`,
      conf`"~*(?<gaara_ending>\.[a-z0-9]+) (?<gaara_name>(?:${nameCharacter})+\k<gaara_ending>)$" "; filename*=UTF-8''$gaara_name";`,
      conf`"~/[^./ ]+ (?<gaara_bare_name>(?!.*\.[A-Za-z0-9]{1,10}$)(?:${nameCharacter})+)$" "; filename*=UTF-8''$gaara_bare_name";`,
    ),
    // Browsers' PDF viewers do not start in a sandbox; they give a document no access to the site.
    block(
      conf`map $sent_http_content_type $gaara_upload_policy`,
      conf`default "default-src 'none'; sandbox";`,
      conf`application/pdf "default-src 'none'; object-src 'self'; frame-ancestors 'self'";`,
    ),
    // The first name of nginx's own places begins with a dot.
    block(conf`map $uri $gaara_hidden`, conf`default 0;`, conf`"~(?<!^)/\.|^/\.(?!gaara/)" 1;`),
  );

/** One character of an encoded name: RFC 8187's characters, and the codes of all but controls, slash and backslash. */
const nameCharacter = conf`[A-Za-z0-9._~-]|%(?:[2-7][0-9A-Fa-f]|[89A-Fa-f][0-9A-Fa-f])(?<!%2[Ff]|%5[Cc]|%7[Ff])`;

/**
 * The path and query as they were sent, where they can go to an upstream byte for byte: encoded slashes, spaces and
 * letters stay as they are. A path with dot segments or empty segments means one thing to nginx and may mean another to
 * the upstream, and could leave the prefix there: it is left out here, and the location sends what nginx understood
 * instead.
 */
const unambiguous = block(
  conf`map $request_uri $gaara_unambiguous`,
  conf`default "";`,
  conf`"~^[^?]*//" "";`,
  conf`"~^[^?]*(?:/|%2[Ff])(?:\.|%2[Ee]){1,2}(?:/|%2[Ff]|\?|$)" "";`,
  conf`"~^[A-Za-z0-9/._~!$&'()*+,;=:@%\x80-\xff-]*(?:\?[^#]*)?$" $request_uri;`,
);

/** One map per replaced prefix, which several locations may have. */
export function pathMaps({ servers }: NginxModel): readonly Text[] {
  const replaced = servers
    .flatMap(({ locations }) => locations)
    .flatMap((one) => (one.kind === "proxy" && one.path.kind === "prefix" ? [one.path] : []));
  return [
    // nginx refuses a variable's name that is longer than a bucket. A configuration can hold no longer word than this
    // either.
    conf`variables_hash_bucket_size 4096;`,
    unambiguous,
    ...new Map(replaced.map((path) => [path.from, pathMap(path)])).values(),
  ];
}

function pathMap({ from, to }: { readonly from: string; readonly to: string }): Text {
  const where = `location ${from}`;
  return block(
    conf`map $gaara_unambiguous ${pathVariable(where, from)}`,
    conf`default "";`,
    conf`"~^${pathStart(where, from, true)}(?<gaara_rest>/.*)$" "${pathStart(where, to)}$gaara_rest";`,
  );
}
