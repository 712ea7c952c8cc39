import type { NginxModel, ProxyLocation } from "./nginx-model.ts";
import { bufferedLocation, pathVariable, plainLocation } from "./names.ts";
import { serviceHeaders } from "./render-headers.ts";
import { uploadLimits } from "./render-limits.ts";
import { errorPages } from "./render-problems.ts";
import { block, conf, lines, type Text } from "./text.ts";
import { pathStart, value } from "./values.ts";

/** A location that hands requests to an upstream. */
export function proxyLocation(
  where: string,
  head: Text,
  model: ProxyLocation,
  { jsonLimit, addressLimit, strictTransport }: NginxModel,
): Text {
  const toUpstream = lines(
    model.websocket ? conf`set $gaara_websocket 1;` : conf``,
    model.handsOver ? handingOver : conf``,
    serviceHeaders(strictTransport, model.content),
    conf`proxy_read_timeout ${value(where, "duration", model.readTimeout)};`,
    ...pass(where, model),
  );
  const limit = (size: string): Text =>
    size === jsonLimit ? conf`` : conf`client_max_body_size ${value(where, "nginxSize", size)};`;
  if (model.uploads === undefined) return block(head, limit(model.bodyLimit), toUpstream);
  const { path } = model.match;
  const [plain, buffered] = [plainLocation(where, path), bufferedLocation(where, path)];
  const uploads = lines(
    limit(model.bodyLimit),
    conf`set $gaara_uploads ${value(where, "identifier", model.upstream)};`,
    uploadLimits(where, model.uploads, addressLimit),
  );
  return lines(
    block(
      head,
      errorPages,
      conf`error_page 418 = ${plain};`,
      conf`error_page 419 = ${buffered};`,
      block(conf`if ($gaara_body = plain)`, conf`return 418;`),
      block(conf`if ($gaara_body = unknown)`, conf`return 419;`),
      uploads,
      conf`proxy_request_buffering off;`,
      // The pieces in which an upload goes through.
      conf`client_body_buffer_size 128k;`,
      // An answer before the end of the body, as to somebody without a log-in, must not keep a place for long.
      conf`lingering_time 2s;`,
      conf`lingering_timeout 2s;`,
      toUpstream,
    ),
    block(conf`location ${plain}`, toUpstream),
    // Streamed on, a body of unknown length stays chunked, and a WSGI application such as Django reads it as empty.
    block(conf`location ${buffered}`, uploads, toUpstream),
  );
}

/**
 * Tells the service where files are that nginx serves on its word, and takes its word. The headers that are ignored
 * take the place of those that all others' are: this one would mean something to a cache alone.
 */
const handingOver = lines(conf`set $gaara_accel /.gaara/;`, conf`proxy_ignore_headers X-Accel-Expires;`);

function pass(where: string, model: ProxyLocation): readonly Text[] {
  const upstream = value(where, "identifier", model.upstream);
  const { path } = model;
  switch (path.kind) {
    case "same":
      return [conf`proxy_pass http://${upstream};`];
    case "fixed":
      return [conf`proxy_pass http://${upstream}${value(where, "path", path.path)}$is_args$args;`];
    case "prefix":
      return [
        prefixHeader(where, path.from, path.to),
        // Counts where the map found the path ambiguous: an empty variable makes proxy_pass send the rewritten path.
        conf`rewrite "(?s)^${pathStart(where, path.from, true)}(/.*)$" ${pathStart(where, path.to)}$1 break;`,
        ...redirects(where, path.from, path.to),
        conf`proxy_pass http://${upstream}${pathVariable(where, path.from)};`,
      ];
    default:
      return path satisfies never;
  }
}

/**
 * The part of the public prefix that an upstream does not see; applications put it before the addresses that they make.
 */
const prefixHeader = (where: string, from: string, to: string): Text =>
  from !== to && from.endsWith(to)
    ? conf`set $gaara_prefix ${pathStart(where, from.slice(0, from.length - to.length + 1))};`
    : conf``;

/**
 * An upstream's own redirects (`/api/users` to `/api/users/`) get the public prefix; where they already have it, they
 * keep it.
 */
const redirects = (where: string, from: string, to: string): readonly Text[] =>
  [...(from.startsWith(to) ? [[from, from] as const] : []), [to, from] as const].flatMap(
    ([inside, outside]) => {
      const source = value(where, "path", inside);
      const target = value(where, "path", outside);
      return [
        conf`proxy_redirect ${source} ${target};`,
        conf`proxy_redirect $gaara_scheme://$gaara_host${source} ${target};`,
      ];
    },
  );
