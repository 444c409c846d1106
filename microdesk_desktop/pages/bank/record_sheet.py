"""Create the receipt or the expense of a transaction: a form filled with what the label tells."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.label_parser import LabelKind, counterparty_name, purchase_day, read_label
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.matching import TargetKind
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.decide import create_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.bank.words import hint
from microdesk_desktop.pages.records.ledger_form import RecordForm
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.records.payments import load_categories

Act = Callable[[Session, int], ChangeResult]

_METHODS = {
    LabelKind.CARD_TAKINGS: Method.CARD,
    LabelKind.CHEQUE_DEPOSIT: Method.CHEQUE,
    LabelKind.CASH: Method.CASH,
}
_SMALL_WORDS = frozenset("LE LA LES L DE DU DES D ET AU AUX EN SUR MME M MR".split())
LONGEST_ACRONYM = 4


class RecordSheet:
    """Opens the sheet; `filled` gets what to do with the transaction once the form is saved."""

    def __init__(
        self, host: QWidget, workspace: Workspace, row: TransactionRow, filled: Callable[[Act], object]
    ) -> None:
        self._host = host
        self._workspace = workspace
        self._row = row
        self._filled = filled
        workspace.load(load_categories, owner=host, on_success=self._open)

    def _open(self, categories: Sequence[str]) -> None:
        spends = self._row.amount_cents < 0
        form = RecordForm(
            TargetKind.EXPENSE if spends else TargetKind.RECEIPT, self._workspace.clock.today(), categories
        )
        form.fill(prefilled(self._row))

        def save() -> None:
            record = form.record()
            sheet.close_sheet()
            self._filled(lambda session, id_: create_record(session, id_, record))

        title = tr("Créer une dépense") if spends else tr("Créer une recette")
        sheet = Sheet(self._host, title, form, tr("Créer et attribuer"), save)


def prefilled(row: TransactionRow) -> Receipt | Expense:
    """The record that the transaction tells of, as far as its label goes."""
    label = read_label(row.label)
    party = _named(counterparty_name(row.label))
    if row.amount_cents < 0:
        found = hint(row)
        return Expense(
            on=purchase_day(label, row.on) or row.on,
            supplier=party,
            label="",
            amount_cents=-row.amount_cents,
            category=found.category if found else "",
        )
    return Receipt(
        on=row.on,
        client=party,
        label="",
        amount_cents=row.amount_cents,
        method=_METHODS.get(label.kind, Method.TRANSFER),
    )


def _named(party: str) -> str:
    """« LE BOUCHON DU MARCHE » as a name is written; OVH or SARL stay in capitals."""
    words = party.split()
    return " ".join(_written(word, is_first=number == 0) for number, word in enumerate(words))


def _written(word: str, *, is_first: bool) -> str:
    if word in _SMALL_WORDS:
        return word.capitalize() if is_first else word.lower()
    return word if len(word) <= LONGEST_ACRONYM and word.isalpha() else word.capitalize()
