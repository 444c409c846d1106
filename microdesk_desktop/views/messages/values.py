"""The values inside sentences: sums of money, days, moments, and the fields of forms and files."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.imports.history import Standing
from microdesk_desktop.domain.money import EUR, Money

LONGEST_PATH = 300
"""Longest path shown whole, in characters: names of files may have 255, and nobody reads more."""


def money_text(value: Money, *, signed: bool = False) -> str:
    """« 1 250,00 € »."""
    return money.amount(value.cents, value.currency, signed=signed)


def sums_text(sums: Iterable[Money]) -> str:
    """« 1 250,00 € + 300,00 $US », one sum per currency; « 0,00 € » for none."""
    return " + ".join(map(money_text, sums)) or money.amount(0, EUR)


def value_text(value: object) -> str:
    """A parameter of a sentence: money with its currency, days and moments in words, several values with commas.

    A text, such as the name of a file or what a bank sent, is shown with what would be invisible written as escapes.
    """
    match value:
        case Money():
            return money_text(value)
        case datetime():
            return dates.moment(value)
        case date():
            return dates.long_day(value)
        case int():
            raise TypeError("an amount needs its currency: give Money")
        case Standing():
            return _standing_text(value)
        case tuple() | list():
            return ", ".join(map(value_text, value))
        case _:
            return visible(str(value))


def _standing_text(standing: Standing) -> str:
    """« 2 décisions, 1 paiement saisi, 3 justificatifs joints »: what is lost with an import."""
    decided = ntr("{count} décision", "{count} décisions", standing.decided)
    entered = ntr("{count} paiement saisi", "{count} paiements saisis", standing.payments)
    attached = ntr("{count} justificatif joint", "{count} justificatifs joints", standing.vouchers)
    parts = ((standing.decided, decided), (standing.payments, entered), (standing.vouchers, attached))
    return ", ".join(text.format(count=counts.count(number)) for number, text in parts if number)


def path_text(path: Path | str) -> str:
    """A path for a sentence: what would be invisible is written as escapes, and a very long one has its middle cut."""
    text = visible(str(path))
    half = LONGEST_PATH // 2
    return text if len(text) <= LONGEST_PATH else f"{text[:half]}…{text[-half:]}"


def field_name(field: str) -> str:
    """A field of a form, or a column of a file, in the user's language; raises KeyError for one without a name."""
    return _FIELDS[field]()


_FIELDS: Mapping[str, Callable[[], str]] = {
    "accent": lambda: tr("couleur"),
    "account": lambda: tr("compte"),
    "acre_until": lambda: tr("fin de l'ACRE"),
    "activity": lambda: tr("activité"),
    "address": lambda: tr("adresse"),
    "amount": lambda: tr("montant"),
    "amount_due": lambda: tr("montant à payer"),
    "amount_excl_tax": lambda: tr("montant HT"),
    "balance": lambda: tr("solde du compte"),
    "bic": lambda: tr("BIC"),
    "category": lambda: tr("catégorie"),
    "chosen_on": lambda: tr("date du choix"),
    "city": lambda: tr("ville"),
    "client": lambda: tr("client"),
    "client_first_name": lambda: tr("prénom du client"),
    "client_last_name": lambda: tr("nom de famille du client"),
    "company": lambda: tr("raison sociale"),
    "contact": lambda: tr("contact"),
    "contact_1": lambda: tr("contact 1"),
    "contact_1_email": lambda: tr("adresse électronique du contact 1"),
    "contact_1_phone": lambda: tr("téléphone du contact 1"),
    "contact_1_role": lambda: tr("fonction du contact 1"),
    "contact_2": lambda: tr("contact 2"),
    "contact_2_email": lambda: tr("adresse électronique du contact 2"),
    "contact_2_phone": lambda: tr("téléphone du contact 2"),
    "contact_2_role": lambda: tr("fonction du contact 2"),
    "contact_3": lambda: tr("contact 3"),
    "contact_3_email": lambda: tr("adresse électronique du contact 3"),
    "contact_3_phone": lambda: tr("téléphone du contact 3"),
    "contact_3_role": lambda: tr("fonction du contact 3"),
    "country": lambda: tr("pays"),
    "craft": lambda: tr("activité artisanale"),
    "created_on": lambda: tr("date de création"),
    "credit": lambda: tr("crédit"),
    "currency": lambda: tr("devise"),
    "date": lambda: tr("date"),
    "preference": lambda: tr("choix du client"),
    "rate": lambda: tr("taux"),
    "days": lambda: tr("jours"),
    "debit": lambda: tr("débit"),
    "debits": lambda: tr("option pour les débits"),
    "declares": lambda: tr("périodicité des déclarations"),
    "delivery_address": lambda: tr("adresse de livraison"),
    "delivery_city": lambda: tr("ville de livraison"),
    "delivery_country": lambda: tr("pays de livraison"),
    "delivery_postal_code": lambda: tr("code postal de livraison"),
    "deposits": lambda: tr("acomptes"),
    "destination": lambda: tr("arrivée"),
    "direction": lambda: tr("sens"),
    "disbursement": lambda: tr("débours"),
    "discount_amount": lambda: tr("montant de la remise"),
    "discount_percent": lambda: tr("taux de la remise"),
    "distance": lambda: tr("distance"),
    "draft": lambda: tr("brouillon"),
    "due_date": lambda: tr("échéance"),
    "ei_mention": lambda: tr("mention EI"),
    "electronic_address": lambda: tr("adresse de facturation électronique"),
    "email": lambda: tr("adresse électronique"),
    "eur_rate": lambda: tr("cours en euros"),
    "exemption": lambda: tr("motif d'exonération"),
    "fee": lambda: tr("frais"),
    "first_name": lambda: tr("prénom"),
    "flat_tax": lambda: tr("versement libératoire"),
    "iban": lambda: tr("IBAN"),
    "id": lambda: tr("identifiant"),
    "insurance": lambda: tr("assurance professionnelle"),
    "invoice": lambda: tr("facture payée"),
    "issue_date": lambda: tr("date d'émission"),
    "kept_years": lambda: tr("durée de conservation"),
    "kind": lambda: tr("type de client"),
    "label": lambda: tr("libellé"),
    "language": lambda: tr("langue"),
    "last_name": lambda: tr("nom de famille"),
    "legal_text": lambda: tr("mention d'immatriculation"),
    "line_net": lambda: tr("montant d'une ligne"),
    "lines": lambda: tr("lignes"),
    "logo": lambda: tr("logo"),
    "letter": lambda: tr("lettre"),
    "mail_client": lambda: tr("identifiant de l'application"),
    "mail_certificate": lambda: tr("certificat du serveur de messagerie"),
    "mail_server": lambda: tr("serveur de messagerie"),
    "mail_user": lambda: tr("identifiant de la messagerie"),
    "mediator": lambda: tr("médiateur de la consommation"),
    "method": lambda: tr("moyen de paiement"),
    "name": lambda: tr("nom"),
    "notes": lambda: tr("remarques"),
    "number": lambda: tr("numéro"),
    "numbering": lambda: tr("numérotation"),
    "order_number": lambda: tr("numéro de commande"),
    "origin": lambda: tr("départ"),
    "other_activities": lambda: tr("autres activités"),
    "paid": lambda: tr("montant payé"),
    "paid_on": lambda: tr("date de paiement"),
    "payment_terms": lambda: tr("délai de paiement"),
    "on": lambda: tr("date"),
    "person": lambda: tr("personne"),
    "period": lambda: tr("période"),
    "phone": lambda: tr("téléphone"),
    "postal_code": lambda: tr("code postal"),
    "power": lambda: tr("puissance fiscale"),
    "purpose": lambda: tr("motif"),
    "quantity": lambda: tr("quantité"),
    "received_on": lambda: tr("date de réception"),
    "reference": lambda: tr("référence"),
    "refers_to": lambda: tr("document d'origine"),
    "registration": lambda: tr("immatriculation"),
    "remaining": lambda: tr("reste à payer"),
    "rounding_amount": lambda: tr("arrondi"),
    "service_date": lambda: tr("date de la prestation"),
    "service_from": lambda: tr("début de la prestation"),
    "show_iban": lambda: tr("IBAN sur les documents"),
    "siren": lambda: tr("SIREN ou SIRET"),
    "siret": lambda: tr("SIRET"),
    "status": lambda: tr("état"),
    "subject": lambda: tr("objet"),
    "supplier": lambda: tr("fournisseur"),
    "tax": lambda: tr("montant de la TVA"),
    "template": lambda: tr("modèle"),
    "text": lambda: tr("description"),
    "total_excl_tax": lambda: tr("total HT"),
    "total_incl_tax": lambda: tr("total TTC"),
    "total_tax": lambda: tr("total de la TVA"),
    "trade_name": lambda: tr("nom commercial"),
    "trip": lambda: tr("trajet"),
    "type": lambda: tr("type"),
    "unit": lambda: tr("unité"),
    "unit_price": lambda: tr("prix unitaire"),
    "usual_notes": lambda: tr("remarques habituelles"),
    "vat": lambda: tr("TVA"),
    "valid_until": lambda: tr("fin de validité"),
    "vat_amount": lambda: tr("montant de la TVA"),
    "vat_category": lambda: tr("catégorie de TVA"),
    "vat_changes": lambda: tr("changements de régime de TVA"),
    "vat_number": lambda: tr("numéro de TVA"),
    "vat_rate": lambda: tr("taux de TVA"),
    "vat_regime": lambda: tr("régime de TVA"),
    "vehicle": lambda: tr("véhicule"),
    "words": lambda: tr("mots du choix"),
    "works": lambda: tr("travaux dans un logement"),
}
