"""A supplier is erased from the expenses: the sheet lists what stays, and takes the supplier's name."""

from datetime import date

from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.privacy.erased_clients import load_kept_ids
from tests.support.gui import unnamed

NAME = "Papeterie du Canari"


def test_the_supplier_goes_once_its_name_is_typed(desk):
    expense = Expense(on=date(2026, 11, 20), supplier=NAME, label="Cahiers", amount_cents=1200, category="Fournitures")
    expense_id = put_record(desk.session, expense).id
    page = desk.go_to("expenses")
    page.activate(expense_id)
    page.reload()
    desk.rest()
    page.table.view.select_row(next(at for at in range(page.table.model.rowCount()) if _is(page, at, expense_id)))
    page.erase_supplier()
    desk.rest()
    sheet = desk.sheet()
    assert unnamed(sheet) == []
    sheet.form.name.set_value("Papeterie")
    sheet.submit()
    desk.rest()
    assert desk.session.read(load_kept_ids) == frozenset(), "another name erases nothing"
    sheet.form.name.set_value("papeterie du canari")
    sheet.submit()
    desk.rest()
    assert desk.session.read(load_kept_ids) == {expense_id}
    page = desk.shell.current()
    assert page.key == "expenses"
    assert all(row.record.supplier != NAME for row in page.rows)


def _is(page, at, expense_id):
    row = page.table.model.row(at)
    return getattr(row, "id", None) == expense_id
