"""What is sent to Qonto and what is not, over the strict stand-in: addresses, keys, pages, limits."""

from datetime import timedelta

import pytest

from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.banks.registry import open_provider
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.sandbox.qonto import SandboxQonto, faults
from microdesk_desktop.sandbox.qonto.rows import QontoAccount, transaction
from tests.support.bank import PATIENT, MemoryLimits, MemorySecrets
from tests.support.clock import TODAY, clock
from tests.support.journal import MemoryJournal

__all__ = ["clock"]

IBAN = "FR7630006000011234567890189"


@pytest.fixture
def bank(clock):
    with SandboxQonto(clock) as running:
        running.open_account(QontoAccount(iban=IBAN))
        yield running
        assert running.violations == []


@pytest.fixture
def opened(bank, clock):
    """Opens the provider at an address of the bank."""
    client = HttpClient(MemoryJournal(), clock, PATIENT)
    limits = MemoryLimits(clock)

    def at(suffix=""):
        context = ProviderContext(
            base_url=bank.base_url + suffix,
            http=client,
            secrets=MemorySecrets(bank.secrets),
            limits=limits,
            clock=clock,
        )
        return open_provider("qonto", context)

    yield at
    client.close()


def fetched(provider, bank):
    return provider.fetch_transactions(bank.accounts[0].id, 90, Job())


def refusal(act):
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value


@pytest.mark.parametrize("suffix", ["", "/", "/v2", "/v2/"])
def test_the_address_may_name_the_version_or_not(opened, bank, suffix):
    assert [each.iban for each in opened(suffix).accounts("", Job())] == [IBAN]
    assert {path for _, path in bank.requests} == {"/v2/organization"}


def test_a_long_list_is_read_whole_and_every_status_is_asked_for(opened, bank):
    bank.accounts[0].rows = [
        transaction(TODAY - timedelta(days=each % 80), -each - 1, f"CARTE {each}") for each in range(230)
    ]
    bank.accounts[0].rows += [
        transaction(TODAY, -5, "GARAGE", status="pending"),
        transaction(TODAY, -6, "NON", status="declined"),
    ]
    page = fetched(opened(), bank)
    assert (len(page.rows), page.skipped, page.has_pending) == (231, 0, True)
    asked = [(query["status[]"], query["current_page"]) for query in bank.queries]
    assert asked == [("pending", "1"), ("completed", "1"), ("completed", "2"), ("completed", "3")]


def test_a_row_that_is_booked_while_it_is_read_is_neither_lost_nor_doubled(opened, bank):
    waiting = transaction(TODAY, -1_200, "GARAGE", status="pending")
    bank.accounts[0].rows = [waiting]
    asked = []

    def settle(_):
        asked.append(1)
        if len(asked) == 2:  # the list of pending ones has been made
            waiting.update(status="completed", settled_at=waiting["emitted_at"])

    bank.on_page = settle
    assert [row.state.value for row in fetched(opened(), bank).rows] == ["booked"]


def test_a_page_refused_for_another_reason_than_its_number_is_no_end(opened, bank):
    bank.accounts[0].rows = [transaction(TODAY, -each - 1, f"CARTE {each}") for each in range(150)]

    bank.on_page = lambda number: (
        bank.faults.add(faults.SEARCH_LIMIT) if number == 1 and len(bank.requests) > 1 else None
    )
    assert refusal(lambda: fetched(opened(), bank)).code is ErrorCode.REQUEST_REFUSED


@pytest.mark.parametrize(
    ("fault", "wait"),
    [(faults.TOO_MANY, 60), (faults.TOO_MANY_FOR_SECONDS, 8), (faults.TOO_MANY_AS_PAGE, 60)],
    ids=lambda each: getattr(each, "name", ""),
)
def test_one_request_too_many_costs_seconds_not_hours(opened, bank, clock, fault, wait):
    provider = opened()
    bank.faults.add(fault)
    limited = refusal(lambda: fetched(provider, bank))
    assert (limited.code, limited.params["until"]) == (ErrorCode.RATE_LIMITED, clock.now() + timedelta(seconds=wait))
    asked = len(bank.requests)
    assert refusal(lambda: provider.accounts("", Job())).code is ErrorCode.RATE_LIMITED
    assert len(bank.requests) == asked, "nothing is asked meanwhile"
    clock.advance(seconds=wait)
    assert fetched(provider, bank).rows == []


@pytest.mark.parametrize("stated", ["", "soon", "-5", "999999999", "Fri, 01 Jan 2100 00:00:00 GMT", "Fri, 01 Jan 2100"])
def test_no_stated_delay_is_longer_than_what_qonto_counts(opened, bank, clock, stated):
    bank.faults.add(faults.refusal("429", 429, "too_many", headers={"Retry-After": stated}))
    limited = refusal(lambda: fetched(opened(), bank))
    assert timedelta(0) < limited.params["until"] - clock.now() <= timedelta(hours=1)


def test_keys_that_were_replaced_are_refused_as_keys(opened, bank):
    provider = opened()
    bank.key = "another"
    assert refusal(lambda: fetched(provider, bank)).code is ErrorCode.CREDENTIALS_REFUSED


def test_an_account_that_is_gone_is_named_so(opened, bank):
    assert refusal(lambda: opened().fetch_transactions("unknown", 90, Job())).code is ErrorCode.BANK_GONE


def test_an_account_without_an_identifier_is_read_by_its_iban(opened, bank):
    bank.accounts[0].rows = [transaction(TODAY, -1, "CARTE")]
    assert len(opened().fetch_transactions(IBAN, 90, Job()).rows) == 1


def test_only_the_countries_of_qonto_have_it(opened):
    assert [each.id for each in opened().institutions("fr", Job())] == ["qonto"]
    assert opened().institutions("PL", Job()) == []
