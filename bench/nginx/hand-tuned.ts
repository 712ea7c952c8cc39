import { places } from "./places.ts";
import { temporaryFiles } from "./temporary-files.ts";

/**
 * The fastest configuration that somebody would write by hand for these requests: the same duties as to transport
 * (routes, TLS 1.2 and 1.3, HTTP/2, compression, a buffered access log), and none of the program's own (security
 * headers, request ids, checks of paths and host names, JSON in the log, following containers that move).
 */
export const handTunedText = `
worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr crit;
events { worker_connections 4096; }
http {
    include /etc/nginx/mime.types;
    ${temporaryFiles}
    access_log /dev/stdout combined buffer=4k flush=1s;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000;
    open_file_cache max=1000;
    gzip on;
    gzip_comp_level 5;
    gzip_min_length 1024;
    gzip_types application/javascript application/json text/css;
    ssl_certificate ${places.certificate};
    ssl_certificate_key ${places.key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:TLS:5m;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_request_buffering off;
    client_body_buffer_size 256k;
    client_max_body_size 100M;
    upstream api {
        server ${places.upstream}:${places.upstreamPort};
        keepalive 64;
        keepalive_requests 1000000;
    }
    server {
        listen 80;
        listen 443 ssl;
        http2 on;
        server_name ${places.domain};
        location = /health { access_log off; return 200 "Healthy\\n"; }
        location /erp/api/ { proxy_pass http://api/api/; }
        location /erp/static/ { alias /srv/static/; }
    }
}
`;
