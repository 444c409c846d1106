"""Whatever a provider answers: domain values or a known error, and the next good answer is taken."""

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.banks.provider import Provider
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice, Balance, Institution, State, TransactionPage
from microdesk_desktop.operations.bank.provider_access import Consents, forget_limits
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.server import Reply
from tests.contract.exchanges import Exchanges, exchanges
from tests.contract.flow import link, opened
from tests.contract.stand_in import Fact, StandIn
from tests.support.bank import IBAN, OTHER_IBAN
from tests.support.clock import TODAY

__all__ = ["exchanges"]

FACTS = tuple(Fact(TODAY - timedelta(days=each), -100 - each, f"PRLV {each}") for each in range(1, 4))
LARGEST_CENTS = 2**63
DAY = re.compile(r"20\d\d-\d\d-\d\d")
JUNK: st.SearchStrategy[object] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", " ", "0", "-1", "1e400", "\ud800", "\x00", "9" * 400, "9999-12-31", "0001-01-01T00:00:00Z"])
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


class Hasty(Job):
    """Waits for nothing."""

    def wait(self, seconds: float) -> None:
        self.checkpoint()


Call = Callable[[Provider, str, str], object]
CALLS: dict[str, Call] = {
    "institutions": lambda provider, _, __: provider.institutions("FR", Hasty()),
    "accounts": lambda provider, consent, _: provider.accounts(consent, Hasty()),
    "transactions": lambda provider, _, account: provider.fetch_transactions(account, 90, Hasty()),
    "balance": lambda provider, _, account: provider.fetch_balance(account, "EUR", Hasty()),
    "details": lambda provider, _, account: provider.account_details(AccountChoice(id=account, iban=IBAN), Hasty()),
}


def places(value: object, at: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where anything stands in a JSON value, the whole first."""
    yield at
    if isinstance(value, dict):
        for name, each in value.items():
            yield from places(each, (*at, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from places(each, (*at, number))


def put(value: Any, place: tuple[Any, ...], junk: object) -> Any:
    """The value with something else at this place, or without it for Ellipsis."""
    if not place:
        return None if junk is ... else junk
    changed = copy.deepcopy(value)
    inner = changed
    for name in place[:-1]:
        inner = inner[name]
    if junk is ...:
        del inner[place[-1]]
    else:
        inner[place[-1]] = junk
    return changed


@pytest.fixture
def provider(exchanges: Exchanges, session: Session, stand_in: StandIn) -> tuple[Provider, str, str]:
    """The provider, the id of its consent and of its account."""
    stand_in.open_account(IBAN)
    stand_in.open_account(OTHER_IBAN)
    stand_in.put(IBAN, *FACTS)
    connection = link(session, stand_in)
    consents = Consents(session).all()
    return opened(session, stand_in), consents[-1].id if consents else "", connection.account_id


@pytest.mark.parametrize("name", CALLS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(data=st.data())
def test_no_answer_raises_anything_but_a_known_error(
    exchanges: Exchanges,
    provider: tuple[Provider, str, str],
    session: Session,
    stand_in: StandIn,
    name: str,
    data: st.DataObject,
) -> None:
    def ask() -> object:
        session.write(lambda writer: forget_limits(writer, stand_in.info.name))
        stand_in.renew_limits()
        return CALLS[name](*provider)

    number, junk = data.draw(st.tuples(st.integers(0, 10_000), JUNK | st.just(...)))

    def spoil(reply: Reply) -> Reply:
        found = list(places(reply.body))
        return replace(reply, body=put(reply.body, found[number % len(found)], junk))

    whole = ask()
    check(whole)
    exchanges.alter = spoil
    try:
        check(ask())
    except KnownError as error:
        assert error.code  # noqa: PT017 - any known error will do
    finally:
        exchanges.alter = None
    assert ask() == whole, "nothing of the odd answer is remembered"


def test_what_is_older_than_the_window_is_dropped_although_it_is_sent(
    exchanges: Exchanges, provider: tuple[Provider, str, str], session: Session, stand_in: StandIn
) -> None:
    def age(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: age(each) for name, each in value.items()}
        if isinstance(value, list):
            return [age(each) for each in value]
        return DAY.sub("2024-02-29", value) if isinstance(value, str) else value

    stand_in.put(IBAN, *FACTS)
    client, _, account = provider
    session.write(lambda writer: forget_limits(writer, stand_in.info.name))
    stand_in.renew_limits()
    exchanges.alter = lambda reply: replace(reply, body=age(reply.body))
    page = client.fetch_transactions(account, 90, Job())
    exchanges.alter = None
    assert list(page.rows) == []
    session.write(lambda writer: forget_limits(writer, stand_in.info.name))
    stand_in.renew_limits()
    assert len(client.fetch_transactions(account, 90, Job()).rows) == len(FACTS)


def check(value: object) -> None:
    """Every field of what a provider returns has the type that it is declared with."""
    if isinstance(value, TransactionPage):
        assert isinstance(value.since, date)
        for row in value.rows:
            assert isinstance(row.on, date)
            assert not isinstance(row.on, datetime)
            assert row.on >= value.since
            assert type(row.amount_cents) is int
            assert abs(row.amount_cents) < LARGEST_CENTS
            assert all(isinstance(each, str) for each in (row.label, row.currency))
            assert row.provider_id is None or isinstance(row.provider_id, str)
            assert isinstance(row.state, State)
    elif isinstance(value, Balance):
        assert type(value.amount_cents) is int
        assert abs(value.amount_cents) < LARGEST_CENTS
    elif isinstance(value, Sequence):
        for each in value:
            check(each)
    elif isinstance(value, AccountChoice | Institution):
        assert isinstance(value.id, str)
        assert value.id.strip()
        assert value.name is None or isinstance(value.name, str)
    else:
        assert value is None
