"""The table of CSV layouts: what a contributor may write, and how a mistake is reported."""

import pytest

from microdesk_desktop.banks.statements.csv.presets import parse_tables
from microdesk_desktop.banks.statements.detect import FORMATS
from microdesk_desktop.domain.bank.types import StatementFormat

PRESET = {
    "name": '"nova"',
    "bank": '"Banque Nova"',
    "seen": '"2026-11"',
    "source": '"a customer"',
    "signature": '["JOUR", "SOMME"]',
    "date": '["JOUR"]',
    "label": '["OBJET"]',
    "amount": '["SOMME"]',
}
REST = """
[generic]
date = ["DATE"]
label = ["LIBELLE"]
amount = ["MONTANT"]
[words]
debit = ["D"]
credit = ["C"]
spending = ["GASTOS"]
outgoing = ["COMPRA"]
not_booked = ["PENDING"]
booked = ["COMPLETED"]
negations = ["NOT"]
bookkeeping = ["RECONCILED"]
no_impact = ["MEMO"]
main_account = ["CURRENT"]
filling = ["MONTANT"]
amount_names = ["MONTANT"]
card_names = ["CARTE"]
counterparties = ["TIERS"]
own_accounts = ["IBAN DU COMPTE"]
own_numbers = ["NUMERO DE COMPTE"]
account_words = ["LIVRET"]
foreign_names = ["ORIGINAL"]
beside_fees = ["NET"]
weak_labels = ["REFERENCE"]
records = ["CLIENT"]
"""


def table(**changes: str | None) -> str:
    lines = [f"{key} = {value}" for key, value in {**PRESET, **changes}.items() if value is not None]
    return "\n".join(["[[preset]]", *lines, REST])


def test_a_preset_gives_a_bank_its_columns() -> None:
    (preset,) = parse_tables(table(spare='["NATURE"]')).presets
    assert (preset.name, preset.bank, preset.signature) == ("nova", "Banque Nova", {"JOUR", "SOMME"})
    assert (preset.layout.date, preset.layout.spare, preset.layout.debit) == (("JOUR",), ("NATURE",), ())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seen": None}, r"\[\[preset\]\] 1 \(nova\): missing \['seen'\]"),
        ({"labels": '["OBJET"]'}, r"unknown \['labels'\]"),
        ({"label": None}, r"missing \['label'\]"),
        ({"amount": None}, "needs amount, or debit and credit"),
        ({"amount": None, "debit": '["DEBIT"]'}, "needs amount, or debit and credit"),
        ({"date": '["Jour"]'}, "date must write 'Jour' as 'JOUR'"),
        ({"date": '"JOUR"'}, "date must be a list of texts"),
        ({"signature": "[]"}, "signature must be a list of texts"),
        ({"signature": None}, "needs signature or exact"),
        ({"exact": '"JOUR;SOMME"'}, "needs signature or exact"),
        ({"part": '[{ when = ["OUT"], amount = ["SOMME"] }]'}, r"part: missing \['sign'\]"),
        ({"bank": "3"}, "bank must be a text"),
        ({"headerless": '{ columns = "A;B" }'}, r"headerless: missing \['first_line'\]"),
    ],
)
def test_a_mistake_names_its_entry_and_its_key(changes: dict[str, str | None], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_tables(table(**changes))


def test_every_format_has_a_reader() -> None:
    assert FORMATS.keys() == set(StatementFormat)
