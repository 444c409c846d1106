"""The focus is seen on every kind of control, in every theme: WCAG 2.2, 2.4.7 and 1.4.11."""

from itertools import product

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.theme.apply import Theme, palette
from microdesk_desktop.gui.theme.stylesheet import stylesheet
from microdesk_desktop.gui.theme.tokens import PALETTES, Mode
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.window.menu_button import Switcher
from tests.gui.theme.test_theme import LEAST_EDGE_CONTRAST, THEMES, contrast

LEAST_PIXELS = 20
"""That change enough: half of the edge of the smallest control."""
LOOKS = ("link", "inline", "figure", "switcher", "choice", "entry", "section", "foot", "search", "more")


def looking(look, *, checked=False):
    made = QPushButton("Facturer")
    made.setProperty("look", look)
    made.setCheckable(checked)
    made.setChecked(checked)
    return made


def chip(tone, *, checked):
    made = looking("chip")
    made.setCheckable(True)
    made.setChecked(checked)
    set_tone(made, tone)
    return made


def entry(look):
    made = looking(look)
    made.setProperty("current", True)
    return made


CONTROLS = {
    **{make.__name__: lambda make=make: make("Facturer", print) for make in (buttons.primary, buttons.plain)},
    **{make.__name__: lambda make=make: make("Effacer", print) for make in (buttons.danger, buttons.destroying)},
    "keyed": lambda: buttons.keyed("Confirmer", print, "Entrée", is_primary=True),
    "bare": lambda: buttons.bare("x", "Fermer", print),
    **{look: lambda look=look: looking(look) for look in LOOKS},
    "choice that is checked": lambda: looking("choice", checked=True),
    "entry in sight": lambda: entry("entry"),
    "foot in sight": lambda: entry("foot"),
    "framed switcher": lambda: Switcher("Réglages", is_framed=True),
    **{
        f"{tone} chip, {'' if checked else 'not '}checked": lambda t=tone, c=checked: chip(t, checked=c)
        for tone, checked in product(Tone, (True, False))
    },
    "box": lambda: CheckBox("EI"),
    "checked box": lambda: CheckBox("EI", checked=True),
    "line": QLineEdit,
    "text": QPlainTextEdit,
}


@pytest.mark.parametrize("colours", PALETTES, ids=THEMES.keys())
def test_the_focus_is_seen_on_every_control(qapp, qtbot, colours):
    theme = Theme(qapp, Mode.LIGHT)
    qapp.setPalette(palette(colours))
    qapp.setStyleSheet(stylesheet(colours))
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    elsewhere = QPushButton()
    row.addWidget(elsewhere)
    controls = {name: make() for name, make in CONTROLS.items()}
    for control in controls.values():
        row.addWidget(control)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    faint = {name: seen for name, each in controls.items() if (seen := changed(each, elsewhere)) < LEAST_PIXELS}
    theme.set_mode(Mode.LIGHT)
    assert not faint, "\n".join(f"{name}: {count}" for name, count in faint.items())


def changed(control, elsewhere):
    """How many pixels differ by 3 to 1 or more once the control has the focus."""
    elsewhere.setFocus()
    QApplication.processEvents()
    before = shown(control)
    control.setFocus()
    QApplication.processEvents()
    after = shown(control)
    places = product(range(min(before.width(), after.width())), range(min(before.height(), after.height())))
    pairs = [(before.pixelColor(*at).name(), after.pixelColor(*at).name()) for at in places]
    seen = {pair: contrast(*pair) >= LEAST_EDGE_CONTRAST for pair in set(pairs)}
    return sum(seen[pair] for pair in pairs)


def shown(control):
    """The control on the ground of its window."""
    return control.window().grab(control.geometry()).toImage()
