"""The smallest service that has a secret, a health check and a version."""

import hashlib
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SECRET = Path(os.environ["SECRET_KEY_FILE"]).read_bytes()


class Reports(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = self.path in ("/api/", "/api/health")
        answer = {"version": os.environ["APP_VERSION"], "secret": hashlib.sha256(SECRET).hexdigest()}
        body = json.dumps(answer if found else {"error": "not found"}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("", 5701), Reports).serve_forever()
