"""The way to the sample company, and its window: marked, and closed in place of being locked."""

import sys

import pytest

from microdesk_desktop.app import open_example
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.pages.dashboard.first_steps import StartScreen
from microdesk_desktop.pages.shell.example import KEY, mark_as_example
from microdesk_desktop.pages.start.example_link import ExampleLink
from tests.support.disks import raises_known
from tests.support.gui import button, type_in, unlocked


@pytest.fixture
def example(window, qtbot):
    unlocked(window, qtbot)
    mark_as_example(window)
    return window


def test_it_is_marked_on_every_page_and_in_its_title(example):
    shell = example.currentWidget()
    assert "exemple" in example.windowTitle()
    for page in ("dashboard", "clients", "settings"):
        shell.navigate(page)
        assert "Entreprise d’exemple" in shell.banners.text_of(KEY)


@pytest.mark.parametrize(
    "close", [lambda window: window.lock(), lambda window: button(window, f"{KEY}.action").click()]
)
def test_locking_it_closes_it_as_its_button_does(example, close):
    session = example.workspace.session
    close(example)
    assert not example.isVisible()
    with raises_known(ErrorCode.VAULT_LOCKED):
        session.read(lambda reader: reader.value("SELECT 1"))


def test_the_first_step_of_the_welcome_leads_to_it_and_the_others_do_not(new_window, qtbot):
    welcome = new_window.currentWidget()
    assert welcome.example.isVisible()
    type_in(qtbot, welcome.business.name, "Lea Fontaine EI")
    welcome.business.adult.set_checked(True)
    welcome.go_on()
    assert welcome.step() is welcome.privacy
    assert not welcome.example.isVisible()


def test_it_runs_in_a_process_of_its_own_with_the_language_and_the_look_of_this_window(qtbot, tmp_path, monkeypatch):
    program, written = tmp_path / "program", tmp_path / "arguments"
    program.write_text(f'#!/bin/sh\necho "$@" > {written}.new && mv {written}.new {written}\n')
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    open_example(tmp_path / "mine")
    qtbot.waitUntil(written.exists)
    assert written.read_text().split() == f"-m microdesk_desktop --profile {tmp_path / 'mine'} --lang fr demo".split()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with raises_known(ErrorCode.PATH_UNUSABLE):
        open_example(tmp_path / "mine")


def test_a_second_click_while_it_comes_opens_no_second_one(qtbot):
    opened = []
    screen = StartScreen(lambda: opened.append(1))
    qtbot.addWidget(screen)
    screen.example.click()
    screen.example.click()
    assert opened == [1]
    assert "s’ouvre" in screen.example.text()
    assert isinstance(screen.example, ExampleLink)
