"""The window of the sample company: marked as an example, and closed in place of being locked."""

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.pages.shell.window import Window

KEY = "example"


def mark_as_example(window: Window) -> None:
    """Mark the open vault of this window as an example, with the button that closes it.

    Locking closes the window: nobody was given the passphrase of this vault, and it would be opened again with the
    system's keyring, which an example must not reach.
    """
    assert window.workspace is not None
    window.locks_by_closing = True
    window.setWindowTitle(tr("MicroDesk : entreprise d'exemple"))

    def banner() -> Banner:
        return Banner(
            key=KEY,
            text=tr("Entreprise d'exemple : rien n'est à vous ici, et tout est effacé à la fermeture."),
            tone=Tone.PROPOSAL,
            action=(tr("Fermer l'exemple"), window.close),
        )

    window.workspace.notices.show(banner)
