"""The banner about backups that still open with a former passphrase or key."""

from functools import partial

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.backups.align import align_backups
from microdesk_desktop.views.messages.actions import Goal, goal_label
from microdesk_desktop.views.vault.outdated_backups import outdated_lines

KEY = "outdated_backups"


def show_outdated(workspace: Workspace) -> None:
    """Show which backups a change of the vault's keys did not reach, with a button to try again; nothing when none."""
    backups = workspace.session.outdated_backups
    if not backups:
        workspace.notices.dismiss(KEY)
        return

    def banner() -> Banner:
        action = (goal_label(Goal.RETRY), partial(_retry, workspace))
        return Banner(key=KEY, text="\n".join(outdated_lines(backups)), tone=Tone.ATTENTION, action=action)

    workspace.notices.show(banner)


def _retry(workspace: Workspace) -> None:
    workspace.work(
        lambda session, _: align_backups(session),
        lane=Lane.WRITE,
        on_success=lambda _: show_outdated(workspace),
    )
