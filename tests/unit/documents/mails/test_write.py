"""The mail of a document states its facts in the client's language, and never has a hole where a fact is unknown."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.mails.write import (
    MailFacts,
    MailPurpose,
    variables_of,
    write_mail,
    write_reminder_mail,
)
from microdesk_desktop.documents.reminders.interest import Claim, late_interest
from microdesk_desktop.documents.reminders.letter import LateDocument, ReminderFacts, write_letter
from microdesk_desktop.documents.reminders.rates import RateBasis, RateTerms
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType


def facts(**changed):
    given = {
        "purpose": MailPurpose.DOCUMENT,
        "language": "fr",
        "type": DocumentType.INVOICE,
        "number": "F-2026-7",
        "issued_on": date(2026, 11, 1),
        "total": 1200_00,
        "remaining": 1200_00,
        "currency": "EUR",
        "sender": "Jeanne Martin EI",
        "due_on": date(2026, 12, 1),
    }
    return MailFacts(**{**given, **changed})


def template_texts(language):
    """Every text of the templates of a language that may have variables."""
    templates = tomllib.loads(resource("templates", "mail", f"{language}.toml").read_text("utf-8"))
    mails = [each for each in templates.values() if "paragraph" in each]
    return [text for mail in mails for text in (*mail["subjects"], *(each["text"] for each in mail["paragraph"]))]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def test_an_invoice_states_what_is_due_and_when():
    mail = write_mail(facts(title="Site de la mairie"))
    assert plain(mail.subject) == "Facture F-2026-7 : Site de la mairie"
    assert plain(mail.text) == (
        "Bonjour,\n\n"
        "Vous trouverez ci-joint votre facture F-2026-7 du 1er novembre 2026, d'un montant de 1 200,00 €.\n\n"
        "Elle est à régler au plus tard le 1er décembre 2026. Les coordonnées de paiement y figurent.\n\n"
        "Bien cordialement,\nJeanne Martin EI\n"
    )


def test_an_invoice_that_is_paid_in_part_or_whole_asks_for_the_rest_or_thanks():
    assert "Il en reste 200,00 € à régler, au plus tard le 1er décembre" in plain(
        write_mail(facts(remaining=200_00)).text
    )
    settled = plain(write_mail(facts(remaining=0)).text)
    assert "Elle est déjà réglée" in settled
    assert "à régler" not in settled


def test_a_quote_states_until_when_it_is_valid_where_that_is_known():
    quote = {"type": DocumentType.QUOTE, "number": "D-3", "due_on": None}
    assert "valable jusqu'au 30 novembre 2026." in plain(
        write_mail(facts(**quote, valid_until=date(2026, 11, 30))).text
    )
    assert "valable" not in write_mail(facts(**quote)).text
    assert "your quote" not in write_mail(facts(**quote, language="en")).text
    assert "my quote D-3 of 1 November 2026, for €1,200.00." in write_mail(facts(**quote, language="en")).text


@pytest.mark.parametrize(
    ("state", "asks", "thanks"),
    [
        (DocumentState.SENT, True, False),
        (DocumentState.ACCEPTED, False, True),
        (DocumentState.DECLINED, False, False),
        (DocumentState.EXPIRED, False, False),
    ],
)
def test_only_a_quote_that_waits_for_an_answer_asks_for_one(state, asks, thanks):
    mail = write_mail(facts(type=DocumentType.QUOTE, due_on=None, valid_until=date(2026, 11, 30), state=state))
    assert ("Pour l'accepter" in plain(mail.text), "valable" in mail.text) == (asks, asks)
    assert ("je vous en remercie" in mail.text) == thanks


def test_thanks_state_the_payment_and_what_is_left():
    paid = {"purpose": MailPurpose.THANKS, "paid": 1000_00, "paid_on": date(2026, 11, 20)}
    part = plain(write_mail(facts(**paid, remaining=200_00)).text)
    assert "votre règlement de 1 000,00 €, le 20 novembre 2026, pour votre facture F-2026-7" in part
    assert "Il reste 200,00 € à régler, au plus tard le 1er décembre 2026." in part
    assert "Tout est ainsi réglé." in plain(write_mail(facts(**paid, remaining=0)).text)


@pytest.mark.parametrize("language", ["fr", "en", "de"])
@pytest.mark.parametrize("kind", DocumentType)
def test_no_mail_has_a_hole_whatever_is_unknown(language, kind):
    for purpose, remaining, due_on, title, paid in product(
        MailPurpose, (0, 50_00, 1200_00), (None, date(2026, 12, 1)), ("", "Site {web}"), (0, 60_00)
    ):
        mail = write_mail(
            facts(
                purpose=purpose,
                language=language,
                type=kind,
                remaining=remaining,
                due_on=due_on,
                title=title,
                paid=paid,
                paid_on=due_on,
            )
        )
        assert mail.subject[:1].isupper()
        for text in (mail.subject, mail.text):
            assert not re.search(r" {2}| [,.)]|\( ?\)|: ?$|{(?!web)", text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_templates_of_both_languages_know_the_same_variables(language):
    known = {
        *("kind", "number", "title", "issued_on", "due_on", "valid_until"),
        *("total", "remaining", "paid", "paid_on", "sender"),
    }
    texts = template_texts(language)
    assert len(texts) == len(template_texts("fr")) > 20
    assert {name for text in texts for name in variables_of(text)} == known


@pytest.mark.parametrize(("count", "attached"), [(1, "Vous la retrouverez"), (2, "Vous les retrouverez")])
@pytest.mark.parametrize("tone", ReminderTone)
def test_a_reminder_s_mail_adds_that_the_invoices_are_attached_before_the_last_words(tone, count, attached):
    terms, today = RateTerms(basis=RateBasis.THREE_TIMES_LEGAL), date(2026, 6, 20)
    claim = Claim(client=ClientKind.COMPANY, cents=1000_00, due_on=date(2026, 5, 31), notice_on=None)
    late = [
        LateDocument(
            number=f"F-{number}",
            type=DocumentType.INVOICE,
            issued_on=date(2026, 5, 1),
            due_on=date(2026, 5, 31),
            total=1000_00,
            remaining=1000_00,
            currency="EUR",
            terms=terms,
            interest=late_interest(claim, terms, today),
        )
        for number in range(count)
    ]
    reminder = ReminderFacts(
        tone=tone,
        language="fr",
        client=ClientKind.COMPANY,
        documents=late,
        sender="Jeanne Martin EI",
        today=today,
        pay_by=date(2026, 6, 28),
    )
    letter = write_letter(reminder)
    mail = write_reminder_mail(reminder, letter, has_invoices=True)
    added = next(each for each in mail.text.split("\n\n") if each.startswith(attached))
    assert mail.text.replace(f"{added}\n\n", "") == letter.body
    assert mail.text.split("\n\n")[-2] == added
    assert mail.subject == letter.subject
    assert write_reminder_mail(reminder, letter, has_invoices=False).text == letter.body
    changed = replace(letter, body=f"Un mot de ma main.\n\n{letter.body.split(chr(10) * 2)[-1]}")
    texts = write_reminder_mail(reminder, changed, has_invoices=True).text.strip().split("\n\n")
    assert [texts[0], texts[1], len(texts)] == ["Un mot de ma main.", added, 3]
