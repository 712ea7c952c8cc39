import type { Content } from "./nginx-model.ts";
import { block, conf, lines, type Text } from "./text.ts";

/** Headers that protect a browser, by the content that an answer has. */
interface Protection {
  readonly policy?: Text;
  readonly permissions: Text;
  readonly opener?: Text;
  readonly resource: Text;
  readonly cache?: Text;
}

/** Features of a browser that an ERP may ask for in its own pages at most. @param to - empty: nobody may */
const permissions = (to: Text): Text =>
  conf`camera=(${to}), display-capture=(${to}), geolocation=(${to}), microphone=(${to}), midi=(${to}), payment=(${to}), usb=(${to})`;

const standard: Protection = { permissions: permissions(conf`self`), resource: conf`same-site` };

/** Not for windows that a page opens itself, as to log in with another site. */
const opener = conf`same-origin-allow-popups`;

const protections: Readonly<Record<Content | "files" | "uploads", Protection>> = {
  api: { ...standard, resource: conf`same-origin`, cache: conf`no-store` },
  // All files of its pages are the image's own, with nothing in the page itself.
  page: {
    ...standard,
    opener,
    permissions: permissions(conf``),
    policy: conf`default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors $gaara_frame_ancestors`,
  },
  // What no page needs. The rest is known to an image of the operator's own alone.
  own_page: { ...standard, opener, policy: conf`object-src 'self' blob:; base-uri 'self'` },
  developed: standard,
  files: standard,
  uploads: { ...standard, resource: conf`same-origin` },
};

const headers = {
  policy: conf`Content-Security-Policy`,
  permissions: conf`Permissions-Policy`,
  opener: conf`Cross-Origin-Opener-Policy`,
  resource: conf`Cross-Origin-Resource-Policy`,
  cache: conf`Cache-Control`,
} as const satisfies Record<keyof Protection, Text>;

const keys = Object.keys(headers) as (keyof Protection)[];

/** Of files and of nginx's own answers. */
export const ownProtection = (content: "files" | "uploads"): readonly Text[] =>
  keys.flatMap((key) => {
    const value = protections[content][key];
    return value === undefined ? [] : [conf`${headers[key]} "${value}" always`];
  });

/** Of a service's answers: what it says itself stays as it is. */
export const addedProtection = (content: Content): readonly Text[] =>
  keys.flatMap((key) =>
    protections[content][key] === undefined ? [] : [conf`${headers[key]} ${variable(content, key)} always`],
  );

const variable = (content: Content, key: keyof Protection): Text =>
  conf`$gaara_${names[content]}_${names[key]}`;

const names = {
  api: conf`api`,
  page: conf`page`,
  own_page: conf`own_page`,
  developed: conf`developed`,
  policy: conf`content_security_policy`,
  permissions: conf`permissions_policy`,
  opener: conf`cross_origin_opener_policy`,
  resource: conf`cross_origin_resource_policy`,
  cache: conf`cache_control`,
} as const;

/** Without these maps a header that a service sends itself would be sent twice. */
export const contentMaps = lines(
  missing(conf`x_content_type_options`, conf`$gaara_x_content_type_options`, conf`nosniff`),
  missing(conf`x_frame_options`, conf`$gaara_x_frame_options`, conf`SAMEORIGIN`),
  missing(conf`referrer_policy`, conf`$gaara_referrer_policy`, conf`strict-origin-when-cross-origin`),
  // A page that may be framed by nobody says so in an older header, which the newer one would take the place of.
  block(
    conf`map $upstream_http_x_frame_options $gaara_frame_ancestors`,
    conf`default "'self'";`,
    conf`DENY "'none'";`,
  ),
  ...(["api", "page", "own_page", "developed"] as const).flatMap((content) =>
    keys.flatMap((key) => {
      const value = protections[content][key];
      return value === undefined ? [] : [missing(names[key], variable(content, key), value)];
    }),
  ),
);

function missing(header: Text, name: Text, standardValue: Text): Text {
  return block(conf`map $upstream_http_${header} ${name}`, conf`default "";`, conf`"" "${standardValue}";`);
}
