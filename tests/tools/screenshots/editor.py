"""The scenes of the editor of documents."""

from collections.abc import Callable, Iterator

from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.documents.drafts import new_draft, remove_draft
from microdesk_desktop.pages.editor.head_form import NewClient
from microdesk_desktop.pages.editor.page import EditorPage
from microdesk_desktop.pages.shared.new_draft import EDITOR, NewDraft
from microdesk_desktop.pages.shell.shell import Shell
from tests.tools.screenshots.states import shown

_DRAFT = {
    "client": "Nova SARL",
    "subject": "Refonte du site",
    "lines": [
        {"label": "Conception de la maquette", "quantity": "3", "unit": "jour", "unit_price": "350.00"},
        {
            "label": "Développement",
            "text": "Pages et formulaires",
            "quantity": "12.5",
            "unit": "heure",
            "unit_price": "62.00",
            "discount_percent": "10",
        },
        {"label": "Forfait déplacement Bordeaux–Pau", "unit_price": "200.00"},
    ],
}


def scenes(shell: Shell, settle: Callable[[], object]) -> Iterator[str]:
    """The editor empty, with a draft, with all that opens, and with the pages where they take the form's place."""
    shell.navigate(EDITOR, NewDraft())
    settle()
    yield "editor-new"
    made: list[int] = []
    shell.workspace.perform(
        lambda session: new_draft(session, _DRAFT), on_success=lambda result: made.append(result.id or 0)
    )
    settle()
    shell.navigate(EDITOR, made[0])
    settle()
    yield "editor"
    page = shell.current()
    assert isinstance(page, EditorPage)
    page.lines.open_line(1)
    page.lines.editor.open_details()
    page.options.set_open(True)
    settle()
    yield "editor-open"
    page.toggle_pages()
    settle()
    yield "editor-pages"
    page.toggle_pages()
    yield from _over(shell, page, settle)
    shell.workspace.perform(lambda session: remove_draft(session, made[0]))
    settle()


def _over(shell: Shell, page: EditorPage, settle: Callable[[], object]) -> Iterator[str]:
    """The sheets over a draft, and what stands against its issue."""
    page.issue()
    settle()
    yield "editor-issue"
    shown(shell, SideSheet).close_sheet()
    page.head.client_chosen.emit(NewClient("Atelier des Deux Rives"))
    settle()
    yield "editor-client"
    shown(shell, SideSheet).close_sheet()
    page.head.client_chosen.emit("")
    page.options.set_open(False)
    settle()
    page.issue()
    settle()
    yield "editor-refused"
