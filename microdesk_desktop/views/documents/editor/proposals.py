"""What an editor proposes while one types: clients by any part of their names, lines written before by their labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.documents.editor.lines import PIECE, unit_word
from microdesk_desktop.views.documents.editor.numbers import typed_number
from microdesk_desktop.views.documents.editor.reading import ClientName, EarlierLine, load_earlier_lines
from microdesk_desktop.views.records.catalogue import CatalogueSearch

T = TypeVar("T")
MOST = 8


def clients_for(typed: str, clients: Sequence[ClientName]) -> Sequence[ClientName]:
    """The clients whose names hold what is typed, those that begin with it first."""
    return _found(fold(typed), ((each.folded, each) for each in clients))


def lines_for(typed: str, lines: Mapping[str, EarlierLine]) -> Sequence[DraftLine]:
    """The lines whose folded labels hold what is typed, those that begin with it first."""
    return [made() for made in _found(fold(typed), lines.items())]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProposals:
    """What a line is completed with: the catalogue first, then lines that were written before, by folded label."""

    catalogue: CatalogueSearch
    earlier: Mapping[str, EarlierLine]

    def find(self, typed: str) -> Sequence[DraftLine]:
        """At most eight lines for what is typed, each label once."""
        lines = [*(match.line for match in self.catalogue.find(typed)), *lines_for(typed, self.earlier)]
        return list({fold(line.label): line for line in reversed(lines)}.values())[::-1][:MOST]


def load_line_proposals(reader: Reader) -> LineProposals:
    """Read what lines are completed with, once for many key strokes."""
    return LineProposals(catalogue=CatalogueSearch(reader), earlier=load_earlier_lines(reader))


def price_text(line: DraftLine) -> str:
    """« 480,00 / jour », beside the label of a proposal."""
    price = typed_number(line.unit_price, Decimals.PRICE, at_least=2)
    return price if line.unit == PIECE else f"{price} / {unit_word(line.unit)}"


def client_called(name: str, clients: Sequence[ClientName]) -> ClientName | None:
    """The only client of this name; None where there is none, or several."""
    found = [each for each in clients if each.folded == fold(name)]
    return found[0] if len(found) == 1 else None


def _found(words: str, named: Iterable[tuple[str, T]]) -> Sequence[T]:
    first, other = [], []
    for name, each in named:
        if name.startswith(words):
            first.append(each)
        elif words in name:
            other.append(each)
        if len(first) >= MOST:
            break
    return [*first, *other][:MOST]
