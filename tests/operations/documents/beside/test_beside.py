"""Beside documents: answers to quotes, duplicates, notes and files; all of it undone, nothing of it printed."""

from datetime import date, timedelta
from functools import partial

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.documents.beside import Holder, QuoteAnswer
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.beside.attachments import (
    attach_files,
    attachment_content,
    remove_attachment,
    save_attachment_copy,
    save_attachments,
)
from microdesk_desktop.operations.documents.beside.notes import add_note, remove_note
from microdesk_desktop.operations.documents.chain.convert import convert
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.chain.decide import answer_quote
from microdesk_desktop.operations.documents.chain.duplicate import (
    duplicate_document,
    duplicate_draft,
    duplicate_last_invoice,
)
from microdesk_desktop.operations.documents.drafts import remove_draft, require_draft
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.issued_pages import issued_pages
from microdesk_desktop.operations.documents.look import put_look
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.store.documents.beside import load_answer, load_attachments, load_notes
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.records.documents import find_client
from microdesk_desktop.store.waiting.accepted import count_accepted, load_accepted
from microdesk_desktop.views.documents.lists import find_row
from tests.support.documents.issuing import drafted, issued, issuing_vault

PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n"
DAYS = [{"label": "Atelier", "quantity": "5", "unit": "DAY", "unit_price": "400.00"}]


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def id_of(session, number):
    return session.read(lambda reader: find_issued(reader, number))


def state_of(session, number):
    return session.read(lambda reader: find_row(reader, number, session.clock.today())).state


def accepted(session, on=None):
    return QuoteAnswer(status=DocumentStatus.ACCEPTED, on=on or session.clock.today(), remark="par courriel")


def test_an_answer_has_its_day_and_its_word_and_is_undone(session):
    quote = issued(session, type="quote")
    answered = answer_quote(session, id_of(session, quote), accepted(session))
    assert state_of(session, quote) is DocumentState.ACCEPTED
    assert session.read(lambda reader: load_answer(reader, answered.id)) == accepted(session)
    answered.undo(session)
    assert state_of(session, quote) is DocumentState.ISSUED
    assert session.read(lambda reader: load_answer(reader, answered.id)).on is None
    assert verify_documents(session).flaws == ()


def test_an_expired_quote_may_still_be_accepted(session, clock):
    quote = issued(session, type="quote", valid_until="2026-11-25")
    clock.advance(days=10)
    assert state_of(session, quote) is DocumentState.EXPIRED
    answer_quote(session, id_of(session, quote), accepted(session))
    assert state_of(session, quote) is DocumentState.ACCEPTED


def test_an_answer_lies_between_the_issue_and_today_and_is_to_a_quote(session):
    quote, invoice = issued(session, type="quote"), issued(session)
    today = session.clock.today()
    for day in (today - timedelta(1), today + timedelta(1)):
        with pytest.raises(KnownError) as caught:
            answer_quote(session, id_of(session, quote), accepted(session, day))
        assert (caught.value.code, caught.value.params["field"]) == (ErrorCode.INVALID_VALUE, "date")
    with pytest.raises(KnownError, match="unknown_target"):
        answer_quote(session, id_of(session, invoice), accepted(session))


def test_a_quote_that_is_invoiced_cannot_be_refused(session):
    quote = issued(session, type="quote")
    issue(session, convert(session, quote, DocumentType.INVOICE).id)
    with pytest.raises(KnownError, match="in_use"):
        answer_quote(
            session, id_of(session, quote), QuoteAnswer(status=DocumentStatus.DECLINED, on=session.clock.today())
        )


def test_an_accepted_quote_waits_until_it_is_invoiced_in_full_directly_or_through_its_order(session):
    quote = issued(session, type="quote", lines=DAYS)
    assert session.read(count_accepted) == 0
    answer_quote(session, id_of(session, quote), accepted(session))
    issue(session, convert(session, quote, DocumentType.DEPOSIT).id)
    order = issue(session, convert(session, quote, DocumentType.ORDER).id).number
    (waiting,) = session.read(lambda reader: load_accepted(reader, 5))
    assert (waiting.number, waiting.left_cents) == (quote, 2_000_00)
    final = issue(session, convert(session, order, DocumentType.FINAL).id).number
    assert session.read(count_accepted) == 0
    issue(session, credit(session, final, {"lines": [{"label": "Geste", "unit_price": "300"}]}).id)
    assert session.read(count_accepted) == 0, "a reduction is not invoiced again"
    issue(session, credit(session, final).id)
    assert session.read(count_accepted) == 1


def test_a_duplicate_has_open_days_and_months_that_follow(session):
    period = ["2026-10-01", "2026-11-30"]
    lines = [{**DAYS[0], "period": period}, {**DAYS[0], "period": ["2026-11-03", "2026-11-20"]}]
    number = issued(session, lines=lines, service_from="2026-01-01", service_date="2026-01-31", notes="Merci")
    draft = session.read(lambda reader: require_draft(reader, duplicate_document(session, number).id))
    assert (draft.issued_on, draft.due_on, draft.delivered_from, draft.delivered_on) == (
        None,
        None,
        date(2026, 2, 1),
        date(2026, 2, 28),
    )
    assert [(line.first_day, line.last_day) for line in draft.lines] == [
        (date(2026, 12, 1), date(2027, 1, 31)),
        (None, None),
    ]
    assert draft.notes == "Merci"


def test_the_last_invoice_of_a_client_is_duplicated(session):
    issued(session, lines=DAYS)
    last = issued(session, lines=[{**DAYS[0], "label": "La dernière"}])
    client = session.read(lambda reader: find_client(reader, find_issued(reader, last)))
    duplicate = duplicate_last_invoice(session, client)
    copied = duplicate_draft(session, duplicate.id)
    drafts = [session.read(partial(require_draft, draft_id=each.id)) for each in (duplicate, copied)]
    assert [draft.lines[0].label for draft in drafts] == ["La dernière", "La dernière"]
    with pytest.raises(KnownError, match="unknown_target"):
        duplicate_last_invoice(session, client + 1)


def test_notes_and_files_of_a_draft_go_over_to_the_document_issued_of_it(session, tmp_path):
    draft_id, file = drafted(session), tmp_path / "bon.pdf"
    file.write_bytes(PDF)
    holder = Holder(draft_id=draft_id)
    add_note(session, holder, "  Relancer lundi  ")
    attach_files(session, holder, [file])
    remove_draft(session, draft_id).undo(session)
    number = issue(session, draft_id).number
    kept = Holder(document_id=id_of(session, number))
    notes = session.read(lambda reader: load_notes(reader, kept))
    (attachment,) = session.read(lambda reader: load_attachments(reader, kept))
    assert [note.text for _, note in notes] == ["Relancer lundi"]
    assert (attachment.name, attachment.size) == ("bon.pdf", len(PDF))
    assert session.read(lambda reader: load_notes(reader, holder)) == []
    save_attachment_copy(session, attachment.id, tmp_path / "copie.pdf")
    assert (tmp_path / "copie.pdf").read_bytes() == PDF
    assert save_attachments(session, kept, tmp_path / "tous") == [tmp_path / "tous" / "1-bon.pdf"]
    with pytest.raises(KnownError, match="file_exists"):
        save_attachments(session, kept, tmp_path / "tous")
    assert verify_documents(session).flaws == ()


def test_notes_and_files_are_removed_and_brought_back(session, tmp_path):
    holder, file = Holder(document_id=id_of(session, issued(session))), tmp_path / "bon.pdf"
    file.write_bytes(PDF)
    note, attached = add_note(session, holder, "Note"), attach_files(session, holder, [file])
    removed = remove_note(session, note.id)
    assert session.read(lambda reader: load_notes(reader, holder)) == []
    removed.undo(session)
    assert session.read(lambda reader: load_notes(reader, holder))[0][0] == note.id
    (kept,) = session.read(lambda reader: load_attachments(reader, holder))
    with pytest.raises(KnownError, match="voucher_known"):
        attach_files(session, holder, [file])
    remove_attachment(session, kept.id).undo(session)
    assert attachment_content(session, kept.id).content == PDF
    attached.undo(session)
    with pytest.raises(KnownError, match="unknown_target"):
        attachment_content(session, kept.id)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 10_001])
def test_a_note_has_a_text_of_a_sensible_length(session, text):
    with pytest.raises(KnownError) as caught:
        add_note(session, Holder(draft_id=drafted(session)), text)
    assert caught.value.params["field"] == "text"


def test_nothing_is_kept_beside_what_is_not_there(session, tmp_path):
    (tmp_path / "bon.pdf").write_bytes(PDF)
    for holder in (Holder(document_id=99), Holder(draft_id=99), Holder()):
        with pytest.raises(KnownError, match="unknown_target"):
            add_note(session, holder, "Note")
        with pytest.raises(KnownError, match="unknown_target"):
            attach_files(session, holder, [tmp_path / "bon.pdf"])


def test_the_pages_shown_of_a_document_have_its_sealed_content_in_the_look_of_today(session):
    number = issued(session, lines=DAYS)
    before = issued_pages(session, number)
    put_look(session, Look(accent="#aa0000"))
    after = issued_pages(session, number)
    assert len(before) == len(after) == 1
    assert b"#aa0000" in after[0]
    assert b"#aa0000" not in before[0]
