"""Erase a client, after a sheet that lists what goes, what stays and until when, and takes the client's name."""

from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.privacy.erasure import ErasurePlan
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.erase_client import erase_client, load_erasure_plan
from microdesk_desktop.operations.vault.erased_modules import CLIENTS
from microdesk_desktop.pages.shared.erasing import KEY, Asked, ask_to_erase
from microdesk_desktop.views.privacy.erasure import erased_lines, opening_text, plan_lines
from microdesk_desktop.views.privacy.remaining import named_lines

LIST = "clients"


def ask_erase(host: QWidget, workspace: Workspace, client_id: int) -> None:
    """Show what would go and stay, and erase once the client's name is typed: it cannot be undone."""
    workspace.load(
        lambda reader: load_erasure_plan(reader, client_id),
        owner=host,
        on_success=partial(_open, host, workspace),
    )


def show_opening(workspace: Workspace) -> None:
    """Show what the opening of the vault erased of clients, if anything."""
    erasure = workspace.session.erasures.get(CLIENTS)
    if erasure is not None:
        tone = Tone.ATTENTION if erasure.left else Tone.POSITIVE
        workspace.notices.show(lambda: Banner(key=KEY, text=opening_text(erasure), tone=tone))


def _open(host: QWidget, workspace: Workspace, plan: ErasurePlan) -> None:
    asked = Asked(
        title=tr("Effacer ce client ?"),
        progress=tr("Effacement du client…"),
        name=plan.name,
        lines=plan_lines(plan),
        erase=lambda session, job: erase_client(session, plan.client_id, job),
        erased_lines=lambda done: [*erased_lines(done.plan, done.erasure), *named_lines(done.remaining)],
        page=LIST,
    )
    ask_to_erase(host, workspace, asked)
