"""Keys and banks: whose keys go where, and what the list of banks must survive."""

from collections.abc import Callable

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.connect import institutions
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.views.bank.connections.providers import list_providers
from tests.contract.flow import choose, journal, link, opened, refusal
from tests.contract.stand_in import Fact, StandIn
from tests.support.bank import IBAN
from tests.support.clock import TODAY, FakeClock


def banks(session: Session, stand_in: StandIn) -> list[str]:
    return [each.id for each in institutions(session, stand_in.info.name, "FR", job=Job())]


def test_what_it_needs_is_declared(stand_in: StandIn) -> None:
    declared = next(each for each in list_providers() if each.name == stand_in.info.name)
    assert {key.name for key in declared.keys} == set(stand_in.keys)
    assert all(key.label and key.option.startswith("--") for key in declared.keys)
    assert all((declared.title, declared.steps, declared.warning))


def test_right_keys_work_and_wrong_or_missing_ones_are_refused(session: Session, stand_in: StandIn) -> None:
    choose(session, stand_in)
    assert stand_in.institution_id in banks(session, stand_in)
    set_provider(session, stand_in.info.name, stand_in.base_url, stand_in.wrong_keys)
    assert refusal(lambda: banks(session, stand_in)).code is ErrorCode.CREDENTIALS_REFUSED
    set_provider(session, stand_in.info.name, "http://localhost:1", {})
    assert refusal(lambda: banks(session, stand_in)).code is ErrorCode.CREDENTIALS_MISSING


def test_keys_and_tokens_of_one_address_never_go_to_another(
    session: Session, stand_in: StandIn, new_stand_in: Callable[[FakeClock], StandIn], clock: FakeClock
) -> None:
    choose(session, stand_in)
    banks(session, stand_in)
    with new_stand_in(clock) as other:
        set_provider(session, other.info.name, other.base_url, {})
        assert refusal(lambda: banks(session, other)).code is ErrorCode.CREDENTIALS_MISSING
        assert list(other.requests) == []


def test_tokens_that_end_or_are_forgotten_are_replaced(session: Session, stand_in: StandIn, clock: FakeClock) -> None:
    choose(session, stand_in)
    banks(session, stand_in)
    clock.advance(days=2)
    asked = len(stand_in.requests)
    assert banks(session, stand_in)
    tokens = [path for _, path in stand_in.requests[asked:] if "token" in path]
    assert len(tokens) == (stand_in.issue("token") is not None), "renewed once, and without a word"
    stand_in.forget_tokens()
    assert banks(session, stand_in)


UNSENDABLE = ["clé", "\ud800", "\x00", "a\x7f", "\u2028", "x" * 100_001]


@pytest.mark.parametrize("text", UNSENDABLE, ids=lambda text: repr(text[:9]))
def test_a_key_that_no_request_could_carry_is_refused_by_its_name_and_nothing_is_kept(
    session: Session, stand_in: StandIn, keyring: MemoryKeyring, text: str
) -> None:
    for name in stand_in.keys:
        given = {**stand_in.keys, name: text}
        error = refusal(lambda: set_provider(session, stand_in.info.name, stand_in.base_url, given))  # noqa: B023
        assert error.params["key"] == name
    assert keyring.entries == {}


@pytest.mark.parametrize("text", UNSENDABLE[:-1], ids=repr)
def test_what_the_keyring_returns_instead_of_a_secret_is_never_sent(
    session: Session, stand_in: StandIn, text: str
) -> None:
    choose(session, stand_in)
    banks(session, stand_in)
    for name in session.tokens.names():
        session.tokens.put(name, text)
    asked = len(stand_in.requests)
    assert refusal(lambda: banks(session, stand_in)).code is ErrorCode.CREDENTIALS_MISSING
    assert len(stand_in.requests) == asked


@pytest.mark.parametrize("text", [*UNSENDABLE, "deux mots", "a\nb", "x" * 9_000, ""], ids=lambda text: repr(text[:9]))
def test_a_token_that_no_request_could_carry_is_refused_and_never_kept(
    session: Session, stand_in: StandIn, text: str
) -> None:
    choose(session, stand_in)
    names = session.tokens.names()
    fault = stand_in.issue(text)
    if fault is None:
        return  # this provider issues no tokens
    stand_in.faults.add(fault)
    assert refusal(lambda: banks(session, stand_in)).code is ErrorCode.PROVIDER_CHANGED
    assert session.tokens.names() == names
    assert banks(session, stand_in), "and the next answer is taken"


def test_nothing_of_keys_accounts_or_content_is_journalled(session: Session, stand_in: StandIn) -> None:
    stand_in.open_account(IBAN)
    stand_in.put(IBAN, Fact(TODAY, -100, "LIBELLE SECRET"))
    connection = link(session, stand_in)
    sync(session, Job())
    kept = journal(session)
    for secret in (*stand_in.keys.values(), IBAN, connection.account_id, stand_in.institution_id, "LIBELLE"):
        assert secret not in kept
    assert "bank.transactions" in kept


def test_banks_have_an_id_a_name_and_their_longest_history(session: Session, stand_in: StandIn) -> None:
    stand_in.add_odd_institution()
    provider = opened(session, stand_in)
    found = {each.id: each for each in provider.institutions("FR", Job())}
    assert stand_in.institution_id in found, "an odd entry does not break the list"
    bank = provider.institution(stand_in.institution_id, Job())
    assert (bank.id, bool(bank.name), bank.max_history_days >= 89) == (stand_in.institution_id, True, True)


def test_an_unknown_bank_is_refused_as_such(session: Session, stand_in: StandIn) -> None:
    provider = opened(session, stand_in)
    for unknown in ("NO_SUCH_BANK", "../accounts", "?x"):
        assert refusal(lambda unknown=unknown: provider.institution(unknown, Job())).code is (  # type: ignore[misc]
            ErrorCode.INSTITUTION_UNKNOWN
        )
