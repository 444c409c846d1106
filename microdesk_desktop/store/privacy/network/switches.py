"""Which groups of purposes of the network the user has closed."""

from datetime import datetime

from microdesk_desktop.base.http.gate import NetworkGroup, Switches
from microdesk_desktop.store.database import Reader, Writer

_OFFLINE = "all"


def load_switches(reader: Reader) -> Switches:
    """The switches; a group of a later version is passed over."""
    names = {name for (name,) in reader.iterate("SELECT name FROM closed_network")}
    closed = frozenset(group for group in NetworkGroup if group.value in names)
    return Switches(closed=closed, is_offline=_OFFLINE in names)


def save_switches(writer: Writer, switches: Switches, at: datetime) -> None:
    """Keep the switches; what is closed already keeps the moment at which it was."""
    names = {group.value for group in switches.closed} | ({_OFFLINE} if switches.is_offline else set())
    for (name,) in writer.all("SELECT name FROM closed_network"):
        if name not in names:
            writer.run("DELETE FROM closed_network WHERE name = ?", (name,))
    for name in sorted(names):
        writer.run("INSERT OR IGNORE INTO closed_network (name, closed_at) VALUES (?, ?)", (name, at.isoformat()))
