"""What the opening of the vault healed, in a banner that stays until the user closes it."""

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.vault.opening import healed_text

KEY = "header"


def show_healed(workspace: Workspace) -> None:
    """Show that the header was damaged and healed, if it was."""
    report = workspace.session.opening
    if report.healed_from is not None:
        workspace.notices.show(lambda: Banner(key=KEY, text=healed_text(report), tone=Tone.ATTENTION))
