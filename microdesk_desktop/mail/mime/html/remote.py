"""What an HTML mail would load from elsewhere: counted to be shown to the user, never loaded."""

import re
from collections.abc import Iterator
from html import unescape

from microdesk_desktop.domain.mail.reading.links import shown_host
from microdesk_desktop.mail.mime.html.styles import plain_css, sheet_text

_MOST = 5_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)([^>]*)")
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]{1,30})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SOURCES = frozenset(
    {"src", "srcset", "imagesrcset", "background", "poster", "data", "lowsrc", "dynsrc", "xlink:href", "href"}
)
# Elsewhere a link is followed on a click only.
_LOADED_BY_HREF = frozenset({"link", "image", "use", "feimage"})
_STYLE_URL = re.compile(r"(?:url\(\s*|image-set\(\s*|@import\s+)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"')]+))", re.IGNORECASE)
_OWN = ("cid:", "data:", "about:", "javascript:", "mailto:", "#", "url(")
_AUTHORITY = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]{0,20}:)?[/\\]{2}([^/\\?#]*)")


def remote_addresses(html: str) -> frozenset[str]:
    """The addresses of images, style sheets, fonts and frames that are no part of the message."""
    found: set[str] = set()
    for address in _addresses(_COMMENT.sub("", html)):
        address = address.strip()
        if address and not address.lower().startswith(_OWN):
            found.add(address)
        if len(found) >= _MOST:
            break
    return frozenset(found)


def hosts_of(addresses: frozenset[str]) -> tuple[str, ...]:
    """The hosts of these addresses, sorted; a file of this computer has none."""
    hosts = set()
    for address in addresses:
        found = _AUTHORITY.match(address)
        if found and (host := found[1].rpartition("@")[2].partition(":")[0]):
            hosts.add(shown_host(host))
    return tuple(sorted(hosts))


def _addresses(html: str) -> Iterator[str]:
    for tag, attributes in _TAG.findall(html):
        for name, double, single, bare in _ATTRIBUTE.findall(attributes):
            yield from _of_attribute(tag.lower(), name.lower(), unescape(double or single or bare))
    yield from _of_style(sheet_text(html))


def _of_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name == "style":
        yield from _of_style(value)
    elif name not in _SOURCES or (name == "href" and tag not in _LOADED_BY_HREF):
        return
    elif name.endswith("srcset"):
        yield from (candidate.split()[0] for candidate in value.split(",") if candidate.strip())
    else:
        yield value


def _of_style(style: str) -> Iterator[str]:
    for groups in _STYLE_URL.findall(plain_css(style)):
        yield next(filter(None, groups), "")
