"""Amounts of a document that were invoiced without taking its lines, as negative lines of what remains.

    lines that are left − « Remise » − « Déjà facturé : facture F-2026-0007 … » = what remains, exact to the cent

An invoice of an amount (`Document.takes_amount`), and every invoice of a document of another tool, whose lines nobody
knows, takes so much of each VAT.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.documents.conversion.chain import Chain, Piece
from microdesk_desktop.documents.conversion.shares import PRICE_OF_CENT, by_activity
from microdesk_desktop.documents.conversion.words import deducted_label, is_deduction, rebate_label
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.types import Document, Line, Vat

_MINUS_ONE = -(10**Decimals.QUANTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAmount:
    """What an invoice takes of each VAT without taking lines: cents without tax, less its credit notes."""

    piece: Piece
    bases: Mapping[Vat, int]


def amounts_left(chain: Chain) -> Sequence[TakenAmount]:
    """The amounts that no other invoice deducts yet from the lines that it takes."""
    deducted: dict[Vat, int] = {}
    for sign, piece in chain.takings():
        for line, total in zip(piece.document.lines, piece.totals.lines, strict=True):
            if total.net < 0 and is_deduction(line.label, piece.document):
                deducted[line.vat] = deducted.get(line.vat, 0) - sign * total.net
    return [
        taken for piece in chain.amount_invoices() if (taken := _less(piece, _net_bases(chain, piece), deducted)).bases
    ]


def reductions(rest: Document, taken: Sequence[TakenAmount]) -> tuple[Line, ...]:
    """The negative lines for the discount of the rest and for these amounts.

    The discount becomes lines, since a discount of the whole would also reduce what these amounts take away.
    """
    lines = list(_rebates(rest))
    for each in taken:
        label = deducted_label(rest, each.piece.document, each.piece.number)
        for vat, cents in each.bases.items():
            lines += _negative([line for line in each.piece.document.lines if line.vat == vat], cents, label)
    return tuple(lines)


def _rebates(rest: Document) -> Iterator[Line]:
    for group in totals_of(rest).groups:
        if group.discount:
            of_vat = [line for line in rest.lines if line.vat == group.vat and not line.is_disbursement]
            yield from _negative(of_vat, group.discount, rebate_label(rest))


def _negative(lines: Sequence[Line], cents: int, label: str) -> Iterator[Line]:
    for like, part in by_activity(lines, cents):
        yield Line(
            label=label,
            quantity=_MINUS_ONE,
            unit="C62",
            unit_price=part * PRICE_OF_CENT,
            vat=like.vat,
            activity=like.activity,
        )


def _net_bases(chain: Chain, piece: Piece) -> dict[Vat, int]:
    bases = {group.vat: group.base for group in piece.totals.groups}
    for note in chain.credits_of(piece.number) if piece.number else ():
        for group in note.totals.groups:
            bases[group.vat] = bases.get(group.vat, 0) - group.base
    return bases


def _less(piece: Piece, bases: dict[Vat, int], deducted: dict[Vat, int]) -> TakenAmount:
    """What is left of the bases of an invoice; `deducted` is reduced by what it takes off them."""
    left = {}
    for vat, cents in bases.items():
        used = min(cents, deducted.get(vat, 0))
        deducted[vat] = deducted.get(vat, 0) - used
        if cents > used:
            left[vat] = cents - used
    return TakenAmount(piece=piece, bases=left)


def rebates_of(piece: Piece) -> int:
    """What the lines « Remise » of a document amount to, in cents, where they stand for the discount of its quote."""
    label = rebate_label(piece.document)
    if not any(is_deduction(line.label, piece.document) for line in piece.document.lines):
        return 0
    pairs = zip(piece.document.lines, piece.totals.lines, strict=True)
    return -sum(total.net for line, total in pairs if line.label == label and total.net < 0)
