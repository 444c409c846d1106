"""A second provider in the window: it is offered, its keys are asked for and its return address is pasted."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from microdesk_desktop.banks import registry
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.pages.connect.choosing import WayStep
from microdesk_desktop.pages.connect.steps import FailedStep, KeysStep, ReturnStep
from microdesk_desktop.store.bank.connection import load_connection, load_provider
from tests.contract import plainbank
from tests.contract.plainbank.stand_in import PlainbankStandIn
from tests.contract.stand_in import Answer, Fact
from tests.gui.pages.connect.test_sheet import LONG_MS, desk, open_sheet, texts, wait_for
from tests.support.bank import IBAN
from tests.support.clock import TODAY
from tests.support.gui import button, unnamed

__all__ = ["desk"]


@pytest.fixture
def stand_in(monkeypatch, clock):
    with PlainbankStandIn(clock) as running:
        # The sheet does not ask for the address of the provider, which stands here for the real one.
        info = replace(plainbank.INFO, default_url=running.base_url)
        monkeypatch.setitem(registry.PROVIDERS, "plainbank", info)
        running.open_account(IBAN)
        running.put(IBAN, Fact(TODAY, -100, "PRLV OVH"))
        yield running


@pytest.fixture
def key_file(stand_in, tmp_path):
    path = tmp_path / "application.pem"
    path.write_text(stand_in.keys["private_key"], encoding="utf-8")
    return path


def test_the_sheet_asks_for_what_the_provider_declares(desk, stand_in, key_file):
    desk.shell.current().open_browser = lambda url: None
    sheet = open_sheet(desk, way="plainbank")
    keys = wait_for(desk, sheet, KeysStep)
    assert {"For trials only.", "1. Register an application.", "https://plainbank.example/return"} <= set(texts(sheet))
    sheet.submit()
    assert texts(sheet).count("À remplir.") == 2
    assert unnamed(sheet) == []
    fields = keys.form.fields
    fields["application_id"].set_value(stand_in.keys["application_id"])
    fields["private_key"].set_value(key_file.with_suffix(".txt"))
    sheet.submit()
    desk.qtbot.waitUntil(lambda: any("introuvable" in text for text in texts(fields["private_key"])), timeout=LONG_MS)
    key_file.with_suffix(".txt").write_text("no key", encoding="utf-8")
    sheet.submit()
    desk.qtbot.waitUntil(lambda: any("PEM" in text for text in texts(fields["private_key"])), timeout=LONG_MS)
    assert desk.session.read(load_provider) is None
    button(sheet, "copy_address").click()
    assert QGuiApplication.clipboard().text() == plainbank.INFO.return_addresses[0]
    fields["private_key"].set_value(key_file)
    sheet.submit()
    wait_for(desk, sheet, ReturnStep)  # its list has one bank
    assert desk.session.read(load_provider) == ("plainbank", stand_in.base_url)
    button(sheet, "go_back").click()
    wait_for(desk, sheet, WayStep)
    desk.rest()
    assert not stand_in.open_consents()


def test_a_pasted_return_address_connects_the_account(desk, stand_in):
    visited = []
    desk.shell.current().open_browser = visited.append
    set_provider(desk.session, "plainbank", stand_in.base_url, stand_in.keys)
    sheet = open_sheet(desk, way="plainbank")
    step = wait_for(desk, sheet, ReturnStep)
    assert unnamed(sheet) == []
    for pasted, said in (
        ("1234", "morceau d'adresse"),
        (visited[0], "la page où donner votre accord"),
        ("https://plainbank.example/return?code=1", "Il manque la fin"),
        (f"https://plainbank.example/return?code={'1' * 2_000}&state=guess", "une autre demande"),
    ):
        QGuiApplication.clipboard().setText(pasted)
        button(sheet, "_paste").click()
        assert any(said in text.replace("’", "'") for text in texts(step)), pasted
        assert QApplication.focusWidget() is step.address.focusProxy()
    returned = []
    stand_in.user(Answer.AGREE)(ConsentPage(url=visited[0], return_address="", is_received=False, offer=keep(returned)))
    QGuiApplication.clipboard().setText(f" {returned[0]} \n")
    button(sheet, "_paste").click()
    desk.qtbot.waitUntil(lambda: desk.session.read(load_connection) is not None, timeout=LONG_MS)
    desk.rest()
    assert desk.session.read(load_connection).provider == "plainbank"


def test_keys_that_stop_working_are_entered_anew_from_the_sheet(desk, stand_in):
    set_provider(desk.session, "plainbank", stand_in.base_url, {**stand_in.keys, "application_id": "wrong"})
    sheet = open_sheet(desk, way="plainbank")
    wait_for(desk, sheet, FailedStep)
    sheet.submit()
    keys = wait_for(desk, sheet, KeysStep)
    assert keys.isAncestorOf(QApplication.focusWidget())


def keep(returned):
    """Take any address, and keep it."""
    return lambda address: returned.append(address) or True


def test_the_settings_take_the_keys_of_each_provider(desk, stand_in, key_file):
    desk.shell.navigate("settings", "banks")
    desk.rest()
    button(desk.shell.current(), "enter_keys.plainbank").click()
    (sheet,) = desk.shell.window().findChildren(SideSheet)
    sheet.form.fields["application_id"].set_value(stand_in.keys["application_id"])
    sheet.form.fields["private_key"].set_value(key_file)
    sheet.form.address.set_value(stand_in.base_url)
    button(sheet, "submit").click()
    desk.qtbot.waitUntil(lambda: desk.session.read(load_provider) is not None, timeout=LONG_MS)
    desk.rest()
    assert desk.session.read(load_provider) == ("plainbank", stand_in.base_url)
