"""The fields of each kind of import in the user's words, and the choices of a mapping."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.dates import DateOrder
from microdesk_desktop.domain.imports.types import AmountSign, ImportKind

FIELDS: Mapping[ImportKind, Sequence[str]] = {
    ImportKind.STATEMENT: (
        *("date", "label", "amount", "debit", "credit", "direction", "currency"),
        *("account", "balance", "fee", "status", "id"),
    ),
    ImportKind.CLIENTS: (
        *("name", "kind", "siren", "vat_number", "email", "phone", "address", "postal_code", "city", "country"),
    ),
    ImportKind.CATALOGUE: ("reference", "label", "unit", "unit_price", "activity", "vat_rate"),
    ImportKind.DOCUMENTS: (
        *("number", "type", "client", "issue_date", "due_date", "total_incl_tax", "paid"),
        *("total_excl_tax", "total_tax", "currency"),
    ),
    ImportKind.RECEIPTS: ("date", "client", "label", "amount", "method", "activity", "reference"),
    ImportKind.EXPENSES: ("date", "supplier", "label", "amount", "category", "reference"),
}
"""The fields of each kind that a column may hold, in the order in which they are listed."""

JOINED = frozenset(("label", "address"))
"""The fields whose value may be joined from several columns."""


def field_label(kind: ImportKind, field: str) -> str:
    """« Date d'émission »: the field as the head of a column; raises KeyError for one without a name."""
    own = _OWN.get((kind, field))
    return own() if own else _LABELS[field]()


def sign_choices() -> Sequence[tuple[AmountSign | None, str]]:
    """How the sign of the amounts may be read."""
    return (
        (None, tr("D'après le fichier")),
        (AmountSign.SIGNED, tr("Sorties avec un moins")),
        (AmountSign.REVERSED, tr("Sorties sans signe")),
    )


def decimal_choices() -> Sequence[tuple[str | None, str]]:
    """How the decimals of the amounts may be written."""
    return ((None, tr("D'après le fichier")), (",", tr("Virgule : 1 234,56")), (".", tr("Point : 1,234.56")))


def order_choices() -> Sequence[tuple[DateOrder | None, str]]:
    """How the days may be written."""
    return (
        (None, tr("D'après le fichier")),
        (DateOrder.DAY_FIRST, tr("Jour puis mois : 31/12")),
        (DateOrder.MONTH_FIRST, tr("Mois puis jour : 12/31")),
    )


_OWN: Mapping[tuple[ImportKind, str], Callable[[], str]] = {
    (ImportKind.STATEMENT, "status"): lambda: tr("En attente ou validée"),
    (ImportKind.CLIENTS, "kind"): lambda: tr("Entreprise ou particulier"),
    (ImportKind.DOCUMENTS, "type"): lambda: tr("Facture, devis ou avoir"),
}

_LABELS: Mapping[str, Callable[[], str]] = {
    "account": lambda: tr("Compte"),
    "activity": lambda: tr("Activité"),
    "address": lambda: tr("Adresse"),
    "amount": lambda: tr("Montant"),
    "balance": lambda: tr("Solde après l'opération"),
    "category": lambda: tr("Catégorie"),
    "city": lambda: tr("Ville"),
    "client": lambda: tr("Client"),
    "country": lambda: tr("Pays"),
    "credit": lambda: tr("Crédit"),
    "currency": lambda: tr("Devise"),
    "date": lambda: tr("Date"),
    "debit": lambda: tr("Débit"),
    "direction": lambda: tr("Débit ou crédit"),
    "due_date": lambda: tr("Échéance"),
    "email": lambda: tr("Adresse électronique"),
    "fee": lambda: tr("Frais"),
    "id": lambda: tr("Identifiant"),
    "issue_date": lambda: tr("Date d'émission"),
    "label": lambda: tr("Libellé"),
    "method": lambda: tr("Moyen de paiement"),
    "name": lambda: tr("Nom"),
    "number": lambda: tr("Numéro"),
    "paid": lambda: tr("Déjà payé"),
    "phone": lambda: tr("Téléphone"),
    "postal_code": lambda: tr("Code postal"),
    "reference": lambda: tr("Référence"),
    "siren": lambda: tr("SIREN ou SIRET"),
    "supplier": lambda: tr("Fournisseur"),
    "total_excl_tax": lambda: tr("Total HT"),
    "total_incl_tax": lambda: tr("Total TTC"),
    "total_tax": lambda: tr("TVA"),
    "unit": lambda: tr("Unité"),
    "unit_price": lambda: tr("Prix unitaire HT"),
    "vat_number": lambda: tr("Numéro de TVA"),
    "vat_rate": lambda: tr("Taux de TVA"),
}
