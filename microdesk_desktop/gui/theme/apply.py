"""Applies the theme to the application: palette, stylesheet and typeface, from the table of tokens.

Widgets never name a colour: they take `roles()` when they paint, or a property that `stylesheet.py` knows.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.paths import resource
from microdesk_desktop.gui.theme.stylesheet import stylesheet
from microdesk_desktop.gui.theme.tokens import (
    BODY,
    DARK,
    DARK_CONTRAST,
    LIGHT,
    LIGHT_CONTRAST,
    PALETTES,
    Mode,
    Palette,
    points,
)

_FINE = 1_000
"""A width of which the scaled one gives the scale of the text to a thousandth."""
REGULAR, MEDIUM, SEMIBOLD, BOLD = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)

# Passed to Qt so that the window frame, which the system draws, follows too.
_SCHEMES = {
    Mode.SYSTEM: Qt.ColorScheme.Unknown,
    Mode.LIGHT: Qt.ColorScheme.Light,
    Mode.DARK: Qt.ColorScheme.Dark,
    Mode.CONTRAST: Qt.ColorScheme.Unknown,
}
# Each theme has a window of its own colour, by which the one in force is known.
_BY_SURFACE = {colours.surface: colours for colours in PALETTES}


class Theme(QObject):
    """The theme of the application; while its mode is SYSTEM, it follows the desktop as it changes.

    It is made for Qt's style Fusion, which the application was started with.
    """

    def __init__(self, application: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        application.setFont(_typeface(application))
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._paint)
        hints.accessibility().contrastPreferenceChanged.connect(self._paint)
        self.set_mode(mode)

    def set_mode(self, mode: Mode) -> None:
        """Repaint everything in the mode that the user chose."""
        self._mode = mode
        self._application.styleHints().setColorScheme(_SCHEMES[mode])
        self._paint()

    def _paint(self) -> None:
        colours = _colours(self._mode)
        self._application.setPalette(palette(colours))
        sheet = stylesheet(colours, scaled(_FINE) / _FINE)
        if sheet != self._application.styleSheet():  # Qt would work out the style of every widget anew
            self._application.setStyleSheet(sheet)


def roles() -> Palette:
    """The colours of the theme in force."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return _BY_SURFACE.get(window.name().upper()) or (DARK if is_dark() else LIGHT)


def is_dark() -> bool:
    """Whether the window is painted light on dark."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def font(size: int = BODY, weight: QFont.Weight = REGULAR, *, tabular: bool = False) -> QFont:
    """The interface's typeface at `size` design pixels; it grows with the text size that the system asks for."""
    made = QFont(QGuiApplication.font())
    made.setPointSizeF(points(size))
    made.setWeight(weight)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def monospaced(size: int = BODY) -> QFont:
    """The system's typeface with characters of one width, in which 0 and O, 1 and I differ."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPointSizeF(points(size))
    made.setFeature(QFont.Tag("zero"), 1)
    return made


def scaled(width: int) -> int:
    """A width designed for text of the usual size, at the size that the system asks for."""
    return round(width * QFontInfo(font()).pixelSize() / BODY)


def palette(colours: Palette) -> QPalette:
    """The Qt palette, for what the Fusion style paints without the stylesheet."""
    role = QPalette.ColorRole
    made = QPalette(QColor(colours.surface))
    pairs = {
        role.Window: colours.surface,
        role.WindowText: colours.text,
        role.Base: colours.panel,
        role.AlternateBase: colours.sidebar,
        role.Text: colours.text,
        role.PlaceholderText: colours.text_muted,
        role.Button: colours.panel,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent_soft,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.Accent: colours.accent,
        role.Mid: colours.line,
    }
    for each, colour in pairs.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.text_muted))
    return made


def _colours(mode: Mode) -> Palette:
    """The colours of a mode on this desktop, as it is set now."""
    hints = QGuiApplication.styleHints()
    is_dark_scheme = hints.colorScheme() is Qt.ColorScheme.Dark
    wants_contrast = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
    if mode is Mode.CONTRAST or (mode is Mode.SYSTEM and wants_contrast):
        return DARK_CONTRAST if is_dark_scheme else LIGHT_CONTRAST
    if mode is Mode.SYSTEM:
        return DARK if is_dark_scheme else LIGHT
    return DARK if mode is Mode.DARK else LIGHT


def _typeface(application: QApplication) -> QFont:
    families: list[str] = []
    for path in sorted(resource("fonts").glob("*.[ot]tf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    made = QFont(application.font())
    if families:
        made.setFamilies([families[0], *made.families()])
    made.setPointSizeF(points(BODY))
    return made
