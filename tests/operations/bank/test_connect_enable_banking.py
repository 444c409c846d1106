"""Enable Banking through the whole flow: where the browser comes back, and what the bank does to a consent."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.loopback import Loopback, Pages
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Connection
from microdesk_desktop.operations.bank.connect import connect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.consent_page import Announce, ConsentPage
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser, user
from microdesk_desktop.sandbox.enable_banking import EnableBankingSandbox
from microdesk_desktop.sandbox.enable_banking.rows import row
from microdesk_desktop.sandbox.enable_banking.service import PASTED_ADDRESS
from microdesk_desktop.sandbox.enable_banking.windows import Period
from tests.contract.flow import refusal
from tests.support.bank import IBAN, QUICK_POLLS, open_vault, stored
from tests.support.clock import TODAY, FakeClock, clock

__all__ = ["clock"]


@pytest.fixture
def sandbox(clock: FakeClock) -> Iterator[EnableBankingSandbox]:
    with EnableBankingSandbox(clock) as running:
        running.open_sample_account(IBAN, 100_000, [(1, -1_439, "PRLV OVH", False)], TODAY)
        yield running
    assert running.violations == []


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock, sandbox: EnableBankingSandbox) -> Iterator[Session]:
    with open_vault(tmp_path, clock) as opened:
        set_provider(opened, "enablebanking", sandbox.base_url, sandbox.secrets)
        yield opened


@pytest.fixture
def loopback() -> str:
    """A return address on this computer, at a port that was free a moment ago."""
    with Loopback(Arrivals("none"), Pages(accepted="", refused="")) as free:
        return free.url


def link(session: Session, announce: Announce) -> Connection:
    return connect(
        session,
        "FR:CIC:business",
        announce=announce,
        choose_account=lambda accounts: accounts[0],
        job=Job(),
        polling=QUICK_POLLS,
    )


def paste(page: ConsentPage) -> None:
    assert not page.is_received
    user(page.url, return_address=page.return_address, paste=page.offer)


def test_a_registered_address_on_this_computer_is_listened_to(
    session: Session, sandbox: EnableBankingSandbox, loopback: str
) -> None:
    sandbox.registered = [PASTED_ADDRESS, loopback]

    def agree(page: ConsentPage) -> None:
        assert (page.is_received, page.return_address) == (True, loopback)
        browser(agrees=True)(page.url)

    assert link(session, agree).iban == IBAN


@pytest.mark.parametrize("address", [PASTED_ADDRESS, "https://localhost:8443/back?x=1", "https://bank.example/a"])
def test_any_other_registered_address_is_pasted(session: Session, sandbox: EnableBankingSandbox, address: str) -> None:
    sandbox.registered = [address]
    assert link(session, paste).iban == IBAN


def test_a_user_who_refuses_at_the_bank_has_not_agreed(
    session: Session, sandbox: EnableBankingSandbox, loopback: str
) -> None:
    sandbox.registered = [loopback]
    failure = refusal(lambda: link(session, lambda page: browser(agrees=False)(page.url)))
    assert failure.code is ErrorCode.CONSENT_REFUSED
    assert sandbox.open_sessions == []


def test_a_bank_that_keeps_one_consent_keeps_the_new_one(session: Session, sandbox: EnableBankingSandbox) -> None:
    sandbox.keeps_one_session = True
    first = link(session, paste)
    sync(session, Job())
    again = link(session, paste)
    assert (again.account_id != first.account_id, len(sandbox.open_sessions)) == (True, 1)
    assert sync(session, Job()).merge.added == 0


def test_rows_that_the_bank_numbers_anew_keep_their_places(session: Session, sandbox: EnableBankingSandbox) -> None:
    day = (TODAY - timedelta(days=1)).isoformat()
    account = sandbox.bank("CIC").accounts[0]
    account.rows = [row(TODAY - timedelta(days=1), -5_000, "PRLV URSSAF", reference=f"{day}T00:00:00-0")]
    link(session, paste)
    sync(session, Job())
    account.rows = [
        row(TODAY - timedelta(days=1), -5_000, "VIR DUPONT", reference=f"{day}T00:00:00-0"),
        {**account.rows[0], "entry_reference": f"{day}T00:00:00-1"},
    ]
    assert sync(session, Job()).merge.added == 1
    assert [label for _, _, label, _ in stored(session)] == ["PRLV URSSAF", "VIR DUPONT"]


def test_a_bank_with_a_short_history_is_read_and_a_refused_balance_loses_nothing(
    session: Session, sandbox: EnableBankingSandbox
) -> None:
    sandbox.bank("CIC").history_days = 31
    sandbox.period = Period.OWN
    sandbox.refuses_balances = True
    link(session, paste)
    report = sync(session, Job())
    assert (report.merge.added, report.balance_error) == (1, ErrorCode.BANK_ERROR)
