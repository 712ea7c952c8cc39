import { places } from "./places.ts";
import { temporaryFiles } from "./temporary-files.ts";

/** The small answer that is proxied: what a list endpoint with one entry says. */
export const answer = '{"count":1,"results":[{"id":1,"name":"Cement, 50 kg","unit":"bag","price":"7.25"}]}';

/**
 * An upstream that costs next to nothing, so that the nginx before it is what is measured: a fixed answer from memory,
 * on connections that it never closes itself. It reads an upload to its end before it answers, as an application does.
 */
export const upstreamText = `
worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr crit;
events { worker_connections 8192; }
http {
    access_log off;
    ${temporaryFiles}
    keepalive_timeout 75s;
    keepalive_requests 100000000;
    default_type application/json;
    server {
        listen ${places.upstreamPort};
        location / { return 200 '${answer}'; }
        location /api/upload {
            client_max_body_size 0;
            client_body_buffer_size 128m;
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
            proxy_pass http://127.0.0.1:${places.upstreamPort}/;
        }
    }
}
`;
