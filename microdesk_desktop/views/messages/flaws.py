"""What is wrong with an identifier or a fact of the company, in one precise sentence."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.identifiers import Flaw, FlawKind


def flaw_text(flaw: Flaw) -> str:
    """The sentence for a flaw: which of length, characters or check digit is wrong, and what is expected."""
    if flaw.kind is FlawKind.LENGTH:
        return _length_text(flaw)
    return _SENTENCES[flaw.kind]().format(found=flaw.found, expected=flaw.expected)


def _length_text(flaw: Flaw) -> str:
    right = tr(" ou ").join(map(str, flaw.lengths))
    if not right:
        return tr("Cette longueur ne convient pas : {found} caractères.").format(found=flaw.length)
    text = (
        tr("Il faut {right} chiffres, et il y en a {found}.")
        if flaw.counts_digits
        else tr("Il faut {right} caractères, et il y en a {found}.")
    )
    return text.format(right=right, found=flaw.length)


_SENTENCES: Mapping[FlawKind, Callable[[], str]] = {
    FlawKind.CHARACTERS: lambda: tr("Un caractère n'a pas sa place ici : une lettre pour un chiffre, ou l'inverse ?"),
    FlawKind.CHECK_DIGIT: lambda: tr("La longueur est bonne, mais un chiffre est faux ou deux sont inversés."),
    FlawKind.COUNTRY: lambda: tr("Les deux lettres ne désignent aucun pays connu ici."),
    FlawKind.OTHER_COMPANY: lambda: tr("Ce numéro contient le SIREN {found}, et votre SIRET le SIREN {expected}."),
    FlawKind.EMPTY: lambda: tr("Il ne peut pas être vide."),
    FlawKind.FORM: lambda: tr("Sa forme n'est pas la bonne : relisez-la."),
    FlawKind.DATE: lambda: tr("Écrivez la date ainsi : 2026-11-21."),
    FlawKind.CHOICE: lambda: tr("Choix possibles : {expected}."),
    FlawKind.TOO_EARLY: lambda: tr("Cette date précède celle de la création de l'entreprise."),
    FlawKind.NUMBER_CHARACTERS: lambda: tr(
        "Un numéro ne prend que des lettres sans accent, des chiffres et + - _ /, sans espace."
    ),
    FlawKind.NUMBER_LENGTH: lambda: tr("Un numéro a trente-cinq caractères au plus."),
    FlawKind.NO_COUNTER: lambda: tr(
        "Écrivez le numéro de votre prochaine facture, compteur à la fin : F-2026-0042 ou FAC0042."
    ),
    FlawKind.TERMS: lambda: tr("Écrivez un nombre de jours, puis « eom » pour la fin du mois : 30, ou 45 eom."),
    FlawKind.ELECTRONIC: lambda: tr("Écrivez le code de l'annuaire, deux-points, puis l'adresse : 0225:732829320."),
    FlawKind.OTHER_SIREN: lambda: tr("Cette adresse doit commencer par le SIREN {expected}."),
    FlawKind.COLOUR: lambda: tr("Écrivez la couleur ainsi : #1f6f5c."),
    FlawKind.LOGO_SIZE: lambda: tr("Ce fichier dépasse 500 Ko : réduisez l'image, chaque document la contient."),
    FlawKind.LOGO_SIDE: lambda: tr("Cette image est abîmée, ou a plus de 4 000 points de côté."),
    FlawKind.LOGO_FORMAT: lambda: tr("Choisissez une image PNG, JPEG ou SVG : ce fichier n'en est pas une."),
    FlawKind.LOGO_ACTIVE: lambda: tr(
        "Ce SVG contient du texte, une image, un style ou un lien : exportez-le en tracés simples."
    ),
    FlawKind.NO_GLYPH: lambda: tr("Le caractère {found} ne peut pas être imprimé : remplacez-le."),
    FlawKind.TOO_LONG: lambda: tr("Ce texte est trop long : gardez moins de mille caractères."),
}
