"""Add a Gmail account: the user agrees on Google's page, comes back, and the account of that consent is kept.

client file ─▶ page ─▶ browser ─▶ return address ─▶ tokens, scope, address ─▶ keyring, vault
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.loopback import Loopback
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.mail.google.addresses import Google, google_at
from microdesk_desktop.mail.google.consent import ConsentFlow, GoogleClient, Grant, read_client, revoke_token
from microdesk_desktop.mail.google.tokens import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from microdesk_desktop.operations.consent_page import Announce, ConsentPage, browser_pages
from microdesk_desktop.operations.mail.accounts import keep_account, list_accounts, new_account_id
from microdesk_desktop.operations.mail.connection.answer import CONSENT_S, await_answer
from microdesk_desktop.operations.session import Session

_REVOKE_S = 5.0
_MOST_BYTES = 65_536
"""Of a client file, which has 400 bytes."""
_STATE_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedGmail:
    """The account; `ends_at` is set where the user's client is in testing: Google ends the access at that moment."""

    account: Account
    ends_at: datetime | None
    changes: Changes = Changes.MAIL | Changes.NETWORK


def add_gmail(
    session: Session,
    client_file: Path,
    *,
    announce: Announce,
    job: Job,
    base_url: str | None = None,
    timeout_s: float = CONSENT_S,
) -> AddedGmail:
    """Ask for the user's consent with their own client, and keep the account; it replaces one of the same address.

    `announce` shows Google's page. On any failure, Cancelled included, nothing is kept, and the new consent is revoked
    unless that would end the access of an account that is connected already.
    Raises MAIL_CLIENT_FILE, MAIL_CONSENT_TIMEOUT, ADDRESS_REFUSED for a `base_url` beyond this computer, and as
    `read_at_most`, `ConsentFlow.finish` and `keep_account` do.
    """
    client = read_client(read_at_most(client_file, _MOST_BYTES))
    google = google_at(base_url)
    grant = ask_google(session, client, google, announce, job, timeout_s)
    account = Account(
        id=new_account_id(), kind=AccountKind.GMAIL, address=grant.address, user=grant.address, base_url=base_url
    )
    kept = {CLIENT_ID: client.id, CLIENT_SECRET: client.secret, REFRESH_TOKEN: grant.refresh_token}
    try:
        job.checkpoint()
        keep_account(session, account, kept)
    except BaseException:
        _withdraw(session, grant, google)
        raise
    return added_gmail(session, account, grant)


def added_gmail(session: Session, account: Account, grant: Grant) -> AddedGmail:
    """The account with the moment at which its access ends by itself, if it does."""
    return AddedGmail(
        account=account, ends_at=None if grant.ends_after is None else session.clock.now() + grant.ends_after
    )


def ask_google(
    session: Session, client: GoogleClient, google: Google, announce: Announce, job: Job, timeout_s: float
) -> Grant:
    """What the user granted on Google's page.

    Raises NETWORK_CLOSED, MAIL_CONSENT_TIMEOUT, and what `ConsentFlow.finish` raises.
    """
    session.gate.check(Purpose.GMAIL_CONSENT)  # before a browser is opened
    state = secrets.token_urlsafe(_STATE_BYTES)
    arrivals = Arrivals(state)
    with Loopback(arrivals, browser_pages()) as loopback:
        flow = ConsentFlow(client, google, loopback.url, state)
        announce(ConsentPage(url=flow.url, return_address=loopback.url, is_received=True, offer=arrivals.offer))
        return flow.finish(await_answer(arrivals, job, timeout_s), session.http, job)


def _withdraw(session: Session, grant: Grant, google: Google) -> None:
    """Revoke a consent that is not kept. Google would end those of every account of the client with it."""
    if any(each.kind is AccountKind.GMAIL for each in list_accounts(session)):
        return
    with cancelled_after(_REVOKE_S) as brief:
        try:
            revoke_token(grant.refresh_token, google, session.http, brief)
        except (KnownError, Cancelled):
            return
