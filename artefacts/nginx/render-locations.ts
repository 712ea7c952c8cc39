import type { Location, Match, NginxModel } from "./nginx-model.ts";
import { answerHeaders } from "./render-headers.ts";
import { proxyLocation } from "./render-proxy.ts";
import { block, conf, lines, quoted, type Text } from "./text.ts";
import { number, pathStart, value } from "./values.ts";

export function location(model: Location, settings: NginxModel): Text {
  const where = `location ${model.match.path}`;
  const isInternal = model.kind === "files" && model.internal === true;
  const head = headOf(where, model.match, isInternal ? "internalPath" : "path");
  const headers = (content: "files" | "uploads", ...extra: readonly Text[]) =>
    answerHeaders(settings.strictTransport, content, ...extra);
  switch (model.kind) {
    case "proxy":
      return proxyLocation(where, head, model, settings);
    case "probe":
      return block(
        head,
        conf`proxy_read_timeout 3s;`,
        // A connection that is not kept: gunicorn waits two seconds for one that is when it is told to stop.
        conf`proxy_http_version 1.0;`,
        conf`proxy_pass http://${value(where, "identifier", model.upstream)}${value(where, "path", model.path)};`,
        conf`add_header X-Upstream "$upstream_addr|$upstream_status" always;`,
      );
    case "files":
      return block(head, isInternal ? conf`internal;` : conf``, ...files(where, model, headers));
    case "redirect":
      return block(
        head,
        conf`return ${number(where, model.status, 300, 308)} ${value(where, "path", model.location)}$is_args$args;`,
      );
    case "reply":
      return block(
        head,
        conf`access_log off;`,
        conf`default_type text/plain;`,
        headers("files", conf`Cache-Control no-store always`),
        conf`return ${number(where, model.status, 200, 599)} ${quoted(value(where, "body", model.body))};`,
      );
    case "unavailable":
      return block(head, conf`return 503;`);
    case "notFound":
      return block(head, conf`return 404;`);
    case "misdirected":
      return block(head, conf`return 421;`);
    default:
      return model satisfies never;
  }
}

const headOf = (where: string, { kind, path }: Match, rule: "path" | "internalPath"): Text =>
  conf`location ${kind === "exact" ? conf`= ` : conf``}${value(where, rule, path)}`;

function files(
  where: string,
  { root, folder = "", policy }: Location & { readonly kind: "files" },
  headers: (content: "files" | "uploads", ...extra: readonly Text[]) => Text,
): readonly Text[] {
  const common = lines(
    conf`alias ${value(where, "path", root + folder)};`,
    block(conf`if ($gaara_hidden)`, conf`return 404;`),
    conf`try_files $uri =404;`,
    conf`charset utf-8;`,
    conf`charset_types application/javascript text/css text/csv text/javascript text/plain text/xml;`,
  );
  switch (policy) {
    case "immutable":
      return [
        common,
        // Another content has another name. Not for uploads: a deleted one is gone at once.
        conf`open_file_cache max=1000;`,
        // A file that is gone is found out after ten seconds, not after nginx's sixty.
        conf`open_file_cache_valid 10s;`,
        headers("files", conf`Cache-Control "public, max-age=31536000, immutable"`),
      ];
    case "untrusted":
      return [
        common,
        conf`disable_symlinks on from=${pathStart(where, root)};`,
        headers(
          "uploads",
          conf`Cache-Control "private, max-age=300"`,
          conf`Content-Disposition $gaara_upload_disposition$gaara_upload_name always`,
          conf`Content-Security-Policy $gaara_upload_policy always`,
        ),
      ];
    default:
      return policy satisfies never;
  }
}
