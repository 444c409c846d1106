"""The journal of connections with its switches, its recipients, its erasure; and the mark of offline mode."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.privacy.network_switches import close_groups, go_offline, open_everything
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.privacy.journal_page import JournalPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.store.privacy.network.journal import save_event

_SAMPLES = (
    ("bankaccountdata.gocardless.com", Purpose.BANK_TRANSACTIONS, "200"),
    ("bankaccountdata.gocardless.com", Purpose.BANK_BALANCES, "429"),
    ("gmail.googleapis.com", Purpose.GMAIL_LIST, "200"),
    ("gmail.googleapis.com", Purpose.GMAIL_SEND, "200"),
    ("oauth2.googleapis.com", Purpose.GMAIL_CONSENT, "offline"),
    ("imap.fournisseur-de-messagerie.example", Purpose.MAIL_READ, "ended"),
    ("recherche-entreprises.api.gouv.fr", Purpose.LOOKUP_COMPANIES, "200"),
    ("ec.europa.eu", Purpose.LOOKUP_VAT, "503"),
)


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """Some connections, the switches, the recipients and the erasure."""
    workspace = shell.workspace
    _close_sheets(shell)
    _fill(workspace.session)
    close_groups(workspace.session, [NetworkGroup.MAIL_SETTINGS])
    workspace.announce(Changes.NETWORK)
    shell.navigate("network_journal")
    settle()
    yield "network-journal"
    page = shell.current()
    assert isinstance(page, JournalPage)
    page.show_switches()
    settle()
    yield "network-switches"
    page.on_escape()
    page.erase()
    settle()
    yield "network-erase"
    _close_sheets(shell)
    settle()
    go_offline(workspace.session)
    workspace.announce(Changes.NETWORK)
    settle()
    yield "network-offline"
    shell.navigate("network_recipients")
    settle()
    yield "network-recipients"
    open_everything(workspace.session)
    workspace.announce(Changes.NETWORK)
    settle()


def _close_sheets(shell: Shell) -> None:
    for sheet in shell.findChildren(SideSheet):
        sheet.close_sheet()


def _fill(session: Session) -> None:
    now = session.clock.now()
    for number in range(40):
        host, purpose, outcome = _SAMPLES[number % len(_SAMPLES)]
        event = NetworkEvent(
            at=now - timedelta(hours=3 * (40 - number)),
            host=host,
            purpose=purpose,
            bytes_out=700 + number,
            bytes_in=2_000 * number,
            outcome=outcome,
        )
        session.write(partial(save_event, event=event))
