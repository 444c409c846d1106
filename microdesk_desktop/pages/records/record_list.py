"""The list of receipts, or of expenses: add, correct, remove, import."""

from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.vouchers import Voucher
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.table.bands import Sections, by_month
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.edit import remove_record
from microdesk_desktop.operations.records.vouchers import put_record_with_vouchers
from microdesk_desktop.pages.records.record_form import RecordForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.pages.shared.row_index import Amount
from microdesk_desktop.views.records.expenses.form import ExpenseChoices
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import removed_text, saved_text


class RecordListPage(EditableListPage[RecordRow], ImportListPage[RecordRow]):
    """What receipts and expenses have in common; a page gives its `kind`, its columns and its words."""

    kind: ClassVar[TargetKind]
    flags = Changes.LEDGER | Changes.MATCHES
    has_period = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.choices: ExpenseChoices | None = None

    @staticmethod
    def section() -> str:
        return tr("Encaisser, dépenser")

    @staticmethod
    def new_words() -> str:
        """The words of the button that adds a record, and the title of its form."""
        raise NotImplementedError

    def edit_title(self) -> str:
        """The title of the form that corrects a record."""
        raise NotImplementedError

    def editing(self, row: RecordRow | None) -> Editing:
        form = RecordForm(self.kind, self.workspace.clock.today(), self.choices)
        if row is not None:
            form.fill(row.record)

        return Editing(
            title=self.edit_title() if row else self.new_words(),
            form=form,
            save=lambda sheet: self.save(sheet, form, row),
        )

    def save(self, sheet: Sheet, form: Form, row: RecordRow | None, vouchers: Sequence[Voucher] = ()) -> None:
        """Save what the form holds, as a new record or in place of the row's, and attach these vouchers to it."""
        assert isinstance(form, RecordForm), "made by `editing`"
        record = form.record()
        self.save_and_close(
            sheet,
            lambda session: put_record_with_vouchers(session, record, row.id if row else None, vouchers),
            lambda: saved_text(record),
            row,
        )

    def id_of(self, row: RecordRow) -> Hashable:
        return row.key

    @staticmethod
    def day_of(row: RecordRow) -> date:
        return row.record.on

    @staticmethod
    def amount_of(row: RecordRow) -> Amount:
        return row.currency, row.record.amount_cents

    def sections(self) -> Sections[RecordRow]:
        return by_month(
            on=lambda row: row.record.on, cents=lambda row: row.record.signed_cents, currency=lambda row: row.currency
        )

    def removal(self, row: RecordRow) -> Removal:
        return Removal(act=lambda session: remove_record(session, row.id), message=lambda: removed_text(row.record))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un nom, un objet ou une référence."))
