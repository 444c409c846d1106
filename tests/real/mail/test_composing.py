"""A message that is written on a real IMAP server: one draft, replaced, then sent with one copy and no draft left."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.domain.mail.compose.compositions import AttachedFile, Composition
from microdesk_desktop.domain.mail.compose.starts import Start, StartKind
from microdesk_desktop.domain.mail.types import Person, SentCopy
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.compose.deliver import Order, begin_attempt, deliver
from microdesk_desktop.operations.mail.compose.drafts import keep_draft
from microdesk_desktop.operations.mail.compose.files import size_limit
from microdesk_desktop.operations.mail.compose.gather import gather
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.mail.composer.words import first_composition
from tests.support.mail.mailbox import Other, letter
from tests.support.servers.certificates import Certificates
from tests.support.servers.dovecot import PASSWORD, Dovecot
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import SmtpScript
from tests.support.vaults import new_vault

pytestmark = pytest.mark.real

PAUL = Person("Paul", "paul@nova.example")
DRAFTS, SENT = "Brouillons", "Messages envoyés"


@pytest.fixture
def smtp(certificates: Certificates) -> SmtpScript:
    return SmtpScript(certificates.good)


@pytest.fixture
def session(tmp_path: Path, dovecot: Dovecot, user: str, smtp: SmtpScript) -> Iterator[Session]:
    with playing(smtp.talk) as server:
        made = new_vault(tmp_path / "profile").session
        outgoing = Server(host="localhost", port=server.port, security=Security.TLS)
        keep_account(made, replace(dovecot.account(user), outgoing=outgoing), {"password": PASSWORD})
        yield made
        made.close()


def test_a_reply_is_one_draft_until_it_is_sent_with_one_copy(session, dovecot, user, smtp):
    with closing(Other(dovecot, user)) as other:
        other.add("INBOX", letter("Question", key="question", sender="Léa <lea@client.example>"))
        (row,) = list_conversations(session, user, Wanted(folder="INBOX"), Job()).rows
        (asked,) = open_mailbox(session, user).conversation(row.key, Job())
        start = Start(kind=StartKind.ANSWER, account_id=user, letter=asked)
        gathered = gather(session, user, start, Job())
        composition = first_composition(user, start, gathered)
        kept = keep_draft(session, composition, gathered.ties, None, Job())
        file = AttachedFile(name="plan.pdf", kind="application/pdf", content=b"%PDF" * 1000)
        composition = replace(composition, text="Le plan est ci-joint.\n", bcc=(PAUL,), files=(file,))
        kept = keep_draft(session, composition, gathered.ties, kept, Job())
        assert other.subjects(DRAFTS) == ["Re: Question"]
        assert size_limit(session, user, Job()) == 100_000
        order = Order(composition=composition, ties=gathered.ties, draft=kept, attempt=begin_attempt(session, user))
        delivered = deliver(session, order, Job())
        assert delivered.sent.copy is SentCopy.APPENDED
        assert (other.subjects(DRAFTS), other.subjects(SENT)) == ([], ["Re: Question"])
    (sent,) = smtp.texts
    assert b"paul@nova.example" not in sent, "hidden recipients are in the envelope alone"
    assert any(b"paul@nova.example" in each for each in smtp.commands)
    assert asked.message_id.encode() in sent


def test_a_draft_that_another_program_deleted_is_not_written_anew_unasked(session, dovecot, user):
    start = Start(to=(PAUL,), subject="Devis")
    gathered = gather(session, user, start, Job())
    composition = Composition(account_id=user, to=(PAUL,), subject="Devis", text="un\n")
    kept = keep_draft(session, composition, gathered.ties, None, Job())
    with closing(Other(dovecot, user)) as other:
        other.client.select_folder(DRAFTS)
        other.client.delete_messages(other.client.search())
        other.client.expunge()
        with pytest.raises(KnownError) as refused:
            keep_draft(session, replace(composition, text="deux\n"), gathered.ties, kept, Job())
        assert refused.value.code is ErrorCode.MAIL_GONE
        assert other.subjects(DRAFTS) == []
