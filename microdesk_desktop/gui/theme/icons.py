"""Single-colour icons: `resources/icons/<name>.svg`, tinted when painted, so that they follow the theme."""

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.gui.theme.apply import roles, scaled

SIDE = 16
"""Of an icon in a button, in design pixels."""


def icon(name: str, role: str = "text_muted", checked_role: str | None = None) -> QIcon:
    """The icon `name` in the colour of `role`, or of `checked_role` while its button is checked."""
    return QIcon(_TintedEngine(name, role, checked_role or role))


def icon_size(side: int = SIDE) -> QSize:
    """The size of an icon designed for text of the usual size, beside text of the size that the system asks for."""
    return QSize(scaled(side), scaled(side))


def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon `name` in one colour, `size` logical pixels square, for a screen of this pixel ratio."""
    key = f"{name}/{colour}/{size}/{ratio}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    svg = _source(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


class Picture(QWidget):
    """A decorative icon, beside a text that carries the meaning."""

    def __init__(self, name: str, role: str = "text_muted", size: int = SIDE) -> None:
        super().__init__()
        self._icon = icon(name, role)
        self.setFixedSize(icon_size(size))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._icon = icon(name, role)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


@impersonal_cache(maxsize=128)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


class _TintedEngine(QIconEngine):
    """Paints an icon in the colours of the current theme."""

    def __init__(self, name: str, role: str, checked_role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._checked_role = checked_role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._checked_role if state == QIcon.State.On else self._role
        colour = getattr(roles(), "text_muted" if mode == QIcon.Mode.Disabled else role)
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.topLeft(), pixmap(self._name, colour, side, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        role = self._checked_role if state == QIcon.State.On else self._role
        colour = getattr(roles(), "text_muted" if mode == QIcon.Mode.Disabled else role)
        return pixmap(
            self._name, colour, min(size.width(), size.height()), scale
        )  # Qt gives the size without the scale

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role, self._checked_role)
