"""Drafts, and messages that are sent exactly once."""

from email.message import EmailMessage

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Draft, SentCopy
from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.sandbox.faults import Fault, Wire
from microdesk_desktop.sandbox.gmail.problems import fault
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.mail.gmail import written

SEND = "drafts/send"


def _sent(gmail: SandboxGmail) -> list[str]:
    return [str(mail.message["Subject"]) for mail in gmail.api.sent]


def test_message_is_sent_once_and_its_draft_goes(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    draft = mailbox.save(Draft(message=written("Premier jet").as_bytes()), Job())
    sent = mailbox.send(written("Devis").as_bytes(), draft.key, None, Job())
    assert _sent(gmail) == ["Devis"]
    assert not gmail.state.drafts
    assert (sent.message_id, sent.copy) == (str(gmail.api.sent[0].message["Message-ID"]), SentCopy.SERVER)
    assert mailbox.find_sent(sent.message_id, Job())
    assert not mailbox.find_sent("<other@microdesk.example>", Job())


def test_answer_joins_its_conversation(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    first = gmail.deliver("Devis")
    answer = written("Re: Devis")
    answer["In-Reply-To"] = answer["References"] = str(first.message["Message-ID"])
    mailbox.send(answer.as_bytes(), None, first.thread, Job())
    assert [letter.subject for letter in mailbox.conversation(first.thread, Job())] == ["Devis", "Re: Devis"]


def test_draft_that_answers_is_kept_in_the_conversation(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    first = gmail.deliver("Devis")
    answer = written("Re: Devis")
    answer["In-Reply-To"] = str(first.message["Message-ID"])
    draft = mailbox.save(Draft(message=answer.as_bytes(), answers=first.id), Job())
    assert gmail.state.mails[str(draft.key)].thread == first.thread


def test_hour_of_saving_leaves_one_draft(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    draft = Draft(message=b"")
    for number in range(5):
        draft = mailbox.save(Draft(message=written(f"Version {number}").as_bytes(), key=draft.key), Job())
    assert [gmail.state.mails[each].message["Subject"] for each in gmail.state.drafts.values()] == ["Version 4"]
    mailbox.drop(str(draft.key), Job())
    mailbox.drop(str(draft.key), Job())
    assert not gmail.state.drafts


def test_draft_whose_answer_was_lost_is_not_made_twice(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.faults.add(Fault(name="cut", wire=Wire.TRUNCATED, only="/drafts", method="POST"))
    with pytest.raises(KnownError):
        mailbox.save(Draft(message=written("Version 1").as_bytes()), Job())
    assert len(gmail.state.drafts) == 1
    draft = mailbox.save(Draft(message=written("Version 2").as_bytes()), Job())
    assert [gmail.state.mails[each].message["Subject"] for each in gmail.state.drafts.values()] == ["Version 2"]
    other = written("Autre")
    other.replace_header("Message-ID", "<another@microdesk.example>")
    mailbox.save(Draft(message=other.as_bytes()), Job())
    mailbox.drop(str(draft.key), Job())
    assert [gmail.state.mails[each].message["Subject"] for each in gmail.state.drafts.values()] == ["Autre"]


def test_draft_of_another_program_is_replaced(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    elsewhere = gmail.state.add(written("Ailleurs").as_bytes(), ("DRAFT",))
    gmail.state.drafts["r1"] = elsewhere.id
    mailbox.save(Draft(message=written("Ici").as_bytes(), key=elsewhere.id), Job())
    assert list(gmail.state.drafts) == ["r1"]


def test_large_message_goes_as_it_is(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    content = bytes(range(256)) * 8_000
    message = written()
    message.add_attachment(content, maintype="application", subtype="pdf", filename="Plan.pdf")
    mailbox.send(message.as_bytes(), None, None, Job())
    (attachment,) = gmail.api.sent[0].message.iter_attachments()
    assert attachment.get_content() == content


def test_message_beyond_the_limit_is_not_sent(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    limit = mailbox.most_bytes(Job())
    with pytest.raises(KnownError) as raised:
        mailbox.send(written().as_bytes() + b"x" * limit, None, None, Job())
    assert (raised.value.code, raised.value.params) == (ErrorCode.MAIL_TOO_LARGE, {"limit": limit})
    assert not gmail.requests


def test_answer_lost_after_sending_is_found_out(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.faults.add(Fault(name="cut", wire=Wire.TRUNCATED, only=SEND))
    sent = mailbox.send(written("Devis").as_bytes(), None, None, Job())
    assert _sent(gmail) == ["Devis"]
    assert sent.message_id == "<ours@microdesk.example>"


def test_connection_lost_before_sending_keeps_the_draft(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.faults.add(Fault(name="reset", wire=Wire.RESET, only=SEND))
    with pytest.raises(KnownError) as raised:
        mailbox.send(written("Devis").as_bytes(), None, None, Job())
    assert raised.value.code is ErrorCode.MAIL_UNREACHABLE
    assert not gmail.api.sent
    assert len(gmail.state.drafts) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_refused_sending_is_not_repeated(gmail: SandboxGmail, mailbox: GmailMailbox, status: int) -> None:
    gmail.faults.add(fault(status, "rateLimitExceeded", only=SEND))
    with pytest.raises(KnownError) as raised:
        mailbox.send(written("Devis").as_bytes(), None, None, Job())
    assert raised.value.code is (ErrorCode.MAIL_BUSY if status == 429 else ErrorCode.MAIL_UNREACHABLE)
    assert [path for _, path in gmail.requests if path.endswith(SEND)] == [f"/gmail/v1/users/me/{SEND}"]
    assert not gmail.api.sent


def test_outcome_that_cannot_be_found_out_is_unknown(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.faults.add(Fault(name="cut", wire=Wire.TRUNCATED, only=SEND))
    gmail.faults.add(*[fault(500, "backendError", only="/drafts/r") for _ in range(4)])
    with pytest.raises(KnownError) as raised:
        mailbox.send(written("Devis").as_bytes(), None, None, Job())
    assert raised.value.code is ErrorCode.MAIL_SEND_UNKNOWN
    assert raised.value.params == {"message_id": "<ours@microdesk.example>"}
    assert mailbox.find_sent("<ours@microdesk.example>", Job())


def test_unknown_outcome_is_taken_up_again(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.faults.add(Fault(name="reset", wire=Wire.RESET, only=SEND))
    gmail.faults.add(*[fault(500, "backendError", only="/drafts/r") for _ in range(4)])
    with pytest.raises(KnownError) as raised:
        mailbox.send(written("Devis").as_bytes(), None, None, Job())
    assert raised.value.code is ErrorCode.MAIL_SEND_UNKNOWN
    assert not mailbox.find_sent("<ours@microdesk.example>", Job())
    mailbox.send(written("Devis").as_bytes(), None, None, Job())
    assert _sent(gmail) == ["Devis"]
    assert not gmail.state.drafts


def test_message_that_is_refused_leaves_no_draft(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    message = EmailMessage()
    message["Subject"] = "Sans destinataire"
    with pytest.raises(KnownError):
        mailbox.send(message.as_bytes(), None, None, Job())
    assert not gmail.state.drafts
    assert not gmail.api.sent


def test_draft_of_a_message_that_is_refused_stays(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    draft = mailbox.save(Draft(message=written("Premier jet").as_bytes()), Job())
    gmail.faults.add(fault(403, "insufficientPermissions", only=SEND))
    with pytest.raises(KnownError):
        mailbox.send(written("Devis").as_bytes(), draft.key, None, Job())
    assert [gmail.state.mails[each].message["Subject"] for each in gmail.state.drafts.values()] == ["Devis"]
    assert mailbox.body(str(draft.key), Job()).text is not None, "its former key still names it"
    mailbox.save(Draft(message=written("Devis corrigé").as_bytes(), key=draft.key), Job())
    assert [gmail.state.mails[each].message["Subject"] for each in gmail.state.drafts.values()] == ["Devis corrigé"]


def test_draft_of_an_earlier_attempt_that_is_gone_was_sent(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.faults.add(Fault(name="cut", wire=Wire.TRUNCATED, only=SEND))
    # Neither the first attempt nor the second one can find out what became of the draft.
    gmail.faults.add(*[fault(500, "backendError", only="/drafts/r") for _ in range(8)])
    codes = []
    for _ in range(3):
        with pytest.raises(KnownError) as raised:
            mailbox.send(written("Devis").as_bytes(), None, None, Job())
        codes.append(raised.value.code)
    assert codes == [ErrorCode.MAIL_SEND_UNKNOWN, ErrorCode.MAIL_UNREACHABLE, ErrorCode.MAIL_ALREADY_SENT]
    assert _sent(gmail) == ["Devis"]


def test_message_that_was_not_sent_is_sent_though_its_draft_was_deleted(
    gmail: SandboxGmail, mailbox: GmailMailbox
) -> None:
    gmail.faults.add(Fault(name="reset", wire=Wire.RESET, only=SEND))
    with pytest.raises(KnownError):
        mailbox.send(written("Devis").as_bytes(), None, None, Job())
    gmail.state.drafts.clear()
    mailbox.send(written("Devis").as_bytes(), None, None, Job())
    assert _sent(gmail) == ["Devis"]


def test_cancelling_comes_too_late_once_sending_has_begun(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    class Late(Job):
        """Cancelled once the draft is at the server."""

        def checkpoint(self) -> None:
            if gmail.state.drafts:
                self.cancel()
            super().checkpoint()

    assert mailbox.send(written("Devis").as_bytes(), None, None, Late()).message_id
    assert _sent(gmail) == ["Devis"]
