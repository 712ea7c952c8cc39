"""A name server that knows every name, as some providers have one."""

import socket

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("0.0.0.0", 53))
while True:
    query, asker = server.recvfrom(2048)
    end = query.index(0, 12) + 5
    is_ipv4 = query[end - 4 : end - 2] == b"\0\1"
    answer = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + bytes([203, 0, 113, 7])
    head = query[:2] + b"\x81\x80\0\1" + (b"\0\1" if is_ipv4 else b"\0\0") + b"\0\0\0\0"
    server.sendto(head + query[12:end] + (answer if is_ipv4 else b""), asker)
