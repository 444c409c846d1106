"""What a message begins with, its drafts, and what is noted once it was sent."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.domain.mail.compose.compositions import AttachedFile, Composition, encoded_size
from microdesk_desktop.domain.mail.compose.starts import Dispatch, Start, StartFile, StartKind
from microdesk_desktop.domain.mail.types import Letter, Person
from microdesk_desktop.mail.provider import MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.compose.deliver import (
    Order,
    begin_attempt,
    deliver,
    interrupted_attempts,
    look_up,
)
from microdesk_desktop.operations.mail.compose.drafts import built, drop_draft, keep_draft
from microdesk_desktop.operations.mail.compose.files import read_files
from microdesk_desktop.operations.mail.compose.gather import gather
from microdesk_desktop.operations.mail.compose.signature import keep_signature, provider_signature, signature_of
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.views.mail.composer.words import first_composition
from tests.support.mail.gmail import open_gmail
from tests.support.vaults import new_vault

ID, OTHER_ID = "0011223344556677", "0011223344556688"
PAUL = Person("Paul", "paul@nova.example")


@pytest.fixture
def gmail() -> Iterator[SandboxGmail]:
    with SandboxGmail() as made:
        yield made


@pytest.fixture
def session(tmp_path: Path, gmail: SandboxGmail, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setitem(KINDS, AccountKind.GMAIL, lambda: MailKind(open=open_gmail))
    made = new_vault(tmp_path / "profile").session
    consents = gmail.consents
    for account_id, address in ((ID, gmail.state.address), (OTHER_ID, "contact@atelier.example")):
        account = Account(id=account_id, kind=AccountKind.GMAIL, address=address, user=address, base_url=gmail.base_url)
        secrets = {"client_id": consents.client_id, "client_secret": consents.client_secret}
        keep_account(made, account, {**secrets, "refresh_token": consents.grant()})
    yield made
    made.close()


def letter(session: Session, gmail: SandboxGmail, message: EmailMessage) -> Letter:
    """A letter that arrives."""
    mail = gmail.deliver("Question", sender="Léa Roux <lea@nova.example>", message=message)
    return open_mailbox(session, ID).conversation(mail.thread, Job())[-1]


def asked(text: str = "Où en est le devis ?") -> EmailMessage:
    message = EmailMessage()
    message["Cc"] = "Paul <paul@nova.example>"
    message.set_content(text)
    return message


def begun(session: Session, start: Start) -> tuple[Composition, object]:
    gathered = gather(session, ID, start, Job())
    return first_composition(ID, start, gathered), gathered


def order(session: Session, composition: Composition, start: Start, **facts: object) -> Order:
    gathered = gather(session, ID, start, Job())
    facts = {"draft": None, "attempt": begin_attempt(session, ID), **facts}
    return Order(composition=composition, ties=gathered.ties, **facts)  # type: ignore[arg-type]


def test_a_reply_to_all_has_the_others_the_quote_and_the_signature_above_it(session, gmail):
    keep_signature(session, ID, "Jeanne")
    start = Start(kind=StartKind.ANSWER_ALL, account_id=ID, letter=letter(session, gmail, asked()))
    composition, gathered = begun(session, start)
    assert composition.to == (Person("Léa Roux", "lea@nova.example"),)
    assert composition.cc == (PAUL,)
    assert composition.subject == "Re: Question"
    assert composition.text.index("Jeanne") < composition.text.index("> Où en est le devis ?")
    message = message_from_bytes(built(session, composition, gathered.ties), policy=default)
    assert message["In-Reply-To"] == start.letter.message_id
    assert "jeanne@gmail.example" not in f"{message['To']} {message['Cc']}"


def test_the_name_under_the_mail_of_a_document_does_not_stand_above_the_signature_too(session):
    keep_signature(session, ID, "Jeanne Martin\n06 12 34 56 78")
    composition, _ = begun(session, Start(to=(PAUL,), text="Bonjour,\n\nMerci.\n\nJeanne Martin\n"))
    assert composition.text == "Bonjour,\n\nMerci.\n\n-- \nJeanne Martin\n06 12 34 56 78\n"
    assert begun(session, Start(text="Merci."))[0].text.startswith("Merci.\n\n-- \nJeanne")
    assert begun(session, Start())[0].text.startswith("\n\n-- \nJeanne")


def test_a_forwarded_letter_takes_its_files_along_and_answers_nobody(session, gmail):
    message = asked()
    message.add_attachment(b"%PDF-1.7 plan", "application", "pdf", filename="plan.pdf")
    start = Start(kind=StartKind.FORWARD, account_id=ID, letter=letter(session, gmail, message))
    composition, gathered = begun(session, start)
    assert (composition.to, composition.subject) == ((), "Fwd: Question")
    assert [(file.name, file.content) for file in composition.files] == [("plan.pdf", b"%PDF-1.7 plan")]
    assert "Où en est le devis ?" in composition.text
    assert gathered.ties.answers is None


def test_an_html_letter_is_quoted_as_text_without_what_it_would_load(session, gmail):
    message = EmailMessage()
    html = '<p>Bonjour <b>Jeanne</b></p><img src="https://suivi.example/p.gif" alt="">'
    message.set_content(html, subtype="html")
    start = Start(kind=StartKind.ANSWER, account_id=ID, letter=letter(session, gmail, message))
    composition, _ = begun(session, start)
    assert "> Bonjour Jeanne" in composition.text
    assert "suivi.example" not in composition.text


def test_a_draft_is_taken_up_whole_and_stays_in_its_conversation(session, gmail):
    answered = letter(session, gmail, asked())
    composition, gathered = begun(session, Start(kind=StartKind.ANSWER, account_id=ID, letter=answered))
    file = AttachedFile(name="plan.pdf", kind="application/pdf", content=b"plan")
    written = Composition(
        account_id=ID, to=composition.to, bcc=(PAUL,), subject="Re: Question", text="Ébauche\n", files=(file,)
    )
    kept = keep_draft(session, written, gathered.ties, None, Job())
    letters = open_mailbox(session, ID).conversation(answered.conversation, Job())
    draft = next(each for each in letters if each.key == kept.key)
    taken, gathered = begun(session, Start(kind=StartKind.DRAFT, account_id=ID, letter=draft))
    assert (taken.to, taken.bcc, taken.subject) == (written.to, written.bcc, written.subject)
    assert taken.text.strip() == "Ébauche"
    assert [(each.name, each.content) for each in taken.files] == [("plan.pdf", b"plan")]
    assert gathered.ties.answers is not None
    assert gathered.ties.answers.message_id == answered.message_id
    again = keep_draft(session, taken, gathered.ties, kept, Job())
    threads = {mail.thread for mail in gmail.state.mails.values() if "DRAFT" in mail.labels}
    assert threads == {answered.conversation}
    drop_draft(session, again, Job())
    assert [mail for mail in gmail.state.mails.values() if "DRAFT" in mail.labels] == []


def test_a_draft_moves_with_the_account_that_the_user_chooses(session, gmail):
    start = Start(to=(PAUL,), subject="Devis")
    composition, gathered = begun(session, start)
    first = keep_draft(session, composition, gathered.ties, None, Job())
    moved = Composition(account_id=OTHER_ID, to=(PAUL,), subject="Devis")
    second = keep_draft(session, moved, gathered.ties, first, Job())
    assert second.account_id == OTHER_ID
    (draft,) = [mail for mail in gmail.state.mails.values() if "DRAFT" in mail.labels]
    assert draft.message["From"].endswith("<contact@atelier.example>")


def test_a_draft_that_is_gone_is_not_written_anew_unasked(session, gmail):
    composition, gathered = begun(session, Start(to=(PAUL,), subject="Devis"))
    kept = keep_draft(session, composition, gathered.ties, None, Job())
    drop_draft(session, kept, Job())
    with pytest.raises(KnownError) as refused:
        keep_draft(session, composition, gathered.ties, kept, Job())
    assert refused.value.code is ErrorCode.MAIL_GONE


def test_a_file_that_cannot_be_read_stops_the_message_before_it_begins(session):
    def fail(_: object, __: Job) -> bytes:
        raise KnownError(ErrorCode.DOCUMENTS_CHANGED, subjects="F-1")

    with pytest.raises(KnownError):
        gather(session, ID, Start(files=(StartFile(name="F-1.pdf", kind="application/pdf", read=fail),)), Job())


def test_what_was_sent_is_noted_once_with_its_day_and_its_account(session, gmail):
    noted: list[Dispatch] = []

    def note(_: object, dispatch: Dispatch) -> ChangeResult:
        noted.append(dispatch)
        return ChangeResult(changes=Changes.INVOICES)

    start = Start(to=(PAUL,), subject="Facture", note=note)
    composition, _ = begun(session, start)
    delivered = deliver(session, order(session, composition, start, note=note), Job())
    assert delivered.changes == Changes.MAIL | Changes.INVOICES
    assert [(each.account_id, each.address, each.at) for each in noted] == [
        (ID, gmail.state.address, session.clock.now())
    ]
    assert interrupted_attempts(session) == []


def test_a_document_that_cannot_remember_leaves_the_message_sent(session, gmail):
    def note(_: object, __: Dispatch) -> ChangeResult:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)

    start = Start(to=(PAUL,), subject="Facture")
    composition, _ = begun(session, start)
    delivered = deliver(session, order(session, composition, start, note=note), Job())
    assert delivered.note_error is not None
    assert len([mail for mail in gmail.state.mails.values() if "SENT" in mail.labels]) == 1


def test_a_message_that_is_not_among_the_sent_ones_is_not_noted(session):
    start = Start(to=(PAUL,), subject="Facture")
    composition, _ = begun(session, start)
    assert look_up(session, order(session, composition, start), Job()) is None
    (attempt,) = interrupted_attempts(session)
    assert attempt.address == "jeanne@gmail.example"
    assert interrupted_attempts(session) == []


def test_the_signature_and_the_attempts_go_with_the_account(session):
    keep_signature(session, ID, "  Jeanne\n06 12 34 56 78 ")
    assert signature_of(session, ID) == "Jeanne\n06 12 34 56 78"
    begin_attempt(session, ID)
    remove_account(session, ID, Job())
    for table in ("mail_signature", "mail_attempt"):
        assert session.read(lambda reader, table=table: reader.value(f"SELECT count(*) FROM {table}")) == 0


def test_the_signature_that_google_keeps_is_read_as_text(session, gmail):
    assert provider_signature(session, ID, Job()) == ""
    gmail.state.signature = '<div>Jeanne <b>Martin</b><br>06 12 34 56 78</div><img src="https://traceur.example/p.gif">'
    assert provider_signature(session, ID, Job()) == "Jeanne Martin\n06 12 34 56 78"
    assert provider_signature(session, OTHER_ID, Job()) == "", "it is that of another address"


def test_files_are_read_with_their_kind_and_a_folder_is_refused(tmp_path):
    path = tmp_path / "Devis été.pdf"
    path.write_bytes(b"%PDF")
    (file,) = read_files([path], Job())
    assert (file.name, file.kind, file.content) == ("Devis été.pdf", "application/pdf", b"%PDF")
    with pytest.raises(KnownError) as refused:
        read_files([tmp_path], Job())
    assert refused.value.code is ErrorCode.PATH_UNUSABLE


@pytest.mark.parametrize("size", [0, 1, 57, 58, 100_000])
def test_the_size_that_is_shown_is_not_less_than_what_is_sent(session, size):
    file = AttachedFile(name="plan.pdf", kind="application/pdf", content=b"x" * size)
    start = Start(to=(PAUL,), subject="Plan")
    composition, gathered = begun(session, start)
    composition = Composition(account_id=ID, to=(PAUL,), subject="Plan", text=composition.text, files=(file,))
    sent = len(built(session, composition, gathered.ties))
    assert sent <= encoded_size(composition) <= sent + 4_000
