"""The rows of a preview, ready to show: wrong ones first, each field as it was read or as the file has it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.bank.label_parser import mask_card_numbers
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.imports.plans import Content, PlannedRow
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.imports.types import ImportKind, RowOutcome
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.views.imports.fields import FIELDS
from microdesk_desktop.views.imports.kinds import outcome_name
from microdesk_desktop.views.imports.values import activity_name, client_kind_name, document_type_name, method_name
from microdesk_desktop.views.messages.problems import problem_text

AMOUNTS = frozenset(
    ("amount", "debit", "credit", "unit_price", "total_excl_tax", "total_tax", "total_incl_tax", "paid")
)
DAYS = frozenset(("date", "issue_date", "due_date"))
_DEFAULTS: Mapping[ImportKind, frozenset[str]] = {
    ImportKind.STATEMENT: frozenset(("date", "label", "amount")),
    ImportKind.CLIENTS: frozenset(("name",)),
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


class ShownRow(NamedTuple):
    """A row of a preview; `key` is its line, or its rank below zero in a file without lines."""

    key: int
    planned: PlannedRow

    @property
    def outcome(self) -> RowOutcome:
        return self.planned.outcome


def shown_rows(preview: Preview) -> tuple[ShownRow, ...]:
    """Every row, those to correct first."""
    rows = [
        ShownRow(planned.line if planned.line is not None else -rank, planned)
        for rank, planned in enumerate(preview.rows, 1)
    ]
    return tuple(sorted(rows, key=lambda row: _ORDER.get(row.planned.outcome, len(_ORDER))))


def shown_fields(kind: ImportKind, preview: Preview) -> Sequence[str]:
    """The fields that have a column in the preview of this kind."""
    mapped = {column.field for column in preview.columns if column.field}
    mapped |= {field for row in preview.rows if row.problem for field in row.problem.cells}
    wanted = mapped | _DEFAULTS[kind]
    if {"debit", "credit"} & mapped and "amount" not in mapped:
        wanted -= {"amount"}
    return [field for field in FIELDS[kind] if field in wanted - _HIDDEN]


def cell_text(row: ShownRow, field: str) -> str:
    """A field as it was read; as the file has it in a row that was refused."""
    content = row.planned.content
    if content is None:
        problem = row.planned.problem
        return visible(problem.cells.get(field, "")) if problem else ""
    return _READ[type(content)].get(field, _nothing)(content)


def cell_to_correct(row: ShownRow, field: str) -> str | None:
    """The text of a cell that can be corrected in place; None where the file gives none."""
    problem = row.planned.problem
    if problem is None or not problem.cells:
        return None
    return problem.cells.get(field, "")


def is_at_fault(row: ShownRow, field: str) -> bool:
    """Whether this cell is why the row was refused."""
    problem = row.planned.problem
    if problem is None:
        return False
    value = problem.params.get("value")
    return problem.params.get("field") == field or bool(value and problem.cells.get(field, "").strip() == value.strip())


def outcome_text(row: ShownRow) -> str:
    """What becomes of the row."""
    return outcome_name(row.outcome)


def reason_text(row: ShownRow) -> str:
    """Why the row was refused; empty for another."""
    return problem_text(row.planned.problem) if row.planned.problem else ""


def search_text(row: ShownRow, fields: Sequence[str]) -> str:
    """The text in which the search of the preview looks."""
    return " ".join(cell_text(row, field) for field in fields)


def _nothing(_: object) -> str:
    return ""


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
        for name in ("name", "siren", "vat_number", "email", "phone", "address", "postal_code", "city", "country")
    },
    "kind": lambda row: client_kind_name(row.kind),
}
_ITEM: _Cells = {
    "reference": lambda row: visible(row.reference),
    "label": lambda row: visible(row.label),
    "unit": lambda row: visible(row.unit),
    "unit_price": lambda row: _amount(row.unit_price_cents),
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
