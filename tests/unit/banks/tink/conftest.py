"""Tink over real HTTP, without a vault."""

from collections.abc import Iterator

import pytest

from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.banks.tink.consents import RefreshWait
from microdesk_desktop.banks.tink.provider import Tink
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ConsentRequest
from microdesk_desktop.sandbox.browser import visit
from microdesk_desktop.sandbox.server import Request
from microdesk_desktop.sandbox.tink import SandboxTink
from microdesk_desktop.sandbox.tink.data import TinkAccount
from tests.support.bank import IBAN, PATIENT, MemoryLimits, MemorySecrets
from tests.support.clock import FakeClock, clock
from tests.support.journal import MemoryJournal

__all__ = ["clock"]

BANK = "fr-boursobank-ob"
# Nothing listens there: the visits of these tests end at the redirect.
ADDRESS = "http://localhost:1/microdesk"
WAIT = RefreshWait(interval_s=0.01, unseen_s=0.05, longest_s=20)


class WiredTink:
    """The provider, and what it was given; `account` is the one at the bank, `consents` what the keyring lists."""

    def __init__(self, tink: SandboxTink, clock: FakeClock, wait: RefreshWait = WAIT) -> None:
        self.tink = tink
        self.secrets = MemorySecrets(tink.secrets)
        self.limits = MemoryLimits(clock)
        self.journal = MemoryJournal()
        self.consents: list[str] = []
        self.job = Job()
        self.http = HttpClient(self.journal, clock, PATIENT)
        self.context = ProviderContext(
            base_url=tink.base_url,
            http=self.http,
            secrets=self.secrets,
            limits=self.limits,
            clock=clock,
            consents=lambda: self.consents,
        )
        self.account = tink.bank(BANK).accounts[0]
        self.reopen(wait)

    def reopen(self, wait: RefreshWait = WAIT) -> None:
        """Another provider object, as the next sync has it: what was in memory is gone."""
        self.provider = Tink(self.context, return_address=ADDRESS, wait=wait)

    def begin(self, language: str = "fr", reference: str = "reference") -> ConsentRequest:
        return self.provider.begin_consent(
            self.provider.institution(BANK, self.job),
            redirect=ADDRESS,
            reference=reference,
            language=language,
            job=self.job,
        )

    def agree(self, request: ConsentRequest) -> None:
        """Agree as the customer, without coming back."""
        self.tink.state.connect(self.tink.state.users[request.id], self.tink.bank(BANK))

    def linked(self) -> tuple[ConsentRequest, str]:
        """A consent, and the account's id at this provider."""
        request = self.begin()
        self.agree(request)
        self.consents.append(request.id)
        return request, self.provider.accounts(request.id, self.job)[0].id

    def sent(self, path: str) -> list[Request]:
        """The requests to this path, oldest first."""
        return [each for each in self.tink.received if each.path == path]


@pytest.fixture
def tink(clock: FakeClock) -> Iterator[SandboxTink]:
    with SandboxTink(clock) as running:
        running.state.registered = [ADDRESS]
        running.bank(BANK).accounts.append(TinkAccount(iban=IBAN))
        yield running


@pytest.fixture
def wired(tink: SandboxTink, clock: FakeClock) -> Iterator[WiredTink]:
    made = WiredTink(tink, clock)
    yield made
    made.http.close()


def page(url: str) -> str:
    """What the browser shows at this address, where it is a page and no redirect."""
    return visit(url)
