"""Close and open the network: a group of purposes, or everything (offline mode)."""

from collections.abc import Collection
from dataclasses import replace

from microdesk_desktop.base.http.gate import NetworkGroup, Switches
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.privacy.network.switches import save_switches

EVERY_GROUP = frozenset(NetworkGroup)


def close_groups(session: Session, groups: Collection[NetworkGroup]) -> ChangeResult:
    """Close groups at once: what runs in them ends, what begins raises NETWORK_CLOSED."""
    now = session.gate.switches
    return _set(session, replace(now, closed=now.closed | frozenset(groups)))


def open_groups(session: Session, groups: Collection[NetworkGroup]) -> ChangeResult:
    """Open groups; offline mode still closes them until it is left."""
    now = session.gate.switches
    return _set(session, replace(now, closed=now.closed - frozenset(groups)))


def reopen(session: Session, group: NetworkGroup) -> ChangeResult:
    """Open a group, out of offline mode if need be: the others that the user has closed stay so."""
    now = session.gate.switches
    return _set(session, Switches(closed=now.closed - {group}))


def go_offline(session: Session) -> ChangeResult:
    """Close everything, and leave the switch of each group as it is."""
    return _set(session, replace(session.gate.switches, is_offline=True))


def go_online(session: Session) -> ChangeResult:
    """Leave offline mode; the groups that the user has closed stay so."""
    return _set(session, replace(session.gate.switches, is_offline=False))


def open_everything(session: Session) -> ChangeResult:
    """Leave offline mode, and open every group."""
    return _set(session, Switches())


def _set(session: Session, switches: Switches) -> ChangeResult:
    """Put the switches in force, then keep them; where they cannot be kept, the former ones are in force again."""
    former = session.gate.switches
    session.gate.set(switches)
    try:
        session.write(lambda writer: save_switches(writer, switches, session.clock.now()))
    except BaseException:
        session.gate.set(former)
        raise
    return ChangeResult(changes=Changes.NETWORK)
