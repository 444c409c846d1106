"""The company in the window: checked while it is typed, kept when a field is left, undone from the toast."""

import pytest
from PySide6.QtCore import Qt

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.gui.workspace import ERROR_KEY
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.settings.business import facts
from microdesk_desktop.pages.settings.business.identity import CompanyPane
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.messages.errors import error_text
from tests.support.clock import FakeClock
from tests.support.gui import LONG_MS, PASSPHRASE, settled, type_in

SIRET = "73282932000074"


@pytest.fixture
def pane(window, shell, qtbot) -> CompanyPane:
    shell.navigate("settings", "company")
    settled(window, qtbot)
    return shell.current().pane()


def company(pane):
    return pane.workspace.session.read(load_company)


def words(field):
    return field.focusProxy().accessibleDescription()


def leave(field, pane):
    field.focusProxy().setFocus()
    pane.control_of("phone" if field is not pane.control_of("phone") else "name").setFocus()


def test_a_field_is_kept_when_it_is_left_and_undone_by_the_toast(pane, window, qtbot):
    field = pane.control_of("city")
    type_in(qtbot, field, "Nantes")
    assert company(pane).city == ""
    leave(field, pane)
    settled(window, qtbot)
    assert company(pane).city == "Nantes"
    toast = pane.workspace.notices.current_toast
    assert toast.text == "Ville\u00a0: Nantes"
    toast.action[1]()
    settled(window, qtbot)
    assert company(pane).city == ""
    assert field.value() == ""


@pytest.mark.parametrize(
    ("name", "typed", "sentence", "is_wrong"),
    [
        ("siret", "732 829", "14 chiffres, et il y en a 6", False),
        ("siret", "73282932000075", "un chiffre est faux", True),
        ("siret", "732829320000745", "il y en a 15", True),
        ("siret", "7328293200O074", "lettre pour un chiffre", True),
        ("iban", "FR76 3000", "27 caractères, et il y en a 8", False),
        ("email", "lea@", "forme", True),
    ],
)
def test_what_is_wrong_is_named_while_it_is_typed_and_never_kept(pane, window, qtbot, name, typed, sentence, is_wrong):
    field = pane.control_of(name)
    field.focusProxy().setFocus()
    type_in(qtbot, field, typed)
    assert sentence in words(field).replace("\u202f", " ").replace("\u00a0", " ")
    assert bool(field.focusProxy().property("invalid")) is is_wrong
    leave(field, pane)
    settled(window, qtbot)
    assert "Non enregistré" in words(field)
    assert getattr(company(pane), name) == ""
    assert field.value() == typed


def test_a_refused_field_stays_refused_when_another_is_kept(pane, window, qtbot):
    siret = pane.control_of("siret")
    type_in(qtbot, siret, "73282932000075")
    leave(siret, pane)
    type_in(qtbot, pane.control_of("phone"), "0612345678")
    leave(pane.control_of("phone"), pane)
    settled(window, qtbot)
    assert company(pane).phone == "0612345678"
    assert "Non enregistré" in words(siret)
    assert siret.value() == "73282932000075"


def test_enter_keeps_too_and_numbers_are_shown_in_groups(pane, window, qtbot):
    field = pane.control_of("siret")
    type_in(qtbot, field, SIRET)
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Return)
    settled(window, qtbot)
    assert company(pane).siret == SIRET
    assert field.value() == "732 829 320 00074"


def test_a_change_from_elsewhere_spares_what_is_being_typed(pane, window, qtbot):
    field = pane.control_of("phone")
    type_in(qtbot, field, "06 12")
    pane.workspace.perform(lambda session: put_company(session, {"city": "Brest", "phone": "0102030405"}))
    settled(window, qtbot)
    assert field.value() == "06 12"
    assert pane.control_of("city").value() == "Brest"


def test_going_elsewhere_keeps_the_field_that_has_the_focus(pane, window, qtbot):
    type_in(qtbot, pane.control_of("trade_name"), "Fontaine Conseil")
    window.go_to("bank")
    settled(window, qtbot)
    assert company(pane).trade_name == "Fontaine Conseil"


def test_boxes_and_choices_are_kept_at_once(pane, shell, window, qtbot):
    shell.navigate("settings", "activity")
    settled(window, qtbot)
    activity = shell.current().pane()
    activity.control_of("has_flat_tax").set_checked(True)
    activity.control_of("activity").focusProxy().setCurrentIndex(1)
    settled(window, qtbot)
    kept = company(pane)
    assert (kept.has_flat_tax, kept.activity) == (True, "bnc_cipav")
    pane.workspace.undo.undo()
    settled(window, qtbot)
    assert company(pane).activity == "bnc"


@pytest.mark.parametrize("leave_window", ["lock", "close"])
def test_what_is_being_typed_is_kept_when_the_vault_is_locked_or_closed(pane, window, profile, qtbot, leave_window):
    type_in(qtbot, pane.control_of("city"), "Nantes")
    getattr(window, leave_window)()
    qtbot.waitUntil(lambda: window.runner.is_idle, timeout=LONG_MS)
    session = unlock(profile, PASSPHRASE, clock=FakeClock(), keyring=MemoryKeyring)
    assert session.read(load_company).city == "Nantes"
    session.close()


def test_a_value_that_could_not_be_saved_stays_in_its_field_and_is_saved_once_it_is_left_again(
    pane, window, qtbot, monkeypatch
):
    def refuse(session, values):
        raise KnownError(ErrorCode.DISK_FULL)

    city = pane.control_of("city")
    with monkeypatch.context() as full:
        full.setattr(facts, "put_company", refuse)
        type_in(qtbot, city, "Nantes")
        leave(city, pane)
        settled(window, qtbot)
    assert city.value() == "Nantes"
    assert words(city) == error_text(KnownError(ErrorCode.DISK_FULL))
    leave(city, pane)
    settled(window, qtbot)
    assert company(pane).city == "Nantes"


def test_a_box_that_could_not_be_saved_is_shown_as_it_is_stored(window, shell, qtbot, monkeypatch):
    def refuse(session, values):
        raise KnownError(ErrorCode.DISK_FULL)

    shell.navigate("settings", "activity")
    settled(window, qtbot)
    box = shell.current().pane().control_of("is_craft")
    monkeypatch.setattr(facts, "put_company", refuse)
    box.set_checked(True)
    settled(window, qtbot)
    assert not box.is_checked()
    assert shell.banners.text_of(ERROR_KEY) == error_text(KnownError(ErrorCode.DISK_FULL))
