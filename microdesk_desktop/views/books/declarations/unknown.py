"""What is not known of a declaration, in a sentence each, with what the user can do about it."""

from collections.abc import Iterable, Sequence

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.declarations import Unknown, UnknownFigure
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.views.books.declarations.words import contribution_words


def unknown_texts(unknown: Iterable[Unknown]) -> Sequence[str]:
    """A sentence for each figure that is not known, none twice."""
    return list(dict.fromkeys(map(unknown_text, unknown)))


def unknown_text(unknown: Unknown) -> str:
    """Why a figure is not known."""
    what = contribution_words(unknown.kind) if unknown.kind else tr("Chiffre d'affaires")
    amount = money.amount(unknown.cents, EUR)
    horizon = dates.long_day(unknown.horizon) if unknown.horizon else ""
    return {
        UnknownFigure.ACTIVITY_NOT_STATED: tr(
            "{amount} encaissés sans activité : indiquez-la sur ces recettes, sinon ils ne sont comptés nulle part."
        ),
        UnknownFigure.OVERSEAS: tr("{what} : les taux d'outre-mer ne sont pas calculés ici."),
        UnknownFigure.CREATION_DAY_MISSING: tr(
            "{what} : indiquez la date de création de l'entreprise, dont le taux réduit par l'Acre dépend."
        ),
        UnknownFigure.POSTAL_CODE_MISSING: tr(
            "{what} : indiquez le code postal de l'entreprise, dont le taux de la chambre dépend."
        ),
        UnknownFigure.NO_RATE: tr("{what} : aucun taux n'est connu pour ces jours."),
        UnknownFigure.AFTER_HORIZON: tr("{what} : taux non publié ou non vérifié après le {horizon}."),
    }[unknown.figure].format(what=what, amount=amount, horizon=horizon)
