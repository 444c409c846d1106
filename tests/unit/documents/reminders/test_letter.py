"""Reminders in three tones and two languages: what each claims, and that nothing is claimed without a ground."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.documents.reminders.interest import Claim, late_interest
from microdesk_desktop.documents.reminders.letter import LateDocument, ReminderFacts, write_letter
from microdesk_desktop.documents.reminders.rates import RateBasis, RateTerms
from microdesk_desktop.documents.reminders.sequence import next_reminder
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType

COMPANY, CONSUMER, PUBLIC = ClientKind.COMPANY, ClientKind.INDIVIDUAL, ClientKind.PUBLIC
COURTEOUS, FIRM, FORMAL = ReminderTone
THREE_TIMES = RateTerms(basis=RateBasis.THREE_TIMES_LEGAL)
TODAY = date(2026, 6, 20)


def late(number="F-1", due_on=date(2026, 5, 31), cents=1000_00, *, paid=0, client=COMPANY, terms=THREE_TIMES, **facts):
    claim = Claim(client=client, cents=cents - paid, due_on=due_on, notice_on=facts.pop("notice_on", None))
    return LateDocument(
        number=number,
        type=DocumentType.INVOICE,
        issued_on=date(2026, 5, 1),
        due_on=due_on,
        total=cents,
        remaining=cents - paid,
        currency=facts.pop("currency", "EUR"),
        terms=terms,
        interest=late_interest(claim, terms, facts.pop("today", TODAY)),
    )


def letter(*documents, tone=FORMAL, client=COMPANY, **facts):
    given_facts = {"language": "fr", "today": TODAY, "pay_by": date(2026, 6, 28), "iban": "FR7630006000011234567890189"}
    made = ReminderFacts(
        tone=tone, client=client, documents=documents, sender="Jeanne Martin EI", **{**given_facts, **facts}
    )
    return write_letter(made)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def test_a_formal_notice_claims_the_sum_of_its_parts_and_shows_how_the_interest_is_computed():
    body = plain(letter(late(), late("F-2", cents=500_00, paid=100_00), previous=date(2026, 6, 10)).body)
    assert "je vous mets en demeure de me régler, au plus tard le 28 juin 2026, la somme de 1 486,03 €." in body
    assert "– factures : 1 400,00 €\n– pénalités de retard : 6,03 €\n" in body
    assert "– indemnité pour frais de recouvrement : 40,00 € × 2 = 80,00 €" in body
    assert "– F-1, du 1er juin 2026 au 20 juin 2026 : 1 000,00 € × 20 jours × 7,86 % ÷ 365 = 4,31 €" in body
    assert "– Facture F-2 du 1er mai 2026, échéance le 31 mai 2026 : reste 400,00 € sur 500,00 €" in body
    assert "dont la dernière du 10 juin 2026" in body
    assert "20 jours après son échéance" in body
    assert "IBAN FR76 3000 6000 0112 3456 7890 189" in body


def test_a_courteous_reminder_claims_neither_interest_nor_costs():
    found = letter(late(), tone=COURTEOUS)
    assert found.subject == "Votre facture F-1"
    assert "40,00" not in found.body
    assert "4,31" not in found.body


def test_an_unknown_rate_leaves_the_interest_of_its_days_without_a_figure():
    today = date(2026, 7, 20)
    body = plain(letter(late(today=today), today=today).body)
    assert "du 1er juillet 2026 au 20 juillet 2026 : 1 000,00 € × 20 jours, au taux publié pour cette période" in body
    assert "S'y ajoutent les pénalités des périodes dont le taux n'est pas chiffré ici." in body
    whole = late(due_on=date(2026, 7, 1), today=today)
    assert "1 000,00 € × 19 jours, au taux publié" in plain(letter(whole, today=today).body)
    firm = plain(letter(late(today=today), today=today, tone=FIRM).body)
    assert "6,46 € au moins" in firm


def test_a_public_body_is_given_the_ground_of_the_rate_and_no_invented_figure():
    terms = RateTerms(basis=RateBasis.CENTRAL_BANK)
    body = plain(letter(late(client=PUBLIC, terms=terms), client=PUBLIC, tone=FIRM).body)
    assert "le taux directeur de la Banque centrale européenne majoré de 8 points" in body
    assert "s'élèvent" not in body


def test_a_consumer_owes_legal_interest_only_after_a_notice():
    legal = RateTerms(basis=RateBasis.LEGAL)
    first = plain(letter(late(client=CONSUMER, terms=legal), client=CONSUMER).body)
    assert "la somme de 1 000,00 €." in first
    assert "À compter de sa réception, la somme due porte intérêt au taux légal" in first
    again = plain(letter(late(client=CONSUMER, terms=legal, notice_on=date(2026, 6, 10)), client=CONSUMER).body)
    assert "– intérêts au taux légal : 0,72 €" in again
    assert "la somme de 1 000,72 €." in again


def test_two_currencies_are_never_added():
    body = plain(letter(late(), late("F-2", currency="USD")).body)
    assert "la somme de 1 084,31 € + 1 004,31 $US." in body or "la somme de 1 084,31 € + 1 004,31 $ US." in body


def test_a_name_with_braces_stays_what_it_is():
    assert "{claim}" in letter(late("{claim}")).body


def test_an_agreed_rate_is_stated():
    terms = RateTerms(basis=RateBasis.CONTRACT, percent=Fraction("12.5"))
    assert "12,5 % l'an" in plain(letter(late(terms=terms)).body)


@pytest.mark.parametrize("language", ["fr", "en", "de"])
@given(
    tone=st.sampled_from(ReminderTone),
    client=st.sampled_from(ClientKind),
    count=st.integers(1, 3),
    days=st.integers(1, 400),
    previous=st.none() | st.just(date(2026, 6, 1)),
    iban=st.sampled_from(["", "FR7630006000011234567890189"]),
)
def test_no_consumer_is_asked_for_costs_and_no_text_is_left_open(language, tone, client, count, days, previous, iban):
    terms = RateTerms(basis=RateBasis.LEGAL) if client is CONSUMER else THREE_TIMES
    due_on = TODAY - timedelta(days=days)
    documents = [late(f"F-{number}", due_on, client=client, terms=terms) for number in range(count)]
    found = letter(*documents, tone=tone, client=client, language=language, previous=previous, iban=iban)
    assert "{" not in found.subject + found.body
    assert "\n\n\n" not in found.body
    assert all(document.number in found.body for document in documents)
    assert ("IBAN" in found.body) == bool(iban)
    claims_costs = "recouvrement" in found.body or "recovery" in found.body
    assert claims_costs == (client is not CONSUMER and tone is not COURTEOUS)


def test_reminders_follow_one_another_and_never_too_close():
    due_on = date(2026, 6, 1)
    first = next_reminder(due_on, None)
    assert (first.tone, first.on) == (COURTEOUS, date(2026, 6, 8))
    second = next_reminder(due_on, (date(2026, 6, 8), COURTEOUS))
    assert (second.tone, second.on) == (FIRM, date(2026, 6, 16))
    delayed = next_reminder(due_on, (date(2026, 6, 28), FIRM))
    assert (delayed.tone, delayed.on) == (FORMAL, date(2026, 7, 3))
    assert next_reminder(due_on, (date(2026, 7, 3), FORMAL)) is None
    changed = next_reminder(due_on, None, {COURTEOUS: 3, FIRM: 15, FORMAL: 30})
    assert changed.on == date(2026, 6, 4)
