"""A vault, a sandbox bank and the short waits that tests need, ready to be wired to one another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.banks.registry import open_provider
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Timeouts
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.privacy.consents import ConsentWay
from microdesk_desktop.operations.bank.connect import ConsentPolling, connect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.consent_page import Announce
from microdesk_desktop.operations.privacy.consents import accept_statement
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.accounts import SandboxAccount, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.database import Database, Reader
from microdesk_desktop.store.privacy.network.journal import NetworkJournal
from microdesk_desktop.store.vault.company import create_company
from microdesk_desktop.vault.header import sealed
from microdesk_desktop.vault.header_copies import KeptHeader
from microdesk_desktop.vault.keyring import BackEnd, Keyring
from microdesk_desktop.vault.lock import ProfileLock
from tests.support.clock import TODAY, FakeClock
from tests.support.journal import MemoryJournal

BANK = "BOURSORAMA_BOUSFRPP"
IBAN = "FR7640618802980004012345609"
OTHER_IBAN = "FR7640618802980004087654372"
KEY = bytes(range(32))
# PATIENT waits for a healthy answer however loaded the machine is. HURRIED is only for requests that are expected to
# fail, or may: a bank that hangs times out after 0.3 s instead of 30.
PATIENT = Timeouts(backoff_s=0.01)
HURRIED = Timeouts(read_s=0.3, total_s=1.5, backoff_s=0.01)
# A minute for the whole flow; a test that expects nobody to answer gives a ConsentPolling of its own.
QUICK_POLLS = ConsentPolling(timeout_s=60, interval_s=0.05, longest_interval_s=0.1)


class MemoryLimits:
    """The provider's limits, without a vault."""

    def __init__(self, clock: FakeClock) -> None:
        self.noted: dict[str, tuple[int | None, datetime | None]] = {}
        self._clock = clock

    def blocked_until(self, endpoint: str) -> datetime | None:
        remaining, at = self.noted.get(endpoint, (None, None))
        return at if not remaining and at and at > self._clock.now() else None

    def note(self, endpoint: str, remaining: int | None, renews_at: datetime | None) -> None:
        self.noted[endpoint] = remaining, renews_at

    def spend(self, endpoint: str, allowed: int, period: timedelta) -> None:
        raise AssertionError("GoCardless announces its limits")


class MemorySecrets(dict[str, str]):
    """The keyring, as a provider sees it."""

    def put(self, name: str, secret: str) -> None:
        self[name] = secret

    def delete(self, name: str) -> None:
        self.pop(name, None)


class Wired:
    """A provider wired to a sandbox bank, without a vault; the hurried one is for a bank that hangs."""

    def __init__(self, bank: SandboxBank, clock: FakeClock, base_url: str | None = None) -> None:
        self.journal = MemoryJournal()
        self.secrets = MemorySecrets(bank.secrets)
        self.limits = MemoryLimits(clock)
        self.job = Job()
        self._clients = [HttpClient(self.journal, clock, timeouts) for timeouts in (PATIENT, HURRIED)]
        self.provider, self.hurried = (
            open_provider(
                "gocardless",
                ProviderContext(
                    base_url=base_url or bank.base_url,
                    http=client,
                    secrets=self.secrets,
                    limits=self.limits,
                    clock=clock,
                ),
            )
            for client in self._clients
        )

    def close(self) -> None:
        for client in self._clients:
            client.close()

    def linked_account(self, bank: SandboxBank, institution_id: str = BANK) -> str:
        """The id of the account, once its customer has agreed."""
        request = self.provider.begin_consent(
            self.provider.institution(institution_id, self.job),
            redirect="http://localhost:1/back",
            reference=f"reference {len(bank.state.used_references)}",
            language="fr",
            job=self.job,
        )
        bank.decide(bank.state.requisitions[request.id], agrees=True)
        return self.provider.accounts(request.id, self.job)[0].id


@contextmanager
def open_vault(folder: Path, clock: FakeClock, entries: BackEnd | None = None) -> Iterator[Session]:
    """A session on a real vault file, made when it is missing."""
    path = folder / "vault.db"
    is_new = not path.exists()
    back_end = entries or MemoryKeyring()
    session = Session(
        profile=folder,
        database=Database.create(path, KEY) if is_new else Database.open(path, KEY),
        header=KeptHeader(folder, sealed({"vault": "bank", "slots": {}}, 0, KEY), KEY),
        names_key=KEY,
        keyring=Keyring(lambda: back_end),
        clock=clock,
        lock=ProfileLock(folder),
    )
    reach(session, PATIENT)
    if is_new:
        company = Company(name="Jeanne Martin EI")
        session.write(lambda writer: create_company(writer, company, adult_declared_at=clock.now()))
        accept_statement(session, "fr", ConsentWay.CREATION)
    try:
        yield session
    finally:
        session.close()


def reach(session: Session, timeouts: Timeouts) -> None:
    """Replace the session's HTTP client by one with these timeouts."""
    session.http.close()
    session.http = HttpClient(NetworkJournal(session.database), session.clock, timeouts, session.gate)


def open_bank_account(bank: SandboxBank, iban: str = IBAN, *, rows: int = 3) -> SandboxAccount:
    """An account with a few booked transactions, two of them equal and one pending."""
    account = SandboxAccount(iban=iban, owner="Jeanne Martin", opening_cents=100_000)
    account.booked += [
        transaction(TODAY - timedelta(days=number + 2), -1_439 - number, f"PRLV SEPA FOURNISSEUR {number}", party="OVH")
        for number in range(rows)
    ]
    return bank.open_account(BANK, account)


def choose(session: Session, bank: SandboxBank) -> None:
    """Enter the keys of the sandbox bank."""
    set_provider(session, "gocardless", bank.base_url, bank.secrets)


def opening(open_browser: Callable[[str], object]) -> Announce:
    """The `announce` of `connect`: opens the page of the consent in a browser."""
    return lambda page: open_browser(page.url)


def connect_to(session: Session, bank: SandboxBank, *, agrees: bool = True, job: Job | None = None) -> None:
    """Connect the first account of the bank through the whole consent flow."""
    choose(session, bank)
    connect(
        session,
        BANK,
        announce=opening(browser(agrees=agrees)),
        choose_account=lambda accounts: accounts[0],
        job=job or Job(),
        polling=QUICK_POLLS,
    )


Row = tuple[str, int, str, str]


def stored(session: Session) -> list[Row]:
    """The stored transactions: day, cents, label, state."""

    def read(reader: Reader) -> list[Row]:
        return [
            (row[0], row[1], row[2], row[3])
            for row in reader.all("SELECT booked_on, amount_cents, label, state FROM bank_transaction ORDER BY 1, 2, 3")
        ]

    return session.read(read)


@pytest.fixture
def bank(clock: FakeClock) -> Iterator[SandboxBank]:
    """A running sandbox bank with one account."""
    with SandboxBank(clock) as running:
        open_bank_account(running)
        yield running


@pytest.fixture
def wired(bank: SandboxBank, clock: FakeClock) -> Iterator[Wired]:
    """A provider wired to the bank."""
    made = Wired(bank, clock)
    yield made
    made.close()
