"""Tink as a `Provider`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote

from microdesk_desktop.banks.provider import MAX_HISTORY_DAYS, ProviderContext, window_start
from microdesk_desktop.banks.tink.client import Call, Client, Holder
from microdesk_desktop.banks.tink.consents import (
    DEFAULT_CONSENT,
    UNTOLD,
    RefreshWait,
    Standing,
    consent_end,
    is_extended,
    is_stale,
    of_account,
    read_credentials,
    read_standings,
    refresh,
    settled,
)
from microdesk_desktop.banks.tink.link import (
    CONNECT,
    EXTEND,
    MARKET,
    arrival_error,
    credentials_of,
    is_duplicate,
    page_address,
)
from microdesk_desktop.banks.tink.mapping import decode_each, read_account, read_balance, read_institution, read_rows
from microdesk_desktop.banks.tink.paging import read_pages
from microdesk_desktop.banks.tink.schemas import AccountData, Accounts, ProviderData, Providers, Transactions
from microdesk_desktop.banks.tink.users import create_user, delegate_to_link, delete_user
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

T = TypeVar("T", Accounts, Transactions)
READ_SCOPES = (
    "accounts:read,balances:read,transactions:read,provider-consents:read,credentials:read,credentials:refresh"
)
# 90 days back are 91 with today's, which some banks refuse.
HISTORY_DAYS = MAX_HISTORY_DAYS - 1
PAGE_SIZE = "100"
# Before a user whose id is not known: the random name under which this program has created them.
_CLAIM = "external:"


class Tink:
    """Reads one account through Tink; `Provider` documents each method.

    The id of a consent is that of its Tink user, for whom tokens are issued: a fetch finds it among the open consents.
    """

    def __init__(self, context: ProviderContext, *, return_address: str, wait: RefreshWait | None = None) -> None:
        self._context = context
        self._client = Client(context)
        self._host = check_address(context.base_url)
        self._return_address = return_address
        self._wait = wait or RefreshWait()
        self._extended: Standing | None = None

    def return_addresses(self, job: Job) -> Sequence[str]:
        return (self._return_address,)

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        call = Call(
            method="GET",
            path=f"/api/v1/providers/{quote(country.upper(), safe='')}",
            purpose=Purpose.BANK_INSTITUTIONS,
        )
        raws = self._client.send(call, Holder(scope="providers:read"), job).decode(Providers, job).providers
        return [bank for each in decode_each(raws, ProviderData, job) if (bank := read_institution(each))]

    def institution(self, institution_id: str, job: Job) -> Institution:
        found = next((each for each in self.institutions(MARKET, job) if each.id == institution_id), None)
        if found is None:
            raise KnownError(ErrorCode.INSTITUTION_UNKNOWN, institution=institution_id)
        return found

    def claim(self, reference: str) -> str:
        return f"{_CLAIM}{reference}"

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        user_id = create_user(self._client, reference, language, job)
        extra = {"input_provider": institution.id}
        url = self._page(CONNECT, user_id, extra, redirect=redirect, reference=reference, language=language, job=job)
        return _request(user_id, url, reference)

    def begin_extension(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest | None:
        found = self._extendable(institution, job)
        if found is None:
            return None
        user_id, self._extended = found
        extra = {"credentials_id": self._extended.credentials_id}
        url = self._page(EXTEND, user_id, extra, redirect=redirect, reference=reference, language=language, job=job)
        return replace(_request(user_id, url, reference), extends=True)

    def consent_state(self, request: ConsentRequest, arrival: Mapping[str, str] | None, job: Job) -> ConsentProgress:
        error = arrival_error(arrival or {})
        if error is not None and arrival and is_duplicate(arrival):
            return self._adopted(request, arrival, job)
        if error is not None:
            return _ended(request, KnownError(error, address=self._return_address, host=self._host))
        standings = read_standings(self._client, _reader(request.id), job, asks_credentials=arrival is not None)
        found = settled(standings, self._named(request, arrival))
        if found is None or not self._is_answered(request, found, has_returned=arrival is not None):
            return ConsentProgress(state=ConsentState.WAITING, consent_id=request.id)
        if found.has_no_accounts and found.state is ConsentState.REFUSED:
            return _ended(request, KnownError(ErrorCode.ACCOUNTS_NOT_LINKED))
        return ConsentProgress(state=found.state, consent_id=request.id)

    def consent_end(self, consent_id: str, request: ConsentRequest, job: Job) -> datetime:
        standings = read_standings(self._client, _reader(consent_id), job, asks_credentials=True)
        return consent_end(settled(standings), self._context.clock.now())

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        return [read_account(each) for each in self._accounts(consent_id, {"pageSize": PAGE_SIZE}, job)]

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        return account

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        account = self._account(self._owner(account_id, job), account_id, job)
        return read_balance(account) if account else None

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        user_id = self._owner(account_id, job)
        self._bring_up_to_date(user_id, account_id, job)
        today = self._context.clock.today()
        since = window_start(today, min(history_days, HISTORY_DAYS))
        call = Call(
            method="GET",
            path="/data/v2/transactions",
            purpose=Purpose.BANK_TRANSACTIONS,
            params={"accountIdIn": account_id, "bookedDateGte": since.isoformat(), "pageSize": PAGE_SIZE},
            is_about_user=True,
        )
        raws = [raw for page in self._pages(Transactions, call, user_id, job) for raw in page.transactions]
        if not raws and self._account(user_id, account_id, job) is None:
            raise KnownError(ErrorCode.BANK_GONE, host=self._host)
        rows, skipped = read_rows(raws, account_id, today, job)
        # A filter on booked days may hide pending rows: their absence proves nothing.
        return TransactionPage(
            rows=[row for row in rows if row.on >= since], since=since, has_pending=False, skipped=skipped
        )

    def revoke(self, consent_id: str, job: Job) -> None:
        field = "external_user_id" if consent_id.startswith(_CLAIM) else "user_id"
        delete_user(self._client, (field, consent_id.removeprefix(_CLAIM)), job)

    def _page(
        self,
        page: str,
        user_id: str,
        extra: Mapping[str, str],
        *,
        redirect: str,
        reference: str,
        language: str,
        job: Job,
    ) -> str:
        """The address of a page of Tink Link, with a code that lets it act for this user once."""
        parameters = {
            "client_id": self._client.client_id,
            "redirect_uri": redirect,
            "authorization_code": delegate_to_link(self._client, user_id, job),
            "state": reference,
            **extra,
        }
        return page_address(self._context.base_url, page, parameters, language)

    def _extendable(self, institution: Institution, job: Job) -> tuple[str, Standing] | None:
        """The newest open consent of this bank that may be extended, with its user."""
        for user_id in reversed(self._users()):
            try:
                standings = read_standings(self._client, _reader(user_id), job, asks_credentials=False)
            except KnownError as error:
                if error.code not in (ErrorCode.CONSENT_EXPIRED, *UNTOLD):
                    raise
                continue
            for each in standings:
                is_open = each.state in (ConsentState.LINKED, ConsentState.EXPIRED)
                if each.is_extendable and is_open and each.bank == institution.id and each.credentials_id:
                    return user_id, each
        return None

    def _named(self, request: ConsentRequest, arrival: Mapping[str, str] | None) -> str:
        """The credentials that the request or the arrival is about; empty where neither names any."""
        if request.extends and self._extended is not None:
            return self._extended.credentials_id
        return credentials_of(arrival)

    def _is_answered(self, request: ConsentRequest, found: Standing, *, has_returned: bool) -> bool:
        """Whether this is Tink's answer to the request: a consent to extend is linked before the user confirms."""
        if not request.extends or self._extended is None:
            return True
        return is_extended(found, self._extended, has_returned=has_returned)

    def _users(self) -> Sequence[str]:
        """The users of the open consents, oldest first."""
        return [each for each in self._context.consents() if not each.startswith(_CLAIM)]

    def _adopted(self, request: ConsentRequest, arrival: Mapping[str, str], job: Job) -> ConsentProgress:
        """The progress of credentials that were there already: an earlier return from this page was lost."""
        found = settled(read_credentials(self._client, _reader(request.id), job), credentials_of(arrival))
        if found is None:
            return _ended(request, KnownError(ErrorCode.REQUEST_REFUSED, host=self._host))
        return ConsentProgress(state=found.state, consent_id=request.id, goes_on=True)

    def _owner(self, account_id: str, job: Job) -> str:
        """The user whose account it is: the newest that has it, where several consents are open.

        Raises CONSENT_EXPIRED when none has it.
        """
        users = self._users()
        if len(users) == 1:
            return users[0]
        for user_id in reversed(users):
            try:
                if self._account(user_id, account_id, job):
                    return user_id
            except KnownError as error:
                if error.code is not ErrorCode.CONSENT_EXPIRED:
                    raise
        raise KnownError(ErrorCode.CONSENT_EXPIRED)

    def _bring_up_to_date(self, user_id: str, account_id: str, job: Job) -> None:
        """Have Tink read at the bank if it did so long ago. Raises CONSENT_EXPIRED when it may no longer."""
        reader = _reader(user_id)
        try:
            standing = of_account(read_standings(self._client, reader, job, asks_credentials=True), account_id)
        except KnownError as error:
            if error.code in UNTOLD:
                return
            raise
        if standing is None:
            return
        if standing.credentials_id and not standing.is_over and is_stale(standing, self._context.clock.now()):
            standing = refresh(self._client, reader, standing, self._wait, job)
        if standing.is_over:
            raise KnownError(ErrorCode.CONSENT_EXPIRED)

    def _account(self, user_id: str, account_id: str, job: Job) -> AccountData | None:
        found = self._accounts(user_id, {"idIn": account_id, "pageSize": PAGE_SIZE}, job, Purpose.BANK_BALANCES)
        return next((each for each in found if each.id == account_id), None)

    def _accounts(
        self, user_id: str, params: Mapping[str, str], job: Job, purpose: Purpose = Purpose.BANK_ACCOUNTS
    ) -> list[AccountData]:
        call = Call(method="GET", path="/data/v2/accounts", purpose=purpose, params=params, is_about_user=True)
        raws = [raw for page in self._pages(Accounts, call, user_id, job) for raw in page.accounts]
        return list(decode_each(raws, AccountData, job))

    def _pages(self, as_type: type[T], call: Call, user_id: str, job: Job) -> list[T]:
        def read(token: str) -> T:
            params = {**(call.params or {}), **({"pageToken": token} if token else {})}
            return self._client.send(replace(call, params=params), _reader(user_id), job).decode(as_type, job)

        return read_pages(read, self._host)


def _request(user_id: str, url: str, reference: str) -> ConsentRequest:
    return ConsentRequest(
        id=user_id,
        url=url,
        reference=reference,
        agreement_id=None,
        valid_days=DEFAULT_CONSENT.days,
        history_days=MAX_HISTORY_DAYS,
        scopes=("balances", "transactions"),
    )


def _ended(request: ConsentRequest, failure: KnownError) -> ConsentProgress:
    return ConsentProgress(state=ConsentState.REFUSED, consent_id=request.id, failure=failure)


def _reader(user_id: str) -> Holder:
    return Holder(scope=READ_SCOPES, user=("user_id", user_id))
