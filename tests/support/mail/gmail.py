"""A Gmail mailbox of the product on the simulated Gmail."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.mail.gmail.client import GmailClient
from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.mail.gmail.quota import Quota
from microdesk_desktop.mail.google.tokens import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal


class KeptSecrets(dict[str, str]):
    """The secrets of one account, in memory."""

    def put(self, name: str, secret: str) -> None:
        self[name] = secret

    def delete(self, name: str) -> None:
        self.pop(name, None)


@contextmanager
def mail_context(sandbox: SandboxGmail) -> Iterator[MailContext]:
    """What a mailbox of the simulated account may use, with a consent that was given."""
    clock, journal = FakeClock(), MemoryJournal()
    http = HttpClient(journal, clock)
    account = Account(
        id="1",
        kind=AccountKind.GMAIL,
        address=sandbox.state.address,
        user=sandbox.state.address,
        base_url=sandbox.base_url,
    )
    consents = sandbox.consents
    secrets = KeptSecrets(
        {CLIENT_ID: consents.client_id, CLIENT_SECRET: consents.client_secret, REFRESH_TOKEN: consents.grant()}
    )
    try:
        yield MailContext(account=account, secrets=secrets, http=http, journal=journal, clock=clock)
    finally:
        http.close()


def open_gmail(context: MailContext, *, quota: Quota | None = None) -> GmailMailbox:
    """The mailbox, whose pauses are too short to be waited for in a test."""
    client = GmailClient(context, quota, first_pause_s=0.001)
    return GmailMailbox(context, client, poll_s=0.01, settle_s=0.001)


def written(subject: str = "Devis", to: str = "client@nova.example", text: str = "Bonjour") -> EmailMessage:
    """A message of the user."""
    message = EmailMessage()
    message["From"] = "jeanne@gmail.example"
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = "<ours@microdesk.example>"
    message.set_content(text)
    return message
