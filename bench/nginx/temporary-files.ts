/** Directives that a configuration of its own needs in the image, where nginx may write below `/tmp` alone. */
export const temporaryFiles = `client_body_temp_path /tmp/client_body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;`;
