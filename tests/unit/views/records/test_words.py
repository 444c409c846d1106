"""Words of clients, receipts and expenses."""

from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.records.reports import RecordsReport
from microdesk_desktop.domain.settle.attributions import AttributionCounts, Origin
from microdesk_desktop.store.bank.payments import PaymentRow
from microdesk_desktop.views.records.reports import records_text
from microdesk_desktop.views.records.rows import ClientRow, RecordRow, Settled
from microdesk_desktop.views.records.words import (
    client_kind,
    clients_text,
    day_and_amount,
    payment_origin,
    received_by,
    received_text,
    record_detail,
    record_state,
    record_tone,
    removed_text,
    saved_text,
    spent_text,
)

DAY = date(2026, 11, 3)
RECEIPT = Receipt(on=DAY, client="Mme Arnaud", label="Conseil", amount_cents=8_000, method=Method.CHEQUE)
EXPENSE = Expense(on=DAY, supplier="OVH", label="Hébergement", amount_cents=1_200)
PAYMENT = PaymentRow(on=DAY, amount_cents=8_000, label=None, transaction_id=None, origin=None, rule=None)


def row(record, settled=Settled.OPEN, *, is_awaited=True, **facts):
    return RecordRow(id=1, record=record, settled=settled, is_awaited=is_awaited, **facts)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


@pytest.mark.parametrize(
    ("record", "state", "tone"),
    [
        (row(RECEIPT), "Pas encore vue", Tone.PLAIN),
        (row(RECEIPT, is_awaited=False), "", Tone.PLAIN),
        (row(EXPENSE, Settled.PARTLY), "Vue en partie", Tone.PLAIN),
        (row(EXPENSE, Settled.PAID, is_awaited=False), "Vue", Tone.POSITIVE),
    ],
)
def test_what_the_bank_will_never_show_is_not_awaited(record, state, tone):
    assert (record_state(record), record_tone(record)) == (state, tone)


def test_totals_never_add_two_currencies():
    assert plain(received_text({"USD": 5_000, "EUR": 16_000, "GBP": 0})) == "160,00 € + 50,00 $US encaissés"
    assert plain(spent_text({"EUR": 1_200})) == "12,00 € dépensés"


def test_clients_are_counted_with_what_they_owe_if_anything():
    owing = ClientRow(
        id=1,
        client=Client(name="Nova"),
        invoices=2,
        invoiced=(Money(9_000, "EUR"),),
        remaining=(Money(3_000, "EUR"),),
        to_collect=(Money(3_000, "EUR"), Money(700, "USD")),
    )
    quits = replace(owing, id=2, remaining=(), to_collect=())
    assert plain(clients_text([owing, quits])) == "2 clients · 30,00 € + 7,00 $US à encaisser"
    assert plain(clients_text([quits])) == "1 client"
    assert (owing.owes, quits.owes) == (True, False)
    kinds = [client_kind(Client(name="N", kind=kind)) for kind in ClientKind]
    assert kinds == ["Entreprise", "Particulier", "Organisme public"]


def test_a_payment_shows_who_recorded_it_or_how_it_was_made():
    assert payment_origin(PAYMENT) == "Paiement enregistré"
    assert payment_origin(replace(PAYMENT, method=Method.CASH, receipt_id=4)) == "Espèces"
    by_rule = replace(PAYMENT, origin=Origin.RULE, rule="Loyer", label="VIR TILLEULS", transaction_id=3)
    assert plain(payment_origin(by_rule)) == "Règle « Loyer » · VIR TILLEULS"
    card = replace(PAYMENT, origin=Origin.AUTO, label="CB 4970123412341234 OVH", transaction_id=3)
    assert "4970123412341234" not in payment_origin(card)


def test_how_a_receipt_came_in():
    assert received_by(row(RECEIPT)) == "Chèque"
    assert received_by(row(replace(RECEIPT, method=Method.OTHER), Settled.PAID, document_id=9)) == "Banque"
    assert received_by(row(replace(RECEIPT, method=Method.OTHER), document_id=9)) == "Autre moyen"


def test_what_a_record_is_for_and_that_it_was_kept():
    assert record_detail(replace(RECEIPT, invoice="FA-12")) == "Conseil · règle FA-12"
    assert record_detail(replace(RECEIPT, label="", invoice="FA-12")) == "règle FA-12"
    assert record_detail(EXPENSE) == "Hébergement"
    assert plain(saved_text(EXPENSE)) == "Dépense enregistrée : OVH, 12,00 €."
    assert plain(saved_text(RECEIPT)) == "Recette enregistrée : Mme Arnaud, 80,00 €."
    assert plain(removed_text(EXPENSE)) == "Dépense supprimée : OVH, 12,00 €."
    assert plain(removed_text(RECEIPT)) == "Recette supprimée : Mme Arnaud, 80,00 €."


def report(**counts):
    facts = {"added": 0, "updated": 0, "unchanged": 0, "problems": (), "attributed": AttributionCounts(), **counts}
    return plain(records_text(RecordsReport(kind="clients", changes=Changes.CLIENTS, **facts)))


def test_an_import_of_records_is_summed_up_without_what_is_zero():
    assert report(added=12, updated=2, unchanged=5, attributed=AttributionCounts(attributed=1)) == (
        "12 lignes ajoutées, 2 complétées, 5 déjà connues, 1 opération réglée."
    )
    assert report(added=1, problems=(RowProblem(line=4, code="date_missing"),)) == "1 ligne ajoutée. 1 ligne refusée."


def test_a_day_and_an_amount_are_written_as_they_are_typed():
    assert day_and_amount(DAY, 125_005) == "03/11/2026 1250,05"
    assert day_and_amount(DAY, -4_260) == "03/11/2026 42,60"
