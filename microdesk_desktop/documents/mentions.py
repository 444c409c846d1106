"""The mentions of a document: what the law asks it to state, from `resources/tables/mentions.toml`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import Any

from microdesk_desktop.base.dated_tables import DatedRow, dated_table
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.documents.types import Document


class Nature(StrEnum):
    """What a document is about: it decides the frame of the e-invoice, and is a mention of its own."""

    GOODS = "goods"
    SERVICES = "services"
    MIXED = "mixed"


class Absent(StrEnum):
    """What becomes of a mention whose variable has no value."""

    LEAVE = "leave"
    PROPOSE = "propose"
    """The document may be issued, and the user is shown the field that it would need."""
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A text that the document shows; `carrier` is the subject code of the XML's note, empty for the PDF alone."""

    id: str
    text: str
    carrier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingMention:
    """A mention whose variable has no value, and whether the document must not be issued without it."""

    id: str
    field: str
    blocks: bool


Values = Mapping[str, str]
"""The texts of the variables, in the language of the document; empty where unknown."""


def mentions_of(document: Document, values: Values) -> Sequence[Mention]:
    """The mentions of a document in the order of the table, without those that lack a value."""
    language = document.language if document.language in ("fr", "en") else "en"
    rows = [row for row in _rows(document) if not _blank_variable(row, values)]
    return [
        Mention(id=row.keys[0], text=row.values[language].format(**values), carrier=row.values["carrier"])
        for row in rows
    ]


def missing_mentions(document: Document, values: Values) -> Sequence[MissingMention]:
    """The mentions that apply but lack a value, except those that are left out without a word."""
    lacking = ((row, _blank_variable(row, values)) for row in _rows(document))
    return [
        MissingMention(id=row.keys[0], field=field, blocks=row.values["absent"] == Absent.REFUSE)
        for row, field in lacking
        if field and row.values["absent"] != Absent.LEAVE
    ]


def nature_of(document: Document) -> Nature:
    """The nature of the operation (CGI ann. II art. 242 nonies A, 8° bis); disbursements do not count."""
    sold = [line.activity is Activity.SALES for line in document.lines if not line.is_disbursement]
    if sold and all(sold):
        return Nature.GOODS
    return Nature.MIXED if any(sold) else Nature.SERVICES


def _rows(document: Document) -> Sequence[DatedRow]:
    table = dated_table("mentions")
    return [row for row in table.on(document.issued_on) if _applies(row.values, document)]


def _applies(conditions: Mapping[str, Any], document: Document) -> bool:
    return all(_CONDITIONS[name](document, conditions[name]) for name in _CONDITIONS if name in conditions)


def _has_rate(document: Document, percents: Sequence[str]) -> bool:
    return any(decimal_text(line.vat.rate_bp, Decimals.VAT_RATE) in percents for line in document.lines)


def _has_facts(document: Document, names: Sequence[str]) -> bool:
    return all(_FACTS[name](document) for name in names)


_CONDITIONS: Mapping[str, Callable[[Document, Any], bool]] = {
    "types": lambda document, types: document.type in types,
    "buyers": lambda document, kinds: document.buyer.kind in kinds,
    "cases": lambda document, keys: any(line.vat.case in keys for line in document.lines),
    "rates": _has_rate,
    "needs": _has_facts,
}
_FACTS: Mapping[str, Callable[[Document], bool]] = {
    "taxes_by_debits": lambda document: document.seller.taxes_by_debits,
    "craft": lambda document: document.seller.is_craft,
    "goods": lambda document: nature_of(document) is not Nature.SERVICES,
    "works": lambda document: document.is_works_in_dwelling,
    "french_buyer": lambda document: document.buyer.address.country == "FR",
}


def _blank_variable(row: DatedRow, values: Values) -> str:
    """The first variable of the text that has no value; empty where all have one."""
    names = (name for _, name, _, _ in Formatter().parse(row.values["fr"]) if name)
    return next((name for name in names if not values.get(name)), "")
