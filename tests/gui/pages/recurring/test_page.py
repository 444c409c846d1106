"""Recurring documents in the window: made at unlock and each day, begun from a document, paused, removed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.recurring.series import Repeated, Rhythm, RhythmUnit, Series
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.operations.documents.drafts import new_draft
from microdesk_desktop.operations.documents.recurring.series import put_series
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.recurring.controller import RecurringController
from microdesk_desktop.pages.recurring.form import SeriesForm
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.recurring import load_all_series, load_waiting
from microdesk_desktop.views.waiting.queue import load_queue
from tests.support.documents.issuing import COMPANY, NOVA, issued
from tests.support.gui import type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier
FORM = {"type": "invoice", "client": NOVA, "lines": [{"label": "Maintenance de {period}", "unit_price": "120.00"}]}


@pytest.fixture
def page(empty_desk):
    put_company(empty_desk.session, COMPANY)
    return empty_desk.go_to("recurring")


def keep(desk, **facts):
    """A series that begins today, 21 November 2026."""
    today = desk.shell.workspace.clock.today()
    series_id = put_series(desk.session, read_form(FORM), Series(rhythm=Rhythm(start=today), **facts)).id
    desk.shell.workspace.announce(Changes.RECURRING)
    desk.rest()
    return series_id


def series(desk):
    return desk.read(load_all_series)


def test_what_is_due_is_made_at_once_and_again_when_the_day_comes(empty_desk, page, clock):
    keep(empty_desk)
    assert len(empty_desk.read(load_drafts)) == 1
    assert "1 brouillon préparé" in empty_desk.shell.toast.text.text().replace("\u00a0", " ")
    clock.set_forward(days=29)
    empty_desk.shell.workspace.controller(RecurringController).look()
    empty_desk.rest()
    assert len(empty_desk.read(load_drafts)) == 1
    clock.set_forward(days=1)
    empty_desk.shell.workspace.controller(RecurringController).look()
    empty_desk.rest()
    assert len(empty_desk.read(load_drafts)) == 2
    (row,) = page.rows
    assert row.next_day == date(2027, 1, 21)


def test_drafts_wait_in_the_queue_with_what_stands_against_their_issue(empty_desk, page):
    keep(empty_desk)
    put_company(empty_desk.session, {"siret": ""})
    keep(empty_desk, is_issued=True)
    queue = empty_desk.read(lambda reader: load_queue(reader, empty_desk.shell.workspace.clock.today(), "prepared"))
    assert queue.counts["prepared"] == 2
    first, second = queue.items
    assert (first.page, first.wanted) == ("editor", empty_desk.read(load_waiting)[0].draft_id)
    assert first.detail.startswith("Maintenance de novembre 2026")
    assert second.detail.startswith("Indiquez votre SIRET")


def test_a_series_is_begun_from_a_draft_by_keyboard(empty_desk, page):
    draft_id = new_draft(empty_desk.session, {**FORM, "issue_date": "2027-01-31", "due_date": "2027-02-07"}).id
    empty_desk.shell.workspace.announce(Changes.DOCUMENTS)
    empty_desk.rest()
    empty_desk.shell.navigate("recurring", Repeated(draft_id=draft_id))
    empty_desk.rest()
    form = empty_desk.sheet().findChild(SeriesForm)
    assert unnamed(empty_desk.sheet()) == []
    shown = form.following.text().replace("\u00a0", " ")
    assert "Les prochains : 28 février 2027, 31 mars 2027, 30 avril 2027" in shown
    type_in(empty_desk.qtbot, form.start, "31/10/2026")
    shown = form.following.text().replace("\u00a0", " ")
    assert shown.startswith("Préparés tout de suite : 31 octobre 2026. Les prochains : 30 novembre 2026,")
    type_in(empty_desk.qtbot, form.start, "31/01/2027")
    type_in(empty_desk.qtbot, form.every, "2")
    assert "Les prochains : 31 mars 2027, 31 mai 2027" in form.following.text().replace("\u00a0", " ")
    empty_desk.press(entry_of(form.every), Qt.Key.Key_Return)
    (stored,) = series(empty_desk)
    assert stored.series == Series(rhythm=Rhythm(start=date(2027, 1, 31), every=2), terms=7)
    assert list(stored.made) == [0]


def test_an_issued_invoice_is_the_first_of_its_series(empty_desk, page):
    number = issued(empty_desk.session, client=NOVA)
    empty_desk.shell.workspace.announce(Changes.DOCUMENTS | Changes.INVOICES)
    empty_desk.rest()
    empty_desk.shell.navigate("recurring", Repeated(number=number))
    empty_desk.rest()
    form = empty_desk.sheet().findChild(SeriesForm)
    empty_desk.press(entry_of(form.every), Qt.Key.Key_Return)
    (stored,) = series(empty_desk)
    assert (stored.series.rhythm.start, list(stored.made)) == (date(2026, 11, 21), [0])
    assert empty_desk.read(load_drafts) == []


def test_a_text_that_names_its_period_is_offered_to_name_each(empty_desk, page):
    form = {**FORM, "issue_date": "2027-01-31", "lines": [{"label": "Maintenance de janvier 2027", "unit_price": "9"}]}
    draft_id = new_draft(empty_desk.session, form).id
    empty_desk.shell.workspace.announce(Changes.DOCUMENTS)
    empty_desk.rest()
    empty_desk.shell.navigate("recurring", Repeated(draft_id=draft_id))
    empty_desk.rest()
    form = empty_desk.sheet().findChild(SeriesForm)
    assert form.names.isVisible()
    empty_desk.press(entry_of(form.every), Qt.Key.Key_Return)
    (stored,) = series(empty_desk)
    assert '"Maintenance de {période}"' in stored.form


def test_a_series_is_paused_resumed_removed_and_each_is_undone(empty_desk, page):
    keep(empty_desk)
    page.table.view.select_row(0)
    empty_desk.press(page.table.view, Qt.Key.Key_P)
    assert series(empty_desk)[0].series.is_paused
    empty_desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert not series(empty_desk)[0].series.is_paused
    page.table.view.select_row(0)
    empty_desk.press(page.table.view, Qt.Key.Key_Delete)
    assert series(empty_desk) == []
    empty_desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert len(series(empty_desk)) == 1
    assert len(empty_desk.read(load_drafts)) == 1


def test_a_change_keeps_the_content_and_a_wrong_number_is_said_at_its_field(empty_desk, page):
    keep(empty_desk)
    page.table.view.select_row(0)
    empty_desk.press(page.table.view, Qt.Key.Key_Return)
    form = empty_desk.sheet().findChild(SeriesForm)
    type_in(empty_desk.qtbot, form.every, "0")
    empty_desk.press(entry_of(form.every), Qt.Key.Key_Return)
    assert "entre 1 et 99" in entry_of(form.every).accessibleDescription().replace("\u00a0", " ")
    form.unit.set_value(RhythmUnit.YEAR)
    type_in(empty_desk.qtbot, form.every, "1")
    empty_desk.press(entry_of(form.every), Qt.Key.Key_Return)
    former, new = series(empty_desk)
    assert (former.form, former.series.until) == (new.form, date(2026, 11, 21))
    assert new.series.rhythm.unit is RhythmUnit.YEAR
    assert len(empty_desk.read(load_drafts)) == 1
