"""What was found while the vault was opened, in words: a healed header."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.vault.header_copies import HealedFrom, OpeningReport
from microdesk_desktop.views.messages.errors import error_text


def healed_text(report: OpeningReport) -> str:
    """What the header was healed from, or that it could not be; empty when it was whole."""
    if not report.is_healed:
        return error_text(KnownError(ErrorCode.VAULT_DAMAGED, part="header copies"))
    if report.healed_from is HealedFrom.COPY:
        return tr(
            "Un des deux exemplaires de l'en-tête du coffre était abîmé ou modifié. MicroDesk l'a réparé d'après "
            "l'autre : rien n'est perdu."
        )
    if report.healed_from is HealedFrom.BACKUP:
        return tr(
            "L'en-tête du coffre et sa copie étaient abîmés ou modifiés. MicroDesk les a réparés d'après une "
            "sauvegarde ; la phrase secrète et la clé de récupération sont celles de cette sauvegarde."
        )
    return ""
