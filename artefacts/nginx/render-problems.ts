import type { NginxModel, Place } from "./nginx-model.ts";
import { answerHeaders } from "./render-headers.ts";
import { block, conf, lines, words, type Text } from "./text.ts";
import { pathStart, port, value } from "./values.ts";

/**
 * nginx's own errors, in every server: problem details (RFC 9457) where programs call, a page elsewhere. An upstream's
 * errors are passed on as they are. Recursive, because a body that is not streamed on has been through an error page
 * already.
 */
export const errorPages = lines(
  conf`recursive_error_pages on;`,
  conf`error_page 400 403 404 405 411 413 414 421 429 500 501 502 503 504 505 $gaara_error;`,
  conf`error_page 494 =431 $gaara_error;`,
  conf`error_page 495 496 497 =400 $gaara_error;`,
);

const [problem, page] = [conf`/.gaara/problem`, conf`/.gaara/page`];

/** Variables of nginx's own errors. They cost nothing where there is none: nginx fills a map when it is read. */
export function problemMaps({ places, corsOrigins }: NginxModel): Text {
  const origins = corsOrigins.map((origin) => value("corsOrigins", "origin", origin));
  return lines(
    block(
      // The line as it was sent: nginx knows no path yet where the line itself is the error.
      conf`map "$server_port:$request" $gaara_error`,
      conf`default ${page};`,
      ...places.map((place) => conf`"~^${placeOf(place)}" ${place.pages ? page : problem};`),
    ),
    block(
      conf`map $http_origin $gaara_cors_origin`,
      conf`default "";`,
      ...origins.map((origin) => conf`${origin} ${origin};`),
    ),
    block(
      conf`map $gaara_cors_origin $gaara_cors_exposed`,
      conf`default "Retry-After, X-Request-ID";`,
      conf`"" "";`,
    ),
    block(
      conf`map "$gaara_cors_origin $http_access_control_request_method $request" $gaara_preflight`,
      conf`default 0;`,
      conf`"~^[^ ]+ [^ ]+ OPTIONS " 1;`,
    ),
    // Nobody is told to repeat what may have been done: a POST that was cut off, or anything that took too long.
    block(
      conf`map "$status:$request" $gaara_retry_after`,
      conf`default "";`,
      conf`"~^(?:429|503):" 5;`,
      conf`"~^502:(?!POST|PATCH)" 5;`,
    ),
    block(conf`map $status $gaara_title`, conf`default Error;`, ...rows(({ title }) => title)),
    block(
      conf`map $status $gaara_status_detail`,
      conf`default "Something went wrong in the proxy. Its log says what.";`,
      ...rows(({ detail }) => detail),
    ),
    block(
      conf`map "$status:$limit_conn_status" $gaara_detail`,
      conf`default $gaara_status_detail;`,
      conf`"503:REJECTED" "Too many uploads are under way. Try again shortly.";`,
    ),
  );
}

/**
 * The locations behind {@link errorPages}. The status is that of the error, whatever `return` says. They are no named
 * ones, which nginx refuses to a request whose line it could not read; the method is GET there.
 */
export const problemLocations = ({ strictTransport }: NginxModel): readonly Text[] => [
  block(
    conf`location = ${problem}`,
    conf`internal;`,
    conf`error_page 418 = @gaara_preflight;`,
    block(conf`if ($gaara_preflight)`, conf`return 418;`),
    conf`default_type application/problem+json;`,
    answerHeaders(
      strictTransport,
      "files",
      conf`Retry-After $gaara_retry_after always`,
      conf`Cache-Control no-store always`,
      conf`Access-Control-Allow-Origin $gaara_cors_origin always`,
      conf`Access-Control-Expose-Headers $gaara_cors_exposed always`,
      conf`Vary Origin always`,
    ),
    conf`return 200 '{"type":"about:blank","title":"$gaara_title","status":$status,"detail":"$gaara_detail","error":"$gaara_detail","request_id":"$gaara_request_id"}\n';`,
  ),
  // A browser asks beforehand, and without a yes it never sees the error of the request itself.
  block(
    conf`location @gaara_preflight`,
    answerHeaders(
      strictTransport,
      "files",
      conf`Access-Control-Allow-Origin $gaara_cors_origin`,
      conf`Access-Control-Allow-Methods "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"`,
      conf`Access-Control-Allow-Headers "accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with"`,
      conf`Vary Origin`,
    ),
    conf`return 204;`,
  ),
  block(
    conf`location = ${page}`,
    conf`internal;`,
    conf`default_type text/html;`,
    conf`charset utf-8;`,
    answerHeaders(
      strictTransport,
      "files",
      conf`Retry-After $gaara_retry_after always`,
      conf`Cache-Control no-store always`,
      conf`Content-Security-Policy "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'" always`,
    ),
    conf`return 200 '<!doctype html><html lang="en"><title>$status $gaara_title</title><h1>$gaara_title</h1><p>$gaara_detail</p><p>Request <code>$gaara_request_id</code></p></html>\n';`,
  ),
];

/** As a regular expression on `PORT:METHOD PATH PROTOCOL`. */
function placeOf({ ports, path }: Place): Text {
  const numbers = ports.map((number) => port("places", number));
  const onPorts = conf`(?:${alternatives(numbers)}):`;
  return path === "/" ? onPorts : conf`${onPorts}[A-Z]+ ${pathStart("places", path, true)}[/? ]`;
}

const alternatives = ([first = conf``, ...others]: readonly Text[]): Text =>
  others.reduce((all, one) => conf`${all}|${one}`, first);

const rows = (of: (row: Words) => Text): readonly Text[] =>
  wordsOf.map((row) => words([row.status, conf`"${of(row)}";`]));

interface Words {
  readonly status: Text;
  /** Reason phrase (RFC 9110). */
  readonly title: Text;
  readonly detail: Text;
}

const wordsOf: readonly Words[] = (
  [
    [conf`400`, conf`Bad Request`, conf`The request can not be read.`],
    [conf`403`, conf`Forbidden`, conf`This may not be done.`],
    [conf`404`, conf`Not Found`, conf`There is nothing at this address.`],
    [conf`405`, conf`Method Not Allowed`, conf`This address does not take this method.`],
    [conf`411`, conf`Length Required`, conf`The request has to say how long its body is.`],
    [conf`413`, conf`Content Too Large`, conf`The body is larger than this server takes.`],
    [conf`414`, conf`URI Too Long`, conf`The address is longer than this server takes.`],
    [conf`421`, conf`Misdirected Request`, conf`This host name is not served here.`],
    [
      conf`429`,
      conf`Too Many Requests`,
      conf`There are too many requests from this address. Try again shortly.`,
    ],
    [conf`431`, conf`Request Header Fields Too Large`, conf`A header is longer than this server takes.`],
    [conf`500`, conf`Internal Server Error`, conf`Something went wrong in the proxy. Its log says what.`],
    [conf`501`, conf`Not Implemented`, conf`The proxy does not know this method or coding.`],
    [
      conf`502`,
      conf`Bad Gateway`,
      conf`The service is not there, or closed the connection without an answer.`,
    ],
    [
      conf`503`,
      conf`Service Unavailable`,
      conf`This service is not available at the moment. Try again shortly.`,
    ],
    [
      conf`504`,
      conf`Gateway Timeout`,
      conf`The service did not answer in time. It may have done it all the same: look before you try again.`,
    ],
    [conf`505`, conf`HTTP Version Not Supported`, conf`The proxy does not speak this version of HTTP.`],
  ] as const
).map(([status, title, detail]) => ({ status, title, detail }));
