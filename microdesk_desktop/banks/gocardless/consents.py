"""Create an agreement and its link: the widest terms that the bank grants, narrowed step by step when it refuses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from microdesk_desktop.banks.gocardless.client import Call, Client
from microdesk_desktop.banks.gocardless.schemas import Agreement, NewRequisition, RequisitionPage
from microdesk_desktop.banks.provider import MAX_HISTORY_DAYS
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ConsentRequest, Institution

MAX_CONSENT_DAYS = 180
# A page of a list, at its longest, and how many of them are read.
_PAGE = 100
_MOST_PAGES = 50
# Ten years: an agreement accepted before or after cannot be the one in use.
_LONGEST_AGREEMENT = timedelta(days=3_660)
# The API's default for both numbers of days.
DEFAULT_DAYS = 90
SCOPES = ("balances", "details", "transactions")

Terms = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The parameters of a consent link: bank, return address, reference, language of the page."""

    institution: Institution
    redirect: str
    reference: str
    language: str


def terms_by_preference(institution: Institution) -> dict[str, list[object]]:
    """The values to request per parameter, from the widest to the narrowest; None leaves the API's default."""
    history = min(MAX_HISTORY_DAYS, institution.max_history_days)
    validity = min(MAX_CONSENT_DAYS, institution.max_consent_days)
    return {
        "max_historical_days": [history, *([89] if history > 89 else []), None],
        "access_valid_for_days": [validity, *([90] if validity > 90 else []), None],
        "access_scope": [list(SCOPES), ["balances", "transactions"], ["transactions"]],
    }


def create_agreement(client: Client, institution: Institution, job: Job) -> Agreement:
    """The agreement that the bank grants. Raises REQUEST_REFUSED when it refuses even the narrowest terms."""
    choices = terms_by_preference(institution)
    while True:
        job.checkpoint()
        terms: Terms = {name: values[0] for name, values in choices.items() if values[0] is not None}
        body = {"institution_id": institution.id, **terms}
        try:
            return client.post("/agreements/enduser/", Agreement, body, purpose=Purpose.BANK_CONSENT, job=job)
        except KnownError as error:
            if error.code is not ErrorCode.REQUEST_REFUSED:
                raise
            rejected = _rejected_parameter(choices, error)
            if rejected is None:
                raise
            rejected.pop(0)


def _rejected_parameter(choices: dict[str, list[object]], error: KnownError) -> list[object] | None:
    """The values to narrow: those of the parameter that the refusal names, else the first with a narrower one left."""
    fields = error.params.get("fields")
    named = [values for name, values in choices.items() if isinstance(fields, tuple) and name in fields]
    return next((values for values in named or choices.values() if len(values) > 1), None)


def create_requisition(client: Client, agreement: Agreement, link: Link, job: Job) -> NewRequisition:
    """The page where the user agrees; the bank offers the choice of accounts there where it can."""
    body: Terms = {
        "redirect": link.redirect,
        "institution_id": link.institution.id,
        "reference": link.reference,
        "agreement": agreement.id,
        "user_language": link.language.upper(),
    }
    if link.institution.account_selection:
        try:
            return _post_requisition(client, {**body, "account_selection": True}, job)
        except KnownError as error:
            if error.code is not ErrorCode.REQUEST_REFUSED:
                raise
    return _post_requisition(client, body, job)


def _post_requisition(client: Client, body: Terms, job: Job) -> NewRequisition:
    return client.post("/requisitions/", NewRequisition, body, purpose=Purpose.BANK_CONSENT, job=job)


def find_requisitions(client: Client, reference: str, job: Job) -> list[str]:
    """The ids of the requisitions that were created with this reference, of all that the keys have."""
    seen: set[str] = set()
    for _ in range(_MOST_PAGES):
        params = {"limit": str(_PAGE), "offset": str(len(seen))}
        call = Call(method="GET", path="/requisitions/", params=params, purpose=Purpose.BANK_REVOKE)
        listed = client.send(call, job).decode(RequisitionPage, job).results
        found = [each.id for each in listed if each.reference == reference]
        # A page may be shorter than asked for; one that brings nothing new is the last.
        if found or seen.issuperset(each.id for each in listed):
            return found
        seen.update(each.id for each in listed)
    return []


def read_request(agreement: Agreement, requisition: NewRequisition, reference: str) -> ConsentRequest:
    """The consent being asked for, with the terms that were granted rather than asked."""
    scopes = agreement.access_scope
    return ConsentRequest(
        id=requisition.id,
        url=requisition.link,
        reference=reference,
        agreement_id=agreement.id,
        valid_days=parse_days(agreement.access_valid_for_days, DEFAULT_DAYS),
        history_days=min(MAX_HISTORY_DAYS, parse_days(agreement.max_historical_days, MAX_HISTORY_DAYS)),
        scopes=tuple(str(scope) for scope in scopes) if isinstance(scopes, list) else SCOPES,
    )


def read_end(agreement: Agreement | None, valid_days: int, now: datetime) -> datetime:
    """When an agreement ends: its days from the moment it was accepted, from now where that is unknown or absurd."""
    accepted = agreement.accepted if agreement else None
    try:
        since = datetime.fromisoformat(accepted) if isinstance(accepted, str) else now
    except ValueError:
        since = now
    if since.tzinfo is None:
        since = since.replace(tzinfo=now.tzinfo)
    if abs(since - now) > _LONGEST_AGREEMENT:
        since = now
    return since + timedelta(days=parse_days(agreement.access_valid_for_days if agreement else None, valid_days))


def parse_days(value: object, default: int) -> int:
    """A number of days, which the API writes as a number or as a text."""
    try:
        found = int(str(value))
    except ValueError:
        return default
    return found if 0 < found <= _LONGEST_AGREEMENT.days else default
