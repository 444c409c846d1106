"""Banners and progress: same key same place, nothing for short work."""

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.gui.notices import Banner, Notices
from microdesk_desktop.gui.progress import DELAY_MS, ProgressBanner
from microdesk_desktop.gui.theme.stylesheet import stylesheet
from microdesk_desktop.gui.theme.tokens import LIGHT
from microdesk_desktop.gui.widgets.banner import BannerArea
from tests.support.gui import button


@pytest.fixture
def notices(qapp):
    return Notices()


@pytest.fixture
def area(qtbot, notices):
    made = BannerArea(notices)
    qtbot.addWidget(made)
    return made


def test_the_same_key_takes_the_same_place(area, notices):
    notices.show(lambda: Banner(key="sync", text="Une", tone=Tone.DANGER))
    notices.show(lambda: Banner(key="sync", text="Deux"))
    assert area.text_of("sync") == "Deux"
    assert area.isVisible()
    notices.dismiss("sync")
    assert area.text_of("sync") is None
    assert not area.isVisible()


def test_an_action_takes_its_banner_down(area, notices):
    done = []
    notices.show(lambda: Banner(key="consent", text="Accès expiré.", action=("Renouveler", lambda: done.append(True))))
    button(area, "consent.action").click()
    assert done
    assert area.text_of("consent") is None


def test_a_new_area_shows_what_is_up_and_nothing_that_was_closed(area, notices, qtbot):
    notices.show(lambda: Banner(key="closed", text="Fermé"))
    button(area, "closed.close").click()
    notices.show(lambda: Banner(key="up", text="Encore là"))
    other = BannerArea(notices)
    qtbot.addWidget(other)
    assert (other.text_of("up"), other.text_of("closed")) == ("Encore là", None)


def test_short_work_shows_nothing_and_long_work_can_be_stopped(area, notices, qtbot):
    stopped = []
    quick = ProgressBanner(notices, "Lecture…", lambda: None)
    quick.end()
    slow = ProgressBanner(notices, "Lecture…", lambda: stopped.append(True))
    slow.update(10, 100, "keep")
    assert list(notices.banners) == []
    qtbot.waitUntil(lambda: bool(notices.banners), timeout=3 * DELAY_MS)
    assert [each.text for each in notices.banners] == ["Enregistrement des opérations…"]
    set_language("en")
    assert [each.text for each in notices.banners] == ["Saving the transactions…"]
    set_language("fr")
    button(area, f"{notices.banners[0].key}.action").click()
    assert stopped
    slow.end()
    assert list(notices.banners) == []


def test_work_of_an_unknown_length_moves_nothing(area, notices):
    notices.show(lambda: Banner(key="work", text="Lecture…", progress=(0, 0)))
    (bar,) = area.findChildren(QProgressBar)
    assert bar.isHidden()
    notices.show(lambda: Banner(key="work", text="Lecture…", progress=(3, 10)))
    assert (bar.value(), bar.maximum(), bar.isHidden()) == (3, 10, False)


def test_a_banner_that_is_used_again_takes_the_colours_of_its_new_tone(area, notices):
    def colours() -> set[str]:
        shown = [each for each in area.findChildren(QWidget) if isinstance(each, QLabel | QPushButton)]
        return {each.palette().color(each.foregroundRole()).name().upper() for each in shown if each.isVisible()}

    area.setStyleSheet(stylesheet(LIGHT))
    notices.show(lambda: Banner(key="sync", text="Une", tone=Tone.DANGER, action=("Voir", lambda: None)))
    assert LIGHT.danger in colours()
    notices.show(lambda: Banner(key="sync", text="Deux", tone=Tone.POSITIVE, action=("Voir", lambda: None)))
    assert LIGHT.danger not in colours()
    assert LIGHT.positive in colours()
