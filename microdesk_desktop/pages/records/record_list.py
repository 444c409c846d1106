"""The list of receipts, or of expenses: add, correct, remove, import."""

from collections.abc import Sequence
from typing import ClassVar

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.pages.records.record_form import RecordForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import removed_text, saved_text


class RecordListPage(EditableListPage[RecordRow], ImportListPage[RecordRow]):
    """What receipts and expenses have in common; a page gives its `kind`, its columns and its words."""

    kind: ClassVar[TargetKind]
    flags = Changes.LEDGER | Changes.MATCHES

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.categories: Sequence[str] = ()

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
        form = RecordForm(self.kind, self.workspace.clock.today(), self.categories)
        if row is not None:
            form.fill(row.record)

        def save() -> None:
            record = form.record()
            self.workspace.perform(
                lambda session: put_record(session, record, row.id if row else None),
                message=lambda: saved_text(record),
                place=Place(page=self.key, wanted=row.id if row else None),
            )

        return Editing(title=self.edit_title() if row else self.new_words(), form=form, save=save)

    def removal(self, row: RecordRow) -> Removal:
        return Removal(act=lambda session: remove_record(session, row.id), message=lambda: removed_text(row.record))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un nom, un objet ou une référence."))
