"""Lists leave the window as they are on the screen: what the filters keep, in its order, all of it."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from python_calamine import load_workbook

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.calendar.periods import Period, PeriodKind
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.gui.output.list_output import ListOutput
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.pages.documents.invoices import Shown
from microdesk_desktop.pages.registry import PAGES
from tests.support.company import store_rows
from tests.support.gui import button, unnamed

LISTS = [kind.key for kind in PAGES if kind.has_list and not kind.shows_one]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def given(page):
    """The list that the page exports."""
    found = []
    page.give_list(found.append)
    (content,) = found
    return content


def exported(desk, page, path):
    """The head of the written list, the names of its columns, and its rows."""
    desk.shell.workspace.controller(ListOutput).write(given(page), path)
    desk.rest()
    head, _, names, *rows = load_workbook(str(path)).get_sheet_by_index(0).to_python()
    return head[0].replace("\u00a0", " "), names, rows


def column(exported_list, name):
    _, names, rows = exported_list
    return [row[names.index(name)] for row in rows]


def file_dialog(desk):
    (dialog,) = [each for each in desk.shell.findChildren(QFileDialog) if each.isVisible()]
    return dialog


def command(desk, words):
    (found,) = [each for each in desk.shell.commands() if each.text.replace("\u00a0", " ") == words]
    return found


def test_what_is_filtered_and_sorted_is_written_in_the_order_of_the_screen(desk, tmp_path):
    page = desk.go_to("invoices")
    page.chips.choose(Shown.OPEN)
    page.search_field().setText("e")
    page.table.sort((2, True))
    shown = [page.table.model.row(place).number for place in range(page.table.model.rowCount())]
    found = exported(desk, page, tmp_path / "f.xlsx")
    assert len(shown) > 2
    assert column(found, "Numéro") == shown
    assert found[0].startswith(f"Factures, à encaisser, « e » : {len(shown)} documents, ")


def test_amounts_and_days_are_values_that_can_be_added(desk, tmp_path):
    page = desk.go_to("expenses")
    found = exported(desk, page, tmp_path / "d.xlsx")
    cents = sum(row.record.amount_cents for row in page.kept)
    assert round(sum(column(found, "Montant")) * 100) == cents
    assert column(found, "Date") == [row.record.on for row in page.kept]


def test_a_period_is_named_in_the_head(desk, tmp_path):
    page = desk.go_to("receipts")
    page.period.choose(Period(kind=PeriodKind.CHOSEN, since=date(2026, 10, 1), until=date(2026, 10, 31)))
    found = exported(desk, page, tmp_path / "r.xlsx")
    assert found[0].startswith("Recettes, octobre 2026 : ")
    assert {day.month for day in column(found, "Date")} == {10}


def test_transactions_that_are_not_in_sight_are_written_too(desk, tmp_path):
    today = desk.shell.workspace.clock.today()
    rows = [
        BankRow(None, today - timedelta(days=number % 80), -100 - number, "EUR", f"CB LOT {number}")
        for number in range(1_200)
    ]
    store_rows(desk.session, rows)
    desk.shell.workspace.announce(Changes.BANK)
    page = desk.go_to("bank")
    page.search_field().setText("cb lot")
    page.transactions.table.sort((3, False))
    desk.rest()
    page.transactions.chips.choose("all")
    desk.rest()
    found = exported(desk, page, tmp_path / "b.xlsx")
    amounts = column(found, "Montant")
    assert amounts == sorted(amounts)
    assert len(amounts) == 1_200
    assert found[0].startswith("Banque, « cb lot » : 1 200 opérations, ")


def test_what_a_transaction_settles_is_named_whole(desk, tmp_path):
    page = desk.go_to("bank")
    page.transactions.chips.choose("all")
    page.search_field().setText("1250")
    desk.rest()
    found = exported(desk, page, tmp_path / "b.xlsx")
    assert [text.replace("\u00a0", " ") for text in column(found, "Ce qu’elle règle")] == [
        "Facture F-2026-0042 — Atelier Brun SARL"
    ]


def test_the_queue_is_written_beyond_what_its_page_lists(desk, tmp_path):
    desk.add_transactions(*((1, -1_000 - number, f"CB INCONNU {number} PARIS") for number in range(230)))
    page = desk.go_to("todo")
    page.chips.choose("unclassified")
    desk.rest()
    found = exported(desk, page, tmp_path / "t.xlsx")
    assert page.table.model.rowCount() < len(found[2])
    assert sum("INCONNU" in row[1].upper() for row in found[2]) == 230


def test_documents_come_with_their_taxes_and_credit_notes_are_negative(desk, tmp_path):
    found = exported(desk, desk.go_to("invoices"), tmp_path / "f.xlsx")
    with_taxes, without, taxes = (column(found, name) for name in ("Total TTC", "Total HT", "TVA"))
    assert [round(a + b, 2) for a, b in zip(without, taxes, strict=True)] == with_taxes
    assert min(with_taxes) < 0 < max(with_taxes)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("key", ["clients", "invoices", "expenses"])
def test_what_was_exported_is_recognised_and_known_when_it_is_imported(desk, tmp_path, key, suffix):
    page, path = desk.go_to(key), tmp_path / f"liste{suffix}"
    desk.shell.workspace.controller(ListOutput).write(given(page), path)
    desk.rest()
    (kept,) = keep(desk.session, open_files(desk.session, [path], Job()), Job()).files
    assert kept.counts[RowOutcome.KNOWN] == len(page.kept)
    assert kept.counts[RowOutcome.ADDED] == kept.counts[RowOutcome.REFUSED] == 0


@pytest.mark.parametrize("key", LISTS)
def test_every_list_has_its_button_its_keys_and_its_entries_in_the_palette(desk, key, tmp_path):
    page = desk.go_to(key)
    title = page.list_title()
    assert command(desk, f"Exporter la liste « {title} »…").shortcut == "Ctrl+Maj+E"
    assert command(desk, f"Imprimer la liste « {title} »…").shortcut == "Ctrl+P"
    assert button(page, "output").accessibleName() == "Exporter ou imprimer la liste"
    assert unnamed(desk.shell) == []
    content = given(page)
    if content.total:
        assert len(exported(desk, page, tmp_path / "l.xlsx")[2]) == content.total
    else:
        page.export_list()
        assert desk.shell.toast.text.text().startswith("Cette liste est vide")


def test_the_palette_exports_a_list_that_was_not_in_sight_yet(desk):
    command(desk, "Exporter la liste « Clients »…").act()
    desk.rest()
    assert file_dialog(desk).windowTitle().replace("\u00a0", " ") == "Exporter la liste « Clients »"


def test_the_keys_ask_for_a_file_and_the_toast_leads_to_its_folder(desk, tmp_path, monkeypatch):
    page = desk.go_to("clients")
    desk.press(page.search_field(), Qt.Key.Key_E, CONTROL | SHIFT)
    dialog = file_dialog(desk)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name.text() == f"Clients {desk.shell.workspace.clock.today():%Y-%m-%d}.xlsx"
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert name.text().endswith(".csv")
    name.setText(str(tmp_path / "mes clients.csv"))
    dialog.accept()
    desk.rest()
    assert (tmp_path / "mes clients.csv").read_text(encoding="utf-8-sig").startswith("Clients : 10 clients")
    words = "10 lignes écrites dans « mes clients.csv ». Ce fichier n’est pas chiffré."
    assert desk.shell.toast.text.text().replace("\u00a0", " ") == words
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    desk.shell.toast.findChild(QPushButton, "toast.action").click()
    assert opened == [str(tmp_path)]


def test_another_suffix_gets_that_of_the_form_and_asks_where_the_file_exists(desk, tmp_path):
    (tmp_path / "clients.2026.xlsx").write_text("avant", encoding="utf-8")
    desk.go_to("clients").export_list()
    first = file_dialog(desk)
    first.findChild(QLineEdit, "fileNameEdit").setText(str(tmp_path / "clients.2026"))
    first.accept()
    desk.rest()
    second = file_dialog(desk)
    assert second is not first
    assert second.selectedFiles() == [str(tmp_path / "clients.2026.xlsx")]
    second.reject()
    assert (tmp_path / "clients.2026.xlsx").read_text(encoding="utf-8") == "avant"
