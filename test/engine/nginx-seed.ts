/**
 * The source document's nginx configuration, word for word inside `server`, as proof that the tests of its defects fail
 * on it.
 *
 * @param resolver - the directive that the document forgot (defect 1); with it, the other defects can be seen at all
 */
export const seedConfiguration = (resolver: string): string => `
worker_processes 2;
pid /tmp/nginx.pid;
error_log stderr crit;
events {}
http {
access_log off;
client_body_temp_path /tmp/client_body;
proxy_temp_path /tmp/proxy;
fastcgi_temp_path /tmp/fastcgi;
uwsgi_temp_path /tmp/uwsgi;
scgi_temp_path /tmp/scgi;
${resolver}
server {
    listen 80;
    server_name localhost;
    client_max_body_size 100M;

    # Health check
    location /health {
        access_log off;
        return 200 "Healthy\\n";
        add_header Content-Type text/plain;
    }

    location /erp/ {
        set $erp_frontend gaara_frontend:80;
        rewrite ^/erp/(.*) /$1 break;

        proxy_pass http://$erp_frontend;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection 'upgrade';
        proxy_set_header Host $host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
    }

    location /erp/api/ {
        set $erp_backend gaara_django:8000;
        rewrite ^/erp/api/(.*) /api/$1 break;

        proxy_pass http://$erp_backend;
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
    }

    location /erp/inventory/api/ {
        set $erp_flask gaara_backend:5001;
        rewrite ^/erp/inventory/api/(.*) /api/$1 break;

        proxy_pass http://$erp_flask;
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
    }
}
}
`;
