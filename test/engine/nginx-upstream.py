"""An application for tests of the edge: says what reached it, and on which connection. Listens on the ports given as arguments."""

import asyncio
import base64
import hashlib
import json
import os
import sys

connections = 0
received = {}


async def body_of(reader, headers, note):
    """Reads the body as it arrives and says how much of it there is."""
    total = 0
    if "chunked" in headers.get("transfer-encoding", ""):
        while size := int((await reader.readline()).split(b";")[0], 16):
            total += len(await reader.readexactly(size))
            note(total)
            await reader.readline()
        await reader.readline()
    else:
        left = int(headers.get("content-length", "0"))
        while left > 0:
            part = await reader.read(min(left, 65536))
            if not part:
                raise ConnectionError("the body ended early")
            left -= len(part)
            total += len(part)
            note(total)
    return total


async def serve(reader, writer):
    global connections
    connections += 1
    serial = connections
    port = writer.get_extra_info("sockname")[1]
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            request, *lines = head.split("\r\n")[:-2]
            method, target, version = request.split(" ", 2)
            pairs = [line.split(": ", 1) if ": " in line else [line.rstrip(":"), ""] for line in lines]
            headers = {name.lower(): value for name, value in pairs}
            if headers.get("upgrade", "").lower() == "websocket":
                guid = headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
                accept = base64.b64encode(hashlib.sha1(guid.encode()).digest()).decode()
                writer.write(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
                )
                while part := await reader.read(65536):
                    writer.write(part)
                    await writer.drain()
                return
            answer = json.loads(headers.get("x-answer", "{}"))
            if answer.get("hangUp") in (True, os.environ["NAME"]):
                return
            key = headers.get("x-upload", "")
            length = await body_of(reader, headers, lambda total: received.update({key: total}))
            await asyncio.sleep(answer.get("delay", 0))
            content = answer.get("body") or json.dumps(
                {
                    "port": port,
                    "connection": serial,
                    "version": version,
                    "method": method,
                    "target": target,
                    "headers": pairs,
                    "bodyLength": length,
                    "received": received,
                }
            )
            extra = "".join(f"{name}: {value}\r\n" for name, value in answer.get("headers", {}).items())
            kind = answer.get("type", "application/json")
            extra += f"Content-Type: {kind}\r\n" if kind else ""
            sent = "" if method == "HEAD" else content
            close = headers.get("connection", "").lower() == "close"
            writer.write(
                f"HTTP/1.1 {answer.get('status', 200)} Answer\r\n{extra}"
                f"Content-Length: {len(content.encode())}\r\n{'Connection: close' + chr(13) + chr(10) if close else ''}\r\n{sent}".encode()
            )
            await writer.drain()
            if close:
                return
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main():
    servers = [await asyncio.start_server(serve, "0.0.0.0", int(port)) for port in sys.argv[1:]]
    print("listening", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


asyncio.run(main())
