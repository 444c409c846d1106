"""Sentences for a status of an e-invoice that cannot be written, with the reasons that it may give."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.documents.einvoice.lifecycle.statuses import statuses

STATUS_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.STATUS_NOTHING_NEW: lambda: tr(
        "Aucun argent reçu pour {reference} n'attend d'être déclaré : rien n'a été écrit."
    ),
    ErrorCode.STATUS_REASON: lambda: tr("« {status} » demande un motif de cette liste : {reasons}."),
    ErrorCode.STATUS_REFUSED: lambda: tr("Ce statut ne peut pas être écrit. {problems}"),
    ErrorCode.STATUS_UNAVAILABLE: lambda: tr(
        "Ce statut n'existe que pour la facture électronique d'un client professionnel ou public établi en France. Les "
        "paiements des particuliers et de l'étranger relèvent de l'e-reporting."
    ),
}
STATUS_SENTENCES_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    (ErrorCode.STATUS_REASON, "wrong"): lambda: tr(
        "Le motif « {reason} » n'est pas de la liste de « {status} ». Motifs possibles : {reasons}."
    ),
    (ErrorCode.STATUS_REASON, "none"): lambda: tr("« {status} » ne prend aucun motif : retirez « {reason} »."),
    (ErrorCode.STATUS_UNAVAILABLE, "received"): lambda: tr(
        "On ne répond ainsi qu'à la facture électronique d'un fournisseur : celle-ci est un simple PDF, une "
        "autofacture ou une vente de votre entreprise."
    ),
}
STATUS_SENTENCES_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.STATUS_NOTHING_NEW: lambda: tr("Aucun argent reçu n'attend d'être déclaré : rien n'a été écrit."),
    ErrorCode.STATUS_REASON: lambda: tr("Ce statut demande un motif de sa liste."),
    ErrorCode.STATUS_REFUSED: lambda: tr("Ce statut ne peut pas être écrit."),
}


def reasons_text(codes: Sequence[str]) -> str:
    """« TX_TVA_ERR (Taux de TVA erroné), DOUBLON (Facture en double) »."""
    words = {reason.code: reason.texts for each in statuses().values() for reason in each.reasons}
    named = (tr("{code} ({words})").format(code=code, words=words[code][language()]) for code in codes)
    return ", ".join(named)


def status_text(code: str) -> str:
    """« 210 Refusée »: a status as the reform names it, in French everywhere."""
    return f"{code} {statuses()[code].name}"
