"""
Sends requests byte for byte as they are told and prints what came back: `hostile-requests.py AT_ONCE` with a list of
{address, head, body, ends} as JSON on its input. A body is a list of [text in base64, how often]; with `ends` the end of what is sent
is said. Prints [status, seconds] of each; the status is 0 where there was no answer.
"""

import json
import socket
import sys
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic


def ask(request):
    host, port = request["address"]
    body = b"".join(b64decode(text) * times for text, times in request["body"])
    head = request["head"].replace("LENGTH", str(len(body)))
    answer, begin = b"", monotonic()
    with socket.create_connection((host, port), 20) as connection, suppress(OSError):
        # Whoever has refused may close while this is still sending.
        with suppress(OSError):
            connection.sendall(head.encode("utf-8", "surrogateescape") + body)
            if request.get("ends"):
                connection.shutdown(socket.SHUT_WR)
        while b"\r\n" not in answer and (data := connection.recv(4096)):
            answer += data
    words = answer.split(b" ", 2)
    return [int(words[1]) if len(words) > 1 and words[1].isdigit() else 0, monotonic() - begin]


with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    print(json.dumps(list(pool.map(ask, json.load(sys.stdin)))))
