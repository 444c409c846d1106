"""Connect one account: the user agrees at his bank's site, comes back, and picks exactly one account.

agreement ─▶ link ─▶ system browser ─▶ the bank ─▶ this computer      (or we ask whether it is done: either way)
                                                      │
                  one account ◀─ choose ◀─ accounts ◀─┘
"""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.provider import Provider
from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.loopback import Loopback, Pages
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice, Connection, ConsentRequest, ConsentState, Institution
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.bank.provider_access import (
    Consents,
    forget_limits,
    open_bank,
    open_named_bank,
    try_revoke,
)
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.connections import load_connection, save_connection
from microdesk_desktop.store.database import Writer

ChooseAccount = Callable[[Sequence[AccountChoice]], AccountChoice]

CLEANING_S = 5.0

_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>MicroDesk</title>
<style>body{{font:16px sans-serif;max-width:34em;margin:4em auto;padding:0 1em;color:#1D2433;background:#F6F5F2}}
</style></head><body><h1>MicroDesk</h1><p>{text}</p></body></html>"""

_PASSING = frozenset(
    (
        ErrorCode.OFFLINE,
        ErrorCode.PROVIDER_DOWN,
        ErrorCode.PROVIDER_CHANGED,
        ErrorCode.BANK_ERROR,
        ErrorCode.RATE_LIMITED,
    )
)

_ENDS = {
    ConsentState.REFUSED: ErrorCode.CONSENT_REFUSED,
    ConsentState.EXPIRED: ErrorCode.CONSENT_EXPIRED,
    ConsentState.SUSPENDED: ErrorCode.ACCOUNT_SUSPENDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the user may take at his bank, and how often to ask whether he is done, in seconds."""

    total_s: float = 900
    poll_s: float = 2
    slowest_poll_s: float = 5


def institutions(session: Session, provider: str, country: str, *, search: str = "", job: Job) -> list[Institution]:
    """The banks that a provider reaches in a country, by name; `search` keeps those that hold its words."""
    words = fold(search).split()
    found = open_named_bank(session, provider).institutions(country, job)
    kept = [each for each in found if all(word in fold(f"{each.name} {each.id}") for word in words)]
    return sorted(kept, key=lambda each: fold(each.name))


def connect(
    session: Session,
    institution_id: str,
    *,
    open_browser: Callable[[str], object],
    choose_account: ChooseAccount,
    job: Job,
    wanted_iban: str | None = None,
    patience: Patience | None = None,
) -> Connection:
    """Ask for the user's consent and keep the one account that he picks; reconnecting finds the same account by IBAN.

    `choose_account` is asked unless `wanted_iban` names the account, or the one that was connected is there.
    Whatever stops it, Cancelled included, the consent just asked for is withdrawn and nothing is changed here.
    Raises INSTITUTION_UNKNOWN, CONSENT_REFUSED, CONSENT_TIMEOUT, CONSENT_MISMATCH, ACCOUNT_UNKNOWN, and what a
    provider raises.
    """
    name, provider = open_bank(session)
    consents = Consents(session.tokens)
    job.progress(0, 0, "consent")
    institution = provider.institution(institution_id, job)
    reference = secrets.token_urlsafe(24)
    arrivals = Arrivals(reference)
    with Loopback(arrivals, _pages()) as loopback:
        request = provider.begin_consent(
            institution, redirect=loopback.url, reference=reference, language=language(), job=job
        )
        try:
            consents.add(request.id)
            open_browser(request.url)
            _wait(provider, request, arrivals, job, patience or Patience())
            account = _pick(session, provider, request, wanted_iban, choose_account, job)
            connection = _connection(name, provider, request, institution, account, job)
            job.checkpoint()
            session.write(lambda writer: _save(writer, connection))
        except BaseException:
            with cancelled_after(CLEANING_S) as cleaning:
                try_revoke(provider, consents, request.id, cleaning)
            raise
    _revoke_former(provider, consents, request.id)
    return connection


def _pages() -> Pages:
    return Pages(
        accepted=_PAGE.format(
            language=language(), text=tr("Votre réponse est bien arrivée. Vous pouvez fermer cette page.")
        ),
        refused=_PAGE.format(language=language(), text=tr("Cette adresse ne correspond à aucune demande en cours.")),
    )


def _wait(provider: Provider, request: ConsentRequest, arrivals: Arrivals, job: Job, patience: Patience) -> None:
    """Return once the consent is linked. The browser's return only says when to ask: the provider's word decides."""
    deadline = time.monotonic() + patience.total_s
    forget = job.on_cancel(arrivals.interrupt)
    pause = patience.poll_s
    try:
        while True:
            left = deadline - time.monotonic()
            arrival = arrivals.wait(max(0.0, min(pause, left)))
            job.checkpoint()
            state = _ask(provider, request, job)
            if state is ConsentState.LINKED:
                return
            if state in _ENDS:
                raise KnownError(_ENDS[state])
            if arrival and "error" in arrival:
                raise KnownError(ErrorCode.CONSENT_REFUSED)
            if left <= 0:
                raise KnownError(ErrorCode.CONSENT_MISMATCH if arrivals.refused else ErrorCode.CONSENT_TIMEOUT)
            pause = patience.poll_s if arrival else min(pause * 1.2, patience.slowest_poll_s)
    finally:
        forget()


def _ask(provider: Provider, request: ConsentRequest, job: Job) -> ConsentState:
    """Where the consent stands; a provider that does not answer now may answer in a moment."""
    try:
        return provider.consent_state(request.id, job)
    except KnownError as error:
        if error.code in _PASSING:
            return ConsentState.WAITING
        raise


def _pick(
    session: Session,
    provider: Provider,
    request: ConsentRequest,
    wanted_iban: str | None,
    choose_account: ChooseAccount,
    job: Job,
) -> AccountChoice:
    job.progress(0, 0, "accounts")
    accounts = provider.accounts(request.id, job)
    if not accounts:
        raise KnownError(ErrorCode.CONSENT_MISSING)
    by_iban = {account.iban: account for account in accounts if account.iban}
    if wanted_iban is not None:
        iban = "".join(wanted_iban.split()).upper()
        if iban not in by_iban:
            raise KnownError(ErrorCode.ACCOUNT_UNKNOWN, iban=iban)
        return by_iban[iban]
    former = session.read(load_connection)
    if former is not None and former.iban in by_iban:
        return by_iban[former.iban]
    return choose_account(accounts)


def _connection(
    name: str,
    provider: Provider,
    request: ConsentRequest,
    institution: Institution,
    account: AccountChoice,
    job: Job,
) -> Connection:
    detailed = _detailed(provider, request, account, job)
    return Connection(
        provider=name,
        account_id=account.id,
        institution_id=institution.id,
        institution_name=institution.name,
        iban=detailed.iban,
        currency=detailed.currency or "EUR",
        history_days=request.history_days,
        expires_at=provider.consent_end(request, job),
    )


def _detailed(provider: Provider, request: ConsentRequest, account: AccountChoice, job: Job) -> AccountChoice:
    """The details where the bank gives them: without them the account can still be read."""
    if "details" not in request.scopes:
        return account
    try:
        return provider.account_details(account, job)
    except KnownError:
        return account


def _save(writer: Writer, connection: Connection) -> None:
    save_connection(writer, connection)
    forget_limits(writer)


def _revoke_former(provider: Provider, consents: Consents, live: str) -> None:
    """Only the consent in use stays open."""
    with cancelled_after(CLEANING_S) as cleaning:
        for consent_id in consents.all():
            if consent_id != live:
                try_revoke(provider, consents, consent_id, cleaning)
