import { block, conf, lines, type Text } from "./text.ts";

/** Directives outside `http`. There is no `user`: nginx starts without root. */
export const processDefaults = (workers: Text, shutdownTimeout: Text): Text =>
  lines(
    conf`worker_processes ${workers};`,
    conf`worker_rlimit_nofile 16384;`,
    conf`worker_shutdown_timeout ${shutdownTimeout};`,
    conf`pid /tmp/nginx.pid;`,
    conf`error_log stderr warn;`,
    conf`pcre_jit on;`,
    block(conf`events`, conf`worker_connections 4096;`),
  );

/** Directives that every server shares. @param folder - where nginx writes its temporary files */
export const httpDefaults = (folder: Text): Text => lines(files(folder), connections, logs, compression);

const files = (folder: Text): Text =>
  lines(
    conf`include /etc/nginx/mime.types;`,
    conf`default_type application/octet-stream;`,
    // nginx makes the last folder of each path, and takes a file's name away once it is open: none stays behind.
    conf`client_body_temp_path ${folder}/client_body;`,
    conf`proxy_temp_path ${folder}/proxy;`,
    conf`fastcgi_temp_path ${folder}/fastcgi;`,
    conf`uwsgi_temp_path ${folder}/uwsgi;`,
    conf`scgi_temp_path ${folder}/scgi;`,
    conf`sendfile on;`,
    conf`tcp_nopush on;`,
  );

const connections = lines(
  conf`server_tokens off;`,
  // A redirect that names no host and port survives port offsets and proxies in front.
  conf`absolute_redirect off;`,
  conf`keepalive_timeout 75s;`,
  // Without it a reload closes idle connections, and a request that is just under way on one is lost.
  conf`keepalive_min_timeout 20s;`,
  // Connections of HTTP/2 carry many requests, and a new one costs a handshake.
  conf`keepalive_requests 10000;`,
  conf`client_header_timeout 15s;`,
  conf`reset_timedout_connection on;`,
  conf`large_client_header_buffers 4 16k;`,
  conf`server_names_hash_bucket_size 512;`,
  conf`map_hash_bucket_size 512;`,
  conf`variables_hash_max_size 4096;`,
);

const logs = lines(
  // A line about a request has the request with its query, and so maybe a token. What went wrong with one is in the
  // access log; only where nginx cannot write its own files does it take more.
  conf`error_log stderr crit;`,
  // A client may name its request, to find it in its own log too, in characters that cannot forge log lines or headers.
  block(
    conf`map $http_x_request_id $gaara_request_id`,
    conf`default $request_id;`,
    conf`"~^[A-Za-z0-9_.-]{8,64}$" $http_x_request_id;`,
  ),
  // Without the query: links that carry a token would put it into the log. As sent: a rewrite changes $uri.
  block(conf`map $request_uri $gaara_log_path`, conf`"~^(?<gaara_before_query>[^?]*)" $gaara_before_query;`),
  // nginx writes 000 where there was no answer, which is no number in JSON.
  block(conf`map $status $gaara_log_status`, conf`default $status;`, conf`"~^0" 0;`),
  conf`log_format gaara escape=json
    '{"time":"$time_iso8601","request_id":"$gaara_request_id","client":"$remote_addr",'
    '"method":"$request_method","host":"$host","path":"$gaara_log_path","protocol":"$server_protocol",'
    '"status":$gaara_log_status,"bytes":$bytes_sent,"seconds":$request_time,'
    '"upstream":"$proxy_host","upstream_address":"$upstream_addr","upstream_status":"$upstream_status",'
    '"upstream_connect_seconds":"$upstream_connect_time","upstream_header_seconds":"$upstream_header_time",'
    '"upstream_seconds":"$upstream_response_time","agent":"$http_user_agent"}';`,
  // A write per request keeps Docker's reader of the log busier than nginx itself. 4 KiB are what a pipe takes in one
  // piece, so that lines of two workers never mix.
  conf`access_log /dev/stdout gaara buffer=4k flush=1s;`,
);

const compression = lines(
  conf`gzip on;`,
  conf`gzip_vary on;`,
  conf`gzip_proxied any;`,
  conf`gzip_comp_level 5;`,
  conf`gzip_min_length 1024;`,
  conf`gzip_types application/javascript application/json application/manifest+json application/wasm application/xml
    image/svg+xml text/css text/csv text/javascript text/plain text/xml;`,
);
