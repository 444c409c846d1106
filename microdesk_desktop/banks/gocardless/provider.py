"""GoCardless as a provider: the questions of `banks/provider.py` in the terms of its API (`reference/bank.md` 1)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from microdesk_desktop.banks.gocardless.client import Client
from microdesk_desktop.banks.gocardless.consents import (
    DEFAULT_DAYS,
    create_agreement,
    create_requisition,
    days,
    read_end,
    read_request,
)
from microdesk_desktop.banks.gocardless.mapping import read_balance, read_page
from microdesk_desktop.banks.gocardless.parsing import expect_schema, mapping, sequence, text
from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.normalise.text import clean_text
from microdesk_desktop.banks.provider import TRANSACTIONS, ProviderContext, ProviderInfo, window_start
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import (
    AccountChoice,
    Balance,
    ConsentRequest,
    ConsentState,
    Institution,
    TransactionPage,
)

INFO = ProviderInfo(
    name="gocardless",
    title="GoCardless Bank Account Data",
    default_url="https://bankaccountdata.gocardless.com/api/v2",
    secrets=("secret_id", "secret_key"),
)

_STATES = {
    "LN": ConsentState.LINKED,
    "RJ": ConsentState.REFUSED,
    "ER": ConsentState.REFUSED,
    "EX": ConsentState.EXPIRED,
    "SU": ConsentState.SUSPENDED,
}


class GoCardless:
    """Reads one account through GoCardless; see `Provider` for what each question means."""

    def __init__(self, surroundings: ProviderContext) -> None:
        self._context = surroundings
        self._client = Client(surroundings)

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        found = self._client.get(
            "/institutions/", params={"country": country.lower()}, purpose=Purpose.BANK_INSTITUTIONS, job=job
        )
        with expect_schema(self._context.base_url):
            return [_read_institution(mapping(each)) for each in sequence(found)]

    def institution(self, institution_id: str, job: Job) -> Institution:
        try:
            found = self._client.get(
                f"/institutions/{_part(institution_id)}/", purpose=Purpose.BANK_INSTITUTIONS, job=job
            )
        except KnownError as error:
            if error.code in (ErrorCode.BANK_GONE, ErrorCode.REQUEST_REFUSED):
                raise KnownError(ErrorCode.INSTITUTION_UNKNOWN, institution=institution_id) from None
            raise
        with expect_schema(self._context.base_url):
            return _read_institution(mapping(found))

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        agreement = create_agreement(self._client, institution, job)
        with expect_schema(self._context.base_url):
            agreement_id = text(agreement["id"])
        try:
            requisition = create_requisition(
                self._client, institution, agreement_id, redirect, reference, language, job
            )
            return read_request(agreement, requisition, reference, self._context.base_url)
        except KnownError:
            with suppress(KnownError):
                self._client.delete(
                    f"/agreements/enduser/{_part(agreement_id)}/", purpose=Purpose.BANK_CONSENT, job=job
                )
            raise

    def consent_state(self, consent_id: str, job: Job) -> ConsentState:
        return _STATES.get(str(self._requisition(consent_id, job).get("status")), ConsentState.WAITING)

    def consent_end(self, request: ConsentRequest, job: Job) -> datetime:
        agreement: Mapping[str, object] = {}
        if request.agreement_id:
            # Without it the end is to_known_error to a few minutes, which is no reason to lose the user's consent.
            with suppress(KnownError), expect_schema(self._context.base_url):
                agreement = mapping(
                    self._client.get(
                        f"/agreements/enduser/{_part(request.agreement_id)}/", purpose=Purpose.BANK_CONSENT, job=job
                    )
                )
        return read_end(agreement, request.valid_days, self._context.clock.now())

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        with expect_schema(self._context.base_url):
            ids = [text(each) for each in sequence(self._requisition(consent_id, job).get("accounts"))]
        choices = []
        for done, account_id in enumerate(ids):
            job.progress(done, len(ids), "accounts")
            choices.append(self._account(account_id, job))
        return choices

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        found = self._client.get(
            f"/accounts/{_part(account.id)}/details/", purpose=Purpose.BANK_DETAILS, job=job, endpoint="details"
        )
        with expect_schema(self._context.base_url):
            told = mapping(mapping(found)["account"])
        return replace(
            account,
            iban=account.iban or as_iban(told.get("iban")),
            name=clean_text(told.get("displayName")) or clean_text(told.get("name")) or account.name,
            owner=account.owner or clean_text(told.get("ownerName")) or None,
            currency=clean_text(told.get("currency")).upper() or account.currency,
        )

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        found = self._client.get(
            f"/accounts/{_part(account_id)}/balances/", purpose=Purpose.BANK_BALANCES, job=job, endpoint="balances"
        )
        with expect_schema(self._context.base_url):
            return read_balance(found, currency)

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        try:
            return self._fetch_window(account_id, history_days, job)
        except KnownError as error:
            # Some banks count the first day and refuse ninety.
            if error.code is not ErrorCode.REQUEST_REFUSED or history_days < DEFAULT_DAYS:
                raise
        return self._fetch_window(account_id, DEFAULT_DAYS - 1, job)

    def revoke(self, consent_id: str, job: Job) -> None:
        self._client.delete(f"/requisitions/{_part(consent_id)}/", purpose=Purpose.BANK_REVOKE, job=job)

    def _fetch_window(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        since = window_start(self._context.clock.today(), history_days)
        found = self._client.get(
            f"/accounts/{_part(account_id)}/transactions/",
            params={"date_from": since.isoformat()},
            purpose=Purpose.BANK_TRANSACTIONS,
            job=job,
            endpoint=TRANSACTIONS,
        )
        job.checkpoint()
        with expect_schema(self._context.base_url):
            return read_page(found, since)

    def _requisition(self, consent_id: str, job: Job) -> Mapping[str, object]:
        found = self._client.get(f"/requisitions/{_part(consent_id)}/", purpose=Purpose.BANK_CONSENT, job=job)
        with expect_schema(self._context.base_url):
            return mapping(found)

    def _account(self, account_id: str, job: Job) -> AccountChoice:
        found = self._client.get(f"/accounts/{_part(account_id)}/", purpose=Purpose.BANK_ACCOUNTS, job=job)
        with expect_schema(self._context.base_url):
            told = mapping(found)
        return AccountChoice(
            id=account_id,
            iban=as_iban(told.get("iban")),
            name=clean_text(told.get("name")) or None,
            owner=clean_text(told.get("owner_name")) or None,
        )


def _read_institution(told: Mapping[str, object]) -> Institution:
    features = told.get("supported_features")
    return Institution(
        id=text(told["id"]),
        name=clean_text(told.get("name")) or text(told["id"]),
        bic=clean_text(told.get("bic")) or None,
        max_history_days=days(told.get("transaction_total_days"), DEFAULT_DAYS),
        max_consent_days=days(told.get("max_access_valid_for_days"), DEFAULT_DAYS),
        account_selection=isinstance(features, list) and "account_selection" in features,
    )


def _part(identifier: str) -> str:
    """An identifier as one segment of a path, whatever the provider put in it."""
    return quote(identifier, safe="")
