"""The look: contrast, icons, one home for labels and colours."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.paths import PACKAGE_FOLDER, resource
from microdesk_desktop.gui.theme.apply import Theme, font, is_dark, roles
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, PALETTES, Mode

LEAST_CONTRAST = 4.5
HIGH_CONTRAST = 7.0
"""WCAG 2.2, 1.4.6."""
LEAST_EDGE_CONTRAST = 3.0
"""Of the border of a control (WCAG 2.2, 1.4.11)."""
PAIRS = [
    *((ink, ground) for ink in ("text", "text_muted") for ground in ("surface", "sidebar", "panel", "hover")),
    ("text", "accent_soft"),
    ("text_muted", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent_soft", "accent_soft"),
    ("accent", "panel"),
    ("accent", "surface"),
    ("danger", "panel"),
    ("positive", "panel"),
    ("positive", "accent_soft"),
    ("positive", "hover"),
    *((tone.value, f"{tone.value}_soft") for tone in Tone),
]


THEMES = {
    "light": (LIGHT, LEAST_CONTRAST),
    "dark": (DARK, LEAST_CONTRAST),
    "light contrast": (LIGHT_CONTRAST, HIGH_CONTRAST),
    "dark contrast": (DARK_CONTRAST, HIGH_CONTRAST),
}


def luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("colours", "least"), THEMES.values(), ids=THEMES.keys())
def test_every_text_can_be_read_on_its_ground(colours, least):
    low = {
        (ink, ground): round(contrast(getattr(colours, ink), getattr(colours, ground)), 2)
        for ink, ground in PAIRS
        if contrast(getattr(colours, ink), getattr(colours, ground)) < least
    }
    assert not low


@pytest.mark.parametrize("colours", PALETTES, ids=THEMES.keys())
def test_the_border_of_a_control_is_seen_on_every_ground(colours):
    grounds = ("panel", "surface", "sidebar")
    faint = [ground for ground in grounds if contrast(colours.control, getattr(colours, ground)) < LEAST_EDGE_CONTRAST]
    assert not faint


def test_the_theme_is_the_users_choice_and_changes_everything_at_once(qapp, qtbot):
    theme = Theme(qapp, Mode.LIGHT)
    button = QPushButton()
    button.setIcon(icon("lock", "text"))
    qtbot.addWidget(button)
    assert not is_dark()
    light = painted(button)
    theme.set_mode(Mode.DARK)
    assert is_dark()
    assert roles() is DARK
    assert painted(button) != light
    theme.set_mode(Mode.CONTRAST)
    assert roles() in (LIGHT_CONTRAST, DARK_CONTRAST)
    theme.set_mode(Mode.LIGHT)
    assert painted(button) == light


def painted(button: QPushButton) -> QImage:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(QColor("transparent"))
    painter = QPainter(image)
    button.icon().paint(painter, image.rect())
    painter.end()
    return image


def test_an_icon_follows_its_role_at_any_scale(qapp):
    Theme(qapp, Mode.LIGHT)
    image = icon("lock", "accent").pixmap(16, 16).toImage()
    pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    inked = {pixel.name() for pixel in pixels if pixel.alpha() > 250}
    assert inked == {QColor(LIGHT.accent).name()}


def test_every_icon_that_the_code_names_is_there():
    known = {path.stem for path in resource("icons").glob("*.svg")}
    named = re.compile(r'(?:(?:icon|Picture|bare|EmptyState)\(\s*|icon(?:: str)? ?= ?)"([a-z0-9-]+)"')
    wanted = {name for path in sources() for name in named.findall(path.read_text("utf-8"))}
    assert wanted
    assert wanted <= known


def test_the_typeface_is_ours_with_figures_that_line_up(qapp):
    Theme(qapp, Mode.LIGHT)
    assert font().families()[0] == "Inter"
    metrics = QFontMetricsF(font(tabular=True))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))


def sources() -> list[Path]:
    return [*(PACKAGE_FOLDER / "gui").rglob("*.py"), *(PACKAGE_FOLDER / "pages").rglob("*.py")]
