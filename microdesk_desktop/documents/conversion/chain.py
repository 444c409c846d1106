"""The documents that continue one another, from a quote to its credit notes, and what each of them takes or gives back.

                ┌─▶ deposits ──────┐ deducted
quote ─▶ order ─┼─▶ invoices       ▼
                └─▶ what remains ─▶ final invoice ─▶ credit notes give back
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.documents.totals import Totals
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.settle.targets import DocumentType

OFFERS = frozenset({DocumentType.QUOTE, DocumentType.ORDER})
"""What is agreed before it is invoiced, in as many parts as one likes."""
INVOICES = frozenset({DocumentType.INVOICE, DocumentType.FINAL, DocumentType.CORRECTIVE})
"""What invoices lines of an offer; a deposit asks for money in advance, and takes no line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One document of a chain with its totals: issued under its number, or a draft, which has an id in its place."""

    document: Document
    totals: Totals
    number: str = ""
    draft_id: int | None = None
    is_summary: bool = False
    """Whether another tool issued it, and its lines only stand for its totals."""

    @property
    def type(self) -> DocumentType:
        """The type of the document."""
        return self.document.type

    @property
    def order(self) -> tuple[date, bool, str, int]:
        """The order in a chain: by day, drafts after issued documents."""
        return self.document.issued_on, not self.number, self.number, self.draft_id or 0

    def refers_to(self, number: str) -> bool:
        """Whether it names the document of this number as the one that it continues, corrects or credits."""
        return any(each.number == number for each in self.document.refers_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A document, and every other one that is linked with it, in their order; none of them is cancelled."""

    source: Piece
    others: tuple[Piece, ...]

    @property
    def pieces(self) -> Sequence[Piece]:
        """All documents of the chain in their order."""
        return sorted((self.source, *self.others), key=lambda piece: piece.order)

    def seen_from(self, piece: Piece) -> "Chain":
        """The same chain from another of its documents."""
        return Chain(source=piece, others=tuple(each for each in self.pieces if each is not piece))

    def takings(self) -> Iterator[tuple[int, Piece]]:
        """What invoices lines of the source (1), and what gives them back (-1).

        A corrective invoice takes the place of the invoice that it corrects. A delivery note or a pro-forma has only
        the invoices that name it; a quote and the order that follows it share theirs. What takes an amount instead is
        in `amount_invoices`.
        """
        kept = [piece for piece in self._invoices() if not self._takes_amount(piece)]
        yield from ((1, piece) for piece in kept)
        yield from ((-1, note) for piece in kept if piece.number for note in self.credits_of(piece.number))

    def amount_invoices(self) -> Sequence[Piece]:
        """The invoices that take amounts of the source, and no lines of it."""
        return [piece for piece in self._invoices() if self._takes_amount(piece)]

    def _takes_amount(self, piece: Piece) -> bool:
        return self.source.is_summary or piece.document.takes_amount

    def _invoices(self) -> Sequence[Piece]:
        """The invoices of the source that no other one corrects."""
        taken = [piece for piece in self.others if piece.type in INVOICES and self._is_of_source(piece)]
        replaced = {
            each.number for piece in taken if piece.type is DocumentType.CORRECTIVE for each in piece.document.refers_to
        }
        return [piece for piece in taken if piece.number not in replaced]

    def credits_of(self, number: str) -> Sequence[Piece]:
        """The credit notes of the document of this number."""
        pieces = (piece for piece in self.others if piece.type is DocumentType.CREDIT_NOTE)
        return [piece for piece in pieces if piece.refers_to(number)]

    def deposits_left(self) -> Sequence[tuple[Piece, int]]:
        """The deposit invoices that no document deducts yet, each with its cents with tax, less its credit notes."""
        deducted = {each.reference.number for piece in self.pieces for each in piece.document.deposits}
        deposits = (
            piece for piece in self.pieces if piece.type is DocumentType.DEPOSIT and piece.number not in deducted
        )
        left = ((piece, piece.totals.incl_tax - self._credited(piece)) for piece in deposits)
        return [(piece, cents) for piece, cents in left if cents > 0]

    def claimed_in_advance(self) -> int:
        """What the deposits that are not deducted yet claim, in cents without tax, less their credit notes."""
        return sum(
            piece.totals.excl_tax - sum(note.totals.excl_tax for note in self.credits_of(piece.number))
            for piece, _ in self.deposits_left()
        )

    def _credited(self, piece: Piece) -> int:
        return sum(note.totals.incl_tax for note in self.credits_of(piece.number)) if piece.number else 0

    def _is_of_source(self, piece: Piece) -> bool:
        return self.source.type in OFFERS or piece.refers_to(self.source.number)
