"""À traiter, by keyboard: Enter opens each item at its place, F8 leads to the next, and the queue empties."""

from PySide6.QtCore import Qt

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.operations.records.vouchers import add_vouchers
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.todo.walk import Walk
from microdesk_desktop.views.bank.rows import load_transactions
from microdesk_desktop.views.waiting.queue import count_by_page
from microdesk_desktop.views.waiting.records import LATE, VOUCHERS
from tests.support.gui import held


def focused(desk):
    return desk.shell.window().focusWidget()


def test_enter_opens_the_item_at_its_place_and_f8_the_next_one(desk):
    page = desk.go_to("todo")
    first, second = (page.table.model.row(number) for number in (0, 1))
    desk.press(page.table.view, Qt.Key.Key_Return)
    bank = desk.shell.current()
    assert isinstance(bank, BankPage)
    assert bank.transactions.table.current_id() == first.wanted
    assert first.title in desk.shell.banners.text_of("walk")
    desk.press(focused(desk), Qt.Key.Key_F8)
    assert desk.shell.workspace.controller(Walk).current.key == second.key
    assert bank.transactions.table.current_id() == second.wanted


def test_a_kind_alone_is_walked_through_and_then_the_queue_comes_back(desk):
    page = desk.go_to("todo")
    page.activate("unclassified")
    desk.rest()
    count = page.table.model.rowCount()
    assert count > 1
    assert {page.table.model.row(number).kind for number in range(count)} == {"unclassified"}
    desk.press(page.table.view, Qt.Key.Key_Return)
    for _ in range(count - 1):
        assert desk.shell.current().key == "bank"
        desk.press(focused(desk), Qt.Key.Key_F8)
    desk.press(focused(desk), Qt.Key.Key_F8)
    assert desk.shell.current().key == "todo"
    assert desk.shell.banners.text_of("walk") is None


def test_the_entry_of_the_others_leads_to_the_list_of_all_of_their_kind(desk, tmp_path):
    voucher = tmp_path / "facture.pdf"
    voucher.write_bytes(b"%PDF-1.4")
    add_vouchers(desk.session, desk.go_to("expenses").rows[0].id, [voucher])
    desk.shell.workspace.announce(Changes.LEDGER)
    today = desk.shell.workspace.clock.today()
    for provider in (LATE, VOUCHERS):
        count = desk.read(lambda reader, provider=provider: provider.count(reader, today))
        desk.shell.navigate(*provider.everything)
        desk.rest()
        page = desk.shell.current()
        assert 0 < count == page.table.model.rowCount() < len(page.rows), provider.kind


def test_the_banner_ends_the_walk_and_f8_then_begins_another_from_any_page(desk):
    page = desk.go_to("todo")
    first = rows(page)[0]
    desk.press(page.table.view, Qt.Key.Key_End)
    desk.press(page.table.view, Qt.Key.Key_Return)
    walk = desk.shell.workspace.controller(Walk)
    walk.stop()
    assert desk.shell.banners.text_of("walk") is None
    desk.go_to("settings")
    desk.qtbot.keyClick(desk.shell, Qt.Key.Key_F8)
    desk.rest()
    assert walk.current.key == first.key
    assert desk.shell.current().key == first.page


def test_f8_with_nothing_to_do_shows_that_there_is_nothing(empty_desk):
    empty_desk.go_to("settings")
    empty_desk.qtbot.keyClick(empty_desk.shell, Qt.Key.Key_F8)
    empty_desk.rest()
    assert empty_desk.shell.current().key == "todo"


def test_an_empty_queue_says_so_and_has_no_button(empty_desk):
    page = empty_desk.go_to("todo")
    assert page.table.model.rowCount() == 0
    assert not page.begin_button.isVisible()
    assert page.subtitle() == ""


def test_the_badge_counts_what_the_page_lists(desk):
    page = desk.go_to("todo")
    today = desk.shell.workspace.clock.today()
    counted = sum(desk.read(lambda reader: count_by_page(reader, today)).values())
    assert counted == page.table.model.rowCount() > 5
    assert str(counted) in page.subtitle()


def test_what_is_settled_at_its_place_leads_to_the_next_by_itself(desk):
    page = desk.go_to("todo")
    [proposal] = [item for item in rows(page) if item.kind == "proposals"]
    after = rows(page)[rows(page).index(proposal) + 1]
    page.table.select(proposal.key)
    desk.press(page.table.view, Qt.Key.Key_Return)
    desk.press(focused(desk), Qt.Key.Key_Return)
    walk = desk.shell.workspace.controller(Walk)
    assert walk.current.key == after.key
    assert desk.shell.current().transactions.table.current_id() == after.wanted
    [settled] = desk.read(lambda reader: load_transactions(reader, [proposal.wanted]))
    assert settled.status is Status.ATTRIBUTED


def test_what_was_just_done_stands_above_the_banner_that_leads_on(desk):
    page = desk.go_to("todo")
    desk.press(page.table.view, Qt.Key.Key_Return)
    desk.press(focused(desk), Qt.Key.Key_Return)
    banners, toast = desk.shell.banners, desk.shell.toast
    desk.qtbot.waitUntil(lambda: banners.isVisible() and toast.isVisible())
    foot = toast.mapTo(desk.shell, toast.rect().bottomLeft()).y()
    assert foot < banners.mapTo(desk.shell, banners.rect().topLeft()).y()


def test_a_change_while_f8_reads_neither_swallows_nor_doubles_it(window, desk):
    page = desk.go_to("todo")
    first, second, third = rows(page)[:3]
    walk = desk.shell.workspace.controller(Walk)
    desk.press(page.table.view, Qt.Key.Key_Return)
    assert walk.current.key == first.key
    with held(window, Lane.READ):
        desk.qtbot.keyClick(focused(desk), Qt.Key.Key_F8)
        desk.shell.workspace.announce(Changes.BANK)
    desk.rest()
    assert walk.current.key == second.key
    desk.shell.workspace.announce(Changes.BANK)
    desk.rest()
    assert walk.current.key == second.key
    desk.press(focused(desk), Qt.Key.Key_F8)
    assert walk.current.key == third.key


def test_an_end_asked_for_while_f8_reads_ends_the_walk(window, desk):
    page = desk.go_to("todo")
    walk = desk.shell.workspace.controller(Walk)
    desk.press(page.table.view, Qt.Key.Key_Return)
    with held(window, Lane.READ):
        desk.qtbot.keyClick(focused(desk), Qt.Key.Key_F8)
        walk.stop()
    desk.rest()
    assert walk.current is None
    assert desk.shell.current().key == "bank"


def test_what_is_settled_while_the_user_is_elsewhere_takes_nobody_away(desk):
    page = desk.go_to("todo")
    item = rows(page)[0]
    desk.press(page.table.view, Qt.Key.Key_Return)
    desk.go_to("settings")
    desk.shell.workspace.perform(lambda session: ignore(session, item.wanted))
    desk.rest()
    assert desk.shell.current().key == "settings"


def test_the_queue_of_transactions_empties_with_the_keyboard_alone(desk):
    page = desk.go_to("todo")
    kinds = {"proposals", "unclassified"}
    waiting = [item for item in rows(page) if item.kind in kinds]
    desk.press(page.table.view, Qt.Key.Key_Return)
    for _ in waiting:
        desk.press(focused(desk), Qt.Key.Key_I)  # ignore, whatever is proposed
    today = desk.shell.workspace.clock.today()
    assert sum(desk.read(lambda reader: count_by_page(reader, today)).values()) < len(rows(page))
    page = desk.go_to("todo")
    assert not [item for item in rows(page) if item.kind in kinds]


def rows(page):
    return [page.table.model.row(number) for number in range(page.table.model.rowCount())]
