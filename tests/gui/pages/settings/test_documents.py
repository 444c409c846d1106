"""How documents look and are numbered, chosen in the window; the regime of VAT from a day on."""

from datetime import timedelta

import pytest

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.documents.look import ACCENTS, Look
from microdesk_desktop.store.documents.look import load_look
from microdesk_desktop.store.vault.company import load_company
from tests.support.gui import settled, unnamed

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


@pytest.fixture
def open_pane(window, shell, qtbot):
    def open_(key):
        shell.navigate("settings", key)
        settled(window, qtbot)
        return shell.current().pane()

    return open_


def look(pane):
    return pane.workspace.session.read(load_look)


def test_template_and_colour_are_kept_at_once_and_shown_on_the_page(open_pane, window, qtbot):
    pane = open_pane("documents")
    before = pane.look.page.pixmap().toImage()
    pane.look.template.set_value("modern")
    pane.look.accent.set_value(ACCENTS[1])
    settled(window, qtbot)
    assert look(pane) == Look(template="modern", accent=ACCENTS[1])
    assert pane.look.page.pixmap().toImage() != before
    assert unnamed(pane) == []
    pane.workspace.notices.current_toast.action[1]()
    settled(window, qtbot)
    assert look(pane).accent == ACCENTS[0]


def test_a_logo_is_taken_shown_and_removed(open_pane, window, qtbot, tmp_path):
    pane = open_pane("documents")
    (tmp_path / "logo.svg").write_text(LOGO)
    pane.look.take_logo(tmp_path / "logo.svg")
    settled(window, qtbot)
    assert look(pane).logo == LOGO.encode()
    assert pane.look.remove.isVisible()
    pane.look.remove.click()
    settled(window, qtbot)
    assert look(pane).logo == b""


def test_what_is_no_logo_is_refused_with_its_reason(open_pane, window, qtbot, tmp_path):
    pane = open_pane("documents")
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    pane.look.take_logo(tmp_path / "logo.png")
    settled(window, qtbot)
    assert "PNG, JPEG ou SVG" in pane.look.note.text()
    assert look(pane) == Look()


def test_the_number_of_the_next_invoice_follows_the_one_that_is_typed(open_pane, window, qtbot):
    pane = open_pane("documents")
    assert "F-2026-0001" in pane.next_number.text()
    field = pane.control_of("numbering")
    field.focusProxy().setText("FAC 42")
    field.focusProxy().textEdited.emit("FAC 42")
    assert "sans espace" in field.focusProxy().accessibleDescription()
    field.focusProxy().setText("FAC0042")
    field.focusProxy().returnPressed.emit()
    settled(window, qtbot)
    assert "FAC0042" in pane.next_number.text()


def test_usual_terms_are_written_in_words(open_pane, window, qtbot):
    field = open_pane("documents").control_of("payment_terms")
    field.focusProxy().setText("45 jours fin de mois")
    field.focusProxy().returnPressed.emit()
    settled(window, qtbot)
    pane = open_pane("documents")
    assert pane.workspace.session.read(load_company).payment_terms == "45 eom"
    assert field.focusProxy().text() == "45 jours fin de mois"


def test_a_regime_holds_from_its_day_on(open_pane, window, qtbot):
    pane = open_pane("activity")
    since = pane.workspace.clock.today() - timedelta(days=3)
    pane.periods.regime.set_value(VatRegime.REAL)
    pane.periods.since.set_value(since)
    pane.periods.button.click()
    settled(window, qtbot)
    company = pane.workspace.session.read(load_company)
    assert company.vat_regime_on(since) is VatRegime.REAL
    assert company.vat_regime_on(since - timedelta(days=1)) is VatRegime.FRANCHISE
    assert "depuis le" in pane.periods.periods.text()


def test_secondary_activities_are_check_boxes(open_pane, window, qtbot):
    pane = open_pane("activity")
    assert not pane.others.boxes[Activity.BNC].isVisible()
    pane.others.boxes[Activity.SALES].set_checked(True)
    settled(window, qtbot)
    assert pane.workspace.session.read(load_company).other_activities == (Activity.SALES,)
