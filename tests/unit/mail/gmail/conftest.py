"""Fixtures: the simulated Gmail, and the product's mailbox on it."""

from collections.abc import Iterator

import pytest

from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.mail.gmail import mail_context, open_gmail


@pytest.fixture
def gmail() -> Iterator[SandboxGmail]:
    with SandboxGmail() as sandbox:
        yield sandbox


@pytest.fixture
def context(gmail: SandboxGmail) -> Iterator[MailContext]:
    with mail_context(gmail) as made:
        yield made


@pytest.fixture
def mailbox(context: MailContext) -> GmailMailbox:
    return open_gmail(context)
