"""Declarations: the calendar, a quarter to declare, marked as declared, the year, and a return of VAT."""

from collections.abc import Callable, Iterator
from datetime import date

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.declarations.page import DeclarationPage
from microdesk_desktop.pages.shell.shell import Shell

_RECEIPTS = ((4_130_46, Activity.BNC), (2_975_00, Activity.SALES), (350_00, None))


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The pages of a business with two activities; the vault is as before afterwards."""
    session = shell.workspace.session
    today = session.clock.today()
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    other = {"other_activities": (Activity.SALES,)}
    done = [put_company(session, other | {"created_on": date(today.year - 1, 2, 1), "vat_regime": "real"})]
    for cents, activity in _RECEIPTS:
        receipt = Receipt(
            on=quarter, client="Boutique", label="Ventes", amount_cents=cents, method=Method.CARD, activity=activity
        )
        done.append(put_record(session, receipt))
    shell.workspace.announce(EVERYTHING)
    name = f"{today.year}-T{(today.month + 2) // 3}"
    before = f"{today.year}-T{(today.month + 2) // 3 - 1}"
    shown = (("list", "declarations", None), ("turnover", "declaration", f"turnover:{name}"))
    others = (
        ("due", "declaration", f"turnover:{before}"),
        ("year", "declaration", f"income_return:{today.year}"),
        ("vat", "declaration", f"vat:{name}"),
        ("cfe", "declaration", f"local_tax:{today.year}"),
    )
    for scene, page, wanted in (*shown, *others):
        shell.navigate(page, wanted)
        settle()
        yield f"declarations-{scene}"
    shell.navigate("declaration", f"turnover:{before}")
    settle()
    page_shown = shell.current()
    assert isinstance(page_shown, DeclarationPage)
    page_shown.mark()
    settle()
    yield "declarations-mark"
    shell.navigate("todo", "all")
    for change in reversed(done):
        assert change.undo is not None
        change.undo(session)
    shell.workspace.announce(EVERYTHING)
    settle()
