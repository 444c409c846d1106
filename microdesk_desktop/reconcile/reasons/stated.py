"""What the payer wrote of shares and of time, repeated where it agrees with what is settled."""

from collections.abc import Iterator

from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.stated import NOTHING_STATED, Stated, names_day, names_month
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.reasons.values import make_reason
from microdesk_desktop.reconcile.tuning import REASONS


def stated_reasons(evidence: Evidence, items: OpenItems, parts: Parts) -> Iterator[Reason]:
    """The label's own words on the share, then on the day or the month of what is settled."""
    stated = evidence.stated
    if stated is NOTHING_STATED:
        return
    if (reason := _share(stated)) and not _is_discount(evidence, items, parts):
        yield reason
    if len(parts) > 1 and stated.is_several:
        yield make_reason("stated_several")
    if reason := _time(stated, items, parts):
        yield reason


def unlike_stated(evidence: Evidence, items: OpenItems, parts: Parts) -> Iterator[Reason]:
    """Where the label states another share than the amount is."""
    stated = evidence.stated
    if stated is NOTHING_STATED or len(parts) > 1 or _is_discount(evidence, items, parts):
        return
    position, cents = parts[0]
    target, left = items.targets[position], items.remaining[position]
    if stated.percent is not None:
        share = _rounded(abs(target.total_cents) * stated.percent, 100)
        if share not in (abs(cents), abs(left)):
            yield make_reason("other_share", percent=stated.percent, cents=share, currency=target.currency)
    elif stated.instalment is not None:
        share = _rounded(abs(target.total_cents), stated.instalment[1])
        if abs(share - abs(cents)) > 1 and cents != left:
            part, whole = stated.instalment
            yield make_reason("other_instalment", part=part, whole=whole, cents=share, currency=target.currency)
    elif stated.is_balance and cents != left:
        yield make_reason("not_the_balance", cents=abs(left - cents), currency=target.currency)


def _is_discount(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    """Whether the percentage stated is what the payer took off, rather than what is paid."""
    position, cents = parts[0]
    percent, total = evidence.stated.percent, items.targets[position].total_cents
    return percent is not None and abs((total - cents) * 100 - total * percent) <= REASONS.cent_of_percent


def _share(stated: Stated) -> Reason | None:
    if stated.instalment is not None:
        part, whole = stated.instalment
        return make_reason("stated_instalment", part=part, whole=whole)
    if stated.is_deposit:
        return make_reason("stated_deposit", percent=stated.percent or "")
    if stated.is_balance:
        return make_reason("stated_balance")
    return make_reason("stated_percent", percent=stated.percent) if stated.percent is not None else None


def _time(stated: Stated, items: OpenItems, parts: Parts) -> Reason | None:
    """The day of the document or its month, where the label gives it for each of the parts."""
    days = [items.targets[position].on for position, _ in parts]
    if stated.days and all(names_day(stated.days, on) for on in days):
        return make_reason("of_day", on=days[0].isoformat()) if len(days) == 1 else None
    weeks = {on.isocalendar().week for on in days}
    if stated.weeks and weeks <= set(stated.weeks):
        return make_reason("of_week", week=min(weeks)) if len(weeks) == 1 else None
    months = stated.months_beside(name_words(items.targets[parts[0][0]].party_name)) if stated.months else ()
    if not months or not all(names_month(months, on) for on in days):
        return None
    return make_reason("of_month", months=",".join(f"{year}-{month}" for year, month in dict.fromkeys(months)))


def _rounded(dividend: int, divisor: int) -> int:
    return (2 * dividend + divisor) // (2 * divisor)
