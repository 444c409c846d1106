"""What the user has closed of the network, in words and as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.http.gate import NetworkGroup, Switches
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.messages.network_groups import group_name


def switches_json(switches: Switches) -> Mapping[str, Any]:
    """`closed` are the groups whose own switch is closed, offline mode or not."""
    return {
        "offline": switches.is_offline,
        "closed": [group.value for group in NetworkGroup if group in switches.closed],
        "open": [group.value for group in NetworkGroup if not switches.is_closed(group)],
    }


def switches_lines(switches: Switches) -> Sequence[str]:
    """Each group with its state; offline mode first, which closes them all."""
    states = [f"{group.value}  {group_name(group)} : {_state(switches, group)}" for group in NetworkGroup]
    return [offline_text(), *states] if switches.is_offline else states


def offline_text() -> str:
    """What offline mode does."""
    return tr("Hors ligne, par votre choix : rien ne sort de cet ordinateur.")


def closed_text(switches: Switches) -> str:
    """Which groups are closed, in one sentence."""
    if switches.is_offline:
        return offline_text()
    closed = [group_name(group) for group in NetworkGroup if group in switches.closed]
    if not closed:
        return tr("Tous les accès au réseau sont ouverts.")
    return tr("Accès coupés par vous : {groups}.").format(groups=listed(closed))


def _state(switches: Switches, group: NetworkGroup) -> str:
    return tr("coupé") if switches.is_closed(group) else tr("ouvert")
