"""The pages of the document as they will be issued: as wide as the view, one below the other, painted by a worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.page_image import A4_RATIO, paint_page
from microdesk_desktop.gui.runner import Lane, Runner
from microdesk_desktop.gui.theme.apply import roles, scaled
from microdesk_desktop.gui.theme.tokens import CARD_RADIUS, MIDDLE, WIDE

LEAST = QSize(200, 160)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class _Painted:
    """A page as it was painted: from which SVG, how wide in pixels of the screen."""

    svg: bytes
    width: int
    image: QImage


class PagesView(QAbstractScrollArea):
    """A page that is being painted anew shows its former state meanwhile."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._pages: Sequence[bytes] = ()
        self._painted: dict[int, _Painted] = {}
        self._is_painting = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(scaled(LEAST.width()), scaled(LEAST.height()))
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._paint_next())
        screen_reader.name(self, tr("Aperçu du document"))

    @property
    def images(self) -> Sequence[QImage]:
        """The pages that are painted, in their newest state."""
        return [self._painted[number].image for number in range(len(self._pages)) if self._is_current(number)]

    @property
    def is_current(self) -> bool:
        """Whether every page in sight shows the newest state."""
        return all(self._is_current(number) for number in self._in_sight())

    def set_pages(self, pages: Sequence[bytes]) -> None:
        """Show these pages, each an SVG."""
        self._pages = pages
        count = ntr("{count} page", "{count} pages", len(pages)).format(count=len(pages))
        self.setAccessibleDescription(count)
        self._arrange()
        self._forget_far_pages()
        self._paint_next()

    def show_part(self, share: float) -> None:
        """Scroll so that what stands at this share of the document's height is in sight."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        at = round(share * self._height())
        if not bar.value() <= at <= bar.value() + height:
            bar.setValue(at - height // 2)

    def _page_width(self) -> int:
        return max(1, self.viewport().width() - 2 * WIDE)

    def _page_rect(self, number: int) -> QRect:
        """Where a page stands in the viewport."""
        width = self._page_width()
        height = round(width * A4_RATIO)
        top = WIDE + number * (height + MIDDLE) - self.verticalScrollBar().value()
        return QRect(WIDE, top, width, height)

    def _height(self) -> int:
        return 2 * WIDE + len(self._pages) * (round(self._page_width() * A4_RATIO) + MIDDLE) - MIDDLE

    def _arrange(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._height() - height))
        bar.setPageStep(height)
        bar.setSingleStep(height // 8)
        self.viewport().update()

    def _in_sight(self) -> Sequence[int]:
        shown = self.viewport().rect()
        return [number for number in range(len(self._pages)) if self._page_rect(number).intersects(shown)]

    def _pixels(self) -> int:
        return round(self._page_width() * self.devicePixelRatioF())

    def _is_current(self, number: int) -> bool:
        painted = self._painted.get(number)
        return painted is not None and painted.width == self._pixels() and painted.svg == self._pages[number]

    def _paint_next(self) -> None:
        """Have the first page in sight painted that is not in its newest state."""
        if self._is_painting or not self.isVisible():
            return
        number = next((each for each in self._in_sight() if not self._is_current(each)), None)
        if number is None:
            return
        self._is_painting = True
        svg, width, ratio = self._pages[number], self._pixels(), self.devicePixelRatioF()

        def work(_: Job) -> QImage:
            image = paint_page(svg, width)
            image.setDevicePixelRatio(ratio)
            return image

        def show(image: QImage) -> None:
            self._is_painting = False
            self._painted[number] = _Painted(svg, width, image)
            self._forget_far_pages()
            self.viewport().update()
            self._paint_next()

        self._runner.run(work, lane=Lane.READ, on_success=show, owner=self)

    def _forget_far_pages(self) -> None:
        """Keep only the pages in sight and their neighbours: each takes up to ten megabytes."""
        seen = self._in_sight()
        near = range(seen[0] - 1, seen[-1] + 2) if seen else range(0)
        self._painted = {number: each for number, each in self._painted.items() if number in near}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles().line))
        painter.drawRoundedRect(self.viewport().rect(), CARD_RADIUS, CARD_RADIUS)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._in_sight():
            rect, painted = self._page_rect(number), self._painted.get(number)
            painter.fillRect(rect, Qt.GlobalColor.white)
            if painted is not None:
                self._draw(painter, rect, painted)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(roles().accent))
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)
        painter.end()

    def _draw(self, painter: QPainter, rect: QRect, painted: _Painted) -> None:
        """Draw a page, dot for dot where it was painted for this width: parts of a dot would blur its letters."""
        if painted.width != self._pixels():
            painter.drawImage(rect, painted.image)
            return
        ratio = self.devicePixelRatioF()
        painter.drawImage(QPointF(round(rect.x() * ratio) / ratio, round(rect.y() * ratio) / ratio), painted.image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._paint_next()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange):
            self._paint_next()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in _STEPS:
            bar.setValue(bar.value() + _STEPS[Qt.Key(event.key())] * bar.singleStep())
        else:
            super().keyPressEvent(event)

    def scrollContentsBy(self, _: int, __: int) -> None:
        self.viewport().update()
