"""Banners, progress and undo: same key same place, nothing for short work, the way back by button and by key."""

import pytest
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.undo import KEY, Step, UndoStack
from microdesk_desktop.gui.widgets.banner import PROGRESS_DELAY_MS, Banner, BannerArea, Progress


@pytest.fixture
def area(qtbot):
    made = BannerArea()
    qtbot.addWidget(made)
    return made


def button(area, words):
    return next(each for each in area.findChildren(QPushButton) if words in each.text())


def test_the_same_key_takes_the_same_place(area):
    area.show_banner(Banner(key="sync", text="Une", tone=Tone.DANGER))
    area.show_banner(Banner(key="sync", text="Deux"))
    assert area.text_of("sync") == "Deux"
    assert area.isVisible()
    area.dismiss("sync")
    assert area.text_of("sync") is None
    assert not area.isVisible()


def test_an_action_takes_its_banner_down(area):
    done = []
    area.show_banner(Banner(key="consent", text="Accès expiré.", action=("Renouveler", lambda: done.append(True))))
    button(area, "Renouveler").click()
    assert done
    assert area.text_of("consent") is None


def test_short_work_shows_nothing_and_long_work_can_be_stopped(area, qtbot):
    stopped = []
    quick = Progress(area, "quick", "Lecture…", lambda: None)
    quick.end()
    slow = Progress(area, "slow", "Lecture…", lambda: stopped.append(True))
    slow.update(10, 100, "10 sur 100")
    assert area.text_of("slow") is None
    qtbot.waitUntil(lambda: area.text_of("slow") == "10 sur 100", timeout=3 * PROGRESS_DELAY_MS)
    assert area.text_of("quick") is None
    button(area, "Arrêter").click()
    assert stopped
    slow.end()
    assert area.text_of("slow") is None


def test_undo_takes_back_the_latest_first_and_each_once(area):
    back = []
    stack = UndoStack(area)
    stack.push(Step(text="Un", take_back=lambda: back.append(1)))
    stack.push(Step(text="Deux", take_back=lambda: back.append(2)))
    assert area.text_of(KEY) == "Deux"
    button(area, "Annuler").click()
    assert area.text_of(KEY) is None
    stack.take_back()
    stack.take_back()
    assert back == [2, 1]
