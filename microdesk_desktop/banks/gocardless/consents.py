"""Asking for a consent: the widest that the bank grants, found by stepping down where it refuses."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from microdesk_desktop.banks.gocardless.client import Client
from microdesk_desktop.banks.gocardless.parsing import expect_schema, text
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import check_address
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ConsentRequest, Institution

MAX_HISTORY_DAYS = 90
MAX_CONSENT_DAYS = 180
DEFAULT_DAYS = 90
SCOPES = ("balances", "details", "transactions")

Terms = dict[str, object]


def terms_by_preference(institution: Institution) -> dict[str, list[object]]:
    """What to ask for, from the widest down, per parameter; None leaves it to the provider's default."""
    history = min(MAX_HISTORY_DAYS, institution.max_history_days)
    validity = min(MAX_CONSENT_DAYS, institution.max_consent_days)
    return {
        "max_historical_days": [history, *([89] if history > 89 else []), None],
        "access_valid_for_days": [validity, *([90] if validity > 90 else []), None],
        "access_scope": [list(SCOPES), ["balances", "transactions"], ["transactions"]],
    }


def create_agreement(client: Client, institution: Institution, job: Job) -> Mapping[str, object]:
    """The agreement that the bank grants. Raises REQUEST_REFUSED when it refuses every step down."""
    ladders = terms_by_preference(institution)
    while True:
        job.checkpoint()
        terms: Terms = {name: rungs[0] for name, rungs in ladders.items() if rungs[0] is not None}
        try:
            return client.post(
                "/agreements/enduser/",
                {"institution_id": institution.id, **terms},
                purpose=Purpose.BANK_CONSENT,
                job=job,
            )
        except KnownError as error:
            if error.code is not ErrorCode.REQUEST_REFUSED:
                raise
            ladder = _rejected_parameter(ladders, error)
            if ladder is None:
                raise
            ladder.pop(0)


def _rejected_parameter(ladders: dict[str, list[object]], error: KnownError) -> list[object] | None:
    """The ladder to step down: the one that the refusal names, else the first that has a step left."""
    fields = error.params.get("fields")
    named = [ladder for name, ladder in ladders.items() if isinstance(fields, tuple) and name in fields]
    return next((ladder for ladder in named or ladders.values() if len(ladder) > 1), None)


def create_requisition(
    client: Client, institution: Institution, agreement_id: str, redirect: str, reference: str, language: str, job: Job
) -> Mapping[str, object]:
    """The link that the user follows to his bank, with the choice of accounts there where the bank offers it."""
    wish: Terms = {
        "redirect": redirect,
        "institution_id": institution.id,
        "reference": reference,
        "agreement": agreement_id,
        "user_language": language.upper(),
    }
    if not institution.account_selection:
        return client.post("/requisitions/", wish, purpose=Purpose.BANK_CONSENT, job=job)
    try:
        return client.post("/requisitions/", {**wish, "account_selection": True}, purpose=Purpose.BANK_CONSENT, job=job)
    except KnownError as error:
        if error.code is not ErrorCode.REQUEST_REFUSED:
            raise
        return client.post("/requisitions/", wish, purpose=Purpose.BANK_CONSENT, job=job)


def read_request(
    agreement: Mapping[str, object], requisition: Mapping[str, object], reference: str, base_url: str
) -> ConsentRequest:
    """The consent being asked for, with the terms that were granted rather than asked.

    Raises ADDRESS_REFUSED for a link that is no safe web address, since a browser will be sent there.
    """
    with expect_schema(base_url):
        scopes = agreement.get("access_scope")
        link = text(requisition["link"])
        check_address(link)
        return ConsentRequest(
            id=text(requisition["id"]),
            url=link,
            reference=reference,
            agreement_id=text(agreement["id"]),
            valid_days=days(agreement.get("access_valid_for_days"), DEFAULT_DAYS),
            history_days=min(MAX_HISTORY_DAYS, days(agreement.get("max_historical_days"), MAX_HISTORY_DAYS)),
            scopes=tuple(str(scope) for scope in scopes) if isinstance(scopes, list) else SCOPES,
        )


def read_end(agreement: Mapping[str, object], valid_days: int, now: datetime) -> datetime:
    """When an agreement ends: its days from the moment it was accepted, from now where that is not said."""
    accepted = agreement.get("accepted")
    try:
        since = datetime.fromisoformat(accepted) if isinstance(accepted, str) else now
    except ValueError:
        since = now
    if since.tzinfo is None:
        since = since.replace(tzinfo=now.tzinfo)
    return since + timedelta(days=days(agreement.get("access_valid_for_days"), valid_days))


def days(value: object, default: int) -> int:
    """A number of days, which the provider writes as a number or as a text."""
    try:
        found = int(str(value))
    except ValueError:
        return default
    return found if 0 < found <= 3_660 else default
