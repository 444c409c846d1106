"""What is asked when another hand changed or removed the draft while something was typed: nothing of it is lost."""

from collections.abc import Callable

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.drafts import OpenDraft
from microdesk_desktop.pages.editor.keeper import DraftKeeper
from microdesk_desktop.pages.shared.new_draft import EDITOR

BANNER = "draft"


def ask_which(workspace: Workspace, draft: Draft, error: KnownError, take_other: Callable[[], object]) -> None:
    """Ask whether to keep what was typed, as a new draft where the other one is gone, or to take what is there."""
    keeper = workspace.controller(DraftKeeper)
    is_gone = error.code is ErrorCode.UNKNOWN_TARGET

    def keep() -> None:
        if is_gone:
            keeper.open(OpenDraft())
        keeper.overwrite(draft)

    def banner() -> Banner:
        return Banner(
            key=BANNER,
            text=tr("Ce brouillon n'existe plus.") if is_gone else tr("Ce brouillon a changé ailleurs."),
            tone=Tone.ATTENTION,
            action=(tr("Garder ma saisie"), keep),
            refusal=(tr("Prendre l'autre version"), take_other),
            page=EDITOR,
        )

    workspace.notices.show(banner)
