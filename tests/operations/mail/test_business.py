"""Mail as a part of the business: what is found about a client, and an attachment that becomes an expense."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import AccountKind, Security, Server
from microdesk_desktop.domain.mail.reading.invoices import may_be_invoice
from microdesk_desktop.domain.mail.types import Page
from microdesk_desktop.domain.records.vouchers import MAX_BYTES
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.mail.provider import Mailbox, MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.documents.received.receive import receive_all
from microdesk_desktop.operations.mail.accounts import keep_account, list_accounts
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.mail.conversations.search import MOST_ROWS, find_conversations
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.reading.fetch_attachment import fetch_attachment
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.store.records.receipts_expenses import load_record
from microdesk_desktop.store.records.vouchers import load_vouchers
from tests.support.documents.received import NUMBER, factur_x
from tests.support.mail.letters import listed
from tests.support.mail.two_accounts import GONE
from tests.support.vaults import new_vault


@pytest.fixture
def gmail() -> Iterator[SandboxGmail]:
    with SandboxGmail() as service:
        yield service


@pytest.fixture
def session(tmp_path: Path, gmail: SandboxGmail) -> Iterator[Session]:
    """A vault with one connected mailbox."""
    opened = new_vault(tmp_path / "profile").session
    agree = browser()
    file = gmail.write_client_file(tmp_path / "client.json")
    add_gmail(opened, file, announce=lambda page: agree(page.url), job=Job(), base_url=gmail.base_url)
    yield opened
    opened.close()


def test_the_conversations_of_a_client_are_found_once_and_the_newest_first(
    session: Session, gmail: SandboxGmail
) -> None:
    for subject in ("Devis", "Relevé F-2026-0040"):
        gmail.deliver(subject, sender="Nova SARL <compta@nova.example>")
    gmail.deliver("Publicité", sender="Autre <rien@autre.example>")
    found = find_conversations(session, ['"compta@nova.example"', '"F-2026-0040"'], Job())
    assert sorted(each.row.subject for each in found.rows) == ["Devis", "Relevé F-2026-0040"]
    days = [each.row.when for each in found.rows]
    assert days == sorted(days, reverse=True)
    assert (found.is_cut, found.failed) == (False, ())


def test_no_more_than_the_newest_are_found_and_that_there_are_more_is_known(
    session: Session, gmail: SandboxGmail
) -> None:
    for number in range(MOST_ROWS + 1):
        gmail.deliver(f"Lettre {number}")
    found = find_conversations(session, ['"compta@nova.example"'], Job())
    assert (len(found.rows), found.is_cut) == (MOST_ROWS, True)


def test_an_account_that_does_not_answer_does_not_hide_what_another_one_has(
    session: Session, gmail: SandboxGmail
) -> None:
    closed = Server(host="127.0.0.1", port=1, security=Security.TLS)
    keep_account(session, replace(GONE, incoming=closed, outgoing=closed), {"password": "secret"})
    gmail.deliver("Devis")
    found = find_conversations(session, ['"compta@nova.example"'], Job())
    assert [each.row.subject for each in found.rows] == ["Devis"]
    assert [(account.address, error.code) for account, error in found.failed] == [
        (GONE.address, ErrorCode.MAIL_UNREACHABLE)
    ]


@dataclass
class HeaderBox:
    """A mailbox that searches by headers alone unless the texts are asked for, as IMAP does."""

    can: frozenset[str] = frozenset()

    def page(self, folder: str | None, words: str, after: str | None, job: Job, *, most: int, in_texts: bool) -> Page:
        job.checkpoint()
        return Page(rows=(listed("a"),) if in_texts else (), next=None, stamp="")

    def close(self) -> None:
        """Nothing is open."""


def test_where_headers_alone_were_searched_the_texts_may_be_too(tmp_path: Path) -> None:
    session = new_vault(tmp_path / "profile").session
    keep_account(session, GONE, {"password": "secret"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(cast(dict[Any, Any], KINDS), AccountKind.IMAP, lambda: MailKind(open=lambda _: _header_box()))
        by_headers = find_conversations(session, ['"F-2026-0040"'], Job())
        in_texts = find_conversations(session, ['"F-2026-0040"'], Job(), in_texts=True)
    session.close()
    assert (by_headers.rows, by_headers.may_be_in_texts) == ((), True)
    assert ([each.in_texts for each in in_texts.rows], in_texts.may_be_in_texts) == ([True], False)


def _header_box() -> Mailbox:
    return cast(Mailbox, HeaderBox())


def letter_with(gmail: SandboxGmail, session: Session, content: bytes) -> tuple[str, str, str]:
    """The keys of an account, of a letter in it, and of the PDF that is attached to it."""
    message = EmailMessage()
    message.set_content("Votre facture est jointe.")
    message.add_attachment(content, maintype="application", subtype="pdf", filename="facture.pdf")
    gmail.deliver("Facture", message=message)
    (account,) = list_accounts(session)
    (found,) = find_conversations(session, ["Facture"], Job()).rows
    (letter,) = open_mailbox(session, account.id).conversation(found.row.key, Job())
    (part,) = (each for each in letter.parts if may_be_invoice(each.name, each.kind))
    return account.id, letter.key, part.key


def test_an_attached_invoice_becomes_an_expense_with_its_file(session: Session, gmail: SandboxGmail) -> None:
    content = factur_x()
    member = fetch_attachment(session, *letter_with(gmail, session, content), "facture.pdf", Job())
    batch = receive_all(session, [member], Job(), plain_too=True)
    assert [each.content.invoice and each.content.invoice.number for each in batch.received] == [NUMBER]
    expense = session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, batch.id or 0))
    assert expense is not None
    ((_, voucher),) = session.read(lambda reader: load_vouchers(reader, batch.id or 0))
    assert (voucher.name, voucher.content) == ("facture.pdf", content)


def test_an_attachment_that_is_too_large_for_a_voucher_is_refused_by_its_name(
    session: Session, gmail: SandboxGmail
) -> None:
    keys = letter_with(gmail, session, bytes(MAX_BYTES + 1))
    with pytest.raises(KnownError) as refused:
        fetch_attachment(session, *keys, "facture.pdf", Job())
    assert (refused.value.code, refused.value.params["name"]) == (ErrorCode.VOUCHER_TOO_LARGE, "facture.pdf")


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("facture.PDF", "application/octet-stream", True),
        ("", "application/pdf", True),
        ("factur-x.xml", "text/plain", True),
        ("photo", "image/jpeg", True),
        ("tarif.xlsx", "application/vnd.ms-excel", False),
        ("pdf", "application/octet-stream", False),
    ],
)
def test_only_files_that_may_be_invoices_are_offered(name: str, kind: str, expected: bool) -> None:
    assert may_be_invoice(name, kind) is expected
