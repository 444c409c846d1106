"""Documents of a client still in touch go ten years after their year, sealed ones too; what is needed still stays."""

import os
from datetime import date, timedelta
from functools import partial
from signal import SIGKILL

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.domain.parties import Client, MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestKind, RequestWay
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.operations.documents.beside.notes import add_note
from microdesk_desktop.operations.documents.follow_up.write_off import write_off
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.privacy.choices import note_choice
from microdesk_desktop.operations.privacy.retention import keep_longer, set_duration
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.operations.retention_facts import count_held, load_told
from microdesk_desktop.operations.vault import erasure
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.due_erasures import apply_retention
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.privacy.communications import load_choices
from microdesk_desktop.store.privacy.requests import save_request
from microdesk_desktop.store.privacy.retention import load_log
from microdesk_desktop.store.privacy.suppressed import is_suppressed
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.vault.erasures import pending
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from microdesk_desktop.views.records.documents import load_document_page
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene, killed
from tests.support.documents.issuing import drafted, issued, issuing_vault
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE, reopened

WRITTEN, IN_TOUCH = date(2022, 11, 1), date(2032, 11, 1)
FIRST, AFTER = date(2032, 12, 10), date(2033, 1, 9)
"""The announcement, and thirty days later: 31 December 2032 is the last day."""
PAID, ALSO_PAID, OWED = "TOURTERELLE", "CHARDONNERET", "ROUGEGORGE"
NOTED, CREDITED = "MESANGEBLEUE", "BERGERONNETTE"
COMPANY_MAIL, WORDS_OF_CHOICE = "contact@alouette.example", "ROITELETHUPPE"
DAY = timedelta(1)


def opened_on(scene, day):
    return reopened(scene.profile, clock=FakeClock(day), keyring=StrictKeyring(scene.keyring))


def open_and_close(scene, *days):
    for day in days:
        opened_on(scene, day).close()


def of_paris(name, email):
    return Client(name=name, email=email, siren="552100554", address="1 rue", postal_code="75001", city="Paris")


def invoice(session, client, word, *, is_paid=True):
    number = issued(session, client=client, lines=[{"label": f"Nid de {word}", "unit_price": "100"}])
    if is_paid:
        put_record(
            session, Receipt(on=session.clock.today(), client="Alouette", label="", amount_cents=100_00, invoice=number)
        )
    return number


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Of 2022 an invoice paid and one that is not, of 2032 another of the same client, and a backup."""
    folder = tmp_path_factory.mktemp("made")
    session = issuing_vault(folder / "profile", clock=FakeClock(WRITTEN), keyring=StrictKeyring(folder / "keyring"))
    client = put_client(session, of_paris("Alouette", COMPANY_MAIL)).id
    paid = invoice(session, client, PAID)
    add_note(session, Holder(document_id=session.read(lambda reader: find_issued(reader, paid))), f"Voir {NOTED}")
    invoice(session, client, ALSO_PAID)
    invoice(session, client, OWED, is_paid=False)
    session.close()
    scene = Scene(
        profile=folder / "profile",
        keyring=folder / "keyring",
        key=open_with_passphrase(read_header(folder / "profile"), PASSPHRASE),
        words=(PAID, ALSO_PAID, OWED, NOTED),
        payments=(),
        on=FIRST,
    )
    session = opened_on(scene, IN_TOUCH)
    invoice(session, client, "PASSEREAU")
    back_up_today(session, Job())
    session.close()
    assert scene.left() == [PAID, ALSO_PAID, OWED, NOTED]
    return scene


@pytest.fixture
def scene(made, tmp_path):
    return made.copy(tmp_path)


def documents_told(session):
    return [each.going for each in session.read(load_told) if each.going.category is Category.DOCUMENTS]


def id_of(session, rank):
    return session.read(lambda reader: reader.all("SELECT id FROM document ORDER BY id"))[rank][0]


def test_a_sealed_invoice_goes_with_its_files_and_notes_and_the_chain_holds(scene, tmp_path):
    session = opened_on(scene, FIRST)
    assert [(going.item, going.rows) for going in documents_told(session)] == [(2022, 2)]
    session.close()
    open_and_close(scene, AFTER - DAY)
    assert scene.left() == [PAID, ALSO_PAID, OWED, NOTED], "announced for twenty-nine days"
    session = opened_on(scene, AFTER)
    assert scene.left() == [OWED], "vault and backups"
    assert verify_documents(session).flaws == ()
    assert {row.category: row.rows for row in session.read(load_log)}["documents"] == 2
    assert documents_told(session) == []
    gone = session.read(lambda reader: load_document_page(reader, id_of(session, 0), AFTER))
    assert (gone.row.client, gone.row.total_cents, gone.row.is_sealed) == ("Alouette", 100_00, False)
    assert export_documents(session, tmp_path / "export", Job()) == 4
    session.close()


def test_what_is_not_settled_stays_and_that_is_stated_until_it_is(scene):
    open_and_close(scene, FIRST, AFTER)
    session = opened_on(scene, AFTER)
    assert session.read(lambda reader: count_held(reader, AFTER)) == 1
    write_off(session, id_of(session, 2), AFTER, is_confirmed=True)
    assert session.read(lambda reader: count_held(reader, AFTER)) == 0, "its ten years count from the write-off"
    session.close()
    open_and_close(scene, AFTER + timedelta(60), date(2043, 12, 15), date(2044, 1, 20))
    assert scene.left() == []


def test_the_user_may_keep_a_year_longer_or_for_ever(scene, tmp_path):
    session = opened_on(scene, FIRST)
    keep_longer(session, Category.DOCUMENTS, 2022)
    assert documents_told(session) == []
    session.close()
    open_and_close(scene, AFTER)
    assert PAID in scene.left()
    open_and_close(scene, date(2033, 10, 20))
    session = opened_on(scene, date(2033, 12, 20))
    assert [(each.item, each.last_day) for each in documents_told(session)] == [(2022, date(2033, 12, 31))]
    set_duration(session, Category.DOCUMENTS, None)
    session.close()
    open_and_close(scene, date(2034, 1, 25), date(2034, 3, 1))
    assert PAID in scene.left()


def test_two_years_without_opening_begin_the_announcement_anew(scene):
    open_and_close(scene, FIRST, date(2034, 12, 10))
    assert PAID in scene.left()
    open_and_close(scene, date(2035, 1, 9))
    assert PAID not in scene.left()


def test_a_credit_note_of_a_later_year_keeps_the_invoice_that_it_credits(scene):
    session = opened_on(scene, date(2032, 11, 2))
    paid = session.read(lambda reader: reader.value("SELECT number FROM document ORDER BY id LIMIT 1"))
    issued(
        session,
        type="credit_note",
        client=1,
        refers_to=[paid],
        lines=[{"label": f"Retour {CREDITED}", "unit_price": "10"}],
    )
    session.close()
    open_and_close(scene, FIRST, AFTER)
    assert PAID in scene.left()


def test_whoever_waits_for_an_answer_and_what_a_draft_continues_stays(scene, tmp_path):
    waiting, continued = scene.copy(tmp_path / "waiting"), scene.copy(tmp_path / "continued")
    session = opened_on(waiting, FIRST)
    request = PersonRequest(client_id=1, kind=RequestKind.ACCESS, received_on=FIRST, way=RequestWay.MAIL)
    session.write(lambda writer: save_request(writer, request))
    session.close()
    session = opened_on(continued, FIRST)
    paid = session.read(lambda reader: reader.value("SELECT number FROM document ORDER BY id LIMIT 1"))
    drafted(session, type="credit_note", client=1, refers_to=[paid])
    session.close()
    open_and_close(waiting, AFTER)
    open_and_close(continued, AFTER)
    assert waiting.left() == [PAID, ALSO_PAID, OWED, NOTED]
    assert continued.left() == [PAID, OWED, NOTED], "the other invoice of that year went"


def test_a_document_that_was_changed_stays_whole_for_its_flaw_to_be_seen(scene):
    session = opened_on(scene, FIRST)
    session.write(lambda writer: change_seal(writer, PAID))
    session.close()
    open_and_close(scene, AFTER)
    session = opened_on(scene, AFTER + DAY)
    assert left_in_vault(session) == [PAID, OWED]
    assert [flaw.sequence for flaw in verify_documents(session).flaws]
    assert documents_told(session) == [], "it is not tried again each day"
    session.close()


def change_seal(writer, word):
    (trigger,) = writer.all("SELECT sql FROM sqlite_master WHERE name = 'seal_stays'")
    writer.run("DROP TRIGGER seal_stays")
    writer.run("UPDATE seal SET content = replace(content, 'Nid de', 'Nids de') WHERE content LIKE ?", (f"%{word}%",))
    writer.run(trigger[0])


def test_many_go_in_batches_and_what_is_cancelled_between_two_goes_on_at_the_next_look(scene, monkeypatch):
    monkeypatch.setattr(erasure, "BATCH", 1)
    session = opened_on(scene, FIRST)
    session.clock.advance(days=30)
    job = Job(lambda done, _total, step: job.cancel() if (done, step) == (1, "purge") else None)
    apply_retention(session, job)
    assert left_in_vault(session) == [ALSO_PAID, OWED], "the first batch was whole"
    assert verify_documents(session).flaws == ()
    apply_retention(session)
    assert left_in_vault(session) == [OWED]
    assert {row.category: row.rows for row in session.read(load_log)}["documents"] == 2
    session.close()
    assert scene.left() == [OWED]


def left_in_vault(session):
    texts = "".join(session.read(lambda reader: [text for (text,) in reader.all("SELECT content FROM seal")]))
    return [word for word in (PAID, ALSO_PAID, OWED) if word in texts]


def test_an_agreement_lapses_with_the_contacts_and_a_refusal_stays_without_its_proofs(scene):
    session = opened_on(scene, IN_TOUCH)
    agreed = put_client(session, of_paris("Serin", "serin@serin.example")).id
    for client, preference in ((1, MailPreference.NONE), (agreed, MailPreference.EVERYTHING)):
        choice = Choice(
            preference=preference, person="Paul", way=ChoiceWay.MAIL, words=WORDS_OF_CHOICE, chosen_on=IN_TOUCH
        )
        note_choice(session, client, choice)
    invoice(session, agreed, "SERIN")
    write_off(session, id_of(session, 2), IN_TOUCH, is_confirmed=True)
    session.close()
    open_and_close(scene, IN_TOUCH + DAY, date(2035, 10, 20), date(2035, 11, 20))
    session = opened_on(scene, date(2035, 11, 21))
    (refusal,) = session.read(lambda reader: load_choices(reader, 1))
    assert (refusal.preference, refusal.person, refusal.words) == (MailPreference.NONE, "", "")
    assert session.read(lambda reader: is_suppressed(reader, COMPANY_MAIL))
    assert session.read(lambda reader: load_choices(reader, agreed)) == []
    assert session.read(lambda reader: load_client(reader, 1)).mail_preference is MailPreference.NONE
    assert WORDS_OF_CHOICE not in scene.everything()
    assert [each for each in session.read(load_told) if each.going.category is Category.INACTIVE] == []
    session.close()


def test_a_kill_at_any_step_is_made_good_by_the_next_opening(scene, tmp_path, monkeypatch):
    monkeypatch.setattr(erasure, "BATCH", 1)
    open_and_close(scene, FIRST)
    number = 0
    while killed(copy := scene.copy(tmp_path / str(number)), partial(die_at_step, number)):
        open_and_close(copy, AFTER)
        assert (copy.left(), pending(copy.profile)) == ([OWED], {})
        number += 1
    assert number > 2, "two batches and the backups"


def die_at_step(number, session):
    steps = iter(range(number + 1))
    session.clock.set_forward(days=30)
    apply_retention(session, Job(lambda *_: os.kill(os.getpid(), SIGKILL) if next(steps) == number else None))
