"""A kill between any two steps of a flow: the next success, or a disconnect, revokes all that can still be revoked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.connect import ConsentPolling
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import Consents, forget_limits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.connection import load_connection
from tests.contract.flow import choose, consents, link, opened
from tests.contract.stand_in import Fact, StandIn
from tests.contract.victim import Death, Victim
from tests.support.bank import IBAN, stored
from tests.support.clock import TODAY, FakeClock

POLLING = ConsentPolling(timeout_s=20, interval_s=0.02, longest_interval_s=0.05)


def again(session: Session, stand_in: StandIn) -> None:
    link(session, stand_in, polling=POLLING)


def fetch(session: Session, stand_in: StandIn) -> None:
    sync(session, Job())


def leave(session: Session, stand_in: StandIn) -> None:
    disconnect(session, Job())


@pytest.fixture
def victim(tmp_path: Path, clock: FakeClock, stand_in: StandIn) -> Victim:
    stand_in.open_account(IBAN)
    stand_in.put(IBAN, *[Fact(TODAY, -100 - each, f"PRLV {each}") for each in range(3)])
    return Victim(tmp_path, clock)


def renew(session: Session, stand_in: StandIn) -> None:
    session.write(lambda writer: forget_limits(writer, stand_in.info.name))
    stand_in.renew_limits()


def unconnected(session: Session, stand_in: StandIn) -> None:
    disconnect(session, Job())
    choose(session, stand_in)


def connected(session: Session, stand_in: StandIn) -> None:
    again(session, stand_in)
    fetch(session, stand_in)


Flow = Callable[[Session, StandIn], None]
FLOWS: dict[str, tuple[Flow, Flow, int]] = {
    "first": (unconnected, again, 6),
    "again": (connected, again, 6),
    "sync": (connected, fetch, 3),
    "disconnect": (connected, leave, 4),
}
"""What comes before, the flow, and at how many instants of it to die."""


@pytest.mark.parametrize("name", FLOWS)
def test_what_a_kill_leaves_is_made_good(victim: Victim, stand_in: StandIn, name: str) -> None:
    before, flow, samples = FLOWS[name]
    with victim.opened() as session:
        finds_all = opened(session, stand_in).claim("reference") != ""
        before(session, stand_in)
        renew(session, stand_in)
    whole = victim.die(lambda session: flow(session, stand_in))
    assert whole.is_done
    with victim.opened() as session:
        before(session, stand_in)
        renew(session, stand_in)
    standing = stand_in.open_consents() - (consents(stand_in) if before is connected else 0)
    for number in range(samples):
        kill_at = (whole.steps * number + whole.steps // 2) // samples
        death = victim.die(lambda session: flow(session, stand_in), kill_at)
        standing += 0 if finds_all else may_be_lost(death)
        where = f"at {kill_at} of {whole.steps}, after {death.last_method}"
        with victim.opened() as session:
            renew(session, stand_in)
            assert all(session.database.check().values()), where
            assert stand_in.open_consents() <= len(Consents(session).all()) + standing, where
            if number % 2:
                # A disconnect that was cut is finished first, without network: the user learns what may still stand.
                standing += len(Consents(session).all()) if flow is leave else 0
                again(session, stand_in)
                assert len(Consents(session).all()) <= 1, where
                assert stand_in.open_consents() <= consents(stand_in) + standing, where
                sync(session, Job())
                assert len(stored(session)) == 3, where
            else:
                disconnect(session, Job())
                assert (stored(session), session.read(load_connection), victim.keyring) == ([], None, ""), where
                assert stand_in.open_consents() <= standing, where
            before(session, stand_in)
            renew(session, stand_in)


def may_be_lost(death: Death) -> int:
    """Whether the provider may have opened what this program knows nothing of: the process died while it was told."""
    return int(not death.is_done and death.last_method == "POST")
