"""The sentences for what no trip has, by the part that it concerns."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr

MILEAGE_SENTENCES_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    (ErrorCode.INVALID_VALUE, "trip distance"): lambda: tr(
        "Indiquez la distance d'un seul sens, entre 0,1 et 5 000 km."
    ),
    (ErrorCode.INVALID_VALUE, "trip day"): lambda: tr("Un trajet se note une fois fait, depuis 2000."),
    (ErrorCode.INVALID_VALUE, "trip place"): lambda: tr(
        "Indiquez le départ et l'arrivée, en 200 caractères au plus chacun."
    ),
    (ErrorCode.INVALID_VALUE, "trip vehicle"): lambda: tr("Vous avez plusieurs véhicules : dites lequel."),
    (ErrorCode.INVALID_VALUE, "trip price"): lambda: tr("Indiquez le prix d'un kilomètre, jusqu'à 1 000 €."),
    (ErrorCode.INVALID_VALUE, "trip draft"): lambda: tr(
        "Ce brouillon ne peut pas recevoir ces trajets : il en faut un de facture, en euros, pour ce client."
    ),
    (ErrorCode.INVALID_VALUE, "report file"): lambda: tr("Nommez le fichier à écrire, avec -o."),
}
