"""How a consent stands at Tink: its state, its end, when its data was read at the bank, and reading it again now."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from urllib.parse import quote

import msgspec

from microdesk_desktop.banks.tink.client import Call, Client, Holder
from microdesk_desktop.banks.tink.schemas import ConsentData, Consents, CredentialsData, CredentialsList
from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ConsentState

T = TypeVar("T")
MAX_CONSENT = timedelta(days=180)
DEFAULT_CONSENT = timedelta(days=90)
"""How long a consent lasts where Tink gives no end: what French banks granted at least."""
STALE_AFTER = timedelta(hours=1)

STATES = {
    "UPDATED": ConsentState.LINKED,
    "AUTHENTICATION_ERROR": ConsentState.REFUSED,
    "PERMANENT_ERROR": ConsentState.REFUSED,
    "DELETED": ConsentState.REFUSED,
    "SESSION_EXPIRED": ConsentState.EXPIRED,
}
"""The states that settle a consent; in every other, known or new, Tink is still at work. Data is whole at UPDATED."""

_RUNNING = ("CREATED", "AUTHENTICATING", "UPDATING")
UNTOLD = (ErrorCode.BANK_GONE, ErrorCode.REQUEST_REFUSED, ErrorCode.APPLICATION_INACTIVE)
"""The refusals of a list that an application may not see, and from which nothing follows for the consent."""
# Milliseconds of the year 9999, the calendar's last.
_LAST_MS = 253_402_300_799_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one consent stands; `accounts` are the ids of those that it opened, as far as Tink lists them.

    `bank` is the name of its provider at Tink.
    """

    credentials_id: str
    status: str
    accounts: frozenset[str]
    updated: datetime | None
    ends_at: datetime | None
    bank: str = ""
    has_no_accounts: bool = False
    is_extendable: bool = False

    @property
    def state(self) -> ConsentState:
        return STATES.get(self.status, ConsentState.WAITING)

    @property
    def is_over(self) -> bool:
        """Whether it must be given again before Tink can read at the bank."""
        return self.state in (ConsentState.REFUSED, ConsentState.EXPIRED)

    @property
    def is_running(self) -> bool:
        """Whether Tink is reading at the bank right now, without needing anybody."""
        return self.status in _RUNNING


def read_standings(client: Client, holder: Holder, job: Job, *, asks_credentials: bool) -> list[Standing]:
    """The consents of a user; `asks_credentials`: their logins are listed where there is no consent yet, or no list."""
    consents = Call(method="GET", path="/api/v1/provider-consents", purpose=Purpose.BANK_CONSENT, is_about_user=True)
    refusal: KnownError | None = None
    raws: Sequence[msgspec.Raw] = ()
    try:
        raws = client.send(consents, holder, job).decode(Consents, job).provider_consents
    except KnownError as error:
        if not asks_credentials or error.code not in UNTOLD:
            raise
        refusal = error
    standings = [_read_consent(each) for each in _decoded(raws, ConsentData)]
    if standings or not asks_credentials:
        return standings
    try:
        return read_credentials(client, holder, job)
    except KnownError as error:
        if refusal is not None or error.code not in UNTOLD:
            raise
        return []


def read_credentials(client: Client, holder: Holder, job: Job) -> list[Standing]:
    """The logins of a user, with everything of their consents but the accounts."""
    call = Call(method="GET", path="/api/v1/credentials/list", purpose=Purpose.BANK_CONSENT, is_about_user=True)
    found = client.send(call, holder, job).decode(CredentialsList, job).credentials
    return [
        _read_consent(
            ConsentData(
                credentials_id=each.id,
                status=each.status,
                status_updated=each.status_updated,
                session_expiry_date=each.session_expiry_date,
            )
        )
        for each in _decoded(found, CredentialsData)
    ]


def settled(standings: Sequence[Standing], credentials_id: str = "") -> Standing | None:
    """The consent that decides: the one of these credentials if they are known, a linked one, one under way, any."""
    named = [each for each in standings if credentials_id and each.credentials_id == credentials_id]
    order = (ConsentState.LINKED, ConsentState.WAITING)
    ranked = sorted(named or standings, key=lambda each: order.index(each.state) if each.state in order else len(order))
    return ranked[0] if ranked else None


def of_account(standings: Sequence[Standing], account_id: str) -> Standing | None:
    """The consent that opened an account; the one that decides where none lists it."""
    return next((each for each in standings if account_id in each.accounts), None) or settled(standings)


def is_extended(standing: Standing, before: Standing, *, has_returned: bool) -> bool:
    """Whether a consent was extended since: its end has moved, it is no longer over, or the user has come back."""
    is_linked = standing.state is ConsentState.LINKED
    return is_linked and (has_returned or before.is_over or standing.ends_at != before.ends_at)


def consent_end(standing: Standing | None, now: datetime) -> datetime:
    """When a consent given now ends: the end that Tink gives, within 180 days; 90 days from now without one."""
    end = standing.ends_at if standing else None
    if end is None or end <= now:
        return now + DEFAULT_CONSENT
    return min(end, now + MAX_CONSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshWait:
    """How often to look whether a refresh has ended, and for how long, in seconds.

    Tink promises nothing for it: `unseen_s` after which nothing shows that it began, it is not waited for.
    """

    interval_s: float = 1.5
    unseen_s: float = 15
    longest_s: float = 60


def refresh(client: Client, holder: Holder, before: Standing, wait: RefreshWait, job: Job) -> Standing:
    """Have Tink read at the bank now, and wait for it; returns how the consent stands then.

    A refresh that is refused, does nothing or takes too long is no error: what Tink has is read. Raises Cancelled.
    """
    with cancelled_after(wait.longest_s) as brief:
        unregister = job.on_cancel(brief.cancel)
        try:
            return _refreshed(client, holder, before, wait, brief)
        except (KnownError, Cancelled):
            job.checkpoint()
            return before
        finally:
            unregister()


def _refreshed(client: Client, holder: Holder, before: Standing, wait: RefreshWait, job: Job) -> Standing:
    if not before.is_running:
        # The program does not know whether somebody sits before it; nobody is promised to Tink.
        nobody = {"userPresent": False, "userAvailableForInteraction": False}
        call = Call(
            method="POST",
            path=f"/api/v1/credentials/{quote(before.credentials_id, safe='')}/refresh",
            purpose=Purpose.BANK_REFRESH,
            json={"userAvailability": nobody},
            is_limited=False,
            is_about_user=True,
        )
        client.send(call, holder, job)
    unseen_until = time.monotonic() + wait.unseen_s
    while True:
        standings = read_standings(client, holder, job, asks_credentials=False)
        now = next((each for each in standings if each.credentials_id == before.credentials_id), before)
        if now.state is not ConsentState.WAITING and (now.updated != before.updated or now.status != before.status):
            return now
        if now == before and not now.is_running and time.monotonic() > unseen_until:
            return now
        job.wait(wait.interval_s)


def is_stale(standing: Standing, now: datetime) -> bool:
    """Whether Tink read at the bank so long ago that it is asked to do so again."""
    return standing.is_running or (standing.updated is not None and now - standing.updated > STALE_AFTER)


def _read_consent(found: ConsentData) -> Standing:
    accounts = found.account_ids if isinstance(found.account_ids, list) else []
    details = _member(found.detailed_error, "details")
    return Standing(
        credentials_id=found.credentials_id if isinstance(found.credentials_id, str) else "",
        status=found.status.strip().upper() if isinstance(found.status, str) else "",
        accounts=frozenset(each for each in accounts if isinstance(each, str)),
        updated=_moment(found.status_updated),
        ends_at=_moment(found.session_expiry_date),
        bank=found.provider_name if isinstance(found.provider_name, str) else "",
        is_extendable=found.session_extendable is True,
        has_no_accounts=_member(details, "reason") == "NO_ACCOUNTS",
    )


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None


def _moment(value: object) -> datetime | None:
    """A moment given in milliseconds, as a number or a text."""
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 16) or not 0 < int(text) < _LAST_MS:
        return None
    return datetime.fromtimestamp(int(text) // 1000, UTC)


def _decoded(raws: Sequence[msgspec.Raw], as_type: type[T]) -> Iterator[T]:
    for raw in raws:
        try:
            yield msgspec.json.decode(raw, type=as_type)
        except (ValueError, RecursionError):
            continue
