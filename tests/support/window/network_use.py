"""The real window with a bank and a mailbox, used for two days of a clock that is moved, offline or not.

python -m tests.support.window.network_use PROFILE offline|online    prints how many lines the journal has at the end
"""

import sys
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from microdesk_desktop import app
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.network_guard import guard_network
from microdesk_desktop.domain.bank.types import Connection
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.lookups import LookupAddresses
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.domain.mail.types import Body, EncodedText
from microdesk_desktop.mail.google.tokens import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.privacy.network_switches import go_offline
from microdesk_desktop.operations.records.lookups import look_up_companies, use_registers
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.store.bank.connection import save_connection
from microdesk_desktop.store.privacy.network.journal import count_events
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault

NOWHERE = "http://127.0.0.1:9"
"""Where nobody listens: an attempt is seen, and fails at once."""
HOURS = 48
LOCK_MINUTES = 15
SETTLE_MS = 20_000
LETTER = b'<p>Bonjour</p><img src="https://tracker.example/x.png"><link rel="stylesheet" href="https://css.example/">'


def main() -> int:
    """Play it."""
    guard_network()
    profile, is_offline = Path(sys.argv[1]), sys.argv[2] == "offline"
    clock = FakeClock()
    session = issuing_vault(profile, clock=clock)
    connect(session)
    if is_offline:
        go_offline(session)
    application = app.new_application()
    window = app.build_window(application, profile, language="fr", clock=clock)
    window.show()
    window.show_vault(session)
    for page in (each for each in PAGES if not each.shows_one):
        window.go_to(page.key)
        settle(application, window)
    work(session)
    workspace = window.workspace
    assert workspace is not None
    for _ in range(HOURS):
        clock.set_forward(hours=1)
        window.idle.start(LOCK_MINUTES)  # as if the user had moved the mouse: the vault would lock
        workspace.announce(Changes.CONNECTION)
        settle(application, window)
    sys.stdout.write(f"{session.read(count_events)}\n")
    sys.stdout.flush()
    window.close()
    return 0


def connect(session: Session) -> None:
    """Keep a bank and a mailbox that are both reached at `NOWHERE`."""
    set_provider(session, "gocardless", NOWHERE, {"secret_id": "id", "secret_key": "key"})
    connection = Connection(
        provider="gocardless",
        account_id="account",
        institution_id="BANK",
        institution_name="Banque",
        iban="FR7630006000011234567890189",
        currency="EUR",
        history_days=90,
        expires_at=None,
    )
    session.write(lambda writer: save_connection(writer, connection))
    account = Account(
        id="00aa11bb22cc33dd",
        kind=AccountKind.GMAIL,
        address="jeanne@gmail.example",
        user="jeanne@gmail.example",
        base_url=NOWHERE,
    )
    keep_account(session, account, {CLIENT_ID: "client", CLIENT_SECRET: "secret", REFRESH_TOKEN: "refresh"})


def work(session: Session) -> None:
    """Issue an invoice, read a letter that would load images, ask a register."""
    issued(session)
    session.mail_reader.read(Body(text=None, html=EncodedText(LETTER, "utf-8"), images={}))
    use_registers(session, LookupAddresses(companies=NOWHERE, addresses=NOWHERE, vat=NOWHERE))
    try:
        look_up_companies(session, "nova", Job())
    except KnownError as error:
        sys.stderr.write(f"{error.code}\n")


def settle(application: QApplication, window: Window) -> None:
    """Wait until nothing runs."""
    deadline = QDeadlineTimer(SETTLE_MS)
    application.processEvents()
    while not window.is_at_rest and not deadline.hasExpired():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, deadline)


if __name__ == "__main__":
    sys.exit(main())
