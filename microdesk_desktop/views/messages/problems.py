"""Why a row of a file was refused: one short sentence per code; the line number is shown beside it."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.views.messages.values import field_name

_MOST_SHOWN = 100
"""Characters shown of a cell that was refused."""


def problem_text(problem: RowProblem) -> str:
    """The reason in the user's language, with the rejected text; raises KeyError for an unknown code."""
    params = {name: visible(_shortened(value)) for name, value in problem.params.items()}
    if "field" in params:
        params["field"] = field_name(params["field"])
    reason, value = _SENTENCES[problem.code]().format_map(params), params.get("value")
    return tr("{reason} : « {value} »").format(reason=reason, value=value) if value else reason


def remark_line(problem: RowProblem) -> str:
    """« Ligne 4 : ce SIREN ou SIRET n'est pas valable : « 732829321 » ; le reste de la ligne est repris »."""
    return tr("{problem} ; le reste de la ligne est repris").format(problem=problem_line(problem))


def refused_text(problems: Sequence[RowProblem]) -> str:
    """« 2 lignes refusées. »; empty for none."""
    text = ntr("{count} ligne refusée.", "{count} lignes refusées.", len(problems))
    return text.format(count=counts.count(len(problems))) if problems else ""


def problem_line(problem: RowProblem) -> str:
    """« Ligne 12 : montant illisible : « 12,3,4 » »."""
    return tr("Ligne {line} : {reason}").format(line=counts.count(problem.line), reason=problem_text(problem))


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_SENTENCES)


def _shortened(value: str) -> str:
    return value if len(value) <= _MOST_SHOWN else f"{value[:_MOST_SHOWN]}…"


_SENTENCES: Mapping[str, Callable[[], str]] = {
    # the row
    "columns_differ": lambda: tr("cette ligne n'a pas les colonnes de l'en-tête"),
    "row_cut": lambda: tr("le fichier s'arrête au milieu de cette ligne"),
    "statement_cut": lambda: tr("le relevé s'arrête ici avant sa fin : des lignes peuvent manquer"),
    "row_unreadable": lambda: tr("ligne illisible"),
    "summary_unclear": lambda: tr(
        "un solde ou un total, ou bien un paiement ? Si c'est un paiement, précisez son libellé"
    ),
    "account_differs": lambda: tr("cette ligne concerne un autre compte que la précédente"),
    "value_missing": lambda: tr("il manque : {field}"),
    "value_too_long": lambda: tr("texte trop long : {field}"),
    # amounts
    "amount_missing": lambda: tr("montant absent"),
    "amount_unreadable": lambda: tr("montant illisible"),
    "amount_ambiguous": lambda: tr("montant à deux lectures possibles, milliers ou décimales"),
    "amount_too_precise": lambda: tr("montant à plus de deux décimales"),
    "amount_too_large": lambda: tr("montant trop grand"),
    "amount_twice": lambda: tr("débit et crédit sont tous deux remplis"),
    "amount_negative": lambda: tr("un total est négatif"),
    "sign_missing": lambda: tr("ni débit ni crédit : le sens est inconnu"),
    "sign_unclear": lambda: tr("signe contraire au reste du fichier"),
    "fee_unclear": lambda: tr("les frais sont peut-être déjà compris dans le montant"),
    "totals_differ": lambda: tr("le total HT et la TVA ne font pas le total TTC"),
    "paid_exceeds_total": lambda: tr("le montant payé dépasse ce qui reste à payer"),
    "invoices_several": lambda: tr("plusieurs factures dans une case : écrivez une ligne par facture"),
    "part_paid_unclear": lambda: tr("payée en partie, mais le montant déjà payé manque"),
    "currency_not_euro": lambda: tr("ce montant n'est pas en euros, écrivez-le en euros"),
    # other values
    "date_missing": lambda: tr("date absente"),
    "date_unreadable": lambda: tr("date illisible"),
    "status_unknown": lambda: tr("état de l'opération inconnu"),
    "currency_unknown": lambda: tr("devise inconnue"),
    "document_draft": lambda: tr("c'est un brouillon : seuls les documents émis sont repris"),
    "document_status_unknown": lambda: tr("état inconnu, écrivez payée, en attente, annulée ou brouillon"),
    "payout_not_sale": lambda: tr("c'est un versement ou des frais, pas une vente"),
    "refund_unclear": lambda: tr("remboursée en tout ou en partie : écrivez le montant gardé, sans l'état"),
    "payment_not_received": lambda: tr("ce paiement n'a pas été reçu"),
    "siren_invalid": lambda: tr("ce SIREN ou SIRET n'est pas valable"),
    "siret_siren_differ": lambda: tr("ce SIRET n'est pas celui du SIREN de la ligne"),
    "electronic_invalid": lambda: tr(
        "adresse de facturation électronique inconnue, écrivez par exemple 0225:732829320"
    ),
    "terms_unknown": lambda: tr("délai de paiement inconnu, écrivez par exemple 30 jours fin de mois"),
    "language_unknown": lambda: tr("langue inconnue : vos documents se font en français ou en anglais"),
    "vat_number_invalid": lambda: tr("ce numéro de TVA est faux"),
    "vat_siren_differ": lambda: tr("le numéro de TVA et le SIREN ne vont pas ensemble"),
    "email_invalid": lambda: tr("adresse électronique incorrecte"),
    "country_unknown": lambda: tr("pays inconnu, écrivez son code à deux lettres"),
    "kind_unknown": lambda: tr("type de client inconnu, écrivez entreprise ou particulier"),
    "type_unknown": lambda: tr("type inconnu, écrivez facture, acompte, solde, avoir ou devis"),
    "method_unknown": lambda: tr("moyen de paiement inconnu, écrivez virement, carte, chèque ou espèces"),
    "activity_unknown": lambda: tr("activité inconnue, écrivez libérale, prestation BIC ou vente"),
    "vat_rate_unknown": lambda: tr("taux de TVA inconnu, écrivez par exemple 20"),
    # what the file or the vault already holds
    "number_repeated": lambda: tr("plusieurs lignes du fichier portent le numéro {number} sans être identiques"),
    "number_taken": lambda: tr("un autre document porte déjà le numéro {number}"),
    "reference_taken": lambda: tr("une autre ligne porte déjà la référence {reference}"),
}
