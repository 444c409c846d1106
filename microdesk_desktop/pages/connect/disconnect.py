"""Disconnect the bank, after a confirmation that lists what is erased and what is kept."""

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.window.dialogs import confirm
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.disconnect import DisconnectReport, disconnect
from microdesk_desktop.views.bank.reports import disconnect_text

KEY = "disconnect"


def ask_disconnect(host: QWidget, workspace: Workspace) -> None:
    """Ask for confirmation: disconnecting cannot be undone."""
    confirm(
        host,
        tr("Déconnecter la banque ?"),
        tr(
            "Sont effacés, sans retour : les opérations, le compte, le solde, l'accord, vos clés et vos règles, "
            "jusque dans les sauvegardes de MicroDesk. Restent tels quels : factures, recettes, dépenses et leurs "
            "règlements déjà enregistrés."
        ),
        tr("Déconnecter et effacer"),
        lambda: _disconnect(workspace),
    )


def _disconnect(workspace: Workspace) -> None:
    def done(report: DisconnectReport) -> None:
        workspace.undo.clear()
        workspace.notices.clear()  # an offer or a result may still name what has just been erased
        workspace.notices.show(
            lambda: Banner(key=KEY, text=disconnect_text(is_revoked=report.revoked), tone=_tone(report))
        )

    workspace.work(disconnect, progress=tr("Déconnexion de la banque…"), on_success=done)


def _tone(report: DisconnectReport) -> Tone:
    return Tone.POSITIVE if report.revoked else Tone.ATTENTION
