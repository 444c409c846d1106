"""The Bank page on a real vault, driven by the keyboard as its user does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from microdesk_desktop.base.format.flows import flows_of, flows_text
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.calendar.periods import PeriodKind, period_of
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.pages.bank.panel import TransactionPanel
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.pages.rules.form import RuleForm
from microdesk_desktop.views.bank.connections.head import Shown
from microdesk_desktop.views.bank.hints import TransactionAction
from microdesk_desktop.views.bank.rows import load_transactions
from tests.support.gui import button, type_in, unnamed


@pytest.fixture
def page(desk):
    """The page with every transaction listed."""
    made = desk.go_to("bank")
    made.transactions.chips.choose(Shown.ALL)
    desk.rest()
    return made


@pytest.fixture
def view(page):
    return page.transactions.table.view


def rows(desk, page):
    """Every row of the list, once all have arrived; few enough to be asked for at once."""
    model = page.transactions.table.model
    places = range(model.rowCount())
    for place in places:
        model.look_ahead(place)
    desk.rest()
    return [model.row(place) for place in places]


def select(desk, page, words):
    """Select the first transaction whose label holds the words."""
    found = next(row for row in rows(desk, page) if words in row.label)
    page.transactions.table.select(found.id)
    return found


def status(desk, row):
    return desk.read(lambda reader: load_transactions(reader, [row.id]))[0].status


def _is_to_do(row):
    return row.status is Status.TODO and row.state is State.BOOKED


def test_it_opens_on_the_first_transaction_that_waits_with_its_next_action(desk, page):
    table = page.transactions.table
    assert table.has_selection
    first = next(row for row in rows(desk, page) if row.status is Status.SUGGESTED or _is_to_do(row))
    assert table.current_id() == first.id
    assert button(page.panel, "next").isVisible()
    assert page.transactions.table.view.hasFocus()


def test_enter_accepts_the_proposal_and_goes_to_the_next_that_waits(desk, page, view):
    row = select(desk, page, "NOVA SARL")
    listed = rows(desk, page)
    below = listed[[each.id for each in listed].index(row.id) + 1 :]
    waits = next(each for each in below if each.status in (Status.TODO, Status.SUGGESTED))
    desk.press(view, Qt.Key.Key_Return)
    assert status(desk, row) is Status.ATTRIBUTED
    assert page.transactions.table.current_id() == waits.id
    assert view.hasFocus()
    message = desk.shell.toast.text.text()
    assert "Nova SARL" in message
    assert row.suggestions[0].reference in message


def test_undo_brings_the_proposal_back(desk, page, view):
    row = select(desk, page, "NOVA SARL")
    desk.press(view, Qt.Key.Key_Return)
    desk.press(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert status(desk, row) is Status.SUGGESTED
    assert view.hasFocus()


def test_ignoring_and_detaching_take_one_key(desk, page, view):
    row = select(desk, page, "BOUCHON")
    desk.press(view, Qt.Key.Key_I)
    assert status(desk, row) is Status.IGNORED
    row = select(desk, page, "ATELIER BRUN")
    desk.press(view, Qt.Key.Key_Delete)
    assert status(desk, row) is Status.TODO
    assert page.transactions.table.current_id() == row.id


def test_a_letter_typed_in_the_search_is_no_command(desk, page):
    row = page.transactions.table.current_row()
    field = page.search_field()
    field.setFocus()
    desk.qtbot.keyClicks(field, "ie")
    desk.rest()
    assert field.text() == "ie"
    assert status(desk, row) is row.status


def test_the_search_finds_words_and_amounts(desk, page):
    field = page.search_field()
    for typed, expected in (("théatre", "THEATRE"), ("1250,00", "ATELIER BRUN"), ("urssaf", "URSSAF")):
        field.setText(typed)
        desk.rest()
        labels = [row.label for row in rows(desk, page)]
        assert labels
        assert all(expected in label for label in labels)
    field.setText("introuvable")
    desk.rest()
    assert any("Rien ne correspond" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_chips_count_and_filter_and_leave_out_what_is_only_announced(desk, page):
    page.transactions.chips.choose(Shown.TODO)
    desk.rest()
    waiting = rows(desk, page)
    assert {row.status for row in waiting} == {Status.TODO, Status.SUGGESTED}
    assert not any(row.state is State.PENDING and row.status is Status.TODO for row in waiting)
    page.transactions.chips.choose(Shown.UPCOMING)
    desk.rest()
    assert [row.label for row in rows(desk, page)] == ["PRLV SEPA FREE MOBILE"]
    counted = [chip_count(page, shown) for shown in PARTS]
    assert sum(counted) == chip_count(page, Shown.ALL) == len(_all_rows(desk))


PARTS = (Shown.TODO, Shown.ATTRIBUTED, Shown.UPCOMING, Shown.IGNORED)
CHIPS = {
    Shown.TODO: "À traiter",
    Shown.SUGGESTED: "À confirmer",
    Shown.ATTRIBUTED: "Réglées",
    Shown.UPCOMING: "À venir",
    Shown.IGNORED: "Ignorées",
    Shown.ALL: "Tout",
}


def chip_count(page, shown):
    """The number that a chip shows."""
    texts = [each.text() for each in page.transactions.chips.findChildren(QPushButton)]
    (text,) = [text for text in texts if text.startswith(CHIPS[shown])]
    return int(text.removeprefix(CHIPS[shown]))


def test_it_opens_on_what_waits_and_on_everything_once_nothing_does(empty_desk):
    page = empty_desk.go_to("bank")
    assert page.transactions.chips.current == Shown.ALL
    empty_desk.add_transactions((1, -1_000, "CB PAPETERIE"))
    empty_desk.shell.navigate("settings")
    empty_desk.shell.navigate("bank")
    empty_desk.rest()
    assert [row.label for row in rows(empty_desk, page)] == ["CB PAPETERIE"]


def test_the_counts_of_the_chips_follow_the_search_and_the_period(desk, page):
    page.search_field().setText("free mobile")
    desk.rest()
    found = rows(desk, page)
    assert chip_count(page, Shown.ALL) == len(found) == 3
    assert chip_count(page, Shown.ATTRIBUTED) == sum(row.status is Status.ATTRIBUTED for row in found)
    page.search_field().clear()
    today = desk.shell.workspace.clock.today()
    month = period_of(PeriodKind.LAST_MONTH, today)
    page.transactions.period.choose(month)
    desk.rest()
    assert chip_count(page, Shown.ALL) == sum(month.holds(row.on) for row in _all_rows(desk))
    assert all(month.holds(row.on) for row in rows(desk, page))


def test_each_month_has_its_totals_and_the_foot_those_of_what_is_listed(desk, page):
    def check():
        listed, bands = rows(desk, page), page.transactions.table.model.bands
        firsts = [place for place, row in enumerate(listed) if not place or listed[place - 1].on.month != row.on.month]
        assert sorted(bands) == firsts
        for place, band in bands.items():
            same = [
                row for row in listed if (row.on.year, row.on.month) == (listed[place].on.year, listed[place].on.month)
            ]
            assert band.detail == flows_text(flows_of((row.amount_cents, row.currency) for row in same))
        total = flows_text(flows_of((row.amount_cents, row.currency) for row in listed))
        assert total in [label.text() for label in page.transactions.findChildren(QLabel) if label.isVisible()]

    check()
    page.search_field().setText("a")
    desk.rest()
    check()
    page.transactions.chips.choose(Shown.ATTRIBUTED)
    desk.rest()
    check()


def test_the_header_sorts_the_whole_list(desk, page):
    latest = [row.id for row in rows(desk, page)]
    for key, is_reversed in ((3, False), (3, True)):
        page.transactions.table.sort((key, is_reversed))
        desk.rest()
        cents = [row.amount_cents for row in rows(desk, page)]
        assert cents == sorted(cents, reverse=is_reversed)
        assert page.transactions.table.model.bands == {}
    page.transactions.table.sort((0, False))
    desk.rest()
    assert [row.id for row in rows(desk, page)] == latest[::-1]
    page.transactions.table.sort(None)
    desk.rest()
    assert [row.id for row in rows(desk, page)] == latest


def _all_rows(desk):
    def read(reader):
        return load_transactions(reader, [id_ for (id_,) in reader.all("SELECT id FROM bank_transaction")])

    return desk.read(read)


def test_an_expense_is_created_from_the_label(desk, page, view):
    row = select(desk, page, "BOUCHON")
    desk.press(view, Qt.Key.Key_E)
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    row = desk.read(lambda reader: load_transactions(reader, [row.id]))[0]
    assert row.status is Status.ATTRIBUTED
    assert row.attributions[0].party.startswith("Le Bouchon du Marche")
    assert row.attributions[0].amount_cents == row.amount_cents


def test_two_similar_decisions_offer_a_rule_that_is_then_applied(desk, page, view):
    desk.add_transactions(*((days, -2_900, "PRLV SEPA FIGMA INC ABONNEMENT") for days in (60, 30, 2)))
    desk.rest()
    for _ in range(2):
        select(desk, page, "FIGMA")
        row = next(each for each in _all_rows(desk) if "FIGMA" in each.label and each.status is Status.TODO)
        page.transactions.reveal(row.id)
        desk.rest()
        desk.press(view, Qt.Key.Key_E)
        desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "FIGMA" in desk.shell.banners.text_of("rule")
    desk.qtbot.mouseClick(button(desk.shell.banners, "rule.action"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.shell.window().findChild(RuleForm).isVisible(), "what it would take is shown before it is kept"
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.rest()
    assert {row.status for row in _all_rows(desk) if "FIGMA" in row.label} == {Status.ATTRIBUTED}


def test_a_refused_rule_is_not_offered_again(desk, page, view):
    desk.add_transactions(*((days, -2_900, "PRLV SEPA FIGMA INC ABONNEMENT") for days in (60, 30, 2)))
    desk.rest()
    for turn in range(3):
        row = next(each for each in _all_rows(desk) if "FIGMA" in each.label and each.status is Status.TODO)
        page.transactions.reveal(row.id)
        desk.rest()
        desk.press(view, Qt.Key.Key_I)
        if turn == 1:
            desk.qtbot.mouseClick(button(desk.shell.banners, "rule.refusal"), Qt.MouseButton.LeftButton)
    assert desk.shell.banners.text_of("rule") is None


def test_a_label_is_plain_text_and_its_card_number_is_masked(qtbot, desk, page):
    desk.add_transactions((0, -1_000, "<b>CB</b> CARTE 4974XXXXXXXX1234 <img src=x>"))
    desk.rest()
    select(desk, page, "<b>CB</b>")
    shown = [label for label in page.panel.findChildren(QLabel) if "<b>CB</b>" in label.text()]
    assert len(shown) == 1
    assert shown[0].textFormat() is Qt.TextFormat.PlainText
    assert "1234" not in shown[0].text()


def test_the_nature_of_a_label_decides_what_is_offered_first(desk, page):
    select(desk, page, "COMMISSION VIREMENT")
    assert page.panel.next_verb is TransactionAction.RECORD
    texts = [label.text() for label in page.panel.findChildren(QLabel) if label.isVisible()]
    assert "Frais bancaires\u202f?" in texts
    desk.add_transactions((1, -40_000, "RETRAIT DAB 22/11 BORDEAUX"))
    desk.rest()
    select(desk, page, "RETRAIT DAB")
    assert page.panel.next_verb is TransactionAction.IGNORE


def texts_of(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_a_settled_transaction_waits_for_nothing(desk, page):
    select(desk, page, "ATELIER BRUN")
    assert page.panel.next_verb is None
    assert button(page.panel, "detach").isVisible()


def test_the_panel_asks_first_then_shows_why_and_where_the_client_stands(desk, page):
    row = select(desk, page, "NOVA SARL")
    desk.rest()
    texts = texts_of(page.panel)
    assert "Acompte sur F-2026-0040\u202f?" in texts
    assert "✓ même client que le libellé" in texts
    assert any(text.startswith("Reste dû 1") and "1 facture en retard" in text for text in texts)
    assert row.label in texts
    first = button(page.panel, "next")
    assert (first.text(), first.accessibleDescription()) == ("Confirmer", "Touche Entrée")
    desk.qtbot.mouseClick(button(page.panel, "see_invoice"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.shell.current().key == "invoice"


def test_the_next_action_of_money_out_without_a_match_is_to_create_the_expense(desk, page):
    select(desk, page, "BOUCHON")
    assert page.panel.next_verb is TransactionAction.RECORD
    select(desk, page, "GARNIER")
    assert page.panel.next_verb is TransactionAction.CHOOSE


def test_enter_twice_settles_nothing_that_no_name_and_no_amount_supports(desk, page, view):
    desk.add_transactions((0, -4_260, "CB MONOPRIX 26/11 BORDEAUX"))
    desk.rest()
    row = select(desk, page, "MONOPRIX")
    desk.press(view, Qt.Key.Key_C)
    sheet = desk.sheet()
    assert sheet.table.current_row() is None
    for _ in range(2):
        desk.press(sheet.search, Qt.Key.Key_Return)
    assert status(desk, row) is Status.TODO
    assert sheet.split.fields() == []


def test_a_search_for_a_settled_document_is_explained(desk, page, view):
    select(desk, page, "GARNIER")
    desk.press(view, Qt.Key.Key_C)
    sheet = desk.sheet()
    sheet.search.setText("F-2026-0042")
    assert any("déjà réglé" in text for text in texts_of(sheet))
    sheet.search.setText("introuvable")
    assert "Rien ne correspond" in texts_of(sheet)


def check(desk, page, *words):
    """Check the transactions whose labels hold these words."""
    ids = [row.id for row in rows(desk, page) if any(word in row.label for word in words)]
    page.transactions.table.checks.set(ids, is_checked=True)
    return ids


def test_several_expenses_are_created_at_once_and_undone_as_one(desk, page, view):
    ids = check(desk, page, "BOUCHON", "MOLLAT", "GARNIER", "FREE MOBILE")
    before = {row.id: row for row in _all_rows(desk)}
    assert page.transactions.bar.isVisible()
    desk.qtbot.mouseClick(page.transactions.bar.buttons()[0], Qt.MouseButton.LeftButton)
    desk.rest()
    after = {row.id: row for row in _all_rows(desk)}
    done = [id_ for id_ in after if after[id_].status is not before[id_].status]
    assert sorted(after[id_].label.split()[1] for id_ in done) == ["LE", "LIBRAIRIE"]
    assert {after[id_].attributions[0].party for id_ in done} == {"Le Bouchon du Marche", "Librairie Mollat"}
    assert {after[id_].attributions[0].category for id_ in done} == {"Repas", "Documentation"}
    assert not page.transactions.bar.isVisible()
    assert set(done) < set(ids)
    assert "2 dépenses créées, 81,80" in desk.shell.toast.text.text()
    desk.press(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {row.id: row.status for row in _all_rows(desk)} == {id_: row.status for id_, row in before.items()}
    desk.press(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert {row.id: row.status for row in _all_rows(desk)} == {id_: row.status for id_, row in after.items()}


def test_several_are_ignored_at_once_and_what_is_settled_stays(desk, page, view):
    check(desk, page, "BOUCHON", "GARNIER", "ATELIER BRUN")
    before = {row.id: row.status for row in _all_rows(desk)}
    desk.qtbot.mouseClick(page.transactions.bar.buttons()[1], Qt.MouseButton.LeftButton)
    desk.rest()
    after = {row.id: row.status for row in _all_rows(desk)}
    assert [after[id_] for id_ in after if after[id_] is not before[id_]] == [Status.IGNORED] * 2
    desk.press(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {row.id: row.status for row in _all_rows(desk)} == before


def test_a_rule_is_drafted_from_what_the_checked_labels_share(desk, page):
    check(desk, page, "ADOBE")
    desk.qtbot.mouseClick(page.transactions.bar.buttons()[2], Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.sheet().form.rule().words == "ADOBE SYSTEMS DUBLIN"


def test_what_is_checked_is_forgotten_with_the_filter_and_by_escape(desk, page, view):
    check(desk, page, "BOUCHON")
    page.transactions.chips.choose(Shown.IGNORED)
    desk.rest()
    assert not page.transactions.table.checks
    page.transactions.chips.choose(Shown.ALL)
    desk.rest()
    desk.press(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.transactions.table.checks) == len(_all_rows(desk))
    desk.press(view, Qt.Key.Key_Escape)
    assert not page.transactions.table.checks


def test_in_a_narrow_window_the_panel_is_a_sheet_that_enter_opens_and_escape_closes(desk, page, view):
    desk.shell.window().resize(940, 700)
    desk.rest()
    panel = page.findChild(TransactionPanel)
    row = select(desk, page, "NOVA SARL")
    assert not panel.isVisible()
    desk.press(view, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert status(desk, row) is Status.SUGGESTED
    desk.press(view, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert view.hasFocus()


def test_an_empty_vault_shows_what_to_do(empty_desk):
    assert not empty_desk.shell.current().panel.isVisible()
    page = empty_desk.go_to("bank")
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Vos opérations s’afficheront ici" in texts
    assert button(page, "choose_files").isVisible()
    assert not [
        chip for chip in page.transactions.chips.findChildren(QPushButton) if chip.isVisible() and "0" in chip.text()
    ]


def test_every_control_has_a_name(desk, page, view):
    assert unnamed(desk.shell) == []
    select(desk, page, "NOVA SARL")
    desk.press(view, Qt.Key.Key_C)
    assert unnamed(desk.sheet()) == []


def test_the_amounts_of_a_split_never_exceed(desk, page, view):
    row = select(desk, page, "NOVA SARL")
    desk.press(view, Qt.Key.Key_C)
    sheet = desk.sheet()
    desk.press(sheet.search, Qt.Key.Key_Return)
    assert sheet.split.is_complete
    part = sheet.split.fields()[0]
    type_in(desk.qtbot, part, "600,00")
    assert not sheet.attribute.isEnabled()
    sheet.submit()
    assert desk.sheet() is sheet
    type_in(desk.qtbot, part, "300,00")
    desk.press(sheet.search, Qt.Key.Key_Down)
    desk.press(sheet.table.view, Qt.Key.Key_Down)
    desk.press(sheet.table.view, Qt.Key.Key_Return)
    assert [field.value() for field in sheet.split.fields()] == [30_000, 18_000]
    desk.press(sheet.attribute, Qt.Key.Key_Return)
    row = desk.read(lambda reader: load_transactions(reader, [row.id]))[0]
    assert sorted(link.amount_cents for link in row.attributions) == [18_000, 30_000]


def test_a_fee_that_was_kept_is_shared_out_with_the_payment_and_becomes_an_expense(desk, page, view):
    row = select(desk, page, "NOVA SARL")
    desk.press(view, Qt.Key.Key_C)
    sheet = desk.sheet()
    desk.press(sheet.search, Qt.Key.Key_Return)
    (part,) = sheet.split.fields()
    type_in(desk.qtbot, sheet.split.fee, "20,00")
    assert part.value() == row.amount_cents + 20_00
    type_in(desk.qtbot, part, "490,00")
    assert not sheet.attribute.isEnabled()
    type_in(desk.qtbot, part, "500,00")
    desk.press(sheet.attribute, Qt.Key.Key_Return)
    (link, fee) = sorted(
        desk.read(lambda reader: load_transactions(reader, [row.id]))[0].attributions,
        key=lambda each: each.amount_cents,
        reverse=True,
    )
    assert (link.amount_cents, fee.amount_cents) == (500_00, -20_00)
    assert fee.kind is TargetKind.EXPENSE


def test_back_leads_to_the_transaction_and_the_filters_that_were_left(desk, page, view):
    page.transactions.chips.choose(Shown.ATTRIBUTED)
    desk.rest()
    page.search_field().setText("ovh")
    desk.rest()
    view.select_row(page.transactions.table.model.rowCount() - 1)
    desk.rest()
    left, rows = page.transactions.place, page.transactions.table.model.rowCount()
    assert rows
    desk.shell.navigate("clients")
    desk.shell.navigate("bank", Shown.ALL)
    desk.rest()
    assert page.transactions.place != left
    desk.shell.back()
    desk.shell.back()
    desk.rest()
    assert page.transactions.place == left
    assert page.search_field().text() == "ovh"
    assert page.transactions.table.model.rowCount() == rows


def test_a_sync_that_fails_is_reported_on_the_bank_page_wherever_the_user_is(desk):
    desk.shell.navigate("clients")
    desk.shell.workspace.controller(SyncController).sync()
    desk.rest()
    assert desk.shell.banners.text_of("sync") is None
    desk.go_to("bank")
    assert desk.shell.banners.text_of("sync")
