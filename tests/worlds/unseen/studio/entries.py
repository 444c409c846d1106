"""Values of the books under construction: documents without numbers yet, rows without labels yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType, Party, TargetKind
from tests.worlds.unseen.case import Mode


@dataclass(slots=True, eq=False)
class Client:
    """Whoever buys: `shown` is what the bank writes when they pay, `code` the prefix of their numbers."""

    party: Party
    shown: str
    code: str


@dataclass(slots=True, eq=False)
class Doc:
    """A document, receipt or expense; `cents` is signed as the row that settles it."""

    id: int
    kind: TargetKind
    on: date
    cents: int
    party: Party | None
    label: str = ""
    category: str = ""
    code: str = ""
    type: DocumentType | None = None
    due_on: date | None = None
    settled: bool = False
    number: str = ""
    currency: str = "EUR"
    taught: int = 0

    @property
    def left(self) -> int:
        return 0 if self.settled else self.cents - self.taught


@dataclass(frozen=True, slots=True)
class Cite:
    """Numbers of documents in a label; `how` names the spelling. `pins` is false for a number that misleads."""

    docs: tuple[Doc, ...]
    how: str = "full"
    pins: bool = True


Words = Sequence[str | Cite]


@dataclass(slots=True, eq=False, kw_only=True)
class Row:
    """A transaction with its cause.

    `told`: the words single out the document, as a number would. `known`: the payer is known though the label has
    another name. `certain`: no rival counts. `misled`: the words mislead, so that all is plain where they are cut off.
    After the label is written, `pinned` tells that the right numbers are legible, `legible` that all words are.
    """

    id: int
    on: date
    cents: int
    frame: str
    who: str
    words: Words
    behaviour: str
    mode: Mode
    parts: Mapping[Doc, int] = field(default_factory=dict)
    fee: int = 0
    told: bool = False
    known: bool = False
    certain: bool = False
    misled: bool = False
    pending: bool = False
    taught: bool = False
    cancels: "Row | None" = None
    bought: date | None = None
    currency: str = "EUR"
    label: str = ""
    pinned: bool = False
    legible: bool = True
