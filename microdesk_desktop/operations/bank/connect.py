"""Connect one account: the user agrees at the bank's site, comes back, and chooses exactly one account.

consent ─▶ its page ─▶ system browser ─▶ the bank ─▶ return address     (and the provider is polled meanwhile)
                                                          │
                       one account ◀─ choose ◀─ accounts ◀┘
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from microdesk_desktop.banks.provider import Extending, Provider
from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.i18n import language
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.accounts.switch import is_left_out
from microdesk_desktop.domain.bank.types import (
    AccountChoice,
    Connection,
    ConsentProgress,
    ConsentRequest,
    ConsentState,
    Institution,
    ProviderChoice,
)
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.bank.provider_access import (
    Consent,
    Consents,
    chosen_provider,
    delete_unused_secrets,
    forget_limits,
    named_provider,
    provider_client,
    try_revoke,
)
from microdesk_desktop.operations.bank.return_address import return_address
from microdesk_desktop.operations.consent_page import Announce, ConsentPage
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.operations.vault.erasure import require_erased
from microdesk_desktop.store.bank.connection import load_connection, load_provider, save_connection
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.erasures import Part

T = TypeVar("T")

# How long the user waits, in seconds, for consents to be revoked after a failed attempt or a new consent.
REVOKE_S = 5.0
# How often a provider that fails in a way that passes is asked again what a consent opened.
_RETRIES = 2
# How often an attempt looks whether the one before it has ended.
_ATTEMPT_POLL_S = 0.05

_TRANSIENT = frozenset(
    (
        ErrorCode.OFFLINE,
        ErrorCode.PROVIDER_DOWN,
        ErrorCode.PROVIDER_CHANGED,
        ErrorCode.BANK_ERROR,
        ErrorCode.RATE_LIMITED,
    )
)

_STUMBLES = _TRANSIENT - {ErrorCode.RATE_LIMITED}

_ANSWERS = (
    ErrorCode.CONSENT_REFUSED,
    ErrorCode.CONSENT_TIMEOUT,
    ErrorCode.CONSENT_MISMATCH,
    ErrorCode.CREDENTIALS_MISSING,
)
"""What ends an attempt to extend a consent for good; after all else, the consent is given again."""

_ERROR_OF_END = {
    ConsentState.REFUSED: ErrorCode.CONSENT_REFUSED,
    ConsentState.EXPIRED: ErrorCode.CONSENT_EXPIRED,
    ConsentState.SUSPENDED: ErrorCode.ACCOUNT_SUSPENDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPolling:
    """How long to wait for the user, and how often to poll the provider meanwhile, in seconds.

    The interval grows from `interval_s` to `longest_interval_s` while nothing arrives at the return address.
    """

    timeout_s: float = 900
    interval_s: float = 2
    longest_interval_s: float = 5


ChooseAccount = Callable[[Sequence[AccountChoice]], AccountChoice]


def institutions(session: Session, provider: str, country: str, *, search: str = "", job: Job) -> list[Institution]:
    """The banks that a provider reaches in a country, by name; `search` keeps those that contain its words."""
    words = fold(search).split()
    found = provider_client(session, named_provider(session, provider)).institutions(country, job)
    kept = [each for each in found if all(word in fold(f"{each.name} {each.id}") for word in words)]
    return sorted(kept, key=lambda each: fold(each.name))


def connect(
    session: Session,
    institution_id: str,
    *,
    announce: Announce,
    choose_account: ChooseAccount,
    job: Job,
    wanted_iban: str | None = None,
    polling: ConsentPolling | None = None,
) -> Connection:
    """Ask for the user's consent and connect the one account chosen; reconnecting finds the same account by its IBAN.

    `announce` shows the page of the consent; it is not called where a provider needs none. `choose_account` is called
    unless `wanted_iban` names the account, the one that was connected is among them, or the only one is none other than
    the connected one by its IBAN.
    On any failure, Cancelled included, the new consent is revoked and the vault is unchanged.
    Only one attempt runs at a time; another one waits a moment for its end.
    Raises NETWORK_CLOSED, INSTITUTION_UNKNOWN, CONSENT_REFUSED, CONSENT_TIMEOUT, CONSENT_MISMATCH, ACCOUNT_UNKNOWN,
    ACCOUNTS_NOT_LINKED, RETURN_NOT_REGISTERED, RETURN_ADDRESS_BUSY, CONNECTING_ALREADY, ERASURE_UNFINISHED, and what a
    provider raises.
    """
    session.gate.check(Purpose.BANK_CONSENT)  # before a browser is opened
    with _only_attempt(session, job):
        require_erased(session, BANK, Part.VAULT, Part.KEYRING)
        attempt = _Attempt(session, chosen_provider(session), job)
        return attempt.run(institution_id, announce, choose_account, wanted_iban, polling or ConsentPolling())


@contextmanager
def _only_attempt(session: Session, job: Job) -> Iterator[None]:
    """Wait for the end of an attempt that was just cancelled, as long as it may take to revoke its consents."""
    deadline = time.monotonic() + REVOKE_S + 1
    while not session.connecting.acquire(blocking=False):
        if time.monotonic() > deadline:
            raise KnownError(ErrorCode.CONNECTING_ALREADY)
        job.wait(_ATTEMPT_POLL_S)
    try:
        yield
    finally:
        session.connecting.release()


class _Attempt:
    """One run of `connect`, and the consents that it has opened so far."""

    def __init__(self, session: Session, choice: ProviderChoice, job: Job) -> None:
        self.provider: Provider = provider_client(session, choice)
        self._session = session
        self._choice = choice
        self._job = job
        self._consents = Consents(session)
        self._opened: list[Consent] = []
        self._live: Consent | None = None

    def run(
        self,
        institution_id: str,
        announce: Announce,
        choose_account: ChooseAccount,
        wanted_iban: str | None,
        polling: ConsentPolling,
    ) -> Connection:
        """The new connection; on any failure, what was opened is revoked."""
        self._job.progress(0, 0, "consent")
        institution = self.provider.institution(institution_id, self._job)
        try:
            request, consent_id = self.ask_consent(institution, announce, polling, wanted_iban)
            self._job.progress(0, 0, "accounts")
            accounts = self._patiently(lambda: self.provider.accounts(consent_id, self._job), polling)
            if not accounts:
                raise KnownError(ErrorCode.CONSENT_MISSING, bank=institution.name)
            account = self.pick_account(accounts, wanted_iban, choose_account)
            ends_at = self._patiently(lambda: self.provider.consent_end(consent_id, request, self._job), polling)
            connection = self.connection(institution, request, account, ends_at)
            self._job.checkpoint()
            self._session.write(lambda writer: self.save(writer, connection))
        except BaseException:
            self.withdraw()
            raise
        self.revoke_former()
        return connection

    def ask_consent(
        self, institution: Institution, announce: Announce, polling: ConsentPolling, wanted_iban: str | None
    ) -> tuple[ConsentRequest, str]:
        """The request and the id of its consent, once it is linked; one is extended where its bank allows it."""
        former = self._session.read(load_connection)
        is_renewal = former is not None and former.institution_id == institution.id
        extended = None
        if is_renewal and wanted_iban is None:
            extended = self._extend_consent(institution, announce, polling)
        return extended or self._visit_page(self._begin_consent, institution, announce, polling)

    def _extend_consent(
        self, institution: Institution, announce: Announce, polling: ConsentPolling
    ) -> tuple[ConsentRequest, str] | None:
        """The request and the id of the consent, once it is extended; None where it cannot be."""
        if not isinstance(self.provider, Extending):
            return None
        try:
            return self._visit_page(self._begin_extension, institution, announce, polling)
        except KnownError as error:
            if error.code in _ANSWERS:
                raise
        except _NotExtendable:
            pass
        return None

    def _begin_consent(self, institution: Institution, redirect: str, reference: str) -> ConsentRequest:
        claim = self.provider.claim(reference)
        self._note(claim)
        request = self.provider.begin_consent(
            institution, redirect=redirect, reference=reference, language=language(), job=self._job
        )
        self._note(request.id, instead_of=claim)
        return request

    def _begin_extension(self, institution: Institution, redirect: str, reference: str) -> ConsentRequest:
        assert isinstance(self.provider, Extending)
        request = self.provider.begin_extension(
            institution, redirect=redirect, reference=reference, language=language(), job=self._job
        )
        if request is None:
            raise _NotExtendable
        self._live = Consent(provider=self._choice, id=request.id)
        return request

    def _visit_page(
        self,
        begin: Callable[[Institution, str, str], ConsentRequest],
        institution: Institution,
        announce: Announce,
        polling: ConsentPolling,
    ) -> tuple[ConsentRequest, str]:
        """The request and the id of its consent, once the user has agreed on its page."""
        reference = secrets.token_urlsafe(24)
        arrivals = Arrivals(reference)
        with return_address(self.provider, arrivals, self._job) as address:
            request = begin(institution, address.url, reference)
            if request.url:
                check_address(request.url)
                announce(
                    ConsentPage(
                        url=request.url,
                        return_address=address.url,
                        is_received=address.is_received,
                        offer=arrivals.offer,
                    )
                )
            try:
                return request, self._wait(request, arrivals, polling)
            except _TimedOut:
                code = ErrorCode.CONSENT_MISMATCH if arrivals.refused else ErrorCode.CONSENT_TIMEOUT
                raise KnownError(code, **({"address": address.url} if address.is_registered else {})) from None

    def pick_account(
        self, accounts: Sequence[AccountChoice], wanted_iban: str | None, choose_account: ChooseAccount
    ) -> AccountChoice:
        """The account to connect: the wanted one, else the one that was connected, else the user's choice.

        Banks give accounts in several currencies under one IBAN: then the one in the former currency, or in euros.
        """
        former = self._session.read(load_connection)
        iban = "".join(wanted_iban.split()).upper() if wanted_iban is not None else former and former.iban
        fitting = [account for account in accounts if iban and account.iban == iban]
        if wanted_iban is not None and not fitting:
            raise KnownError(ErrorCode.ACCOUNT_UNKNOWN, iban=iban)
        if len(fitting) > 1:
            currency = former.currency if former and former.iban == iban else "EUR"
            fitting = [account for account in fitting if account.currency == currency] or fitting
        left = fitting or accounts
        if len(left) == 1 and (fitting or not is_left_out(former.iban if former else None, accounts)):
            return left[0]
        return choose_account(left)

    def connection(
        self, institution: Institution, request: ConsentRequest, account: AccountChoice, ends_at: datetime | None
    ) -> Connection:
        """What is kept of the consent and of the account."""
        detailed = self._with_details(request, account)
        return Connection(
            provider=self._choice.name,
            account_id=account.id,
            institution_id=institution.id,
            institution_name=institution.name,
            iban=detailed.iban,
            currency=detailed.currency or "EUR",
            history_days=request.history_days,
            expires_at=ends_at,
        )

    def save(self, writer: Writer, connection: Connection) -> None:
        """Store the connection. Raises CREDENTIALS_MISSING when the bank was disconnected or its keys replaced."""
        if load_provider(writer) != self._choice:
            raise KnownError(ErrorCode.CREDENTIALS_MISSING)
        save_connection(writer, connection)
        forget_limits(writer, connection.provider)

    def withdraw(self) -> None:
        """Revoke what this attempt has opened."""
        self._revoke(self._opened)

    def revoke_former(self) -> None:
        """Revoke every consent but the one now in use, at any provider, and delete the keys that only they needed.

        The account is connected by now: what the keyring refuses is done after the next success, or at a disconnect.
        """
        with suppress(KnownError):
            self._revoke([consent for consent in self._consents.all() if consent != self._live])
            delete_unused_secrets(self._session, self._choice)

    def _revoke(self, consents: Sequence[Consent]) -> None:
        """Revoke what can be; each has its share of the time, so that a dead provider does not stand before another."""
        for consent in consents:
            with cancelled_after(REVOKE_S / len(consents)) as job:
                try_revoke(self._session, consent, job)

    def _note(self, consent_id: str, *, instead_of: str = "") -> None:
        """Store a consent in the keyring as soon as it has an id, so that it can be revoked."""
        consent, claim = (Consent(provider=self._choice, id=each) for each in (consent_id, instead_of))
        if consent_id and consent not in (*self._opened, self._live):
            self._live = consent
            self._opened = [*(each for each in self._opened if each != claim), consent]
            self._consents.add(consent, instead_of=claim)

    def _wait(self, request: ConsentRequest, arrivals: Arrivals, polling: ConsentPolling) -> str:
        """The id of the consent once it is linked; the redirect only triggers a check, the provider decides."""
        deadline = time.monotonic() + polling.timeout_s
        unregister = self._job.on_cancel(arrivals.interrupt)
        pause = polling.interval_s if request.url else 0.0
        arrival: Mapping[str, str] | None = None
        try:
            while True:
                left = deadline - time.monotonic()
                new = arrivals.wait(max(0.0, min(pause, left)))
                self._job.checkpoint()
                arrival = new or arrival
                progress = self._progress(request, arrival)
                self._note(progress.consent_id)
                if progress.state is ConsentState.LINKED:
                    return progress.consent_id
                _raise_if_ended(progress, arrival)
                if left <= 0:
                    raise _TimedOut
                pause = (
                    polling.interval_s if new else min(max(pause, polling.interval_s) * 1.2, polling.longest_interval_s)
                )
        finally:
            unregister()

    def _progress(self, request: ConsentRequest, arrival: Mapping[str, str] | None) -> ConsentProgress:
        """The progress of the consent; WAITING when the provider cannot be asked at the moment."""
        try:
            return self.provider.consent_state(request, arrival, self._job)
        except KnownError as error:
            if error.code in _TRANSIENT:
                return ConsentProgress(state=ConsentState.WAITING, goes_on=True)
            raise

    def _patiently(self, ask: Callable[[], T], polling: ConsentPolling) -> T:
        """What a provider answers; one that stumbles is asked again, for the user would have to agree anew."""
        for _ in range(_RETRIES):
            try:
                return ask()
            except KnownError as error:
                if error.code not in _STUMBLES:
                    raise
            self._job.wait(polling.interval_s)
        return ask()

    def _with_details(self, request: ConsentRequest, account: AccountChoice) -> AccountChoice:
        """The account with its details where the bank gives them; transactions can be read without."""
        if "details" not in request.scopes:
            return account
        try:
            return self.provider.account_details(account, self._job)
        except KnownError:
            return account


class _NotExtendable(Exception):
    """No consent is open that could be extended."""


class _TimedOut(Exception):
    """The user did not agree in time."""


def _raise_if_ended(progress: ConsentProgress, arrival: Mapping[str, str] | None) -> None:
    if progress.failure:
        raise progress.failure
    if progress.state in _ERROR_OF_END:
        raise KnownError(_ERROR_OF_END[progress.state])
    if arrival and "error" in arrival and not progress.goes_on:
        raise KnownError(ErrorCode.CONSENT_REFUSED)
