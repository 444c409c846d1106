"""The rules, and what decisions taught: add, correct, try on the history, remove, forget."""

from collections.abc import Sequence

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.lessons import forget_lesson
from microdesk_desktop.operations.bank.rules import remove_rule
from microdesk_desktop.pages.rules.apply import keep_and_apply
from microdesk_desktop.pages.rules.form import RuleForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.bank.habits import HabitRow, load_habit_rows, rule_of_lesson
from microdesk_desktop.views.bank.lessons import LessonRow
from microdesk_desktop.views.bank.rules import load_client_names
from microdesk_desktop.views.bank.words.rules import direction_words
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.others import rule_columns

Loaded = tuple[RowIndex[HabitRow], list[tuple[int, str]]]


class RulesPage(EditableListPage[HabitRow]):
    """Decisions made once for all similar transactions."""

    key = "rules"
    icon = "wand-sparkles"
    behind = "bank"
    flags = Changes.RULES | Changes.CLIENTS | Changes.MATCHES

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._clients: Sequence[tuple[int, str]] = ()
        self.add_action(buttons.primary(tr("Ajouter une règle"), self.add))
        self.set_subtitle(tr("Vos règles, et ce que vos décisions ont appris. Un document qui correspond passe avant."))

    @staticmethod
    def title() -> str:
        return tr("Règles et habitudes")

    def reload(self) -> None:
        index_of = self.index_of
        self.read(lambda reader: (index_of(load_habit_rows(reader)), load_client_names(reader)), self._show)

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Ajouter une règle"), do=cls.add, icon="plus"),)

    def edit(self) -> None:
        """Open the form of the selected row; for what no form can hold, a message explains how it is forgotten."""
        row = self.table.current_row()
        if row is not None and isinstance(row.of, LessonRow) and rule_of_lesson(row.of) is None:
            text = tr("Cette habitude vient de vos décisions : Suppr l'oublie.")
            self.workspace.notices.toast(lambda: Toast(text=text, tone=Tone.NEUTRAL))
            return
        super().edit()

    def editing(self, row: HabitRow | None) -> Editing:
        form = RuleForm(self.workspace, self._clients)
        rule, lesson = _edited(row)
        if rule is not None:
            form.fill(rule)
        title = tr("Règle « {name} »").format(name=rule.name) if rule else tr("Nouvelle règle")

        def save(sheet: Sheet) -> None:
            kept = form.rule()
            sheet.close_sheet()  # applying it may last, and shows its own progress
            if lesson is not None:
                self.workspace.perform(lambda session: forget_lesson(session, lesson.id, job=Job()))
            keep_and_apply(self.workspace, kept)

        return Editing(title=title, form=form, save=save)

    def removal(self, row: HabitRow) -> Removal:
        of = row.of
        if isinstance(of, LessonRow):
            return Removal(
                act=lambda session: forget_lesson(session, of.id, job=Job()),
                message=lambda: tr("« {words} » : oublié. Vos décisions restent.").format(words=row.words),
            )
        return Removal(
            act=lambda session: remove_rule(session, of.id),
            message=lambda: tr("Règle « {name} » supprimée ; ce qu'elle a créé reste.").format(name=of.rule.name),
        )

    def _show(self, loaded: Loaded) -> None:
        index, self._clients = loaded
        self.show_index(index)

    def export_columns(self) -> Sequence[ListColumn[HabitRow]]:
        return rule_columns()

    def columns(self) -> Sequence[Column[HabitRow]]:
        return _columns()

    @staticmethod
    def search_text(row: HabitRow) -> str:
        return f"{row.words} {row.effect} {row.detail}"

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "wand-sparkles",
            tr("Une règle range pour vous ce qui revient"),
            tr("MicroDesk vous en propose une dès que vous décidez deux fois pareil. Vous pouvez aussi l'écrire."),
        )

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucune règle ne correspond"), tr("Essayez un autre mot du libellé."))


def _edited(row: HabitRow | None) -> tuple[Rule | None, LessonRow | None]:
    """The rule that the form shows, and the lesson that it takes the place of."""
    if row is None:
        return None, None
    if isinstance(row.of, LessonRow):
        return rule_of_lesson(row.of), row.of
    return row.of.rule, None


def _columns() -> Sequence[Column[HabitRow]]:
    return (
        Column(header=tr("Libellé contenant"), text=lambda row: row.words, share=2),
        Column(
            header=tr("Sens"),
            text=lambda row: row.direction,
            kind=CellKind.MUTED,
            sample=max((words for _, words in direction_words()), key=len),
            gives_way=1,
        ),
        Column(header=tr("Montant"), text=lambda row: row.amounts, kind=CellKind.AMOUNT),
        Column(header=tr("Ce qui se passe"), text=lambda row: row.effect, detail=lambda row: row.detail, share=3),
    )
