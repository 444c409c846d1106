"""Add a mailbox of Microsoft 365: the user agrees on Microsoft's page with a client of their own organisation.

client id ─▶ page ─▶ browser ─▶ return address ─▶ refresh token ─▶ both servers accept ─▶ keyring, vault
"""

import re
import secrets
from dataclasses import dataclass, replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.loopback import Loopback
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS, Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account, Authority, Server
from microdesk_desktop.domain.mail.providers import Way
from microdesk_desktop.mail.microsoft.addresses import microsoft_at
from microdesk_desktop.mail.microsoft.consent import MicrosoftConsent
from microdesk_desktop.mail.microsoft.tokens import CLIENT_ID, MICROSOFT, REFRESH_TOKEN
from microdesk_desktop.mail.providers import providers
from microdesk_desktop.operations.consent_page import Announce, ConsentPage, browser_pages
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings, checked_account
from microdesk_desktop.operations.mail.connection.answer import CONSENT_S, await_answer
from microdesk_desktop.operations.mail.connection.log_in import log_in
from microdesk_desktop.operations.session import Session

_CLIENT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STATE_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMicrosoft:
    """The account that was added."""

    account: Account
    changes: Changes = Changes.MAIL | Changes.NETWORK


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Microsoft played on this computer, for the tests: its token server and its mail servers."""

    base_url: str
    imap: Server
    smtp: Server


def add_microsoft(
    session: Session,
    address: str,
    client_id: str,
    *,
    announce: Announce,
    job: Job,
    stand_in: StandIn | None = None,
    timeout_s: float = CONSENT_S,
) -> AddedMicrosoft:
    """Ask for the user's consent, log in to both servers, then keep the account; it replaces one of the same address.

    On any failure nothing is kept. Raises INVALID_VALUE (`field`: mail_client), what `checked_account`, `ask_microsoft`
    and `log_in` raise, and what `keep_account` raises.
    """
    account = _account(address, stand_in)
    client_id = client_id.strip().lower()
    if not _CLIENT_ID.fullmatch(client_id):
        raise KnownError(ErrorCode.INVALID_VALUE, field="mail_client")
    refresh = ask_microsoft(session, account, client_id, announce, job, timeout_s)
    kept = log_in(session, account, {CLIENT_ID: client_id, REFRESH_TOKEN: refresh}, job)
    job.checkpoint()
    keep_account(session, account, kept)
    return AddedMicrosoft(account=account)


def _account(address: str, stand_in: StandIn | None) -> Account:
    """The account at Microsoft's own servers: its tokens are shown to no other. Raises as `checked_account`."""
    if stand_in is None:
        (provider,) = [each for each in providers() if each.way is Way.OWN_CLIENT]
        imap, smtp, base_url = provider.imap, provider.smtp, None
        assert imap is not None
        assert smtp is not None
    else:
        imap, smtp, base_url = stand_in.imap, stand_in.smtp, stand_in.base_url
        if not {imap.host, smtp.host} <= LOOPBACK_HOSTS:
            raise KnownError(ErrorCode.ADDRESS_REFUSED, host=imap.host)
    account = checked_account(ImapSettings(address=address, user=address, imap=imap, smtp=smtp))
    return replace(account, authority=Authority.MICROSOFT, base_url=base_url)


def ask_microsoft(
    session: Session, account: Account, client_id: str, announce: Announce, job: Job, timeout_s: float
) -> str:
    """The refresh token that the user's consent on Microsoft's page gives.

    Raises NETWORK_CLOSED, MAIL_CONSENT_TIMEOUT, and what `MicrosoftConsent.finish` raises.
    """
    session.gate.check(Purpose.MICROSOFT_CONSENT)  # before a browser is opened
    state = secrets.token_urlsafe(_STATE_BYTES)
    arrivals = Arrivals(state)
    with Loopback(arrivals, browser_pages(), is_bare=True) as loopback:
        flow = MicrosoftConsent(client_id, microsoft_at(account.base_url), loopback.url, state, account.address)
        announce(ConsentPage(url=flow.url, return_address=loopback.url, is_received=True, offer=arrivals.offer))
        return flow.finish(await_answer(arrivals, job, timeout_s, MICROSOFT), session.http, job)
