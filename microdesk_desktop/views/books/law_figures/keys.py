"""The keys of the tables of figures in words: activities, places, kinds of businesses."""

from collections.abc import Mapping

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import DeclarationPeriod
from microdesk_desktop.views.imports.values import activity_name

_STRONGEST = "99"
"""The key of the last row of a scale by fiscal power: all that is above the row before."""


def key_words(name: str, key: str) -> str:
    """A key of a row in words; empty for what needs no word, such as metropolitan France."""
    if name == "power_max":
        return tr("au-delà") if key == _STRONGEST else tr("jusqu'à {power} CV").format(power=key)
    return _words()[name][key]


def _words() -> Mapping[str, Mapping[str, str]]:
    return {
        "activity": {
            **{activity.value: activity_name(activity) for activity in Activity},
            "classified_tourism": tr("Meublé de tourisme classé"),
            "craft": tr("Artisanat (BIC)"),
        },
        "territory": {
            "metropole": "",
            "drom_first": tr("outre-mer, jusqu'à la fin du 8e trimestre"),
            "drom_second": tr("outre-mer, jusqu'à la fin de la 3e année"),
            "drom_after": tr("outre-mer, ensuite"),
        },
        "cohort": {
            "until_june_2026": tr("création avant juillet 2026"),
            "since_july_2026": tr("création depuis juillet 2026"),
        },
        "chamber": {
            "cci": tr("CCI"),
            "cma": tr("CMA"),
            "cma_alsace": tr("CMA, Bas-Rhin et Haut-Rhin"),
            "cma_moselle": tr("CMA, Moselle"),
        },
        "figure": {
            "turnover": tr("chiffre d'affaires"),
            "social": tr("cotisations sociales"),
            "training": tr("formation professionnelle"),
            "chamber": tr("taxe pour frais de chambre"),
            "income_tax": tr("versement libératoire"),
            **_boxes(),
        },
        "taxed": {"usual": "", "flat": tr("avec versement libératoire")},
        "group": {"goods": tr("ventes, et total"), "services": tr("prestations de services")},
        "rhythm": {
            DeclarationPeriod.MONTHLY.value: tr("chaque mois"),
            DeclarationPeriod.QUARTERLY.value: tr("chaque trimestre"),
        },
        "what": _kept(),
    }


def _kept() -> Mapping[str, str]:
    """What is kept for a time."""
    return {
        "accounts": tr("livres, factures et justificatifs"),
        "works_certificate": tr("attestation de TVA réduite"),
        "consumer_contract": tr("contrat avec un consommateur"),
        "contract": tr("autre contrat"),
        "former_clients": tr("clients d'autrefois"),
        "documents": tr("devis, factures et avoirs"),
        "inactive_clients": tr("coordonnées de clients sans échange"),
        "prospects": tr("prospects"),
        "bank": tr("opérations bancaires"),
        "trips": tr("trajets"),
        "imports": tr("journal des imports"),
        "lookups": tr("réponses des annuaires publics"),
        "requests": tr("demandes des personnes"),
        "journal": tr("journal des connexions"),
        "reports": tr("rapports de panne"),
    }


def _boxes() -> Mapping[str, str]:
    """What the boxes of a return of VAT take."""
    return {
        "sales": tr("ventes, prestations de services"),
        "other_taxed": tr("autres opérations imposables"),
        "foreign_services": tr("achats de services à l'étranger"),
        "eu_goods": tr("achats de biens dans l'Union européenne"),
        "untaxed": tr("autres opérations non imposables"),
        "eu_deliveries": tr("livraisons dans l'Union européenne"),
        "exports": tr("exportations"),
        "rate_2000": tr("taux de 20 %"),
        "rate_1000": tr("taux de 10 %"),
        "rate_550": tr("taux de 5,5 %"),
        "due": tr("total de la TVA brute due"),
        "eu_goods_tax": tr("dont TVA des achats de biens dans l'Union"),
        "deductible": tr("TVA déductible sur biens et services"),
        "credit_before": tr("crédit de la période précédente"),
        "deductible_total": tr("total de la TVA déductible"),
        "credit": tr("crédit de TVA"),
        "credit_carried": tr("crédit à reporter"),
        "net": tr("TVA nette à payer"),
    }
