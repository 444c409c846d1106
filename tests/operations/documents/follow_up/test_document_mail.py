"""With what the mail about a document begins: its words, in the client's language, and who may receive it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.compose.wishes import Barrier
from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.records.documents import find_client
from microdesk_desktop.views.documents.mails.document import MailPurpose, load_document_mail
from microdesk_desktop.views.documents.mails.reminder import load_reminder_mail
from microdesk_desktop.views.documents.reminders.letter import load_reminder
from tests.support.choices import choose
from tests.support.clock import TODAY
from tests.support.documents.issuing import NOVA, issued, issuing_vault
from tests.support.mail.two_accounts import STAYS


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def id_of(session, number):
    return session.read(lambda reader: find_issued(reader, number))


def mail_of(session, number, purpose=MailPurpose.DOCUMENT):
    document_id = id_of(session, number)
    return session.read(lambda reader: load_document_mail(reader, document_id, TODAY, purpose))


def change_client(session, number, **facts):
    client_id = client_of(session, number)
    client = session.read(lambda reader: load_client(reader, client_id))
    put_client(session, replace(client, **facts), client_id)


def client_of(session, number):
    return session.read(lambda reader: find_client(reader, id_of(session, number)))


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_an_invoice_states_its_number_its_amount_and_its_due_day_and_brings_its_pdf(session):
    number = issued(session, subject="Refonte du site")
    change_client(session, number, email="contact@nova.example")
    mail = mail_of(session, number)
    assert plain(mail.text.subject) == f"Facture {number} : Refonte du site"
    assert all(each in plain(mail.text.text) for each in (number, "1 085,12 €", "Elle est à régler au plus tard le"))
    assert (mail.numbers, [each.address for each in mail.people]) == ((number,), ["contact@nova.example"])
    assert (mail.barrier, mail.has_mailbox) == (None, False)
    keep_account(session, STAYS, {"password": "secret"})
    assert mail_of(session, number).has_mailbox


def test_the_language_is_that_of_the_document(session):
    number = issued(session, client={**NOVA, "language": "en"})
    assert mail_of(session, number).text.text.startswith("Hello,")


def test_thanks_state_the_last_payment_and_bring_no_file(session):
    number = issued(session)
    with pytest.raises(KnownError) as refused:
        mail_of(session, number, MailPurpose.THANKS)
    assert refused.value.code is ErrorCode.NOTHING_TO_DO
    for day, cents in ((TODAY, 100_00), (TODAY - timedelta(days=1), 50_00)):
        pay(session, id_of(session, number), NewPayment(on=day, method=Method.CASH, cents=cents))
    mail = mail_of(session, number, MailPurpose.THANKS)
    assert "règlement de 100,00 €" in plain(mail.text.text)
    assert "Il reste 935,12 € à régler" in plain(mail.text.text)
    assert mail.numbers == ()


def test_what_a_client_does_not_want_is_not_wanted(session):
    number = issued(session)
    pay(session, id_of(session, number), NewPayment(on=TODAY, method=Method.CASH, cents=100_00))
    choose(session, client_of(session, number), MailPreference.BUSINESS)
    assert mail_of(session, number).barrier is None
    assert mail_of(session, number, MailPurpose.THANKS).barrier is Barrier.NO_COMMERCIAL
    choose(session, client_of(session, number), MailPreference.NONE)
    assert mail_of(session, number).barrier is Barrier.NO_MAIL


def test_a_reminder_brings_the_letter_as_it_was_changed_and_the_invoices(session):
    number = issued(session)
    later = TODAY + timedelta(days=90)
    draft = session.read(lambda reader: load_reminder(reader, [id_of(session, number)], later))
    letter = replace(draft.letter, body="Un mot de ma main.")
    mail = session.read(lambda reader: load_reminder_mail(reader, draft, letter))
    assert mail.text.text.startswith("Un mot de ma main.\n\nVous la retrouverez")
    assert (mail.text.subject, mail.numbers) == (letter.subject, (number,))
