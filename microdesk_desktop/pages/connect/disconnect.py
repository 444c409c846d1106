"""Disconnect the bank, after a confirmation that lists what is erased and what is kept."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.front import Front
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.system.gc_timer import collect_and_overwrite
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.window.dialogs import confirm
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.disconnect import DisconnectReport, disconnect, finish_disconnect
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.operations.vault.erasure import Erasure
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.pages.todo.walk import Walk
from microdesk_desktop.views.bank.connections.erasure import disconnect_text, opening_text
from microdesk_desktop.views.bank.connections.plan import (
    ErasurePlan,
    keep_files_hint,
    keep_files_text,
    keep_rules_text,
    load_erasure_plan,
    plan_text,
)
from microdesk_desktop.views.messages.actions import Goal, goal_label

KEY = "disconnect"
PAGES_OF_LABELS = ("bank", "rules")
"""The pages whose sheets show a label of the bank, or words of one. Those of others stay, with what was typed there."""
# By then the pages have read again, and freed the rows that they showed.
AFTER_ERASING_MS = 2_000


def ask_disconnect(host: QWidget, workspace: Workspace) -> None:
    """Ask for confirmation, and what is to stay: disconnecting cannot be undone."""
    workspace.load(load_erasure_plan, owner=host, on_success=partial(_ask, host, workspace))


def _ask(host: QWidget, workspace: Workspace, plan: ErasurePlan) -> None:
    files = CheckBox(keep_files_text(plan), hint=keep_files_hint(plan), checked=True) if plan.file_accounts else None
    words = tr("Elles contiennent les mots de libellés que vous y avez mis.")
    rules = CheckBox(keep_rules_text(plan), hint=words) if plan.rules else None
    for box, name in ((files, "keep_files"), (rules, "keep_rules")):
        if box is not None:
            box.setObjectName(name)

    def agreed() -> None:
        keeps_files, keeps_rules = (box is not None and box.is_checked() for box in (files, rules))
        _run(workspace, partial(disconnect, keeps_rules=keeps_rules, keeps_files=keeps_files))

    confirm(
        host,
        tr("Déconnecter la banque ?"),
        plan_text(plan),
        tr("Déconnecter et effacer"),
        agreed,
        *filter(None, (files, rules)),
    )


def retry_disconnect(workspace: Workspace) -> None:
    """Erase what a disconnect has left."""
    _run(workspace, finish_disconnect)


def show_opening(workspace: Workspace) -> None:
    """Show what the opening of the vault did about a disconnect that had been interrupted, if there was one."""
    erasure = workspace.session.erasures.get(BANK)
    if erasure is not None:
        _show(workspace, erasure, opening_text)


def _run(workspace: Workspace, act: Callable[[Session, Job], DisconnectReport]) -> None:
    def done(report: DisconnectReport) -> None:
        workspace.undo.clear()
        if workspace.front is not None:
            _forget_shown(workspace.front)
        workspace.controller(Walk).stop()  # its item may be a transaction
        workspace.controller(ImportController).close_statements()
        workspace.notices.clear()  # an offer or a result may still name what has just been erased
        _show(workspace, report.erasure, disconnect_text)
        call_later(workspace, AFTER_ERASING_MS, partial(_overwrite, workspace.session))

    workspace.work(act, progress=tr("Déconnexion de la banque…"), on_success=done)


def _overwrite(session: Session) -> None:
    """Empty the caches again: until the pages read anew, they painted rows that were erased already."""
    session.forget()
    collect_and_overwrite()


def _forget_shown(front: Front) -> None:
    """Take what has been erased off the screen, and out of the memory, but for the page in sight, which reads again."""
    if front.page_in_sight() in PAGES_OF_LABELS:
        front.close_sheets()
    front.forget_past()
    front.forget_hidden_pages()


def _show(workspace: Workspace, erasure: Erasure, words: Callable[[Erasure], str]) -> None:
    """Show the outcome on the page in sight; in the whole window before there is one."""
    page = workspace.front.page_in_sight() if workspace.front is not None else ""
    is_whole = not erasure.left and erasure.is_informed and not erasure.reports

    def banner() -> Banner:
        action = (goal_label(Goal.RETRY), partial(retry_disconnect, workspace)) if erasure.left else None
        tone = Tone.POSITIVE if is_whole else Tone.ATTENTION
        return Banner(key=KEY, text=words(erasure), tone=tone, action=action, page=page)

    workspace.notices.show(banner)
