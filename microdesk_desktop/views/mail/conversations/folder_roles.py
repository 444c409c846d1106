"""What folders are for, where the user has to choose them, as sentences."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Folder, Role


def missing_text(role: Role) -> str:
    """That no folder of a needed role was recognised, and what that prevents."""
    return {
        Role.SENT: tr("Aucun dossier n'a été reconnu pour les messages envoyés : leur copie n'est rangée nulle part."),
        Role.DRAFTS: tr("Aucun dossier n'a été reconnu pour les brouillons : aucun ne peut être gardé."),
        Role.TRASH: tr("Aucun dossier n'a été reconnu pour la corbeille : rien ne peut y être mis."),
    }[role]


def chosen_text(role: Role, folder: Folder) -> str:
    """What a folder is for from now on."""
    text = {
        Role.SENT: tr("« {name} » reçoit désormais la copie de vos messages envoyés."),
        Role.DRAFTS: tr("« {name} » garde désormais vos brouillons."),
        Role.TRASH: tr("« {name} » est désormais votre corbeille."),
        Role.ARCHIVE: tr("« {name} » reçoit désormais ce que vous archivez."),
        Role.SPAM: tr("« {name} » est désormais le dossier des indésirables."),
    }[role]
    return text.format(name=one_line(folder.name))
