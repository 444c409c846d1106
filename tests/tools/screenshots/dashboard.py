"""The dashboard with a year before it, the day of a ceiling at this pace, and each chart, drawn and as a table."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.pages.dashboard.chart_card import CHART, TABLE
from microdesk_desktop.pages.dashboard.page import DashboardPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.views.dashboard.charts import ChartKind

_RECEIPTS = tuple((days, 1_900_00 + days * 100) for days in range(20, 700, 28))
"""Days ago, and cents: near the base of the franchise this year, less the year before."""


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The top of the page, then each chart at its foot; the vault is as before afterwards."""
    session = shell.workspace.session
    today = session.clock.today()
    done = []
    for days, cents in _RECEIPTS:
        receipt = Receipt(
            on=today - timedelta(days=days), client="Boutique", label="Conseil", amount_cents=cents, method=Method.CARD
        )
        done.append(put_record(session, receipt))
    shell.workspace.announce(EVERYTHING)
    shell.navigate("dashboard", None)
    settle()
    yield "dashboard-years"
    page = shell.current()
    assert isinstance(page, DashboardPage)
    foot = page.scrolling.verticalScrollBar()
    follow = foot.rangeChanged.connect(lambda _, last: foot.setValue(last))
    for kind in ChartKind:
        page.chart.show_kind(kind)
        for form in (CHART, TABLE):
            page.chart.show_form(form)
            settle()
            foot.setValue(foot.maximum())
            yield f"dashboard-{kind}-{form}"
    page.chart.show_form(CHART)
    page.chart.show_kind(ChartKind.FLOWS)
    foot.rangeChanged.disconnect(follow)
    foot.setValue(0)
    for change in reversed(done):
        assert change.undo is not None
        change.undo(session)
    shell.workspace.announce(EVERYTHING)
    settle()
