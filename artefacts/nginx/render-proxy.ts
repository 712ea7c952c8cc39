import type { NginxModel, ProxyLocation } from "./nginx-model.ts";
import { bufferedLocation, pathVariable } from "./names.ts";
import { errorPages } from "./render-problems.ts";
import { block, conf, lines, type Text } from "./text.ts";
import { pathStart, value } from "./values.ts";

/** A location that hands requests to an upstream. */
export function proxyLocation(
  where: string,
  head: Text,
  model: ProxyLocation,
  { bodyLimit }: NginxModel,
): Text {
  const toUpstream = lines(
    model.websocket ? conf`set $gaara_websocket 1;` : conf``,
    model.bodyLimit === bodyLimit
      ? conf``
      : conf`client_max_body_size ${value(where, "nginxSize", model.bodyLimit)};`,
    conf`proxy_read_timeout ${value(where, "duration", model.readTimeout)};`,
    ...pass(where, model),
  );
  if (!model.streamBodies) return block(head, toUpstream);
  const buffered = bufferedLocation(where, model.match.path);
  return lines(
    block(
      head,
      // Streamed on, a body of unknown length stays chunked, and a WSGI application such as Django reads it as empty.
      errorPages,
      conf`error_page 418 = ${buffered};`,
      block(conf`if ($gaara_unknown_length)`, conf`return 418;`),
      conf`proxy_request_buffering off;`,
      toUpstream,
    ),
    block(conf`location ${buffered}`, toUpstream),
  );
}

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
