import { block, conf, lines, type Text } from "./text.ts";

/** For pages whose files are all the image's own, with nothing in the page itself. */
const strict = conf`default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors $gaara_frame_ancestors`;

/** Forbids what no page needs. The rest is known to an image of the operator's own alone. */
const mild = conf`object-src 'self' blob:; base-uri 'self'`;

/** Features of a browser that an ERP may ask for in its own pages at most. @param to - empty: nobody may */
const permissions = (to: Text): Text =>
  conf`camera=(${to}), display-capture=(${to}), geolocation=(${to}), microphone=(${to}), midi=(${to}), payment=(${to}), usb=(${to})`;

/**
 * Headers that protect a browser, by what a location has in `$gaara_content`. What a service says itself stays as it
 * is; without these maps it would be sent twice.
 */
export const contentMaps = lines(
  missing(conf`x_content_type_options`, conf`nosniff`),
  missing(conf`x_frame_options`, conf`SAMEORIGIN`),
  missing(conf`referrer_policy`, conf`strict-origin-when-cross-origin`),
  // A page that may be framed by nobody says so in an older header, which the newer one would take the place of.
  block(
    conf`map $upstream_http_x_frame_options $gaara_frame_ancestors`,
    conf`default "'self'";`,
    conf`DENY "'none'";`,
  ),
  byContent(conf`content_security_policy`, { page: strict, ownPage: mild }),
  byContent(conf`permissions_policy`, {
    page: permissions(conf``),
    other: permissions(conf`self`),
  }),
  // Not for windows that a page opens itself, as to log in with another site.
  byContent(conf`cross_origin_opener_policy`, {
    page: conf`same-origin-allow-popups`,
    ownPage: conf`same-origin-allow-popups`,
  }),
  byContent(conf`cross_origin_resource_policy`, {
    api: conf`same-origin`,
    uploads: conf`same-origin`,
    other: conf`same-site`,
  }),
  byContent(conf`cache_control`, { api: conf`no-store` }),
);

interface Contents {
  readonly api?: Text;
  readonly page?: Text;
  readonly ownPage?: Text;
  readonly uploads?: Text;
  /** Everything else. @default no header */
  readonly other?: Text;
}

/** A header that depends on the content, where the service does not send it. */
function byContent(header: Text, { api, page, ownPage, uploads, other = conf`` }: Contents): Text {
  const row = (content: Text, found: Text | undefined) =>
    found === undefined ? conf`` : conf`${content} "${found}";`;
  return lines(
    block(
      conf`map $gaara_content $gaara_own_${header}`,
      conf`default "${other}";`,
      row(conf`api`, api),
      row(conf`page`, page),
      row(conf`own_page`, ownPage),
      row(conf`uploads`, uploads),
    ),
    missing(header, conf`$gaara_own_${header}`),
  );
}

function missing(header: Text, standard: Text): Text {
  return block(
    conf`map $upstream_http_${header} $gaara_${header}`,
    conf`default "";`,
    conf`"" "${standard}";`,
  );
}
