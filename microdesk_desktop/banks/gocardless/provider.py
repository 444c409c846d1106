"""GoCardless as a `Provider`."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from microdesk_desktop.banks.gocardless.client import Call, Client
from microdesk_desktop.banks.gocardless.consents import (
    DEFAULT_DAYS,
    Link,
    create_agreement,
    create_requisition,
    find_requisitions,
    parse_days,
    read_end,
    read_request,
)
from microdesk_desktop.banks.gocardless.mapping import read_balance, read_page
from microdesk_desktop.banks.gocardless.schemas import (
    AccountData,
    Agreement,
    Balances,
    Details,
    InstitutionData,
    Requisition,
    Transactions,
)
from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.normalise.text import clean_text
from microdesk_desktop.banks.provider import TRANSACTIONS, ProviderContext, window_start
from microdesk_desktop.base.errors import ErrorCode, KnownError
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

# What a consent is noted as until it has an id; ids of requisitions are UUIDs.
_CLAIM = "reference:"

_STATES = {
    "LN": ConsentState.LINKED,
    "RJ": ConsentState.REFUSED,
    "ER": ConsentState.REFUSED,
    "EX": ConsentState.EXPIRED,
    "SU": ConsentState.SUSPENDED,
}


class GoCardless:
    """Reads one account through GoCardless; `Provider` documents each method."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._client = Client(context)

    def return_addresses(self, job: Job) -> Sequence[str]:
        return ()

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        call = Call(
            method="GET",
            path="/institutions/",
            params={"country": country.lower()},
            purpose=Purpose.BANK_INSTITUTIONS,
        )
        return [_read_institution(each) for each in self._client.send(call, job).decode(list[InstitutionData], job)]

    def institution(self, institution_id: str, job: Job) -> Institution:
        path = f"/institutions/{_segment(institution_id)}/"
        try:
            found = self._client.get(path, InstitutionData, purpose=Purpose.BANK_INSTITUTIONS, job=job)
        except KnownError as error:
            if error.code in (ErrorCode.BANK_GONE, ErrorCode.REQUEST_REFUSED):
                raise KnownError(ErrorCode.INSTITUTION_UNKNOWN, institution=institution_id) from None
            raise
        return _read_institution(found)

    def claim(self, reference: str) -> str:
        return _CLAIM + reference

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        agreement = create_agreement(self._client, institution, job)
        link = Link(institution=institution, redirect=redirect, reference=reference, language=language)
        try:
            return read_request(agreement, create_requisition(self._client, agreement, link, job), reference)
        except KnownError:
            with suppress(KnownError):
                self._client.delete(_agreement_path(agreement.id), purpose=Purpose.BANK_CONSENT, job=job)
            raise

    def consent_state(self, request: ConsentRequest, arrival: Mapping[str, str] | None, job: Job) -> ConsentProgress:
        status = self._requisition(request.id, job).status
        state = _STATES.get(status, ConsentState.WAITING) if isinstance(status, str) else ConsentState.WAITING
        return ConsentProgress(state=state, consent_id=request.id)

    def consent_end(self, consent_id: str, request: ConsentRequest, job: Job) -> datetime:
        agreement = None
        if request.agreement_id:
            # Without it the end is known to a few minutes, which is no reason to lose the user's consent.
            with suppress(KnownError):
                path = _agreement_path(request.agreement_id)
                agreement = self._client.get(path, Agreement, purpose=Purpose.BANK_CONSENT, job=job)
        return read_end(agreement, request.valid_days, self._context.clock.now())

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        ids = self._requisition(consent_id, job).accounts or []
        choices = []
        for done, account_id in enumerate(ids):
            job.progress(done, len(ids), "accounts")
            choices.append(self._account(account_id, job))
        return choices

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        path = f"/accounts/{_segment(account.id)}/details/"
        details = self._client.get(path, Details, purpose=Purpose.BANK_DETAILS, job=job, endpoint="details").account
        return replace(
            account,
            iban=account.iban or as_iban(details.iban),
            name=clean_text(details.display_name) or clean_text(details.name) or account.name,
            owner=account.owner or clean_text(details.owner_name) or None,
            currency=clean_text(details.currency).upper() or account.currency,
        )

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        path = f"/accounts/{_segment(account_id)}/balances/"
        found = self._client.get(path, Balances, purpose=Purpose.BANK_BALANCES, job=job, endpoint="balances")
        return read_balance(found, currency, job)

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        try:
            return self._fetch_window(account_id, history_days, job)
        except KnownError as error:
            # Some banks count the first day and refuse ninety.
            if error.code is not ErrorCode.REQUEST_REFUSED or history_days < DEFAULT_DAYS:
                raise
        return self._fetch_window(account_id, DEFAULT_DAYS - 1, job)

    def revoke(self, consent_id: str, job: Job) -> None:
        if consent_id.startswith(_CLAIM):
            for found in find_requisitions(self._client, consent_id.removeprefix(_CLAIM), job):
                self._client.delete(_requisition_path(found), purpose=Purpose.BANK_REVOKE, job=job)
            return
        self._client.delete(_requisition_path(consent_id), purpose=Purpose.BANK_REVOKE, job=job)

    def _fetch_window(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        since = window_start(self._context.clock.today(), history_days)
        call = Call(
            method="GET",
            path=f"/accounts/{_segment(account_id)}/transactions/",
            params={"date_from": since.isoformat()},
            purpose=Purpose.BANK_TRANSACTIONS,
            endpoint=TRANSACTIONS,
        )
        response = self._client.send(call, job)
        job.checkpoint()
        return read_page(response.decode(Transactions, job), since, job)

    def _requisition(self, consent_id: str, job: Job) -> Requisition:
        return self._client.get(_requisition_path(consent_id), Requisition, purpose=Purpose.BANK_CONSENT, job=job)

    def _account(self, account_id: str, job: Job) -> AccountChoice:
        path = f"/accounts/{_segment(account_id)}/"
        found = self._client.get(path, AccountData, purpose=Purpose.BANK_ACCOUNTS, job=job)
        return AccountChoice(
            id=account_id,
            iban=as_iban(found.iban),
            name=clean_text(found.name) or None,
            owner=clean_text(found.owner_name) or None,
        )


def _read_institution(found: InstitutionData) -> Institution:
    features = found.supported_features
    return Institution(
        id=found.id.strip(),
        name=clean_text(found.name) or found.id.strip(),
        bic=clean_text(found.bic) or None,
        max_history_days=parse_days(found.transaction_total_days, DEFAULT_DAYS),
        max_consent_days=parse_days(found.max_access_valid_for_days, DEFAULT_DAYS),
        account_selection=isinstance(features, list) and "account_selection" in features,
    )


def _requisition_path(consent_id: str) -> str:
    return f"/requisitions/{_segment(consent_id)}/"


def _agreement_path(agreement_id: str) -> str:
    return f"/agreements/enduser/{_segment(agreement_id)}/"


def _segment(identifier: str) -> str:
    """An identifier as one segment of a path, whatever characters the API put in it."""
    return quote(identifier, safe="")
