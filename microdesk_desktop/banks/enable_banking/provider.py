"""Enable Banking as a `Provider`."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from microdesk_desktop.banks.enable_banking import RETURN_ADDRESS
from microdesk_desktop.banks.enable_banking.balances import read_balance
from microdesk_desktop.banks.enable_banking.client import BALANCES, Call, Client
from microdesk_desktop.banks.enable_banking.consents import (
    authorization,
    consent_end,
    consent_request,
    granted_end,
    read_accounts,
)
from microdesk_desktop.banks.enable_banking.exchange import Exchange
from microdesk_desktop.banks.enable_banking.fetch import fetch_window
from microdesk_desktop.banks.enable_banking.institutions import Bank, find_bank, read_banks
from microdesk_desktop.banks.enable_banking.schemas import (
    ApplicationData,
    Aspsps,
    AuthorizationData,
    Balances,
    OpenedSession,
)
from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import (
    AccountChoice,
    Balance,
    ConsentProgress,
    ConsentRequest,
    ConsentState,
    Institution,
    TransactionPage,
)

_COUNTRY = re.compile(r"[A-Z]{2}")


class EnableBanking:
    """Reads one account through Enable Banking; `Provider` documents each method."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._client = Client(context)
        self._exchange = Exchange(self._client)
        self._banks: dict[str, list[Bank]] = {}

    def return_addresses(self, job: Job) -> Sequence[str]:
        call = Call(method="GET", path="/application", purpose=Purpose.BANK_APPLICATION)
        found = self._client.send(call, job).decode(ApplicationData, job)
        if found.active is False:
            raise KnownError(ErrorCode.APPLICATION_INACTIVE, host=self._client.host)
        told = found.redirect_urls if isinstance(found.redirect_urls, list) else []
        addresses = [each for each in told if _is_usable(each)]
        if not addresses:
            raise KnownError(ErrorCode.RETURN_NOT_REGISTERED, address=RETURN_ADDRESS)
        return addresses

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        return [each.institution for each in self._load_banks(country.upper(), job)]

    def institution(self, institution_id: str, job: Job) -> Institution:
        return self._bank(institution_id, job).institution

    def claim(self, reference: str) -> str:
        return ""

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        bank = self._bank(institution.id, job)
        ends_at = consent_end(bank, self._context.clock.now())
        body = authorization(bank, redirect=redirect, reference=reference, language=language, ends_at=ends_at)
        call = Call(method="POST", path="/auth", purpose=Purpose.BANK_CONSENT, body=body)
        try:
            page = self._client.send(call, job).decode(AuthorizationData, job)
        except KnownError as error:
            if error.code is ErrorCode.RETURN_NOT_REGISTERED:
                raise KnownError(error.code, address=redirect) from None
            if error.code is ErrorCode.INSTITUTION_UNKNOWN:
                raise KnownError(error.code, institution=institution.id) from None
            raise
        return consent_request(bank, page.url, reference)

    def consent_state(self, request: ConsentRequest, arrival: Mapping[str, str] | None, job: Job) -> ConsentProgress:
        if arrival and "error" in arrival:
            return ConsentProgress(state=ConsentState.REFUSED)
        if not arrival or not arrival.get("code"):
            return ConsentProgress(state=ConsentState.WAITING)
        return ConsentProgress(state=ConsentState.LINKED, consent_id=self._exchange.session_id(arrival["code"], job))

    def consent_end(self, consent_id: str, request: ConsentRequest, job: Job) -> datetime:
        opened = self._exchange.opened(consent_id)
        access = opened.access if opened else self._session(consent_id, job).access
        return granted_end(access, self._context.clock.now(), request.valid_days)

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        opened = self._exchange.opened(consent_id)
        if opened is None:
            told = self._session(consent_id, job).accounts
            uids = [each for each in told if isinstance(each, str) and each] if isinstance(told, list) else []
            accounts = [AccountChoice(id=uid, iban=None) for uid in uids]
        else:
            told = opened.accounts
            accounts = read_accounts(told)
        if not told:
            raise KnownError(ErrorCode.ACCOUNTS_NOT_LINKED, host=self._client.host)
        return accounts

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        return account

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        path = f"/accounts/{_segment(account_id)}/balances"
        call = Call(method="GET", path=path, purpose=Purpose.BANK_BALANCES, endpoint=BALANCES)
        return read_balance(self._client.send(call, job).decode(Balances, job), currency)

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        path = f"/accounts/{_segment(account_id)}/transactions"
        return fetch_window(self._client, path, history_days, self._context.clock.now().date(), job)

    def revoke(self, consent_id: str, job: Job) -> None:
        call = Call(method="DELETE", path=_session_path(consent_id), purpose=Purpose.BANK_REVOKE)
        try:
            self._client.send(call, job)
        except KnownError as error:
            if error.code not in (ErrorCode.CONSENT_EXPIRED, ErrorCode.BANK_GONE):
                raise

    def _session(self, consent_id: str, job: Job) -> OpenedSession:
        call = Call(method="GET", path=_session_path(consent_id), purpose=Purpose.BANK_ACCOUNTS)
        return self._client.send(call, job).decode(OpenedSession, job)

    def _bank(self, institution_id: str, job: Job) -> Bank:
        """The bank of an institution; its id begins with the country. Raises INSTITUTION_UNKNOWN."""
        country = institution_id.partition(":")[0]
        known = self._banks.get(country)
        if known is None and _COUNTRY.fullmatch(country):
            known = self._load_banks(country, job)
        bank = find_bank(known or (), institution_id)
        if bank is None:
            raise KnownError(ErrorCode.INSTITUTION_UNKNOWN, institution=institution_id)
        return bank

    def _load_banks(self, country: str, job: Job) -> list[Bank]:
        """Banks of every kind of user: a list that is filtered by one leaves banks out."""
        call = Call(
            method="GET",
            path="/aspsps",
            params={"country": country, "service": "AIS"},
            purpose=Purpose.BANK_INSTITUTIONS,
        )
        found = read_banks(self._client.send(call, job).decode(Aspsps, job), country, job)
        self._banks[country] = found
        return found


def _is_usable(address: object) -> bool:
    """Whether a registered return address is one where the browser may be sent back."""
    try:
        return isinstance(address, str) and bool(check_address(address))
    except KnownError:
        return False


def _session_path(consent_id: str) -> str:
    return f"/sessions/{_segment(consent_id)}"


def _segment(identifier: str) -> str:
    """An identifier as one segment of a path, whatever characters the API put in it."""
    return quote(identifier, safe="")
