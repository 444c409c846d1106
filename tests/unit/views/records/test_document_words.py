"""Words of invoices, credit notes and quotes: each state has its own, and amounts keep their currency."""

from collections import Counter
from datetime import date

import pytest

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.domain.documents.follow_up.aging import Age
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.records.delays import PaymentDelay
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.views.records.client_story import delay_detail, delay_text
from microdesk_desktop.views.records.document_actions import (
    DocumentAction,
    action_words,
    offered_actions,
    paid_text,
)
from microdesk_desktop.views.records.document_words import (
    document_kind,
    document_state,
    document_tone,
    due_day_text,
    due_of,
    due_text,
    issued_text,
    late_words,
    open_text,
    quotes_text,
    remaining_text,
    settled_before_text,
)
from microdesk_desktop.views.records.rows import InvoiceRow

DAY, DUE = date(2026, 11, 1), date(2026, 12, 1)
INVOICE, CREDIT, QUOTE = DocumentType.INVOICE, DocumentType.CREDIT_NOTE, DocumentType.QUOTE


def row(type_=INVOICE, state=DocumentState.ISSUED, *, total=120_000, remaining=120_000, **facts):
    return InvoiceRow(
        id=1,
        number="FA-12",
        type=type_,
        client_id=2,
        client="Nova SARL",
        issued_on=DAY,
        total_cents=total,
        remaining_cents=remaining,
        state=state,
        **{"due_on": DUE, "currency": "EUR", **facts},
    )


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


PAID = {"state": DocumentState.PAID, "remaining": 0}


@pytest.mark.parametrize(
    ("document", "state", "tone", "left"),
    [
        (row(), "Émise", Tone.NEUTRAL, "à régler"),
        (row(state=DocumentState.LATE), "En retard", Tone.DANGER, "à régler"),
        (
            row(state=DocumentState.PARTLY_PAID, remaining=100),
            "Payée en partie",
            Tone.PROPOSAL,
            "à régler sur 1 200,00 €",
        ),
        (row(**PAID), "Payée", Tone.POSITIVE, "payée en entier"),
        (row(CREDIT, total=-5_000, remaining=-5_000), "À rembourser", Tone.NEUTRAL, "à rembourser"),
        (row(CREDIT, total=-5_000, **PAID), "Soldé", Tone.POSITIVE, "soldé"),
        (
            row(state=DocumentState.CANCELLED, remaining=0),
            "Annulée",
            Tone.PLAIN,
            "rien n'est dû",
        ),
        (row(state=DocumentState.SENT), "Envoyée", Tone.ATTENTION, "à régler"),
        (row(QUOTE, remaining=0), "Émis", Tone.NEUTRAL, "émis"),
        (row(QUOTE, DocumentState.SENT, remaining=0), "Envoyé", Tone.ATTENTION, "envoyé"),
        (row(QUOTE, DocumentState.ACCEPTED, remaining=0), "Accepté", Tone.POSITIVE, "accepté"),
        (row(QUOTE, DocumentState.DECLINED, remaining=0), "Refusé", Tone.NEUTRAL, "refusé"),
        (row(QUOTE, DocumentState.EXPIRED, remaining=0), "Expiré", Tone.DANGER, "expiré"),
        (row(DocumentType.PROFORMA, remaining=0), "Émise", Tone.NEUTRAL, "émise"),
    ],
)
def test_every_state_has_its_words_and_its_colour(document, state, tone, left):
    assert (plain(document_state(document)), document_tone(document)) == (state, tone)
    assert plain(remaining_text(document)) == left


@pytest.mark.parametrize(
    ("document", "kind", "issued", "due"),
    [
        (row(), "", "Émise le 1er novembre 2026", "Échéance le 1er décembre 2026"),
        (row(DocumentType.DEPOSIT), "acompte", "Émise le 1er novembre 2026", "Échéance le 1er décembre 2026"),
        (row(DocumentType.FINAL, due_on=None), "solde", "Émise le 1er novembre 2026", ""),
        (row(CREDIT, due_on=None), "avoir", "Émis le 1er novembre 2026", ""),
        (row(QUOTE), "devis", "Émis le 1er novembre 2026", "Valable jusqu'au 1er décembre 2026"),
    ],
)
def test_what_a_document_is_and_its_days(document, kind, issued, due):
    assert (document_kind(document), plain(issued_text(document)), plain(due_day_text(document))) == (kind, issued, due)


def test_what_remains_is_shown_with_the_day_and_that_it_is_late():
    assert plain(open_text(row(remaining=72_000))) == "720,00 € · échéance le 1er décembre 2026"
    assert plain(open_text(row(state=DocumentState.LATE))) == "1 200,00 € · en retard depuis le 1er décembre 2026"
    assert plain(open_text(row(due_on=None))) == "1 200,00 €"


def test_what_is_due_of_several_counts_neither_credit_notes_nor_what_is_paid():
    late = row(state=DocumentState.LATE, age=Age.TO_60, remaining=30_000, currency="USD")
    rows = [row(), late, row(**PAID)]
    assert plain(due_text(rows)) == "1 200,00 € + 300,00 $US à encaisser, dont 300,00 $US en retard"
    assert plain(due_text([row(CREDIT, total=-500, remaining=-500)])) == (
        "0,00 € à encaisser · 5,00 € d'avoirs à rembourser"
    )


def test_what_is_late_is_summed_by_its_age():
    ages = ((Age.TO_30, 100), (Age.TO_30, 200), (Age.OVER_90, 5))
    rows = [row(), *(row(age=age, remaining=cents) for age, cents in ages)]
    sums = Counter()
    for key, cents in map(due_of, rows):
        sums[key] += cents
    assert plain(late_words(sums)) == "En retard · 1 à 30 jours : 3,00 € · plus de 90 jours : 0,05 €"
    assert late_words({}) == ""


def test_only_quotes_without_an_answer_await_one():
    accepted = row(QUOTE, DocumentState.ACCEPTED, remaining=0)
    assert plain(quotes_text([row(QUOTE, remaining=0), accepted])) == ("2 devis · 1 200,00 € en attente de réponse")
    assert plain(quotes_text([accepted])) == "1 devis"


def test_a_cent_is_still_to_collect_or_to_refund_and_nothing_is_neither():
    cent, refund = row(remaining=1), row(CREDIT, total=-5_000, remaining=-1)
    assert plain(due_text([cent, row(**PAID)])) == "0,01 € à encaisser"
    assert plain(due_text([refund, row(**PAID)])).endswith("0,01 € d'avoirs à rembourser")


def test_what_is_paid_offers_no_payment_and_a_credit_note_a_refund():
    assert offered_actions(row())[0] is DocumentAction.MARK_PAID
    assert DocumentAction.MARK_PAID not in offered_actions(row(**PAID))
    credit = row(CREDIT, total=-500, remaining=-500)
    assert action_words(DocumentAction.MARK_PAID, credit) == "Enregistrer un remboursement…"
    assert action_words(DocumentAction.MARK_PAID, row()) == "Enregistrer un paiement…"
    assert plain(paid_text(credit, 500, DUE)) == "FA-12 : 5,00 € réglés le 1er décembre 2026."


@pytest.mark.parametrize(
    ("delay", "text", "detail"),
    [
        (None, "—", "Aucun document payé pour l'instant."),
        (PaymentDelay(documents=12, days=34, late_days=4), "34 jours", "4 jours après l'échéance, sur 12 documents"),
        (PaymentDelay(documents=1, days=1, late_days=-1), "1 jour", "1 jour avant l'échéance, sur 1 document"),
        (PaymentDelay(documents=2, days=0, late_days=0), "0 jour", "à l'échéance, sur 2 documents"),
        (PaymentDelay(documents=2, days=9, late_days=None), "9 jours", "sur 2 documents"),
    ],
)
def test_how_long_a_client_takes_to_pay(delay, text, detail):
    assert (plain(delay_text(delay)), plain(delay_detail(delay))) == (text, detail)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (row(), "517,50 € réglés avant l'import"),
        (row(DocumentType.FINAL, is_sealed=True), "517,50 € d'acomptes déduits"),
        (row(CREDIT, is_sealed=True), "517,50 € déduits de ce qui restait à payer"),
        (row(is_sealed=True), "517,50 € réglés à l'émission"),
    ],
)
def test_what_was_settled_without_a_payment_is_named_by_its_origin(document, text):
    cents = -51_750 if document.type is CREDIT else 51_750
    assert plain(settled_before_text(document, cents)) == text
