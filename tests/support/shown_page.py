"""A process that shows a striped page at the scale of QT_SCALE_FACTOR; its exit code is 1 where a dot is not shown."""

import sys

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.gui.theme.tokens import WIDE
from microdesk_desktop.gui.widgets.pages_view import PagesView

WIDTHS, HEIGHT = (500, 501, 503), 400
STRIPES = "".join(f'<path d="M0 {y}H595V{y}.4H0Z M{y} 0V842H{y}.4V0Z"/>' for y in range(0, 595, 3))
PAGE = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595.28 841.89">{STRIPES}</svg>'.encode()


def main() -> int:
    """Compare the painted page with what the screen shows of it, in views of several widths."""
    application = QApplication(sys.argv)
    runner = Runner()
    view = PagesView(runner)
    view.show()
    view.set_pages([PAGE])
    for width in WIDTHS:
        view.resize(width, HEIGHT)
        while not (view.is_current and runner.is_idle):
            application.processEvents()
        if not _is_shown_exactly(view):
            return 1
    runner.shutdown()
    return 0


def _is_shown_exactly(view: PagesView) -> bool:
    ratio = view.devicePixelRatioF()
    (painted,) = view.images
    corner = QPoint(round(WIDE * ratio), round(WIDE * ratio))
    seen = QRect(corner, painted.size()).intersected(QRect(0, 0, 10**6, round((HEIGHT - WIDE) * ratio)))
    return _dots(view.viewport().grab().toImage(), seen) == _dots(painted, seen.translated(-corner))


def _dots(image: QImage, part: QRect) -> QImage:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1)
    return image.copy(part)


if __name__ == "__main__":
    sys.exit(main())
