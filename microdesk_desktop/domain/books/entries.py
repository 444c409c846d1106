"""The validated lines of the books, numbered and chained, and what a line holds of its money."""

import json
from typing import NamedTuple

from microdesk_desktop.domain.books.lines import BookLine, VatPart


class LineFacts(NamedTuple):
    """What a line holds of its money, without whom it names: a line is corrected when one of these changes.

    Texts are empty where nothing is known. `vat` is JSON: category, rate, base and tax of each part.
    """

    reference: str
    document: str
    kind: str
    activity: str
    method: str
    currency: str
    amount_cents: int
    disbursement_cents: int
    vat: str

    @property
    def vat_parts(self) -> tuple[VatPart, ...]:
        """The parts of the VAT."""
        return vat_parts(self.vat)

    @property
    def reversed(self) -> "LineFacts":
        """The same with amounts of the opposite sign."""
        return self._replace(
            amount_cents=-self.amount_cents,
            disbursement_cents=-self.disbursement_cents,
            vat=vat_text(reversed_vat(self.vat_parts)),
        )


class Person(NamedTuple):
    """Whom a line names and what for, with what is random in its digest."""

    salt: str
    party: str
    nature: str


class Entry(NamedTuple):
    """A validated line; days are in ISO form.

    `sign` is -1 for the reversal of a line, whose amounts are those of that line with the opposite sign. `kept_until`
    is the last day on which the law keeps whom the line names, `person` the digest of that.
    """

    number: int
    book: str
    on: str
    paid_on: str
    sign: int
    is_correction: int
    facts: LineFacts
    target_id: int
    kept_until: str
    person: str
    digest: str

    @property
    def settled_facts(self) -> LineFacts:
        """The facts of the line that stands or is reversed, with the signs of its money."""
        return self.facts if self.sign > 0 else self.facts.reversed


_NO_VAT = "[]"


def facts_of(line: BookLine) -> LineFacts:
    """What a line holds of its money."""
    return LineFacts(
        reference=line.reference,
        document=line.document,
        kind=line.kind.value,
        activity=line.activity or "",
        method=line.method or "",
        currency=line.currency,
        amount_cents=line.amount_cents,
        disbursement_cents=line.disbursement_cents,
        vat=vat_text(line.vat),
    )


def reversed_line(line: BookLine) -> BookLine:
    """The line with amounts of the opposite sign."""
    return line._replace(
        amount_cents=-line.amount_cents,
        disbursement_cents=-line.disbursement_cents,
        vat=reversed_vat(line.vat),
    )


def reversed_vat(parts: tuple[VatPart, ...]) -> tuple[VatPart, ...]:
    """The parts with amounts of the opposite sign."""
    return tuple(part._replace(base_cents=-part.base_cents, tax_cents=-part.tax_cents) for part in parts)


def vat_parts(text: str) -> tuple[VatPart, ...]:
    """The parts of the VAT of a JSON text."""
    return tuple(VatPart(*part) for part in json.loads(text)) if text != _NO_VAT else ()


def vat_text(parts: tuple[VatPart, ...]) -> str:
    """The JSON of parts: one text for equal ones."""
    return json.dumps(list(map(list, parts)), separators=(",", ":")) if parts else _NO_VAT
