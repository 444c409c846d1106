"""Qonto as a `Provider`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.provider import MAX_HISTORY_DAYS, ProviderContext, window_start
from microdesk_desktop.banks.qonto.client import Client
from microdesk_desktop.banks.qonto.mapping import read_accounts, read_balance, read_page
from microdesk_desktop.banks.qonto.paging import PER_PAGE, read_all
from microdesk_desktop.banks.qonto.schemas import OrganizationAnswer, Transactions
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

COUNTRIES = ("AT", "BE", "DE", "ES", "FR", "IT", "NL", "PT")
BANK = Institution(id="qonto", name="Qonto", max_history_days=MAX_HISTORY_DAYS, max_consent_days=0)


class Qonto:
    """Reads one account at Qonto; `Provider` documents each method.

    There is no consent: the keys are the access. What stands for one has a random name, so that the keys of the
    address where it was noted stay as long as the account is connected.
    """

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._client = Client(context)
        self._host = check_address(context.base_url)

    def return_addresses(self, job: Job) -> Sequence[str]:
        return ()

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        self._accounts(Purpose.BANK_INSTITUTIONS, job)
        return [BANK] if country.upper() in COUNTRIES else []

    def institution(self, institution_id: str, job: Job) -> Institution:
        if institution_id != BANK.id:
            raise KnownError(ErrorCode.INSTITUTION_UNKNOWN, institution=institution_id)
        return BANK

    def claim(self, reference: str) -> str:
        return ""

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        return ConsentRequest(
            id=reference,
            url="",
            reference=reference,
            agreement_id=None,
            valid_days=0,
            history_days=MAX_HISTORY_DAYS,
            scopes=("balances", "transactions"),
        )

    def consent_state(self, request: ConsentRequest, arrival: Mapping[str, str] | None, job: Job) -> ConsentProgress:
        return ConsentProgress(state=ConsentState.LINKED, consent_id=request.id)

    def consent_end(self, consent_id: str, request: ConsentRequest, job: Job) -> datetime | None:
        return None

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        return read_accounts(self._accounts(Purpose.BANK_ACCOUNTS, job), job)

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        return account

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        return read_balance(self._accounts(Purpose.BANK_BALANCES, job), account_id, job)

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        """The pending ones first: one that is booked meanwhile then stands in both lists, and not in none."""
        since = window_start(self._context.clock.today(), history_days)
        pending = self._rows(account_id, "pending", "updated_at_from", since, job)
        completed = self._rows(account_id, "completed", "settled_at_from", since, job)
        return read_page(pending, completed, since, job)

    def revoke(self, consent_id: str, job: Job) -> None:
        """Nothing can be revoked: `INFO.access_stays`."""

    def _accounts(self, purpose: Purpose, job: Job) -> Sequence[msgspec.Raw]:
        answer = self._client.get("/organization", purpose=purpose, job=job)
        return answer.decode(OrganizationAnswer, job).organization.bank_accounts

    def _rows(self, account_id: str, status: str, moment: str, since: date, job: Job) -> Sequence[msgspec.Raw]:
        """Every transaction of a status; a pending one has no day of settlement by which it could be asked for."""
        params = {
            "iban" if as_iban(account_id) else "bank_account_id": account_id,
            "status[]": status,
            moment: f"{since}T00:00:00.000Z",
            "per_page": str(PER_PAGE),
        }

        def fetch(number: int) -> Transactions | None:
            answer = self._client.ask(
                "/transactions",
                purpose=Purpose.BANK_TRANSACTIONS,
                job=job,
                params={**params, "current_page": str(number)},
            )
            if answer.problem is None:
                return answer.response.decode(Transactions, job)
            if number > 1 and answer.problem.may_be_past_the_end:
                return None
            raise self._client.refused(answer.problem)

        return read_all(fetch, self._host, job)
