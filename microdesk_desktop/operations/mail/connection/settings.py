"""Find the servers of a mailbox from its address: the table of providers first, then the domain itself."""

from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import host_name
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.checks.contact import email_flaw
from microdesk_desktop.domain.mail.providers import MailSettings, Way, domain_of
from microdesk_desktop.mail.autoconfig import addresses_of, ask_domain
from microdesk_desktop.mail.providers import provider_at, provider_of
from microdesk_desktop.operations.session import Session


def known_settings(address: str) -> MailSettings | None:
    """What the table of providers knows of an address, without network; None where it knows nothing.

    Raises INVALID_VALUE (`field`: email, `flaw`), or MAIL_IMPOSSIBLE (`part`: why) for a provider that cannot be
    connected at all.
    """
    flaw = email_flaw(address)
    if flaw is not None:
        raise KnownError(ErrorCode.INVALID_VALUE, field="email", flaw=flaw)
    provider = provider_of(address)
    if provider is None:
        return None
    if provider.way is Way.IMPOSSIBLE:
        raise KnownError(ErrorCode.MAIL_IMPOSSIBLE, part=provider.reason)
    return provider.settings(address)


def find_settings(session: Session, address: str, job: Job) -> MailSettings | None:
    """As `known_settings`; a domain that the table does not know is asked over HTTPS, without the address.

    Where its servers are those of a provider of the table, the way and the notes of that one hold.
    """
    known = known_settings(address)
    if known is not None:
        return known
    domain = host_name(domain_of(address))
    found = ask_domain(session.http, addresses_of(domain), address, job) if domain else None
    if found is None:
        return None
    require_possible(address, found.imap.host)
    provider = provider_at(found.imap.host)
    return found if provider is None else replace(found, provider=provider.name, way=provider.way, notes=provider.notes)


def require_possible(address: str, host: str) -> None:
    """Raise MAIL_IMPOSSIBLE (`part`: why) where a mailbox cannot be read at this server, before any secret is asked."""
    provider = provider_of(address)
    if provider is not None and provider.way is Way.BRIDGE and host not in LOOPBACK_HOSTS:
        raise KnownError(ErrorCode.MAIL_IMPOSSIBLE, part=provider.reason)
    for each in (provider, provider_at(host)):
        if each is not None and each.way is Way.IMPOSSIBLE:
            raise KnownError(ErrorCode.MAIL_IMPOSSIBLE, part=each.reason)


def require_password(address: str, host: str) -> None:
    """Raise MAIL_IMPOSSIBLE (`part`: why) where a mailbox cannot be read with a password at this server."""
    for each in (provider_of(address), provider_at(host)):
        if each is not None and each.way is Way.OWN_CLIENT:
            raise KnownError(ErrorCode.MAIL_IMPOSSIBLE, part=each.reason)
