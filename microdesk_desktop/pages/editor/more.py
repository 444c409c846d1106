"""What « ··· » of the editor offers beside the draft itself: repeat it, keep one of its lines in the catalogue."""

from collections.abc import Callable, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.documents.recurring.series import Repeated
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.catalogue import add_from_line
from microdesk_desktop.pages.editor.keeper import DraftKeeper


def more_commands(workspace: Workspace, line: Callable[[], DraftLine | None]) -> Sequence[Command]:
    """The commands; `line` is the line that is worked on, None where there is none."""

    def repeat() -> None:
        keeper = workspace.controller(DraftKeeper)
        keeper.flush()
        if keeper.opened.id is not None:
            workspace.navigate("recurring", Repeated(draft_id=keeper.opened.id))

    def add_to_catalogue() -> None:
        sold = line()
        if sold is not None and sold.label.strip():
            workspace.perform(
                lambda session: add_from_line(session, sold),
                message=lambda: tr("« {label} » est dans le catalogue.").format(label=sold.label.strip()),
                place=Place(page="catalogue", wanted=None),
            )

    return (
        Command(text=tr("Rendre récurrent…"), act=repeat, icon="refresh-cw"),
        Command(text=tr("Ajouter la ligne au catalogue"), act=add_to_catalogue, icon="tag"),
    )
