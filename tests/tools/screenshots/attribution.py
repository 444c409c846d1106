"""What an attribution tells in the window: a pair, a set, a fee, reasons against, what is revised or flagged."""

from collections.abc import Callable, Iterator

from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.pages.shell.shell import Shell
from tests.support.attribution import (
    DECIDED,
    DEPOSIT,
    NET,
    NOTHING_OPEN,
    OTHER_PERSON,
    PAID,
    RETURNED,
    SET,
    SETTLED_CITED,
    TAKEN_BACK,
    fill_account,
    row_of,
)

SCENES = {
    "attribution-pair": PAID,
    "attribution-reversal": RETURNED,
    "attribution-set": SET,
    "attribution-fee": NET,
    "attribution-settled-cited": SETTLED_CITED,
    "attribution-other-person": OTHER_PERSON,
    "attribution-deposit": DEPOSIT,
    "attribution-nothing-open": NOTHING_OPEN,
    "attribution-decided": DECIDED,
    "attribution-taken-back": TAKEN_BACK,
}


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """Each transaction selected in the list."""
    session = shell.workspace.session
    fill_account(session)
    shell.workspace.announce(EVERYTHING)
    for name, label in SCENES.items():
        shell.navigate("bank", row_of(session, label).id)
        settle()
        yield name
