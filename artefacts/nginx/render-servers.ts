import type { Listener, NginxModel, Server } from "./nginx-model.ts";
import { location } from "./render-locations.ts";
import { problemLocations } from "./render-problems.ts";
import { block, conf, lines, words, type Text } from "./text.ts";
import { port, value } from "./values.ts";

/** Certificate of every HTTPS listener. */
export const tlsDefaults = lines(
  conf`ssl_certificate /etc/nginx/tls/fullchain.pem;`,
  conf`ssl_certificate_key /etc/nginx/tls/key.pem;`,
  conf`ssl_protocols TLSv1.2 TLSv1.3;`,
  conf`ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;`,
  conf`ssl_session_cache shared:TLS:5m;`,
  conf`ssl_session_timeout 1d;`,
  conf`ssl_session_tickets off;`,
);

export function server(model: Server, settings: NginxModel): Text {
  const where = `server (${model.title})`;
  const names = model.names.map((name) => value(where, "host", name));
  return block(
    conf`server`,
    ...model.listeners.map((listener) => listen(where, listener)),
    names.length === 0 ? conf`` : conf`server_name ${words(names)};`,
    model.listeners.some(({ tls }) => tls) ? conf`http2 on;` : conf``,
    // Nobody's requests but our own, also where nginx answers them itself.
    model.listeners.every(({ inside }) => inside === true) ? conf`access_log off;` : conf``,
    conf`set $gaara_prefix "";`,
    conf`set $gaara_websocket "";`,
    conf`set $gaara_uploads "";`,
    conf`set $gaara_accel "";`,
    model.listeners.some(({ tls }) => tls) ? block(conf`if ($gaara_malformed)`, conf`return 400;`) : conf``,
    model.redirectToHttps ? httpsRedirect(settings) : conf``,
    ...model.locations.map((one) => location(one, settings)),
    ...problemLocations(settings),
  );
}

const listen = (
  where: string,
  { port: found, tls, fallback, inside = false, ipv6 = false, proxyProtocol = false }: Listener,
): Text =>
  conf`listen ${inside ? conf`127.0.0.1:` : ipv6 ? conf`[::]:` : conf``}${port(where, found)}${tls ? conf` ssl` : conf``}${proxyProtocol ? conf` proxy_protocol` : conf``}${fallback ? conf` default_server` : conf``};`;

/** 308 keeps the method and the body. The host is one of the server's names. */
function httpsRedirect({ httpsPort }: NginxModel): Text {
  const suffix = httpsPort === 443 ? conf`` : conf`:${port("httpsPort", httpsPort)}`;
  return block(conf`if ($gaara_to_https)`, conf`return 308 https://$host${suffix}$request_uri;`);
}
