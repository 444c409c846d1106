"""The bank of the demonstration: one provider played on this computer, connected through its real consent flow."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.connect import ConsentPolling, connect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.bank import SampleRow, SandboxBank
from microdesk_desktop.sandbox.browser import user

IBAN = "FR7613306000101234567890217"
OPENING_CENTS = 210_000
_QUICK = ConsentPolling(timeout_s=30, interval_s=0.2, longest_interval_s=1)


class StandIn(Protocol):
    """A provider that runs on this computer; `secrets` are the keys that it accepts."""

    @property
    def base_url(self) -> str: ...

    @property
    def secrets(self) -> Mapping[str, str]: ...

    def open_sample_account(self, iban: str, opening_cents: int, rows: Iterable[SampleRow], today: date) -> str: ...


def _enable_banking(clock: Clock) -> AbstractContextManager[StandIn]:
    from microdesk_desktop.sandbox.enable_banking import EnableBankingSandbox

    return EnableBankingSandbox(clock)


def _tink(clock: Clock) -> AbstractContextManager[StandIn]:
    from microdesk_desktop.sandbox.tink import SandboxTink

    return SandboxTink(clock)


def _qonto(clock: Clock) -> AbstractContextManager[StandIn]:
    from microdesk_desktop.sandbox.qonto import SandboxQonto

    return SandboxQonto(clock)


# Each is imported when it is chosen: the commands are declared at every start.
STAND_INS: Mapping[str, Callable[[Clock], AbstractContextManager[StandIn]]] = {
    "gocardless": SandboxBank,
    "enablebanking": _enable_banking,
    "tink": _tink,
    "qonto": _qonto,
}


def connect_bank(
    session: Session, provider: str, bank: StandIn, rows: Iterable[SampleRow], job: Job, today: date
) -> None:
    """Open an account with these rows and connect it: the user agrees, and pastes the address where nothing listens.

    Raises RETURN_ADDRESS_BUSY where another program uses the only return address of the provider.
    """
    institution = bank.open_sample_account(IBAN, OPENING_CENTS, rows, today)
    set_provider(session, provider, bank.base_url, bank.secrets)
    connect(
        session,
        institution,
        announce=agree,
        choose_account=lambda accounts: next(each for each in accounts if each.iban == IBAN),
        job=job,
        polling=_QUICK,
    )


def agree(page: ConsentPage) -> None:
    """Play the user who agrees on the page of the consent."""
    user(page.url, return_address="" if page.is_received else page.return_address, paste=page.offer)
