"""A mail server, a Sentry and a model server in one process. They say on standard output what reached them, a JSON object a line."""

import asyncore
import gzip
import json
import smtpd
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def say(**what: object) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


class Mail(smtpd.SMTPServer):
    def process_message(self, _peer, sender, recipients, data, **_options):
        message = message_from_bytes(data, policy=policy.default)
        if any(recipient.startswith("refused@") for recipient in recipients):
            return "550 no such mailbox"
        say(kind="mail", sender=sender, recipients=recipients, subject=message["Subject"])
        return None


class Web(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/envelope/"):
            return self.envelope(body)
        return self.chat(json.loads(body))

    def do_GET(self) -> None:
        say(kind="redirected", authorization=self.headers["Authorization"])
        self.answer(200, {})

    def envelope(self, body: bytes) -> None:
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        lines = [json.loads(line) for line in body.splitlines() if line.startswith(b"{")]
        for line in lines:
            if "exception" in line:
                error = line["exception"]["values"][-1]
                say(
                    kind="event",
                    type=error["type"],
                    release=line.get("release"),
                    environment=line.get("environment"),
                    text=json.dumps(line),
                )
        self.answer(200, {"id": "0" * 32})

    def chat(self, body: dict) -> None:
        say(kind="chat", path=self.path, model=body["model"], authorization=self.headers["Authorization"])
        if self.headers["Authorization"] != "Bearer sk-right":
            return self.answer(401, {"error": {"message": "wrong key sk-wrong"}})
        question = body["messages"][-1]["content"]
        if question == "redirect":
            return self.answer(302, {}, Location="http://services.test:8080/elsewhere")
        if question == "hang up":
            self.close_connection = True
            return None
        reply = f"echo: {question}"
        return self.answer(
            200,
            {
                "model": body["model"],
                "choices": [{"message": {"role": "assistant", "content": reply}}],
                "usage": {"total_tokens": 3},
            },
        )

    def answer(self, status: int, content: dict, **headers: str) -> None:
        text = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_what: object) -> None:
        pass


Mail(("0.0.0.0", 1025), None)
threading.Thread(target=ThreadingHTTPServer(("0.0.0.0", 8080), Web).serve_forever, daemon=True).start()
say(kind="listening")
asyncore.loop(timeout=1)
