"""The mail providers of `resources/tables/mail_providers.toml`, found by the domain of an address or by a server."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.domain.mail.account import Security, Server
from microdesk_desktop.domain.mail.providers import MailProvider, Way, domain_of

_BRIDGE = "bridge"


@impersonal_cache(maxsize=1)
def providers() -> Sequence[MailProvider]:
    """The providers, the French ones first."""
    content = tomllib.loads(resource("tables", "mail_providers.toml").read_text("utf-8"))
    return tuple(map(_provider, content["provider"]))


def provider_of(address: str) -> MailProvider | None:
    """The provider of an address by its domain, or by one above it; None where the table does not know it."""
    domain = domain_of(address)
    while "." in domain:
        if domain in _by_domain():
            return _by_domain()[domain]
        domain = domain.partition(".")[2]
    return None


def provider_at(host: str) -> MailProvider | None:
    """The provider whose server this is; None where the table does not know it."""
    return _by_server().get(host.lower().rstrip("."))


@impersonal_cache(maxsize=1)
def _by_domain() -> Mapping[str, MailProvider]:
    return {domain: each for each in providers() for domain in each.domains}


@impersonal_cache(maxsize=1)
def _by_server() -> Mapping[str, MailProvider]:
    return {host: each for each in providers() for host in each.servers}


def _provider(entry: Mapping[str, Any]) -> MailProvider:
    way = Way(entry["way"])
    imap, smtp = _server(entry.get("imap")), _server(entry.get("smtp"))
    # The servers of a bridge are on this computer, as those of other programs may be.
    named = () if way is Way.BRIDGE else (each.host for each in (imap, smtp) if each)
    return MailProvider(
        id=entry["id"],
        name=entry["name"],
        domains=frozenset(entry["domains"]),
        way=way,
        imap=imap,
        smtp=smtp,
        takes_local_part=entry.get("user") == "local",
        notes=tuple(entry.get("notes", ())),
        reason=_BRIDGE if way is Way.BRIDGE else entry.get("reason", ""),
        servers=frozenset((*entry.get("servers", ()), *named)),
    )


def _server(entry: Mapping[str, Any] | None) -> Server | None:
    if entry is None:
        return None
    return Server(host=entry["host"], port=entry["port"], security=Security(entry["security"]))
