"""The rules: add, correct, try on the history, remove."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.rules import remove_rule
from microdesk_desktop.pages.rules.apply import keep_and_apply
from microdesk_desktop.pages.rules.form import RuleForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.bank.rules import RuleRow, load_client_names, load_rule_rows
from microdesk_desktop.views.bank.words.rules import bounds_text, direction_words, effect_text
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.others import rule_columns

Loaded = tuple[RowIndex[RuleRow], list[tuple[int, str]]]


class RulesPage(EditableListPage[RuleRow]):
    """Decisions made once for all similar transactions."""

    key = "rules"
    icon = "wand-sparkles"
    behind = "bank"
    flags = Changes.RULES | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._clients: Sequence[tuple[int, str]] = ()
        self.add_action(buttons.primary(tr("Ajouter une règle"), self.add))
        self.set_subtitle(
            tr("Elles s'appliquent aux opérations qui ne correspondent à aucun document. Vos décisions priment.")
        )

    @staticmethod
    def title() -> str:
        return tr("Règles")

    def reload(self) -> None:
        index_of = self.index_of
        self.read(lambda reader: (index_of(load_rule_rows(reader)), load_client_names(reader)), self._show)

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Ajouter une règle"), do=cls.add, icon="plus"),)

    def editing(self, row: RuleRow | None) -> Editing:
        form = RuleForm(self.workspace, self._clients)
        if row is not None:
            form.fill(row.rule)
        title = tr("Règle « {name} »").format(name=row.rule.name) if row else tr("Nouvelle règle")

        def save(sheet: Sheet) -> None:
            rule = form.rule()
            sheet.close_sheet()  # applying it may last, and shows its own progress
            keep_and_apply(self.workspace, rule)

        return Editing(title=title, form=form, save=save)

    def removal(self, row: RuleRow) -> Removal:
        return Removal(
            act=lambda session: remove_rule(session, row.id),
            message=lambda: tr("Règle « {name} » supprimée ; ce qu'elle a réglé reste.").format(name=row.rule.name),
        )

    def _show(self, loaded: Loaded) -> None:
        index, self._clients = loaded
        self.show_index(index)

    def export_columns(self) -> Sequence[ListColumn[RuleRow]]:
        return rule_columns()

    def columns(self) -> Sequence[Column[RuleRow]]:
        return _columns()

    @staticmethod
    def search_text(row: RuleRow) -> str:
        return f"{row.rule.words} {effect_text(row)}"

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "wand-sparkles",
            tr("Une règle range pour vous ce qui revient"),
            tr("MicroDesk vous en propose une dès que vous décidez deux fois pareil. Vous pouvez aussi l'écrire."),
        )

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucune règle ne correspond"), tr("Essayez un autre mot du libellé."))


def _columns() -> Sequence[Column[RuleRow]]:
    return (
        Column(header=tr("Libellé contenant"), text=lambda row: row.rule.words, share=2),
        Column(
            header=tr("Sens"),
            text=lambda row: dict(direction_words())[row.rule.direction],
            kind=CellKind.MUTED,
            sample=max((words for _, words in direction_words()), key=len),
            gives_way=1,
        ),
        Column(
            header=tr("Montant"),
            text=lambda row: bounds_text(row.rule),
            kind=CellKind.AMOUNT,
        ),
        Column(header=tr("Ce qu'elle fait"), text=effect_text, detail=lambda row: row.rule.label, share=3),
    )
