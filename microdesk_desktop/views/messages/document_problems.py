"""What stands against issuing a document, in one sentence with what to correct."""

from collections.abc import Callable, Mapping
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.einvoice.rules.problem import Problem


def problem_text(problem: Problem) -> str:
    """The sentence for a problem, after the line that it is about: « Ligne 2 : indiquez une unité. »"""
    sentence = _sentence(problem)
    if problem.line is None:
        return sentence
    return tr("Ligne {number} : {sentence}").format(number=problem.line, sentence=sentence[:1].lower() + sentence[1:])


def _sentence(problem: Problem) -> str:
    if problem.rule == "MD-GLYPH" and problem.value:
        return tr("Le caractère {character} ne peut pas être imprimé : remplacez-le dans {place}.").format(
            character=_shown(problem.value), place=_place(problem.term)
        )
    if problem.rule == "MD-FRANCHISE" and problem.value:
        return tr(
            "Votre franchise de TVA est finie depuis le {day} d'après vos encaissements : réglez la TVA dans votre"
            " entreprise."
        ).format(day=dates.long_day(date.fromisoformat(problem.value)))
    specific = _BY_RULE_AND_TERM.get((problem.rule, problem.term)) or _BY_RULE.get(problem.rule)
    if specific is not None:
        return specific()
    letters, _, number = problem.rule.removeprefix("BR-").partition("-")
    by_number = _OF_CATEGORIES.get(number)
    if letters in _CATEGORIES and by_number is not None:
        return by_number().format(category=_CATEGORIES[letters]())
    return tr("La règle {rule} n'est pas respectée.").format(rule=problem.rule)


def _shown(character: str) -> str:
    """A character as itself, where it can be seen, and by its number in Unicode: « U+0001 »."""
    number = f"U+{ord(character):04X}"
    return (
        tr("« {character} » ({number})").format(character=character, number=number)
        if character.isprintable()
        else number
    )


def _place(term: str) -> str:
    return _PLACES[term]() if term in _PLACES else tr("votre entreprise")


_PLACES: Mapping[str, Callable[[], str]] = {
    "BT-44": lambda: tr("le nom du client"),
    "BT-50": lambda: tr("l'adresse du client"),
    "BT-56": lambda: tr("le contact du client"),
    "BT-75": lambda: tr("l'adresse de livraison"),
    "BT-13": lambda: tr("le numéro de commande"),
    "subject": lambda: tr("l'objet"),
    "BT-22": lambda: tr("les notes"),
    "BT-153": lambda: tr("la désignation"),
    "BT-154": lambda: tr("le détail"),
}
_CATEGORIES: Mapping[str, Callable[[], str]] = {
    "S": lambda: tr("taxées"),
    "Z": lambda: tr("à taux zéro"),
    "E": lambda: tr("exonérées"),
    "AE": lambda: tr("en autoliquidation"),
    "IC": lambda: tr("livrées dans l'Union européenne"),
    "G": lambda: tr("exportées"),
    "O": lambda: tr("hors du champ de la TVA"),
}
_OF_CATEGORIES: Mapping[str, Callable[[], str]] = {
    "01": lambda: tr("Les totaux de TVA ne correspondent pas aux lignes {category}."),
    "02": lambda: tr("Des lignes {category} demandent les numéros de TVA : complétez votre entreprise et le client."),
    "05": lambda: tr("Le taux de TVA ne va pas avec des ventes {category}."),
    "06": lambda: tr("Le taux de la remise ne va pas avec des ventes {category}."),
    "08": lambda: tr("La base des ventes {category} n'est pas la somme de leurs lignes."),
    "09": lambda: tr("La TVA des ventes {category} n'est pas celle de leur base."),
    "10": lambda: tr("La raison de la TVA des ventes {category} manque ou est de trop."),
}

_BY_RULE_AND_TERM: Mapping[tuple[str, str], Callable[[], str]] = {
    ("BR-FR-09", "BT-29"): lambda: tr("Votre SIRET ne commence pas par votre SIREN."),
    ("BR-FR-09", "BT-46"): lambda: tr("Le SIRET du client ne commence pas par son SIREN."),
    ("BR-FR-32", "BT-30"): lambda: tr("Votre SIREN doit avoir neuf chiffres."),
    ("BR-FR-32", "BT-47"): lambda: tr("Le SIREN du client doit avoir neuf chiffres."),
    ("BR-FR-03", "BT-2"): lambda: tr("La date du document doit être entre 2000 et 2099."),
    ("BR-FR-02", "BT-25"): lambda: tr("Le numéro du document d'origine a des caractères que la loi n'admet pas."),
    ("BR-CL-14", "BT-40"): lambda: tr("Le pays de votre entreprise n'est pas reconnu."),
    ("BR-CL-14", "BT-55"): lambda: tr("Le pays du client n'est pas reconnu."),
    ("MD-SIREN", "BT-30"): lambda: tr("Votre SIREN est faux : vérifiez ses chiffres."),
    ("MD-SIREN", "BT-47"): lambda: tr("Le SIREN du client est faux : vérifiez ses chiffres."),
    ("MD-SIRET", "BT-29"): lambda: tr("Votre SIRET est faux : vérifiez ses chiffres."),
    ("MD-SIRET", "BT-46"): lambda: tr("Le SIRET du client est faux : vérifiez ses chiffres."),
    ("MD-VAT-NUMBER", "BT-31"): lambda: tr("Votre numéro de TVA est faux."),
    ("MD-VAT-NUMBER", "BT-48"): lambda: tr("Le numéro de TVA du client est faux."),
    ("MD-REGIME", "franchise"): lambda: tr("À cette date vous facturez la TVA : indiquez le taux de TVA."),
    ("MD-REGIME", "standard"): lambda: tr("À cette date vous êtes en franchise : retirez le taux de TVA."),
    ("MD-QUOTE-LEFT", "BT-109"): lambda: tr("C'est plus que ce qui reste du devis : réduisez le montant."),
    ("MD-MENTION", "insurance"): lambda: tr("Indiquez votre assurance professionnelle dans votre entreprise."),
    ("MD-MENTION", "mediator"): lambda: tr("Indiquez votre médiateur de la consommation dans votre entreprise."),
    ("MD-MENTION", "buyer_siren"): lambda: tr("Indiquez le SIREN du client, obligatoire dès le 1er septembre 2027."),
    ("MD-MENTION", "valid_until"): lambda: tr("Indiquez jusqu'à quand le devis est valable."),
}

_BY_RULE: Mapping[str, Callable[[], str]] = {
    "BR-02": lambda: tr("Le document n'a pas de numéro."),
    "BR-03": lambda: tr("Indiquez la date du document."),
    "BR-06": lambda: tr("Indiquez le nom de votre entreprise."),
    "BR-07": lambda: tr("Choisissez un client."),
    "BR-09": lambda: tr("Indiquez le pays de votre entreprise."),
    "BR-11": lambda: tr("Indiquez le pays du client."),
    "BR-16": lambda: tr("Ajoutez au moins une ligne."),
    "BR-CO-18": lambda: tr("Ajoutez au moins une ligne."),
    "BR-22": lambda: tr("Indiquez une quantité."),
    "BR-23": lambda: tr("Indiquez une unité."),
    "BR-25": lambda: tr("Indiquez ce qui est vendu."),
    "BR-26": lambda: tr("Indiquez un prix."),
    "BR-27": lambda: tr("Un prix ne peut pas être négatif : mettez la quantité en négatif."),
    "BR-29": lambda: tr("La période finit avant de commencer."),
    "BR-30": lambda: tr("La période finit avant de commencer."),
    "BR-53": lambda: tr("Indiquez ce que vaut la devise en euros."),
    "BR-61": lambda: tr("Indiquez votre IBAN dans votre entreprise."),
    "CII-SR-470": lambda: tr("Indiquez votre IBAN dans votre entreprise."),
    "BR-CL-04": lambda: tr("Cette devise n'existe pas."),
    "BR-CL-23": lambda: tr("Cette unité n'est pas reconnue."),
    "BR-CO-09": lambda: tr("Un numéro de TVA commence par les deux lettres de son pays."),
    "BR-CO-25": lambda: tr("Indiquez une échéance."),
    "BR-CO-26": lambda: tr("Indiquez votre SIRET dans votre entreprise."),
    "BR-FR-01": lambda: tr("Le numéro dépasse trente-cinq caractères."),
    "BR-FR-02": lambda: tr("Le numéro ne peut avoir que des lettres sans accent, des chiffres et + - _ /."),
    "BR-FR-03": lambda: tr("Une date n'est pas entre 2000 et 2099."),
    "BR-FR-10": lambda: tr("Indiquez votre SIRET dans votre entreprise."),
    "BR-FR-11": lambda: tr("Indiquez le SIREN du client."),
    "BR-FR-12": lambda: tr("Indiquez l'adresse électronique du client."),
    "BR-FR-13": lambda: tr("Indiquez votre SIRET dans votre entreprise."),
    "BR-FR-15": lambda: tr("Cette catégorie de TVA n'existe pas en France."),
    "BR-FR-16": lambda: tr("Ce taux de TVA n'existe pas en France."),
    "BR-FR-21": lambda: tr("L'adresse électronique du client doit commencer par son SIREN."),
    "BR-FR-23": lambda: tr("Une adresse électronique a des caractères que la loi n'admet pas."),
    "BR-FR-04": lambda: tr("Ce type de document n'est pas de ceux que la réforme admet."),
    "BR-FR-CDV-07": lambda: tr("Indiquez votre SIRET dans votre entreprise."),
    "BR-FR-CDV-08": lambda: tr("L'adresse électronique du destinataire manque dans cette facture."),
    "BR-FR-CDV-13": lambda: tr("Le SIREN du vendeur manque dans cette facture."),
    "BR-FR-CO-04": lambda: tr("Une facture rectificative corrige une seule facture : indiquez son numéro."),
    "BR-FR-CO-05": lambda: tr("Indiquez la facture que cet avoir annule ou corrige."),
    "BR-FR-CO-07": lambda: tr("L'échéance précède la date du document."),
    "BR-FR-CO-12": lambda: tr("Indiquez ce que vaut la devise en euros."),
    "BR-FR-DEC-01": lambda: tr("Un montant est trop grand."),
    "BR-FR-DEC-02": lambda: tr("La quantité a trop de chiffres."),
    "BR-FR-DEC-03": lambda: tr("Le prix a trop de chiffres."),
    "BR-FR-DEC-04": lambda: tr("Le taux de TVA a trop de chiffres."),
    "BR-IC-11": lambda: tr("Indiquez la date de livraison."),
    "BR-IC-12": lambda: tr("Indiquez le pays de livraison."),
    "BR-O-11": lambda: tr("Ce qui est hors du champ de la TVA se facture seul : faites deux documents."),
    "BR-O-12": lambda: tr("Ce qui est hors du champ de la TVA se facture seul : faites deux documents."),
    "BR-O-13": lambda: tr("Ce qui est hors du champ de la TVA se facture seul : faites deux documents."),
    "MD-FINAL": lambda: tr("Indiquez les factures d'acompte que cette facture de solde déduit."),
    "MD-IBAN": lambda: tr("Votre IBAN est faux : vérifiez ses chiffres."),
    "MD-QUOTE-LEFT": lambda: tr(
        "C'est plus que ce qui reste du devis : réduisez la quantité, ou mettez le surplus sur une ligne à part."
    ),
    "MD-CREDIT-LEFT": lambda: tr("C'est plus que ce qui reste à créditer de cette facture."),
    "MD-DEPOSIT-TWICE": lambda: tr("Un acompte est déjà déduit d'une autre facture : retirez-le de celle-ci."),
    "MD-DELIVERY": lambda: tr("Indiquez le jour de la prestation ou de la livraison."),
    "MD-CONSUMER": lambda: tr("Un particulier ne doit jamais les 40 € de frais de recouvrement : retirez-les."),
    "MD-CNWVAT": lambda: tr("Ce motif d'exonération n'est que pour un avoir : choisissez celui de l'opération."),
    "MD-DEPOSIT-LINE": lambda: tr("L'acompte est déjà déduit du total : retirez cette ligne, il le serait deux fois."),
    "MD-NEGATIVE": lambda: tr("Le total est négatif : faites un avoir."),
}
