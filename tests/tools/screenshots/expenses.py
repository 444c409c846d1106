"""Expenses: categories that are proposed, the form with VAT, what was missed, files that are dropped."""

from collections.abc import Callable, Iterator
from pathlib import Path

from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.documents.recurring.series import add_months
from microdesk_desktop.domain.records.expense_vat import charged_on
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.records.expenses.page import ExpensesPage
from microdesk_desktop.pages.shell.shell import Shell
from tests.support.documents.received import pdf


def scenes(shell: Shell, settle: Callable[[], None], place: Path) -> Iterator[str]:
    """The page of a business that charges VAT, and its sheets; the vault is as before afterwards."""
    session = shell.workspace.session
    today = session.clock.today()
    done = [put_company(session, {"vat_regime": VatRegime.REAL})]
    for back in (4, 3, 2):
        on = add_months(today.replace(day=5), -back)
        done.append(put_record(session, Expense(on=on, supplier="Adobe", label="Abonnement", amount_cents=2_399)))
    meal = (charged_on(5_500, 1_000, is_deductible=True), charged_on(1_200, 2_000, is_deductible=False))
    lunch = Expense(
        on=today, supplier="Le Bistrot du Port", label="Déjeuner", amount_cents=6_700, vat=meal, method=Method.CARD
    )
    done.append(put_record(session, lunch))
    shell.workspace.announce(EVERYTHING)
    shell.navigate("expenses")
    settle()
    page = shell.current()
    assert isinstance(page, ExpensesPage)
    page.table.select(done[-1].id)
    settle()
    yield "expenses-missed"
    page.edit()
    settle()
    yield "expenses-form"
    _close(shell)
    page.add()
    settle()
    yield "expenses-new"
    _close(shell)
    page.show_categories()
    settle()
    yield "expenses-categories"
    _close(shell)
    page.show_expected()
    settle()
    yield "expenses-expected"
    _close(shell)
    for name in ("facture-octobre.pdf", "ticket.pdf"):
        (place / name).write_bytes(pdf())
    page.drops.ask([place / "facture-octobre.pdf", place / "ticket.pdf"])
    settle()
    yield "expenses-dropped"
    _close(shell)
    for change in reversed(done):
        assert change.undo is not None
        change.undo(session)
    shell.workspace.announce(EVERYTHING)
    settle()


def _close(shell: Shell) -> None:
    for sheet in shell.window().findChildren(SideSheet):
        if sheet.isVisible():
            sheet.close_sheet()
