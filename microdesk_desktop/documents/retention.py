"""How long the law keeps a record of a client who asked to be erased, and which rule of it does.

    a sale, a receipt ─────────────────────▶ accounts           end of its year + 10 years
    what an invoice continues, a delivery ─▶ accounts           end of the year of that invoice + 10 years
    an accepted quote, an order ───────────▶ consumer_contract  delivery + 10 years, for a consumer from 120 €
                                             works_certificate  end of the year of works + 5 years
                                             contract           acceptance + 5 years
    a quote without answer, a pro-forma ───▶ nothing

The longest of the rules that apply decides. Years and thresholds are those of `resources/tables/retention.toml` on the
day of the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.dated_tables import DatedRow, dated_table
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType


class Rule(StrEnum):
    """Why a record stays; the keys of the table."""

    ACCOUNTS = "accounts"
    WORKS_CERTIFICATE = "works_certificate"
    CONSUMER_CONTRACT = "consumer_contract"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What decides how long a record stays; `type` is None for a receipt.

    `agreed_on` is the day on which a quote was accepted, `invoiced_on` that of the last invoice which continues the
    document, `delivered_on` that of the works, where they are known. Cents are with tax.
    """

    on: date
    type: DocumentType | None
    agreed_on: date | None = None
    invoiced_on: date | None = None
    delivered_on: date | None = None
    is_consumer: bool = False
    has_works_certificate: bool = False
    incl_tax_cents: int = 0
    currency: str = EUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """That a record stays: the rule, and the last day; it is removed on the day after."""

    rule: Rule
    until: date


def keeping_of(facts: RecordFacts) -> Keeping | None:
    """How long a record stays; None for one that no law keeps. Raises LookupError on a day that the table lacks."""
    found = (Keeping(rule=rule, until=_until(rule, on)) for rule, on in _rules(facts))
    return max(found, key=lambda keeping: keeping.until, default=None)


def least_until(type_: DocumentType, issued_on: date) -> date | None:
    """The earliest last day that a document of this type may have; None for a type that may be removed at any time."""
    return _until(Rule.ACCOUNTS, issued_on) if type_.is_settled_by_money else None


def _rules(facts: RecordFacts) -> Iterator[tuple[Rule, date]]:
    """The rules that apply, each with the day that it counts from."""
    if facts.type is None or facts.type.is_settled_by_money:
        yield Rule.ACCOUNTS, facts.on
        return
    if facts.type is DocumentType.PROFORMA:
        return
    if facts.invoiced_on is not None:
        yield Rule.ACCOUNTS, facts.invoiced_on
    elif facts.type is DocumentType.DELIVERY:
        yield Rule.ACCOUNTS, facts.on
    agreed_on = facts.on if facts.type is DocumentType.ORDER else facts.agreed_on or facts.invoiced_on
    if agreed_on is None or facts.type is DocumentType.DELIVERY:
        return
    done_on = facts.delivered_on or agreed_on
    yield Rule.CONTRACT, agreed_on
    if facts.has_works_certificate:
        yield Rule.WORKS_CERTIFICATE, done_on
    if facts.is_consumer and _reaches_threshold(facts):
        yield Rule.CONSUMER_CONTRACT, done_on


def _reaches_threshold(facts: RecordFacts) -> bool:
    """Whether a contract is large enough to be kept; one in another currency is taken to be."""
    row = _row(Rule.CONSUMER_CONTRACT, facts.on)
    return facts.currency != EUR or facts.incl_tax_cents >= int(row.values["euro"]) * 100


def _until(rule: Rule, on: date) -> date:
    row = _row(rule, on)
    start = date(on.year, 12, 31) if row.values["from_event"] == "end_of_year" else on
    year = start.year + int(row.values["years"])
    try:
        return start.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


def _row(rule: Rule, on: date) -> DatedRow:
    row = dated_table("retention").find(on, rule)
    if row is None:
        raise LookupError(f"no row of {rule} on {on}")
    return row
