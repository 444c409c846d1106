"""Who was reached in the last twelve months, how often, and what each may learn."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.format.countries import country_names
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.privacy.services import Service, service_of
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.network.days import RequestSum, load_first_day, load_sums
from microdesk_desktop.views.messages.network_groups import group_name
from microdesk_desktop.views.privacy.inventory.words import learned_text, recipient_text
from microdesk_desktop.views.privacy.network.journal import group_of

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    """A host for one group of purposes; `who` names it or its role, `learns` what it may learn, in words.

    `where` are the countries in which it may process data, `policy` is the address of its privacy page; both are
    empty for a server that the user chose.
    """

    id: int
    host: str
    group: NetworkGroup | None
    what_for: str
    who: str
    learns: str
    where: str
    policy: str
    requests: int
    bytes_out: int
    bytes_in: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Those of the last twelve months, the one reached last first; `since` is the first day counted, if later."""

    rows: Sequence[RecipientRow]
    since: date | None


def load_recipients(reader: Reader, now: datetime) -> Recipients:
    """Who was reached since the day of UTC, included, that lies twelve months back."""
    first = (now - _YEAR).astimezone(UTC).date()
    found: dict[tuple[str, str], list[RequestSum]] = defaultdict(list)
    for each in load_sums(reader, first):
        group = group_of(each.purpose)
        found[(each.host, group.value if group is not None else each.purpose)].append(each)
    rows = [_row(number, host, sums) for number, ((host, _), sums) in enumerate(found.items())]
    counted_from = load_first_day(reader)
    return Recipients(rows=rows, since=counted_from if counted_from is not None and counted_from > first else None)


def recipient_json(row: RecipientRow) -> Mapping[str, Any]:
    """One recipient as the command line gives it."""
    return {
        "host": row.host,
        "group": row.group.value if row.group is not None else None,
        "requests": row.requests,
        "bytes_out": row.bytes_out,
        "bytes_in": row.bytes_in,
        "last_at": row.last_at.isoformat(),
        "learns": row.learns,
        "who": row.who,
        "where": row.where or None,
        "policy": row.policy or None,
    }


def recipient_lines(found: Recipients) -> Sequence[str]:
    """Each recipient as a line of text, below the day from which they are counted."""
    head = [since_text(found.since)] if found.since is not None else []
    lines = ["  ".join(filter(None, _parts(row))) for row in found.rows]
    return [*head, *(lines or [tr("Aucune connexion.")])]


def _parts(row: RecipientRow) -> Sequence[str]:
    whole = f"{row.host}  {row.what_for}  {counts.count(row.requests)}  {dates.moment(row.last_at)}  {row.learns}"
    return (whole, row.where, row.policy)


def since_text(since: date) -> str:
    """From when they are counted, where that is less than twelve months."""
    return tr("Depuis le {day}, premier jour compté.").format(day=dates.long_day(since))


def _who(service: Service) -> str:
    return service.who if language() == "fr" else service.who_en


def _row(number: int, host: str, sums: Sequence[RequestSum]) -> RecipientRow:
    """The sums of one host and group, latest first."""
    latest = sums[0]
    group = group_of(latest.purpose)
    inventory = load_inventory()
    service = service_of(host)
    recipient = inventory.recipient_of(Purpose(latest.purpose)) if group is not None else ""
    return RecipientRow(
        id=number,
        host=host,
        group=group,
        what_for=group_name(group) if group is not None else latest.purpose,
        who=_who(service) if service is not None else recipient_text(recipient) if recipient else "",
        learns=learned_text(reversed(inventory.connections[recipient].learns)) if recipient else "",
        where=listed([country_names()[each] for each in service.countries]) if service is not None else "",
        policy=service.policy if service is not None else "",
        requests=sum(each.requests for each in sums),
        bytes_out=sum(each.bytes_out for each in sums),
        bytes_in=sum(each.bytes_in for each in sums),
        last_at=latest.last_at,
    )
