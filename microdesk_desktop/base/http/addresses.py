"""Which addresses the HTTP client may reach; checked where an address is entered, and again before each request."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS

_MAX_URL = 8_000
"""Longest address in characters; the links of consent pages have a few hundred, servers refuse more than 8 kB."""
_MAX_HOST = 253
# A label of a host's name (RFC 1123, and the underscore that some names have).
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")


def check_address(url: str) -> str:
    """The host of an address that the client may reach: https anywhere, http on this computer only.

    Raises ADDRESS_REFUSED for any other address, for one with a user name in it, and for one that no server can have:
    a host that DNS cannot name, a port out of range, a line feed or a space inside.
    """
    try:
        parts = _split(url)
        host = parts.hostname or ""
        _check_host(host)
    except ValueError:
        raise KnownError(ErrorCode.ADDRESS_REFUSED, host=url[:_MAX_HOST]) from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS)
    if not secure or parts.username is not None:
        raise KnownError(ErrorCode.ADDRESS_REFUSED, host=host)
    return host


def host_name(text: str) -> str | None:
    """A host as DNS or IP names it, in lower case and ASCII; None for a text that names none."""
    host = text.strip().lower().rstrip(".")
    try:
        _check_host(host)
        return host if ":" in host else _ascii_name(host)
    except ValueError:
        return None


def _split(url: str) -> SplitResult:
    # Checked first: urlsplit() drops the line feeds and tabs inside an address, the HTTP library refuses them.
    if len(url) > _MAX_URL or not url.isprintable() or " " in url or "\\" in url:
        raise ValueError("not an address")
    parts = urlsplit(url)
    if parts.port == 0 or ("[" in parts.netloc and ":" not in (parts.hostname or "")):
        raise ValueError("no port, or brackets without an IPv6 address")
    return parts


def _check_host(host: str) -> None:
    """Raise ValueError unless this is an IP address, or a name that DNS can have."""
    if ":" in host:
        if "%" in host:
            raise ValueError("an address that is valid on one network card only")
        ipaddress.IPv6Address(host)
        return
    if len(host) > _MAX_HOST:
        raise ValueError("a name too long")
    labels = _ascii_name(host).removesuffix(".").split(".")
    if labels[-1].isdigit():
        ipaddress.IPv4Address(".".join(labels))
    elif not all(map(_LABEL.fullmatch, labels)) or sum(map(len, labels)) + len(labels) > _MAX_HOST:
        raise ValueError("not a name")


def _ascii_name(host: str) -> str:
    """The name as DNS has it, checked by the rules of IDNA where it has other letters. Raises ValueError."""
    if host.isascii() and "xn--" not in host:
        return host
    # Imported here: its tables are large, and few addresses need them.
    import idna

    name = idna.encode(host).decode()
    idna.decode(name)
    return name
