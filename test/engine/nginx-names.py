"""A DNS server for tests of the edge. A name in LOST gets no answer for as many seconds, counted from when it was first asked for."""

import os
import socket
import time

lost = dict(one.split("=") for one in os.environ["LOST"].split())
first = {}


def name_of(query):
    labels, at = [], 12
    while length := query[at]:
        labels.append(query[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(labels), at + 5


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("0.0.0.0", 53))
print("listening", flush=True)
while True:
    query, sender = server.recvfrom(512)
    name, end = name_of(query)
    if time.monotonic() - first.setdefault(name, time.monotonic()) < float(lost.get(name, 0)):
        continue
    try:
        address = socket.inet_aton(socket.gethostbyname(name))
        record = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x01\x00\x04" + address
        flags, answers = b"\x81\x80", b"\x00\x01"
    except OSError:
        record, flags, answers = b"", b"\x81\x83", b"\x00\x00"
    server.sendto(query[:2] + flags + b"\x00\x01" + answers + b"\x00\x00\x00\x00" + query[12:end] + record, sender)
