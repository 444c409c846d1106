"""Sentences for what goes wrong with requests about personal data, and with the erasure of a supplier."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr

REQUEST_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.UNKNOWN_REQUEST: lambda: tr("Il n'y a pas de demande {request} dans le registre."),
    ErrorCode.REQUEST_ANSWERED: lambda: tr("La demande {request} a déjà sa réponse : elle ne change plus."),
    ErrorCode.NOTHING_HELD: lambda: tr(
        "Le coffre ne contient rien au sujet de « {person} », hors sa demande. Vérifiez le nom, ou répondez-lui qu'il "
        "n'y a rien."
    ),
    ErrorCode.EXTENSION_TOO_LATE: lambda: tr(
        "Un délai de plus s'annonce dans le mois, ici jusqu'au {day} (RGPD, art. 12.3). Répondez sans attendre."
    ),
    ErrorCode.ERASURE_NOT_DONE: lambda: tr(
        "Ce client n'est pas encore effacé : effacez-le, puis notez la réponse. Préparez d'abord la lettre, car son "
        "adresse s'efface aussi."
    ),
    ErrorCode.UNKNOWN_SUPPLIER: lambda: tr("Aucune dépense n'est chez « {supplier} »."),
}
REQUEST_SENTENCES_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.NOTHING_HELD: lambda: tr("Le coffre ne contient rien au sujet de cette personne, hors sa demande."),
    ErrorCode.UNKNOWN_REQUEST: lambda: tr("Cette demande n'est pas dans le registre."),
    ErrorCode.REQUEST_ANSWERED: lambda: tr("Cette demande a déjà sa réponse : elle ne change plus."),
    ErrorCode.EXTENSION_TOO_LATE: lambda: tr(
        "Un délai de plus s'annonce dans le mois (RGPD, art. 12.3). Répondez sans attendre."
    ),
    ErrorCode.UNKNOWN_SUPPLIER: lambda: tr("Aucune dépense n'est chez ce fournisseur."),
}
