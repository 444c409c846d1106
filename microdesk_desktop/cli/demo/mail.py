"""The mailbox of the demonstration: letters around the sample records, connected through the real consent flow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo.suppliers import pdf_of, supplied_invoices
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.mail.conversations.listing import list_folders
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.letters import SampleMailbox
from microdesk_desktop.sandbox.gmail.service import SandboxGmail

_SALE = {"quote": "D-{}-0001", "deposit": "F-{}-0048", "final": "F-{}-0049", "credit": "AV-{}-0001"}
"""The documents of the sample sale in their order, with the numbers that letters name where it is not played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedMail:
    """The account of the sample company, how many letters of its inbox are unread, and where later ones come from."""

    address: str
    unread: int
    mailbox: SampleMailbox


def connect_mail(
    session: Session, gmail: SandboxGmail, folder: Path, job: Job, *, issued: Sequence[str] = ()
) -> ConnectedMail:
    """Fill the mailbox and connect it; `issued` are the numbers of the sample sale, in the order of its documents."""
    today = session.clock.today()
    mailbox = fill_mailbox(gmail, today, session.clock.now(), issued)
    open_page = browser()
    client_file = gmail.write_client_file(folder / "client_secret.json")
    added = add_gmail(
        session,
        client_file,
        announce=lambda page: open_page(page.url),
        job=job,
        base_url=gmail.base_url,
    )
    client_file.unlink()
    folders = list_folders(session, added.account.id, job)
    return ConnectedMail(
        address=added.account.address,
        unread=next(each.unread or 0 for each in folders if each.role is Role.INBOX),
        mailbox=mailbox,
    )


def fill_mailbox(gmail: SandboxGmail, today: date, now: datetime, issued: Sequence[str] = ()) -> SampleMailbox:
    """File the letters of the sample company with its suppliers' invoices; returns where later letters come from."""
    numbers = issued or [number.format(today.year) for number in _SALE.values()]
    supplied = supplied_invoices(today)
    mailbox = SampleMailbox(
        today,
        {**dict(zip(_SALE, numbers, strict=True)), **{stem: each.number for stem, each in supplied.items()}},
        {f"{stem}.pdf": pdf_of(each, today) for stem, each in supplied.items()},
    )
    mailbox.fill(gmail.state, now)
    return mailbox
