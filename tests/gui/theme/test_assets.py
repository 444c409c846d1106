"""What the window is drawn with: the typeface and the icons that ship with it."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QRawFont

from microdesk_desktop.base.paths import resource
from microdesk_desktop.gui.theme import apply, icons

ICONS = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.fixture
def typeface(qapp):
    for path in resource("fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(path))
    before = qapp.font()
    qapp.setFont(QFont("Inter"))
    yield
    qapp.setFont(before)


@pytest.mark.parametrize("weight", [apply.REGULAR, apply.MEDIUM, apply.SEMIBOLD, apply.BOLD])
def test_each_weight_is_its_own_face_with_figures_that_line_up(typeface, weight):
    figures = apply.font(20, weight, tabular=True)
    info, metrics = QFontInfo(figures), QFontMetricsF(figures)
    assert (info.family(), info.weight(), info.exactMatch()) == ("Inter", weight, True)
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1
    face = QRawFont.fromFont(figures)
    assert all(face.supportsCharacter(ord(character)) for character in "€éœ«»…\u00a0\u202f")


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_takes_the_colour_it_is_given(qapp, name):
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', source)) <= {"currentColor", "none"}
    image = icons.pixmap(name, "#123456", 48, 1.0).toImage()
    painted = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert painted == {"#123456"}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_icon_has_as_many_pixels_as_the_screen_shows(qapp, scale):
    made = icons.icon("lock").pixmap(QSize(18, 18), scale)
    assert (made.width(), made.devicePixelRatio()) == (18 * scale, scale)
