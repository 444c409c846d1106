"""A provider wired to its sandbox, without a vault; whatever the test does, the sandbox notes no violation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

from microdesk_desktop.banks.enable_banking.provider import EnableBanking
from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ConsentRequest
from microdesk_desktop.sandbox.enable_banking import EnableBankingSandbox
from microdesk_desktop.sandbox.enable_banking.service import PASTED_ADDRESS
from microdesk_desktop.sandbox.enable_banking.state import Account
from tests.contract.stand_ins.enable_banking import address_shown, query_of
from tests.support.bank import IBAN, PATIENT, MemoryLimits, MemorySecrets
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal

BANK = "FR:CIC:business"


class CountedLimits(MemoryLimits):
    """Limits that count, as the vault's do."""

    def spend(self, endpoint: str, allowed: int, period: timedelta) -> None:
        if until := self.blocked_until(endpoint):
            raise KnownError(ErrorCode.RATE_LIMITED, until=until)
        remaining, _ = self.noted.get(endpoint, (None, None))
        self.noted[endpoint] = (remaining if remaining else allowed) - 1, self._clock.now() + period


@dataclass
class Wired:
    """The provider, what it may use, and the sandbox."""

    sandbox: EnableBankingSandbox
    clock: FakeClock
    secrets: MemorySecrets
    limits: CountedLimits
    http: HttpClient
    job: Job

    def new_provider(self) -> EnableBanking:
        """A provider object, as each operation opens one."""
        return EnableBanking(
            ProviderContext(
                base_url=self.sandbox.base_url,
                http=self.http,
                secrets=self.secrets,
                limits=self.limits,
                clock=self.clock,
            )
        )

    def ask(self, provider: EnableBanking, bank: str = BANK, redirect: str = PASTED_ADDRESS) -> ConsentRequest:
        """A consent asked for."""
        return provider.begin_consent(
            provider.institution(bank, self.job), redirect=redirect, reference="the state", language="fr", job=self.job
        )

    def agreed(self, request: ConsentRequest) -> Mapping[str, str]:
        """The arrival once the user has agreed."""
        return query_of(address_shown(request.url))

    def opened(self, provider: EnableBanking) -> str:
        """The id of a new consent."""
        request = self.ask(provider)
        return provider.consent_state(request, self.agreed(request), self.job).consent_id

    def account(self, provider: EnableBanking) -> str:
        """The id of the first account of a new consent."""
        return provider.accounts(self.opened(provider), self.job)[0].id


@pytest.fixture
def wired(clock: FakeClock) -> Iterator[Wired]:
    sandbox = EnableBankingSandbox(clock)
    sandbox.bank("CIC").accounts.append(Account(iban=IBAN, owner="Jeanne Martin"))
    http = HttpClient(MemoryJournal(), clock, PATIENT)
    with sandbox:
        yield Wired(sandbox, clock, MemorySecrets(sandbox.secrets), CountedLimits(clock), http, Job())
        http.close()
    assert sandbox.violations == []
