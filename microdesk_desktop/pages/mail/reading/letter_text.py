"""The text of a letter on the screen: a browser that loads nothing, opens nothing, and has the height of its text."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSizePolicy, QTextBrowser, QToolTip

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.reading.links import Link
from microdesk_desktop.gui.theme.apply import font, roles, scaled
from microdesk_desktop.gui.theme.tokens import SMALL, WHO
from microdesk_desktop.gui.widgets.labels import plain_tip
from microdesk_desktop.views.mail.reading.letter import link_text

LEAST_WIDTH, MOST_WIDTH = 160, 860
"""A line of text has a hundred and twenty letters at most: longer ones are hard to follow."""
_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
)


def letter_style() -> str:
    """The style of a letter in the colours of the theme; the letter itself has none."""
    colours = roles()
    return (
        f"a {{ color: {colours.accent}; }}"
        f" i {{ color: {colours.text_muted}; }}"
        f" blockquote {{ color: {colours.text_muted}; margin: 4px 0 4px 14px; }}"
        " p { margin: 0 0 8px 0; } h1, h2, h3, h4, h5, h6 { font-size: medium; margin: 8px 0 4px 0; }"
        " ul, ol { margin: 4px 0; } table { margin: 2px 0; } th { text-align: left; } img { max-width: 100%; }"
    )


def blank() -> QImage:
    """What is shown in place of anything that a letter asks for and does not carry itself."""
    made = QImage(1, 1, QImage.Format.Format_ARGB32)
    made.fill(Qt.GlobalColor.transparent)
    return made


def carried_image(images: Sequence[QImage], kind: int, name: QUrl) -> QImage:
    """The image `cid:N` of a letter, else a blank one: where a loader answers nothing, Qt opens the name as a file."""
    if kind == QTextDocument.ResourceType.ImageResource.value and name.scheme() == "cid":
        with suppress(ValueError, IndexError):
            number = int(name.path())
            if number >= 0 and not images[number].isNull():
                return images[number]
    return blank()


class LetterText(QTextBrowser):
    """Shows slices of the safe HTML of a letter. `link_chosen` has the `Link` that was clicked.

    Keys that scroll go to the area around it.
    """

    link_chosen = Signal(object)

    def __init__(self, name: str, links: Sequence[Link], images: Sequence[QImage]) -> None:
        super().__init__()
        self._links = links
        self._images = images
        self._shown: list[str] = []
        self.setAccessibleName(name)
        self.setProperty("look", "text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setTextInteractionFlags(_SELECTABLE)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(scaled(MOST_WIDTH))
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(font(WHO))
        self.document().setDefaultStyleSheet(letter_style())
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self.anchorClicked.connect(self._choose)
        self.highlighted.connect(self._show_host)

    def add(self, html: str) -> None:
        """Show one more slice below the others."""
        self._shown.append(html)
        if len(self._shown) == 1:
            self.setHtml(html)
        else:
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertHtml(html)
        self._fit()

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """An image of this letter, or a blank one; never anything from a disk or a network."""
        return carried_image(self._images, kind, QUrl(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._show_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the area around scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from link to link before it leaves; the real host of each is shown."""
        is_inside = super().focusNextPrevChild(forward)
        if is_inside:
            self._bring_into_sight(self.cursorRect())
            url = QUrl(self.textCursor().charFormat().anchorHref())
            self._show_host(url)
            QToolTip.showText(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()), self.toolTip(), self)
        return is_inside

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selected text alone: the numbers that stand for links and images are nothing outside of this pane."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self._menu(self.link_at(self.anchorAt(event.pos())))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def link_at(self, anchor: str) -> Link | None:
        """The link that an anchor of the shown HTML stands for."""
        url = QUrl(anchor)
        number = int(url.path()) if url.scheme() == "link" and url.path().isdecimal() else -1
        return self._links[number] if 0 <= number < len(self._links) else None

    def _menu(self, link: Link | None) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("Copier"), self.copy).setEnabled(self.textCursor().hasSelection())
        menu.addAction(tr("Tout sélectionner"), self.selectAll)
        if link is not None:
            menu.addAction(tr("Copier l'adresse du lien"), lambda: QGuiApplication.clipboard().setText(link.url))
        return menu

    def _choose(self, anchor: QUrl) -> None:
        link = self.link_at(anchor.toString())
        if link is not None:
            self.link_chosen.emit(link)

    def _show_host(self, anchor: QUrl) -> None:
        link = self.link_at(anchor.toString())
        self.setToolTip(plain_tip(link_text(link)) if link else "")

    def _show_again(self) -> None:
        """Show the same text in the colours of another theme."""
        shown, self._shown = self._shown, []
        self.document().setDefaultStyleSheet(letter_style())
        for html in shown:
            self.add(html)

    def _bring_into_sight(self, place: QRect) -> None:
        above = self.parentWidget()
        while above is not None:
            inside = above.widget() if isinstance(above, QScrollArea) else None
            if isinstance(above, QScrollArea) and inside is not None:
                point = self.viewport().mapTo(inside, place.center())
                above.ensureVisible(point.x(), point.y(), 0, scaled(SMALL) + place.height())
            above = above.parentWidget()

    def _fit(self) -> None:
        """Take the height of the text, with the scroll bar of a table that is wider than the pane."""
        size = self.document().size()
        bar = self.horizontalScrollBar()
        is_wide = size.width() > self.viewport().width() + 1
        frame = self.height() - self.viewport().height() - (bar.height() if bar.isVisible() else 0)
        height = round(size.height() + 0.5) + max(frame, 2) + (bar.sizeHint().height() if is_wide else 0)
        if height != self.height():
            self.setFixedHeight(height)
