"""Plainbank as a `Provider`."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.provider import TRANSACTIONS, ProviderContext, window_start
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import (
    AccountChoice,
    Balance,
    BankRow,
    ConsentProgress,
    ConsentRequest,
    ConsentState,
    Institution,
    State,
    TransactionPage,
)

T = TypeVar("T")
RETURN_ADDRESS = "https://plainbank.example/return"
DAILY = 4
CONSENT_DAYS = 180

CODES = {
    "unknown_key": ErrorCode.CREDENTIALS_REFUSED,
    "inactive": ErrorCode.APPLICATION_INACTIVE,
    "unknown_bank": ErrorCode.INSTITUTION_UNKNOWN,
    "return_not_registered": ErrorCode.RETURN_NOT_REGISTERED,
    "code_used": ErrorCode.CONSENT_TIMEOUT,
    "session_ended": ErrorCode.CONSENT_EXPIRED,
    "unknown_account": ErrorCode.BANK_GONE,
    "too_many": ErrorCode.RATE_LIMITED,
    "bank_error": ErrorCode.BANK_ERROR,
}


class Bank(msgspec.Struct):
    id: str
    name: object = None


class Banks(msgspec.Struct):
    banks: list[Bank]


class Page(msgspec.Struct):
    url: str


class Account(msgspec.Struct):
    iban: object = None
    id: str | None = None


class Session(msgspec.Struct):
    session: str
    ends_at: datetime
    accounts: list[Account]


class BalanceData(msgspec.Struct):
    cents: int
    on: date


class Row(msgspec.Struct):
    on: date
    cents: int
    label: str = ""
    id: str | None = None
    is_pending: bool = False


class Rows(msgspec.Struct):
    rows: list[msgspec.Raw]


class Plainbank:
    def __init__(self, context: ProviderContext) -> None:
        self._context = context

    def return_addresses(self, job: Job) -> Sequence[str]:
        return (RETURN_ADDRESS,)

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        found = self._call("GET", f"/banks/{country}", Purpose.BANK_INSTITUTIONS, job).decode(Banks)
        return [Institution(id=each.id, name=str(each.name or each.id)) for each in found.banks]

    def institution(self, institution_id: str, job: Job) -> Institution:
        found = {each.id: each for each in self.institutions("FR", job)}
        if institution_id not in found:
            raise KnownError(ErrorCode.INSTITUTION_UNKNOWN, institution=institution_id)
        return found[institution_id]

    def claim(self, reference: str) -> str:
        return ""

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        form = {"bank": institution.id, "redirect": redirect, "state": reference, "days": str(CONSENT_DAYS)}
        try:
            page = self._call("POST", "/consents", Purpose.BANK_CONSENT, job, form=form).decode(Page)
        except KnownError as error:
            raise KnownError(error.code, **{**error.params, "address": redirect}) from None
        return ConsentRequest(
            id="",
            url=page.url,
            reference=reference,
            agreement_id=None,
            valid_days=CONSENT_DAYS,
            history_days=90,
            scopes=("balances", "transactions"),
        )

    def consent_state(self, request: ConsentRequest, arrival: Mapping[str, str] | None, job: Job) -> ConsentProgress:
        if arrival is None or "code" not in arrival:
            return ConsentProgress(state=ConsentState.WAITING)
        form = {"code": arrival["code"]}
        opened = self._call("POST", "/sessions", Purpose.BANK_CONSENT, job, form=form).decode(Session)
        return ConsentProgress(state=ConsentState.LINKED, consent_id=opened.session)

    def consent_end(self, consent_id: str, request: ConsentRequest, job: Job) -> datetime:
        return self._session(consent_id, job).ends_at

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        found = [each for each in self._session(consent_id, job).accounts if each.id]
        if not found:
            raise KnownError(ErrorCode.ACCOUNTS_NOT_LINKED)
        return [AccountChoice(id=each.id or "", iban=as_iban(each.iban)) for each in found]

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        return account

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        self._context.limits.spend("balances", DAILY, timedelta(days=1))
        path = f"/accounts/{account_id}/balance"
        found = self._call("GET", path, Purpose.BANK_BALANCES, job).decode(BalanceData)
        return Balance(amount_cents=found.cents, currency=currency, on=found.on)

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        self._context.limits.spend(TRANSACTIONS, DAILY, timedelta(days=1))
        since = window_start(self._context.clock.today(), history_days)
        path = f"/accounts/{account_id}/rows/{since}"
        found = self._call("GET", path, Purpose.BANK_TRANSACTIONS, job).decode(Rows).rows
        rows = [row for raw in found if (row := _read(raw))]
        return TransactionPage(
            rows=[row for row in rows if row.on >= since],
            since=since,
            has_pending=len(rows) == len(found),
            skipped=len(found) - len(rows),
        )

    def revoke(self, consent_id: str, job: Job) -> None:
        try:
            self._call("DELETE", f"/sessions/{consent_id}", Purpose.BANK_REVOKE, job).decode(dict[str, object])
        except KnownError as error:
            if error.code is not ErrorCode.CONSENT_EXPIRED:
                raise

    def _session(self, consent_id: str, job: Job) -> Session:
        return self._call("GET", f"/sessions/{consent_id}", Purpose.BANK_ACCOUNTS, job).decode(Session)

    def _call(
        self, method: str, path: str, purpose: Purpose, job: Job, *, form: Mapping[str, str] | None = None
    ) -> Response:
        secrets = self._context.secrets
        application, key = secrets.get("application_id"), secrets.get("private_key")
        host = check_address(self._context.base_url)
        if not application or not key:
            raise KnownError(ErrorCode.CREDENTIALS_MISSING, host=host)
        signature = hmac.digest(key.encode(), f"{method} {path}".encode(), "sha256").hex()
        response = self._context.http.request(
            method,
            self._context.base_url + path,
            purpose=purpose,
            job=job,
            headers={"Authorization": f"{application}:{signature}"},
            form=form,
        )
        if response.status >= 400:
            raise self._refusal(response)
        return response

    def _refusal(self, response: Response) -> KnownError:
        try:
            name = response.decode(dict[str, str]).get("error", "")
        except KnownError:
            return KnownError(ErrorCode.PROVIDER_DOWN, host=response.host)
        default = ErrorCode.REQUEST_REFUSED if response.status < 500 else ErrorCode.PROVIDER_DOWN
        code = CODES.get(name, default)
        if code is ErrorCode.RATE_LIMITED:
            until = self._context.clock.now() + timedelta(hours=6)
            self._context.limits.note(TRANSACTIONS, 0, until)
            return KnownError(code, until=until)
        return KnownError(code, host=response.host)


def _read(raw: msgspec.Raw) -> BankRow | None:
    try:
        row = msgspec.json.decode(raw, type=Row)
    except (ValueError, RecursionError):
        return None
    state = State.PENDING if row.is_pending else State.BOOKED
    return BankRow(row.id, row.on, row.cents, "EUR", row.label, state)
