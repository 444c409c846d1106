"""What the sample company sells in the demonstration: a quote, and how it goes on; days are counted back from today."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

COMPANY: Mapping[str, str] = {
    "address": "12 rue des Lices",
    "postal_code": "33000",
    "city": "Bordeaux",
    "email": "jeanne@exemple.fr",
    "phone": "05 56 00 00 00",
    "iban": "FR7613306000101234567890217",
}
"""What documents print of the company."""

QUOTE: Mapping[str, Any] = {
    "type": "quote",
    "client": {
        "name": "Galerie des Quais SARL",
        "siren": "552100554",
        "email": "contact@galerie.example",
        "address": "21 quai de la Douane",
        "postal_code": "33000",
        "city": "Bordeaux",
    },
    "subject": "Affiche et livret de l'exposition d'hiver",
    "lines": [
        {"label": "Conception de l'affiche", "text": "Trois pistes, puis deux allers-retours", "quantity": "3"}
        | {"unit": "DAY", "unit_price": "350.00"},
        {"label": "Mise en page du livret", "text": "16 pages", "quantity": "1.5"}
        | {"unit": "DAY", "unit_price": "350.00"},
        {"label": "Suivi d'impression sur place", "quantity": "1", "unit_price": "150.00"},
    ],
}
DEPOSIT_PERCENT = 30


class SaleDays(NamedTuple):
    """When each document of the chain is issued, and when its deposit and its rest are paid."""

    quote: date
    accepted: date
    deposit: date
    deposit_paid: date
    final: date
    credit: date
    rest_paid: date


def days(today: date) -> SaleDays:
    """The days of the chain, of which the invoices follow those of the sample records."""
    return SaleDays(*(today - timedelta(days=ago) for ago in (12, 9, 3, 2, 2, 1, 0)))


def credited_line() -> Mapping[str, Any]:
    """The line that the credit note takes back: nobody had to go to the printer's."""
    line: Mapping[str, Any] = QUOTE["lines"][-1]
    return line


def payment_label(number: str) -> str:
    """The label of a transfer of the client for a document."""
    return f"VIR SEPA RECU /DE GALERIE DES QUAIS /MOTIF {number}"
