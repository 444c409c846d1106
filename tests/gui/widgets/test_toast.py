"""The toast is as high as its text needs, whatever stood in it before."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from microdesk_desktop.gui.notices import Notices, Toast
from microdesk_desktop.gui.widgets.toast import ToastArea

NESTED_LAYOUTS = 4
"""Each takes a new width in one turn of the loop after the one around it."""
SHORT = "1 brouillon préparé."
USUAL = "Facture reçue, à vérifier : Atelier Lumen."
LONG = "Un message bien plus long que les autres, que la largeur du cadre fait tenir sur plusieurs lignes. " * 2


@pytest.fixture
def notices(qapp):
    return Notices()


@pytest.fixture
def area(qtbot, notices):
    front = QWidget()
    qtbot.addWidget(front)
    front.resize(1_440, 900)
    banners = QWidget(front)
    banners.hide()
    made = ToastArea(front, notices, banners)
    front.show()
    return made


def height_with(area, notices, text, action):
    notices.toast(lambda: Toast(text=text, action=(action, lambda: None) if action else None))
    for _ in range(NESTED_LAYOUTS):
        QApplication.processEvents()
    return area.height()


def test_its_height_follows_from_what_it_shows_and_not_from_what_it_showed(area, notices):
    one_line = height_with(area, notices, SHORT, "Voir")
    assert height_with(area, notices, USUAL, "Annuler") == one_line
    assert height_with(area, notices, LONG, "Annuler") > one_line
    assert height_with(area, notices, USUAL, "") == one_line
