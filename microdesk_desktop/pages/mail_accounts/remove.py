"""Remove a mail account, after a confirmation that lists what happens; it works offline."""

from collections.abc import Callable, Sequence
from functools import partial

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.gui.front import Front
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.system.gc_timer import collect_and_overwrite
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.window.dialogs import confirm
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.remove import RemovalReport, remove_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import MAIL_ACCOUNT, mail_account_module
from microdesk_desktop.operations.vault.erasure import Erasure, finish_erasure
from microdesk_desktop.pages.composer.controller import Composer
from microdesk_desktop.pages.composer.leaving import ask_about_waiting
from microdesk_desktop.pages.composer.message import OpenMessage
from microdesk_desktop.views.mail.accounts import opening_text, removal_plan, removal_text
from microdesk_desktop.views.mail.composer.words import lost_text
from microdesk_desktop.views.messages.actions import Goal, goal_label

KEY = "mail_removal"
PAGES_OF_MAIL = ("mail", "composer")
"""The pages that show letters of an account."""
AFTER_ERASING_MS = 2_000
"""By then the pages have read again, and freed what they showed."""


def ask_remove(workspace: Workspace, account: Account) -> None:
    """Ask for confirmation: the password or the consent is needed anew to come back.

    What waits to be sent from the account, or has no draft yet, is seen to before.
    """
    composer = workspace.controller(Composer)
    conclude = partial(
        composer.conclude,
        account.id,
        partial(_confirm, workspace, account),
        partial(_confirm, workspace, account),
    )
    waiting = [each for each in composer.of_account(account.id) if each.is_on_its_way]
    if waiting and workspace.front is not None:
        ask_about_waiting(workspace.front, waiting, partial(conclude, sends=True), partial(conclude, sends=False))
    else:
        conclude(sends=False)


def _confirm(workspace: Workspace, account: Account, lost: Sequence[OpenMessage] = ()) -> None:
    """Ask; `lost` are messages of which the server has no draft."""
    if workspace.front is None:
        return  # it was locked meanwhile
    confirm(
        workspace.front,
        tr("Retirer {address} ?").format(address=account.address),
        " ".join(filter(None, (lost_text([each.subject for each in lost]), removal_plan(account)))),
        tr("Retirer la boîte"),
        partial(_remove, workspace, account),
    )


def show_opening(workspace: Workspace) -> None:
    """Show what the opening of the vault did about removals that had been interrupted, if there were any."""
    for module, erasure in workspace.session.erasures.items():
        if module.startswith(MAIL_ACCOUNT):
            _show(workspace, module, erasure, partial(opening_text, erasure))


def _show(workspace: Workspace, module: str, erasure: Erasure, text: Callable[[], str]) -> None:
    """Show the outcome on the page in sight, with the button that erases what is left."""
    page = workspace.front.page_in_sight() if workspace.front is not None else ""
    tone = Tone.ATTENTION if erasure.left or not erasure.is_informed else Tone.POSITIVE

    def banner() -> Banner:
        action = (goal_label(Goal.RETRY), partial(_finish, workspace, module)) if erasure.left else None
        return Banner(key=KEY, text=text(), tone=tone, action=action, page=page)

    workspace.notices.show(banner)


def _finish(workspace: Workspace, module: str) -> None:
    """Erase once more what a removal has left, such as the keyring that was locked."""
    workspace.work(
        lambda session, job: finish_erasure(session, module, job),
        on_success=lambda erasure: _show(workspace, module, erasure, partial(opening_text, erasure)),
    )


def _remove(workspace: Workspace, account: Account) -> None:
    def act(session: Session, job: Job) -> RemovalReport:
        return remove_account(session, account.id, job)

    def done(report: RemovalReport) -> None:
        workspace.controller(Composer).give_up_account(account.id)
        workspace.undo.clear()  # what could be undone may be an action on a letter of this account
        workspace.notices.clear()
        if workspace.front is not None:
            _forget_shown(workspace.front)
        module = mail_account_module(account.id)
        _show(workspace, module, report.erasure, partial(removal_text, account, report.erasure))
        call_later(workspace, AFTER_ERASING_MS, partial(_overwrite, workspace.session))

    workspace.work(act, progress=tr("Retrait de la boîte…"), on_success=done)


def _forget_shown(front: Front) -> None:
    if front.page_in_sight() in PAGES_OF_MAIL:
        front.close_sheets()
    front.forget_past()
    front.forget_hidden_pages()


def _overwrite(session: Session) -> None:
    session.forget()
    collect_and_overwrite()
