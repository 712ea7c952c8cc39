import type { Content } from "./nginx-model.ts";
import { addedProtection, ownProtection } from "./render-content.ts";
import { conf, lines, type Text } from "./text.ts";

/**
 * Headers that tell upstreams about the request. All of them are overwritten, and those that mean the same to some
 * framework are dropped, so that a client can forge none. `$gaara_prefix`, `$gaara_websocket` and `$gaara_accel` are
 * set by the location.
 */
export const proxyHeaders = lines(
  conf`proxy_set_header Host $gaara_host;`,
  conf`proxy_set_header X-Request-ID $gaara_request_id;`,
  conf`proxy_set_header X-Real-IP $remote_addr;`,
  conf`proxy_set_header X-Forwarded-For $remote_addr;`,
  conf`proxy_set_header X-Forwarded-Proto $gaara_scheme;`,
  conf`proxy_set_header X-Forwarded-Host $gaara_host;`,
  conf`proxy_set_header X-Forwarded-Port $gaara_forwarded_port;`,
  conf`proxy_set_header X-Forwarded-Prefix $gaara_prefix;`,
  conf`proxy_set_header X-Accel-Prefix $gaara_accel;`,
  conf`proxy_set_header X-Forwarded-Protocol "";`,
  conf`proxy_set_header X-Forwarded-Scheme "";`,
  conf`proxy_set_header X-Forwarded-Server "";`,
  conf`proxy_set_header X-Forwarded-Ssl "";`,
  conf`proxy_set_header X-Original-URL "";`,
  conf`proxy_set_header X-Rewrite-URL "";`,
  conf`proxy_set_header Forwarded "";`,
  // HTTP_PROXY in a CGI-like environment is read by HTTP clients (CVE-2016-5385).
  conf`proxy_set_header Proxy "";`,
  // Empty keeps the connection to the upstream.
  conf`proxy_set_header Connection $gaara_connection;`,
  conf`proxy_set_header Upgrade $gaara_upgrade;`,
);

/** Defaults for every request to an upstream. */
export const proxyDefaults = lines(
  conf`proxy_http_version 1.1;`,
  // Inside one network; long enough for one lost packet, short enough for the next replica.
  conf`proxy_connect_timeout 1500ms;`,
  conf`proxy_next_upstream error timeout;`,
  conf`proxy_next_upstream_tries 3;`,
  conf`proxy_next_upstream_timeout 30s;`,
  conf`proxy_buffers 16 16k;`,
  conf`proxy_buffer_size 16k;`,
  conf`proxy_busy_buffers_size 32k;`,
  conf`proxy_max_temp_file_size 32m;`,
  conf`proxy_hide_header X-Request-ID;`,
  conf`proxy_hide_header X-Powered-By;`,
  // It would lead to files of other services, too.
  conf`proxy_ignore_headers X-Accel-Redirect;`,
);

/**
 * Headers of nginx's own answers and of files, and `extra` ones. They come together because a block with a header of
 * its own inherits none.
 */
export const answerHeaders = (
  strictTransport: boolean,
  content: "files" | "uploads",
  ...extra: readonly Text[]
): Text =>
  headerLines(strictTransport, [
    conf`X-Content-Type-Options nosniff always`,
    conf`X-Frame-Options SAMEORIGIN always`,
    conf`Referrer-Policy strict-origin-when-cross-origin always`,
    ...ownProtection(content),
    ...extra,
  ]);

/** Headers of a service's answers, where it does not send them itself. */
export const serviceHeaders = (strictTransport: boolean, content: Content): Text =>
  headerLines(strictTransport, [
    conf`X-Content-Type-Options $gaara_x_content_type_options always`,
    conf`X-Frame-Options $gaara_x_frame_options always`,
    conf`Referrer-Policy $gaara_referrer_policy always`,
    ...addedProtection(content),
  ]);

const headerLines = (strictTransport: boolean, headers: readonly Text[]): Text =>
  lines(
    conf`add_header X-Request-ID $gaara_request_id always;`,
    ...headers.map((header) => conf`add_header ${header};`),
    strictTransport
      ? conf`add_header Strict-Transport-Security $gaara_strict_transport_security always;`
      : conf``,
  );
