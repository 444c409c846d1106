"""Limits that hold across a restart, refusals by their code, and the end of the connection."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import Consents, StoredLimits, forget_limits
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import next_allowed, next_automatic, sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.bank.connection import load_connection, load_last_sync
from microdesk_desktop.store.bank.limits import load_connected_limits
from tests.contract.flow import link, opened, refusal
from tests.contract.stand_in import Fact, StandIn
from tests.support.bank import HURRIED, IBAN, KEY, PATIENT, open_vault, reach, stored
from tests.support.clock import TODAY, FakeClock
from tests.support.pages import plain_pages


@pytest.fixture(autouse=True)
def _account(stand_in: StandIn) -> None:
    stand_in.open_account(IBAN)
    stand_in.put(IBAN, Fact(TODAY, -100, "CANARI DE LA BANQUE"))


def too_many(stand_in: StandIn) -> Fault:
    """The answer to one request for transactions too many."""
    fault = next(fault for fault, code in stand_in.refusals if code is ErrorCode.RATE_LIMITED)
    return replace(fault, only=stand_in.transactions_path)


def test_a_spent_budget_is_not_asked_again_before_it_renews_even_after_a_restart(
    tmp_path: Path, stand_in: StandIn, clock: FakeClock, keyring: MemoryKeyring
) -> None:
    with open_vault(tmp_path, clock, keyring) as session:
        link(session, stand_in)
        for _ in range(stand_in.daily or 0):
            sync(session, Job())
        if stand_in.daily is None:
            stand_in.faults.add(too_many(stand_in))
            assert refusal(lambda: sync(session, Job())).code is ErrorCode.RATE_LIMITED
        asked = len(stand_in.requests)
        until = next_allowed(session)
    assert until is not None
    assert until > clock.now()
    with open_vault(tmp_path, clock, keyring) as session:
        blocked = refusal(lambda: sync(session, Job()))
        assert (blocked.code, blocked.params["until"], next_allowed(session)) == (ErrorCode.RATE_LIMITED, until, until)
        assert stand_in.daily is None or until == clock.now() + timedelta(days=1)
        assert len(stand_in.requests) == asked
        clock.advance(hours=25)
        assert next_allowed(session) is None
        assert sync(session, Job()).merge.added == (0 if stand_in.daily else 1)


def test_three_automatic_syncs_leave_the_fourth_request_to_the_user(
    session: Session, stand_in: StandIn, clock: FakeClock
) -> None:
    link(session, stand_in)
    started = clock.now()
    for _ in range(3):
        due = next_automatic(clock.now(), session.read(load_connected_limits), session.read(load_last_sync))
        assert due is not None
        clock.advance(seconds=max(0.0, (due - clock.now()).total_seconds()))
        sync(session, Job())
    fourth = next_automatic(clock.now(), session.read(load_connected_limits), session.read(load_last_sync))
    assert fourth is not None
    assert fourth >= started + timedelta(hours=24)
    assert sync(session, Job()).merge.added == 0, "the user may sync at any time"


def test_the_limits_of_another_provider_block_nothing(session: Session, stand_in: StandIn) -> None:
    link(session, stand_in)
    StoredLimits(session, "another").note("transactions", 0, session.clock.now() + timedelta(days=1))
    assert next_allowed(session) is None
    assert sync(session, Job()).merge.added == 1


def test_every_refusal_has_its_code(session: Session, stand_in: StandIn) -> None:
    link(session, stand_in)
    found = {}
    for fault, _ in stand_in.refusals:
        session.write(lambda writer: forget_limits(writer, stand_in.info.name))
        reach(session, HURRIED if fault is faults.HANGING else PATIENT)
        stand_in.faults.add(*[fault] * 6)
        found[fault.name] = refusal(lambda: sync(session, Job())).code
        stand_in.faults.clear()
    assert found == {fault.name: code for fault, code in stand_in.refusals}
    assert stored(session) == []


def test_a_slow_answer_is_an_answer(session: Session, stand_in: StandIn) -> None:
    link(session, stand_in)
    stand_in.faults.add(faults.SLOW)
    assert sync(session, Job()).merge.added == 1


def tokens_asked(stand_in: StandIn) -> int:
    return sum("token" in path for _, path in stand_in.requests)


def test_an_expired_consent_is_not_taken_for_wrong_keys(session: Session, stand_in: StandIn) -> None:
    link(session, stand_in)
    if stand_in.consent_expired is None:
        return
    before = tokens_asked(stand_in)
    sync(session, Job())
    for_any_sync = tokens_asked(stand_in) - before
    stand_in.faults.add(stand_in.consent_expired)
    assert refusal(lambda: sync(session, Job())).code is ErrorCode.CONSENT_EXPIRED
    assert tokens_asked(stand_in) == before + 2 * for_any_sync


def test_the_account_is_read_and_its_consent_revoked_although_another_provider_was_chosen_since(
    session: Session, stand_in: StandIn, keyring: MemoryKeyring
) -> None:
    link(session, stand_in)
    another = next(name for name in PROVIDERS if name != stand_in.info.name)
    set_provider(session, another, "http://localhost:1", {})
    assert sync(session, Job()).merge.added == 1
    assert disconnect(session, Job()).revoked
    assert (stand_in.open_consents(), keyring.entries) == (0, {})


def test_revoking_twice_or_what_is_gone_is_a_success(session: Session, stand_in: StandIn) -> None:
    link(session, stand_in)
    provider = opened(session, stand_in)
    for consent in [each for each in Consents(session).all() for _ in range(2)]:
        provider.revoke(consent.id, Job())
    assert stand_in.open_consents() == 0
    assert disconnect(session, Job()).revoked


@pytest.mark.parametrize("way", ["online", "offline", "refused"])
def test_after_disconnecting_nothing_of_the_bank_is_left(
    session: Session, stand_in: StandIn, keyring: MemoryKeyring, tmp_path: Path, way: str
) -> None:
    link(session, stand_in)
    sync(session, Job())
    if way == "online":
        assert disconnect(session, Job()).revoked
        assert stand_in.open_consents() == 0
    else:
        if way == "offline":
            stand_in.stop()
        stand_in.faults.add(*[faults.HTML] * 6)
        assert disconnect(session, Job()).revoked is not stand_in.asks_consent
    assert (stored(session), session.read(load_connection), keyring.entries) == ([], None, {})
    assert b"CANARI" not in plain_pages(tmp_path / "vault.db", KEY)
