"""The records that were found, with their words and the place to which each leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.labels.names import label_names
from microdesk_desktop.domain.bank.labels.parser import mask_card_numbers
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.search.texts import RecordKind, RecordText, load_texts
from microdesk_desktop.views.bank.words.transactions import document_title
from microdesk_desktop.views.search.index import RecordIndex
from microdesk_desktop.views.search.query import read_query

__all__ = ["RecordKind"]
RecordKey = tuple[RecordKind, int]
PAGES: Mapping[RecordKind, str] = {
    RecordKind.CLIENT: "client",
    RecordKind.DOCUMENT: "invoice",
    RecordKind.RECEIPT: "receipts",
    RecordKind.EXPENSE: "expenses",
    RecordKind.CATALOGUE_ITEM: "catalogue",
    RecordKind.TRANSACTION: "bank",
}
"""The page of each kind; what it is given is the record's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHit:
    """A record as the palette shows it: what it is called, what it is, and its amount in words."""

    kind: RecordKind
    id: int
    title: str
    detail: str
    amount: str

    @property
    def key(self) -> RecordKey:
        return self.kind, self.id

    @property
    def page(self) -> str:
        return PAGES[self.kind]


def find_records(reader: Reader, index: RecordIndex, typed: str) -> list[RecordHit]:
    """The records that answer what is typed, best first."""
    return load_hits(reader, [(found.kind, found.id) for found in index.find(read_query(typed))])


def load_hits(reader: Reader, keys: Sequence[RecordKey]) -> list[RecordHit]:
    """These records in the order asked; those that no longer exist are left out."""
    wanted = {kind: [id_ for each, id_ in keys if each is kind] for kind in RecordKind}
    texts = {kind: load_texts(reader, kind, ids) if ids else {} for kind, ids in wanted.items()}
    return [_hit(kind, texts[kind][id_]) for kind, id_ in keys if id_ in texts[kind]]


def _hit(kind: RecordKind, text: RecordText) -> RecordHit:
    title, detail = _WORDS[kind](text)
    amount = money.amount(text.cents, text.currency, signed=kind is RecordKind.TRANSACTION) if text.currency else ""
    return RecordHit(kind=kind, id=text.id, title=title, detail=detail, amount=amount)


def _client(text: RecordText) -> tuple[str, str]:
    return text.name, tr("Client")


def _document(text: RecordText) -> tuple[str, str]:
    return document_title(text.number, DocumentType(text.subtype)), f"{text.name} · {_day(text)}"


def _receipt(text: RecordText) -> tuple[str, str]:
    return _name(text), tr("Recette du {day}").format(day=_day(text))


def _expense(text: RecordText) -> tuple[str, str]:
    return _name(text), tr("Dépense du {day}").format(day=_day(text))


def _catalogue_item(text: RecordText) -> tuple[str, str]:
    return text.name, tr("Catalogue · {reference}").format(reference=text.number)


def _transaction(text: RecordText) -> tuple[str, str]:
    label, who = mask_card_numbers(text.name), label_names(text.name).who
    detail = tr("Opération du {day}").format(day=_day(text))
    return (who, f"{detail} · {label}") if who else (label, detail)


def _name(text: RecordText) -> str:
    """Who stands opposite, else what it is for, else its reference."""
    return text.name or text.words.strip() or text.number


def _day(text: RecordText) -> str:
    return dates.typed_day(date(text.day // 10_000, text.day // 100 % 100, text.day % 100))


_WORDS: Mapping[RecordKind, Callable[[RecordText], tuple[str, str]]] = {
    RecordKind.CLIENT: _client,
    RecordKind.DOCUMENT: _document,
    RecordKind.RECEIPT: _receipt,
    RecordKind.EXPENSE: _expense,
    RecordKind.CATALOGUE_ITEM: _catalogue_item,
    RecordKind.TRANSACTION: _transaction,
}
