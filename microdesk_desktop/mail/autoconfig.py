"""The settings that a domain publishes for its mailboxes (autoconfig, as Thunderbird reads it), over HTTPS only.

The domain is asked, never with the address: neither the server nor anybody on the way learns who wants to read mail.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import fromstring as parse

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Security, Server
from microdesk_desktop.domain.mail.providers import MailSettings, domain_of

MOST_BYTES = 200_000
"""Of a file: ten times the longest of Mozilla's database."""
_DECLARATIONS = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_SECURITIES = {"SSL": Security.TLS, "STARTTLS": Security.STARTTLS}
# A password leaves only over an encrypted connection, so that both may be plain inside.
_PASSWORDS = frozenset(("password-cleartext", "plain", "password-encrypted", "secure"))
_WITHOUT_FILE = frozenset(
    (
        ErrorCode.OFFLINE,
        ErrorCode.PROVIDER_DOWN,
        ErrorCode.PROVIDER_CHANGED,
        ErrorCode.CERTIFICATE_REFUSED,
        ErrorCode.ADDRESS_REFUSED,
    )
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_HOST = 253
"""Both of RFC 1035, 2.3.4."""


def addresses_of(domain: str) -> Sequence[str]:
    """Where a domain may publish its settings, in the order in which they are asked."""
    return (
        f"https://autoconfig.{domain}/mail/config-v1.1.xml",
        f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
    )


def ask_domain(http: HttpClient, urls: Sequence[str], address: str, job: Job) -> MailSettings | None:
    """The settings that the first of these files gives for an address; None where none does. Raises Cancelled."""
    for url in urls:
        content = _fetch(http, url, job)
        settings = read_settings(content, address) if content else None
        if settings is not None:
            return settings
    return None


def read_settings(content: bytes, address: str) -> MailSettings | None:
    """The first encrypted servers of a file that take a password; None without both, or for another kind of file."""
    root = _parse(content)
    if root is None:
        return None
    found = [
        next(_servers(root, kind, protocol, address), None)
        for kind, protocol in (("incomingServer", "imap"), ("outgoingServer", "smtp"))
    ]
    if found[0] is None or found[1] is None:
        return None
    (imap, user), (smtp, _) = found[0], found[1]
    return MailSettings(address=address, user=user, imap=imap, smtp=smtp)


def _parse(content: bytes) -> Element | None:
    """The file as XML in UTF-8; None for any other, and for one with a document type, whose entities may be endless."""
    try:
        text = content[: MOST_BYTES + 1].decode("utf-8-sig")
        return None if len(content) > MOST_BYTES or _DECLARATIONS.search(text) else parse(text)
    except (ParseError, ValueError):
        return None


def _fetch(http: HttpClient, url: str, job: Job) -> bytes | None:
    """A file; None where there is none. Most domains publish nothing: that is no error."""
    try:
        response = http.request("GET", url, purpose=Purpose.MAIL_SETTINGS, job=job)
    except KnownError as error:
        if error.code in _WITHOUT_FILE:
            return None
        raise
    return response.body if response.status == 200 else None


def _servers(root: Element, kind: str, protocol: str, address: str) -> Iterator[tuple[Server, str]]:
    """The usable servers of one kind, encrypted from the first byte before those with STARTTLS, with the login name."""
    found = [
        usable
        for element in root.iter(kind)
        if element.get("type") == protocol and (usable := _server(element, address))
    ]
    return iter(sorted(found, key=lambda each: each[0].security is not Security.TLS))


def _server(element: Element, address: str) -> tuple[Server, str] | None:
    host = _filled(element.findtext("hostname"), address).lower()
    port = (element.findtext("port") or "").strip()
    security = _SECURITIES.get((element.findtext("socketType") or "").strip().upper())
    methods = {(each.text or "").strip().lower() for each in element.iter("authentication")}
    if security is None or not _is_host(host) or not port.isdecimal() or not 0 < int(port[:6]) < 65_536:
        return None
    if methods and not methods & _PASSWORDS:
        return None
    user = _filled(element.findtext("username"), address) or address
    return Server(host=host, port=int(port), security=security), user


def _is_host(name: str) -> bool:
    """Whether a text is the name of a server in a domain, not an address in numbers."""
    labels = name.split(".")
    is_named = len(labels) > 1 and labels[-1][:1].isalpha()
    return is_named and len(name) <= _LONGEST_HOST and all(map(_LABEL.fullmatch, labels))


def _filled(text: str | None, address: str) -> str:
    """The text with its placeholders replaced, as the format defines them."""
    filled = (text or "").strip()
    values = {
        "%EMAILADDRESS%": address,
        "%EMAILLOCALPART%": address.rpartition("@")[0],
        "%EMAILDOMAIN%": domain_of(address),
    }
    for placeholder, value in values.items():
        filled = filled.replace(placeholder, value)
    return filled if filled.isprintable() else ""
