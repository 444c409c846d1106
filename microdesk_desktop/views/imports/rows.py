"""The rows of a preview, ready to show: wrong ones first, each field as it was read or as the file has it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.bank.labels.parser import mask_card_numbers
from microdesk_desktop.domain.bank.types import BankRow, RowProblem, State
from microdesk_desktop.domain.imports.plans import Content, PlannedRow
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.views.imports.fields import fields_of
from microdesk_desktop.views.imports.kinds import outcome_name
from microdesk_desktop.views.imports.values import activity_name, document_type_name, method_name
from microdesk_desktop.views.messages.problems import problem_text
from microdesk_desktop.views.records.client_words import electronic_text, language_words, terms_words
from microdesk_desktop.views.records.words import client_kind

AMOUNTS = frozenset(
    (
        *("amount", "debit", "credit", "fee", "balance", "unit_price", "total_excl_tax", "total_tax"),
        *("total_incl_tax", "paid", "remaining", "amount_excl_tax", "tax"),
    )
)
DAYS = frozenset(("date", "issue_date", "due_date", "paid_on"))
_DEFAULTS: Mapping[ImportKind, frozenset[str]] = {
    ImportKind.STATEMENT: frozenset(("date", "label", "amount")),
    ImportKind.CLIENTS: frozenset(),
    ImportKind.CATALOGUE: frozenset(("reference", "label", "unit_price")),
    ImportKind.DOCUMENTS: frozenset(("number", "client", "issue_date", "total_incl_tax", "type")),
    ImportKind.RECEIPTS: frozenset(("date", "client", "amount")),
    ImportKind.EXPENSES: frozenset(("date", "supplier", "amount")),
}
"""The fields that are shown whatever the table has."""
_HIDDEN = frozenset(("balance", "id", "fee", "account"))
"""Fields that a row is read with and of which nothing is left in it."""
_ORDER = {RowOutcome.REFUSED: 0, RowOutcome.DOUBTFUL: 1}
"""What the user has to look at comes first; the rest stays in the order of the file."""


KnownCells = Mapping[int, Mapping[str, str]]


class ShownRow(NamedTuple):
    """A row of a preview; `key` is its line, or its rank below zero in a file without lines.

    `is_of_table`: its cells can be corrected, also those that are empty.
    """

    key: int
    planned: PlannedRow
    is_of_table: bool

    @property
    def outcome(self) -> RowOutcome:
        return self.planned.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRows:
    """The rows of a preview, those to correct first, and the fields that have a column.

    Made on a worker: a file may have a hundred thousand rows.
    """

    fields: tuple[str, ...] = ()
    rows: tuple[ShownRow, ...] = ()
    has_lines: bool = False


def cells_to_remember(preview: Preview) -> KnownCells:
    """The cells of the lines that were refused, by line."""
    return {row.problem.line: row.problem.cells for row in preview.rows if row.problem is not None}


NO_ROWS = ShownRows()


def shown_rows(preview: Preview, known: KnownCells) -> ShownRows:
    """What the preview's table shows; `known` are the cells of lines that were refused before their correction."""
    is_table = preview.mapping is not None
    corrections = preview.draft.options.corrections
    seen: set[int] = set()
    rows = []
    for rank, planned in enumerate(preview.rows, 1):
        line = planned.line
        is_first = line is not None and line not in seen
        key = line if line is not None and is_first else -rank
        seen.add(key)
        if line is not None and line in corrections and planned.content is not None and planned.cells is None:
            planned = planned._replace(cells={**known.get(line, {}), **corrections[line]})
        rows.append(ShownRow(key, planned, is_table))
    return ShownRows(
        fields=_fields(preview.draft.kind, preview) if preview.draft.kind else (),
        rows=tuple(sorted(rows, key=lambda row: _ORDER.get(row.planned.outcome, len(_ORDER)))),
        has_lines=any(row.key > 0 for row in rows),
    )


def _fields(kind: ImportKind, preview: Preview) -> tuple[str, ...]:
    """The fields of the table's columns and those that a row can be corrected in."""
    mapped = {column.field for column in preview.columns if column.field}
    mapped |= {field for row in preview.rows if row.problem for field in row.problem.cells}
    wanted = mapped | _DEFAULTS[kind]
    if {"debit", "credit"} & mapped and "amount" not in mapped:
        wanted -= {"amount"}
    return tuple(field for field in fields_of(kind) if field in wanted - _HIDDEN)


def cell_text(row: ShownRow, field: str) -> str:
    """A field as it was read; as the file has it in a row that was refused."""
    content = row.planned.content
    read = _READ[type(content)].get(field) if content is not None else None
    return read(content) if read else visible(_cells(row).get(field, ""))


def cell_to_correct(row: ShownRow, field: str) -> str | None:
    """The text of a cell that can be corrected in place; None where the file gives none."""
    is_known = row.planned.problem is not None or row.planned.cells is not None
    return _cells(row).get(field, "") if row.is_of_table and row.key > 0 and is_known else None


def is_at_fault(row: ShownRow, field: str) -> bool:
    """Whether this cell is why the row was refused, or was left out of a row that goes in."""
    return any(_is_about(problem, row, field) for problem in _problems(row))


def outcome_text(row: ShownRow) -> str:
    """What becomes of the row."""
    return outcome_name(row.outcome)


def reason_text(row: ShownRow) -> str:
    """Why the row was refused, or which of its cells are left out; empty for another."""
    return ", ".join(map(problem_text, _problems(row)))


def search_text(row: ShownRow, fields: Sequence[str]) -> str:
    """The text in which the search of the preview looks."""
    return " ".join(cell_text(row, field) for field in fields)


def _cells(row: ShownRow) -> Mapping[str, str]:
    """The texts of the row in the file, by field."""
    problem = row.planned.problem
    return (problem.cells if problem else row.planned.cells) or {}


def _problems(row: ShownRow) -> Sequence[RowProblem]:
    return (row.planned.problem,) if row.planned.problem else row.planned.remarks


def _is_about(problem: RowProblem, row: ShownRow, field: str) -> bool:
    """Whether the problem names this field, or the text of this cell."""
    value = problem.params.get("value", "").strip()
    return problem.params.get("field") == field or (bool(value) and _cells(row).get(field, "").strip() == value)


def _amount(cents: int, currency: str = EUR, *, signed: bool = False) -> str:
    return money.amount(cents, currency, signed=signed)


def _direction(row: BankRow) -> str:
    return tr("Crédit") if row.amount_cents > 0 else tr("Débit")


_Cells = Mapping[str, Callable[..., str]]

_BANK: _Cells = {
    "date": lambda row: dates.typed_day(row.on),
    "label": lambda row: visible(mask_card_numbers(row.label)),
    "amount": lambda row: _amount(row.amount_cents, row.currency, signed=True),
    "debit": lambda row: _amount(row.amount_cents, row.currency) if row.amount_cents < 0 else "",
    "credit": lambda row: _amount(row.amount_cents, row.currency) if row.amount_cents > 0 else "",
    "direction": _direction,
    "currency": lambda row: row.currency,
    "status": lambda row: tr("En attente") if row.state is State.PENDING else tr("Validée"),
}
_CLIENT: _Cells = {
    **{
        name: lambda row, name=name: visible(getattr(row, name))
        for name in ("name", "siren", "siret", "vat_number", "phone", "postal_code", "city", "country")
    },
    "email": lambda row: visible(", ".join(row.emails)),
    "address": lambda row: visible(row.address),
    "kind": client_kind,
    "payment_terms": lambda row: terms_words(row.payment_terms) if row.payment_terms else "",
    "language": lambda row: dict(language_words())[row.language],
    "electronic_address": lambda row: visible(electronic_text(row)),
}
_ITEM: _Cells = {
    "reference": lambda row: visible(row.reference),
    "label": lambda row: visible(row.label),
    "unit": lambda row: visible(row.unit),
    "unit_price": lambda row: money.price(row.unit_price, EUR),
    "activity": lambda row: activity_name(row.activity),
    "vat_rate": lambda row: tr("{rate} %").format(rate=f"{row.vat_rate_bp / 100:g}"),
}
_DOCUMENT: _Cells = {
    "number": lambda row: visible(row.number),
    "type": lambda row: document_type_name(row.type),
    "client": lambda row: visible(row.client),
    "issue_date": lambda row: dates.typed_day(row.issued_on),
    "due_date": lambda row: dates.typed_day(row.due_on) if row.due_on else "",
    "total_excl_tax": lambda row: _amount(row.excl_tax_cents, row.currency),
    "total_tax": lambda row: _amount(row.tax_cents, row.currency),
    "total_incl_tax": lambda row: _amount(row.incl_tax_cents, row.currency),
    "paid": lambda row: _amount(row.paid_cents, row.currency),
    "currency": lambda row: row.currency,
}
_RECEIPT: _Cells = {
    "date": lambda row: dates.typed_day(row.on),
    "client": lambda row: visible(row.client),
    "label": lambda row: visible(row.label),
    "amount": lambda row: _amount(row.signed_cents, signed=True),
    "method": lambda row: method_name(row.method),
    "activity": lambda row: activity_name(row.activity) if row.activity else "",
    "reference": lambda row: visible(row.reference),
}
_EXPENSE: _Cells = {
    "date": lambda row: dates.typed_day(row.on),
    "supplier": lambda row: visible(row.supplier),
    "label": lambda row: visible(row.label),
    "amount": lambda row: _amount(row.signed_cents, signed=True),
    "category": lambda row: visible(row.category),
    "method": lambda row: method_name(row.method) if row.method else "",
    "reference": lambda row: visible(row.reference),
}
_READ: Mapping[type[Content], _Cells] = {
    BankRow: _BANK,
    Client: _CLIENT,
    CatalogueItem: _ITEM,
    ImportedDocument: _DOCUMENT,
    Receipt: _RECEIPT,
    Expense: _EXPENSE,
}
