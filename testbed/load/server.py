"""A service under load: answers slowly when asked to, swallows uploads, echoes websocket messages (RFC 6455), and stops as it should:
running requests are finished, websockets are closed with 1001. Port and grace time are its arguments."""

import asyncio
import base64
import hashlib
import json
import signal
import struct
import sys
from urllib.parse import parse_qs, urlsplit

PORT, GRACE = int(sys.argv[1]), float(sys.argv[2])
GOING_AWAY = b"\x88\x02" + struct.pack("!H", 1001)

stopping = asyncio.Event()
# Connections that wait for a request: nothing is lost when they are closed.
idle = set()
websockets = set()
open_connections = set()


async def frame(reader):
    first, second = await reader.readexactly(2)
    length = second & 0x7F
    if length == 126:
        (length,) = struct.unpack("!H", await reader.readexactly(2))
    elif length == 127:
        (length,) = struct.unpack("!Q", await reader.readexactly(8))
    mask = await reader.readexactly(4)
    data = await reader.readexactly(length)
    return first & 0x0F, bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))


async def echo(reader, writer, key):
    accept = base64.b64encode(hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()).decode()
    writer.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    websockets.add(writer)
    if stopping.is_set():
        writer.write(GOING_AWAY)
    while True:
        kind, data = await frame(reader)
        # The echo of the client's own close ends the connection.
        answer = bytes([0x80 | kind, len(data)]) + data
        if kind in (1, 8) and len(data) < 126:
            writer.write(answer)
        if kind == 8:
            return await writer.drain()


async def answer_to(target, reader, headers):
    url = urlsplit(target)
    if url.path == "/slow":
        await asyncio.sleep(float(parse_qs(url.query)["seconds"][0]))
    length = int(headers.get("content-length", "0"))
    left = length
    while left > 0:
        part = await reader.read(min(left, 65536))
        if not part:
            raise ConnectionError("the body ended early")
        left -= len(part)
    return json.dumps({"path": url.path, "received": length}).encode()


async def serve(reader, writer):
    open_connections.add(writer)
    try:
        while not stopping.is_set():
            idle.add(writer)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            idle.discard(writer)
            request, *lines = head.split("\r\n")[:-2]
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            if "sec-websocket-key" in headers:
                return await echo(reader, writer, headers["sec-websocket-key"])
            content = await answer_to(request.split(" ")[1], reader, headers)
            last = "Connection: close\r\n" if stopping.is_set() else ""
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{last}Content-Length: {len(content)}\r\n\r\n".encode()
                + content
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        for group in (idle, websockets, open_connections):
            group.discard(writer)
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "0.0.0.0", PORT)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    print("listening", flush=True)
    await stopping.wait()
    server.close()
    for writer in list(websockets):
        writer.write(GOING_AWAY)
    for writer in list(idle):
        writer.close()
    for _tenth in range(int(GRACE * 10)):
        if not open_connections:
            break
        await asyncio.sleep(0.1)
    print("stopped", flush=True)


asyncio.run(main())
