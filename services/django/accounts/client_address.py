"""Where a request comes from."""

import socket
from ipaddress import IPv6Address, IPv6Network, ip_address
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

# How long an address of the edge is believed to be one without looking its name up again.
SECONDS = 5

_edge: tuple[float, frozenset[str]] = (0.0, frozenset())


def address_of(request: HttpRequest | None) -> str:
    """
    The client's address: as the edge says it where the edge asks, else the peer's own. Of IPv6 it is the network of 64
    bits, which is one client's. A text that stands for nobody where there is no request, as in a command.
    """
    if request is None:
        return "nowhere"
    peer = request.META.get("REMOTE_ADDR", "")
    said = request.headers.get("X-Real-IP")
    return normal(said if said is not None and _is_edge(peer) else None) or normal(peer) or "nowhere"


def _is_edge(peer: str) -> bool:
    """An address that is not known yet is looked up at once: the edge may have been replaced this moment."""
    global _edge
    looked_up, addresses = _edge
    if peer not in addresses or monotonic() - looked_up > SECONDS:
        addresses = _looked_up(settings.EDGE_HOST)
        _edge = (monotonic(), addresses)
    return peer in addresses


def _looked_up(host: str) -> frozenset[str]:
    try:
        return frozenset(str(found[4][0]) for found in socket.getaddrinfo(host, None)) if host else frozenset()
    except OSError:
        return frozenset()


def normal(text: str | None) -> str | None:
    """An address as it is counted; None for what is none."""
    try:
        address = ip_address(text or "")
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))
