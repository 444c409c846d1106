"""What leaves through the user's mailbox for a document is noted, counted once, and forgotten with the account."""

from datetime import UTC, datetime

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone, Sending, Way
from microdesk_desktop.domain.mail.compose.starts import Dispatch
from microdesk_desktop.operations.documents.follow_up.dispatch import (
    document_file,
    note_reminder,
    note_sending,
)
from microdesk_desktop.operations.documents.follow_up.send import mark_sent
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.store.documents.chain import count_copies, find_issued
from microdesk_desktop.store.documents.follow_up import load_follow_ups, load_reminders
from microdesk_desktop.views.documents.lists import find_row, issued_json
from microdesk_desktop.views.documents.reminders.words import reminder_line
from microdesk_desktop.views.records.document_words import sending_text
from tests.support.clock import TODAY
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.mail.two_accounts import STAYS, provider

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
DISPATCH = Dispatch(at=NOON, account_id=STAYS.id, address=STAYS.address)
REMINDER = Reminder(on=TODAY, tone=ReminderTone.FIRM, way=Way.POST, body="Payez, s'il vous plaît.")


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def id_of(session, number):
    return session.read(lambda reader: find_issued(reader, number))


def sending_of(session, number):
    found = session.read(load_follow_ups).get(id_of(session, number))
    return found.sending if found else None


def test_a_sending_states_its_day_and_its_account_and_its_undo_brings_the_former_one_back(session):
    number = issued(session)
    mark_sent(session, id_of(session, number), Sending(on=TODAY, way=Way.POST))
    result = note_sending(id_of(session, number))(session, DISPATCH)
    assert sending_of(session, number) == Sending(on=TODAY, way=Way.MAIL, account=STAYS.address)
    assert STAYS.address in sending_text(sending_of(session, number))
    result.undo(session)
    assert sending_of(session, number) == Sending(on=TODAY, way=Way.POST)


def test_a_reminder_is_kept_for_each_document_with_its_account(session):
    numbers = [issued(session), issued(session)]
    ids = [id_of(session, number) for number in numbers]
    note_reminder(ids, REMINDER)(session, DISPATCH)
    for id_ in ids:
        ((_, kept),) = session.read(lambda reader, id_=id_: load_reminders(reader, id_))
        assert (kept.way, kept.account, kept.body) == (Way.MAIL, STAYS.address, REMINDER.body)
        assert STAYS.address in reminder_line(kept)


def test_what_was_sent_is_shown_on_the_command_line(session):
    number = issued(session)
    note_sending(id_of(session, number))(session, DISPATCH)
    note_reminder([id_of(session, number)], REMINDER)(session, DISPATCH)
    row = session.read(lambda reader: find_row(reader, number, TODAY))
    shown = session.read(lambda reader: issued_json(reader, row))
    day = TODAY.isoformat()
    assert shown["sending"] == {"on": day, "way": "mail", "account": STAYS.address}
    assert shown["reminders"] == [{"on": day, "tone": "firm", "way": "mail", "account": STAYS.address}]


def test_the_address_of_an_account_that_is_removed_stays_on_no_document(session):
    number = issued(session)
    keep_account(session, STAYS, {"password": "secret"})
    note_sending(id_of(session, number))(session, DISPATCH)
    note_reminder([id_of(session, number)], REMINDER)(session, DISPATCH)
    with provider():
        remove_account(session, STAYS.id, Job())
    assert sending_of(session, number) == Sending(on=TODAY, way=Way.MAIL)
    ((_, kept),) = session.read(lambda reader: load_reminders(reader, id_of(session, number)))
    assert (kept.way, kept.account) == (Way.MAIL, "")


def test_the_file_of_a_document_is_its_sealed_pdf_and_is_counted_once_however_often_it_is_read(session):
    number = issued(session)
    file = document_file(number)
    first, again = (file.read(session, Job()) for _ in range(2))
    assert first == again
    assert first.startswith(b"%PDF-")
    assert (file.name, file.kind) == (f"{number}.pdf", "application/pdf")
    assert session.read(lambda reader: count_copies(reader, number)) == 1
