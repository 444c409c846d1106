"""The ceilings of the turnover once they are passed: on the dashboard, and in what waits."""

from collections.abc import Callable, Iterator

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.shell.shell import Shell

_RECEIPTS = ((41_000_00, Activity.BNC), (176_000_00, Activity.SALES), (1_250_00, None))
"""Above the tolerance for services and for the total, above the micro regime, and one without activity."""


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The dashboard and the queue of a mixed business above its ceilings; the vault is as before afterwards."""
    session = shell.workspace.session
    day = session.clock.today().replace(day=1)
    done = [put_company(session, {"other_activities": (Activity.SALES,)})]
    for cents, activity in _RECEIPTS:
        receipt = Receipt(
            on=day, client="Boutique", label="Ventes", amount_cents=cents, method=Method.CARD, activity=activity
        )
        done.append(put_record(session, receipt))
    shell.workspace.announce(EVERYTHING)
    for page, wanted in (("dashboard", None), ("todo", "thresholds")):
        shell.navigate(page, wanted)
        settle()
        yield f"thresholds-{page}"
    shell.navigate("todo", "all")
    for change in reversed(done):
        assert change.undo is not None
        change.undo(session)
    shell.workspace.announce(EVERYTHING)
    settle()
