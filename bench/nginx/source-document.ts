import { places } from "./places.ts";
import { temporaryFiles } from "./temporary-files.ts";

/**
 * A configuration with the properties of the source document's, and a resolver, without which it answers nothing: every
 * route sets a variable, so that the name is looked up at run time; a new connection to the upstream per request;
 * bodies go through a file; nginx's own defaults elsewhere, one line of the access log per request among them. It has
 * no HTTPS and serves no files.
 */
export const sourceDocumentText = `
worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr crit;
events {}
http {
    ${temporaryFiles}
    resolver 127.0.0.11 ipv6=off;
    server {
        listen 80;
        server_name ${places.domain};
        client_max_body_size 100M;
        location /erp/api/ {
            set $target ${places.upstream}:${places.upstreamPort};
            rewrite ^/erp/api/(.*) /api/$1 break;
            proxy_pass http://$target;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }
    }
}
`;
