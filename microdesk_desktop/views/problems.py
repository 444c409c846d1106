"""Say why a row of a file was refused, in one short sentence; its line is told beside."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.banking import RowProblem

Params = Mapping[str, str]


def sentence(problem: RowProblem) -> str:
    """The reason in the user's language, with the text at fault where it helps; KeyError for a code without one."""
    reason = _SENTENCES[problem.code](problem.params)
    value = problem.params.get("value")
    return tr("{reason} : « {value} »").format(reason=reason, value=value) if value else reason


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_SENTENCES)


def _field(params: Params) -> str:
    return _FIELDS[params["field"]]()


_FIELDS: Mapping[str, Callable[[], str]] = {
    "name": lambda: tr("nom"),
    "reference": lambda: tr("référence"),
    "label": lambda: tr("libellé"),
    "unit_price": lambda: tr("prix unitaire"),
    "number": lambda: tr("numéro"),
    "issue_date": lambda: tr("date d'émission"),
    "client": lambda: tr("client"),
    "total_incl_tax": lambda: tr("total TTC"),
    "date": lambda: tr("date"),
    "supplier": lambda: tr("fournisseur"),
    "amount": lambda: tr("montant"),
}

_SENTENCES: Mapping[str, Callable[[Params], str]] = {
    # the row
    "columns_differ": lambda params: tr("cette ligne n'a pas les colonnes de l'en-tête"),
    "row_cut": lambda params: tr("le fichier s'arrête au milieu de cette ligne"),
    "row_unreadable": lambda params: tr("ligne illisible"),
    "account_differs": lambda params: tr("cette ligne parle d'un autre compte que celui qui précède"),
    "value_missing": lambda params: tr("il manque : {field}").format(field=_field(params)),
    # amounts
    "amount_missing": lambda params: tr("montant absent"),
    "amount_unreadable": lambda params: tr("montant illisible"),
    "amount_ambiguous": lambda params: tr("montant à deux lectures possibles, milliers ou décimales"),
    "amount_too_precise": lambda params: tr("montant à plus de deux décimales"),
    "amount_too_large": lambda params: tr("montant trop grand"),
    "amount_twice": lambda params: tr("débit et crédit sont tous deux remplis"),
    "amount_negative": lambda params: tr("un total est négatif"),
    "sign_missing": lambda params: tr("rien ne dit si c'est un débit ou un crédit"),
    "sign_unclear": lambda params: tr("signe contraire au reste du fichier"),
    "totals_differ": lambda params: tr("le total HT et la TVA ne font pas le total TTC"),
    "paid_exceeds_total": lambda params: tr("le montant payé dépasse le total"),
    # other values
    "date_missing": lambda params: tr("date absente"),
    "date_unreadable": lambda params: tr("date illisible"),
    "status_unknown": lambda params: tr("état de l'opération inconnu"),
    "currency_unknown": lambda params: tr("devise inconnue"),
    "siren_invalid": lambda params: tr("ce SIREN ou SIRET est faux"),
    "vat_number_invalid": lambda params: tr("ce numéro de TVA est faux"),
    "vat_siren_differ": lambda params: tr("le numéro de TVA et le SIREN ne vont pas ensemble"),
    "email_invalid": lambda params: tr("adresse e-mail incorrecte"),
    "country_unknown": lambda params: tr("pays inconnu, écrivez son code à deux lettres"),
    "kind_unknown": lambda params: tr("genre de client inconnu, écrivez société ou particulier"),
    "type_unknown": lambda params: tr("type inconnu, écrivez facture, acompte, solde, avoir ou devis"),
    "method_unknown": lambda params: tr("mode de règlement inconnu, écrivez virement, carte, chèque ou espèces"),
    "activity_unknown": lambda params: tr("activité inconnue, écrivez bnc, bic_services ou sales"),
    "vat_rate_unknown": lambda params: tr("taux de TVA inconnu, écrivez par exemple 20"),
    # what the vault already holds
    "number_taken": lambda params: tr("un autre document porte déjà le numéro {number}").format(**params),
    "reference_taken": lambda params: tr("une autre ligne porte déjà la référence {reference}").format(**params),
}
