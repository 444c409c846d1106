"""Why each kind of data stays for its time, in words; the text of the law is named beside, in French."""

from collections.abc import Mapping

from microdesk_desktop.base.i18n import french, tr
from microdesk_desktop.privacy.retention import Category, Duration

_GDPR = "RGPD art. 5-1 e"
_BETWEEN = " ; "
"""Between two sources of the table."""


def reason_text(duration: Duration) -> str:
    """Why a category stays so long, and what may be chosen where the law sets a bound."""
    return " ".join(filter(None, (_reasons()[duration.category], _bound(duration))))


def reference_text(duration: Duration) -> str:
    """« Référence : Code de commerce art. L. 123-22 »: a French text keeps its name in every language."""
    known = {_GDPR: tr("RGPD art. 5-1 e")}
    sources = [known.get(each) or french(each) for each in duration.source.split(_BETWEEN)]
    return tr("Référence : {source}").format(source=tr(" ; ").join(sources))


def _reasons() -> Mapping[Category, str]:
    return {
        Category.PROSPECTS: tr(
            "Après trois ans sans échange, une personne qui n'a rien commandé ne s'attend plus à être contactée."
        ),
        Category.INACTIVE: tr(
            "Trois ans après la fin d'une relation, ses coordonnées ne servent plus qu'à démarcher ; cinq ans couvrent"
            " encore une action en justice."
        ),
        Category.FORMER: tr("Passé le temps de ses factures, rien ne demande plus de savoir qui était ce client."),
        Category.DOCUMENTS: tr(
            "La loi vous demande de garder vos factures dix ans ; passé ce temps, rien ne demande plus de savoir ce"
            " qu'elles disaient."
        ),
        Category.ARCHIVES: tr("La loi vous demande dix ans de comptes, avec leurs pièces justificatives."),
        Category.BANK: tr(
            "Les relevés justifient vos comptes, que la loi vous demande dix ans ; vous fixez cette durée."
        ),
        Category.TRIPS: tr(
            "L'administration peut demander six ans de papiers, et revenir sur trois ans de revenus ; vous fixez cette"
            " durée."
        ),
        Category.IMPORTS: tr("Le temps de pouvoir retirer un import en entier. Aucun texte ne fixe cette durée."),
        Category.LOOKUPS: tr("Le temps de remplir une fiche. Aucun texte ne fixe cette durée."),
        Category.REQUESTS: tr(
            "Le temps de pouvoir prouver en justice ce qui a été répondu. Une demande sans réponse reste."
        ),
        Category.JOURNAL: tr(
            "Six mois à un an suffisent pour contrôler ce qui est sorti ; c'est votre propre journal, vous pouvez le"
            " garder davantage."
        ),
        Category.REPORTS: tr("Le temps de corriger une panne. Aucun texte ne fixe cette durée."),
    }


def _bound(duration: Duration) -> str:
    if duration.least > 1:
        return tr("Pas moins de {count} ans.").format(count=duration.least)
    if duration.most is not None:
        return tr("Pas plus de {count} ans.").format(count=duration.most)
    return ""
