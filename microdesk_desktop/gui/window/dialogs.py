"""Side sheets for adding and editing, and the small dialogs: confirm what cannot be undone, show a sentence."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.accessible_roles import COVER, announce_cover, mark
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.typed import TypedText
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.page_scroll import PageScroll
from microdesk_desktop.gui.layout.scroll import Scroll, bring_into_sight
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.tab_order import next_stop

SHEET_WIDTH = 420
DIALOG_WIDTH = 440
SCRIM = QColor(0, 0, 0, 70)
_PAGES = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class SideSheet(QWidget):
    """A panel at the right edge of the dimmed window, with its buttons below; Esc or a click beside closes it.

    Nothing behind it can be reached, by Tab or by a screen reader, as long as it is in sight. Text that was typed is
    not lost by Esc, a click beside or the cross: the user is asked first.
    `closed` is emitted once, however it was closed. A subclass overrides `submit` for Enter.
    """

    closed = Signal()

    def __init__(self, host: QWidget, title: str, body: QWidget, *, width: int = SHEET_WIDTH) -> None:
        super().__init__()
        self._front = front_of(host)
        mark(self, COVER)
        self.setParent(self._front)
        self._body = body
        self._width = width
        self._before = QApplication.focusWidget()
        self._panel = QFrame(self)
        self._panel.setProperty("look", "sheet")
        self._above_foot = QVBoxLayout()
        self._warning = labels.body("")
        self._strip = _strip_around(self._warning)
        self._strip.hide()
        self._foot = QHBoxLayout()
        self._lay_out(title)
        self._typed = TypedText(self._panel)
        self.setAccessibleName(title)
        self._front.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        announce_cover(self._front)
        body.setFocus()

    def add_button(self, button: QPushButton) -> QPushButton:
        """Put a button at the foot, the primary one last."""
        self._foot.addWidget(button)
        return button

    def add_above_foot(self, widget: QWidget) -> None:
        """Put a text between the body, which may scroll, and the buttons."""
        self._above_foot.addWidget(widget)

    def keep_in_sight(self, field: QWidget) -> None:
        """Take a field out of the body, which may scroll, and give it the focus; page keys scroll the body."""
        self._above_foot.insertWidget(0, field)
        field.setFocus()

    def add_removal(self, button_text: str, remove: Callable[[], object]) -> None:
        """Put a button that removes the edited item at the far left of the foot; the sheet closes first."""

        def close_and_remove() -> None:
            self.close_sheet()
            remove()

        self._foot.insertWidget(0, buttons.danger(button_text, close_and_remove))

    @property
    def holds_typed_text(self) -> bool:
        """Whether something was typed that would be lost with the sheet."""
        return self._typed.is_there

    @property
    def warning(self) -> str:
        """What is shown above the buttons; empty for nothing."""
        return self._warning.text()

    def warn(self, text: str) -> None:
        """Show a warning above the buttons, and announce it to screen readers once; an empty text takes it away."""
        if text and not self.warning:
            screen_reader.announce(self, text)
        self._warning.setText(text)
        self._strip.setVisible(bool(text))

    def leave(self, then: Callable[[], object] | None = None) -> None:
        """Close as the user wants it: at once, or once they agree to lose what they have typed; then call `then`."""

        def close() -> None:
            self.close_sheet()
            if then is not None:
                then()

        if not self.holds_typed_text:
            close()
            return
        confirm(
            self,
            tr("Abandonner votre saisie ?"),
            tr("Ce que vous avez écrit ici n'est pas enregistré."),
            tr("Abandonner"),
            close,
            keep_text=tr("Continuer la saisie"),
        )

    def close_sheet(self) -> None:
        """Close, and give the focus back to the widget that had it."""
        self._front.removeEventFilter(self)
        self.hide()
        announce_cover(self._front)
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def submit(self) -> None:
        """Called when Enter is pressed."""

    def _lay_out(self, title: str) -> None:
        layout = QVBoxLayout(self._panel)
        layout.setContentsMargins(ROOMY, WIDE, ROOMY, WIDE)
        layout.setSpacing(MIDDLE)
        head = QHBoxLayout()
        head.addWidget(labels.lead(title), 1)
        close = buttons.bare("x", tr("Fermer"), self.leave)
        head.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        self._foot.setSpacing(SMALL)
        self._foot.addStretch()
        layout.addLayout(head)
        layout.addWidget(self._body if isinstance(self._body, QScrollArea) else PageScroll(self._body), 1)
        layout.addLayout(self._above_foot)
        layout.addWidget(rule())
        layout.addWidget(self._strip)
        layout.addLayout(self._foot)

    def _cover(self) -> None:
        window = self.window()
        self.setGeometry(window.rect())
        width = min(scaled(self._width), window.width())
        self._panel.setGeometry(QRect(window.width() - width, 0, width, window.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round in the sheet. Qt calls this too for a widget with the focus that is hidden or disabled."""
        if not self.isVisible():
            return super().focusNextPrevChild(forward)
        before = QApplication.focusWidget()
        if before is None or not (before.isVisible() and before.isEnabled()):
            self._body.setFocus()
            return True
        following = next_stop(before, (self._panel,), forward=forward)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            bring_into_sight(following)
        return following is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif buttons.click_focused(event):
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.key() in _PAGES and isinstance(self._body, QScrollArea):
            self._body.verticalScrollBar().triggerAction(_PAGES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), SCRIM)
        painter.end()


def _strip_around(warning: QLabel) -> QFrame:
    """A warning on a ground of its own, so that it is not taken for a hint of the form above it."""
    frame = QFrame()
    frame.setProperty("look", "banner")
    labels.set_tone(frame, Tone.ATTENTION)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(MIDDLE, SMALL, MIDDLE, SMALL)
    layout.addWidget(warning)
    return frame


class Sheet(SideSheet):
    """A form in a side sheet.

    `save` is called with a form that can be read, and closes the sheet itself. Where the change may be refused, it
    calls `hold` first, then `close_sheet` or `refuse` once that is known: what was typed is not lost. `destroys` is for
    a change after which data are gone.
    """

    def __init__(
        self,
        host: QWidget,
        title: str,
        form: Form,
        button_text: str,
        save: Callable[[], object],
        *,
        destroys: bool = False,
    ) -> None:
        super().__init__(host, title, scrolled(form))
        self.form = form
        self._save = save
        self.refusal = labels.error()
        self.refusal.hide()
        self.add_above_foot(self.refusal)
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        make = buttons.destroying if destroys else buttons.primary
        self._primary = self.add_button(make(button_text, self.submit))

    def add_other(self, button: QPushButton) -> None:
        """Put another way to save between « Annuler » and the primary button, which stays the last."""
        self._foot.insertWidget(self._foot.indexOf(self._primary), button)

    def submit(self) -> None:
        """Save if every field can be read, and nothing is being saved."""
        if self._primary.isEnabled() and self.form.check():
            self.refusal.hide()
            self._save()

    def hold(self) -> None:
        """Take no second Enter while the change is being made."""
        self._primary.setEnabled(False)

    def release(self) -> None:
        """Let the user correct what was refused, and save again."""
        self._primary.setEnabled(True)

    def refuse(self, text: str) -> None:
        """Show why the change was refused."""
        self.release()
        self.refusal.setText(text)
        self.refusal.show()
        screen_reader.announce(self, text)


def scrolled(widget: QWidget) -> Scroll:
    """A scroll area around the widget, to which it passes the focus."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch()
    scroll = Scroll(inside)
    scroll.setFocusProxy(widget)
    return scroll


def front_of(host: QWidget) -> QWidget:
    """The child of the window that holds `host`: what is shown on it is destroyed with it when the vault locks."""
    front, above = host, host.parentWidget()
    while above is not None and above is not host.window():
        front, above = above, above.parentWidget()
    return front


def is_covered(host: QWidget) -> bool:
    """Whether a sheet stands above what the window shows."""
    return any(sheet.isVisible() for sheet in front_of(host).findChildren(SideSheet))


def can_open_sheet(host: QWidget) -> bool:
    """Whether a sheet that needed data first is still wanted: its page is in sight, and no other sheet came before."""
    return host.isVisible() and not is_covered(host)


def confirm(
    host: QWidget,
    question: str,
    consequence: str,
    button_text: str,
    destroy: Callable[[], object],
    *choices: QWidget,
    keep_text: str = "",
) -> QDialog:
    """Ask before an action that cannot be undone; `destroy` is called on consent. The safe button has the focus.

    `choices` are controls below the text, such as check boxes; `keep_text` is the safe button's, else « Annuler ».
    """
    dialog, foot = _small_dialog(host, question, consequence, choices)
    keep = buttons.plain(keep_text or tr("Annuler"), dialog.reject)
    _add_answers(foot, keep, buttons.destroying(button_text, dialog.accept))
    dialog.accepted.connect(lambda: destroy())
    keep.setFocus()
    _open(dialog)
    return dialog


def ask(
    host: QWidget,
    question: str,
    text: str,
    button_text: str,
    act: Callable[[], object],
    *choices: QWidget,
    keep_text: str = "",
    other: tuple[str, Callable[[], object]] | None = None,
) -> QDialog:
    """Ask before an action that harms nothing, such as leaving the program; its button has the focus.

    `other` is another answer that harms nothing; `choices` and `keep_text` are those of `confirm`.
    """
    dialog, foot = _small_dialog(host, question, text, choices)
    go_on = buttons.primary(button_text, dialog.accept)
    answers = [buttons.plain(keep_text or tr("Annuler"), dialog.reject), go_on]
    if other is not None:
        answers.insert(1, buttons.plain(other[0], lambda: _choose(dialog, other[1])))
    _add_answers(foot, *answers)
    dialog.accepted.connect(lambda: act())
    go_on.setFocus()
    _open(dialog)
    return dialog


def inform(host: QWidget, title: str, sentence: str) -> QDialog:
    """Show a sentence where there is no page yet that could show it in a banner."""
    dialog, foot = _small_dialog(host, title, sentence)
    close = buttons.primary(tr("Fermer"), dialog.accept)
    _add_answers(foot, close)
    close.setFocus()
    _open(dialog)
    return dialog


def _open(dialog: QDialog) -> None:
    """Show a dialog as high as its text needs: by itself Qt takes the height for the width that the text would like."""
    width, layout = dialog.width(), dialog.layout()
    assert layout is not None
    dialog.resize(width, min(layout.totalHeightForWidth(width), dialog.screen().availableGeometry().height()))
    dialog.open()


def _choose(dialog: QDialog, act: Callable[[], object]) -> None:
    dialog.reject()
    act()


def _add_answers(foot: QHBoxLayout, *answers: QPushButton) -> None:
    """Put the buttons at the foot; Enter presses the one that has the focus."""
    for answer in answers:
        answer.setAutoDefault(True)
        foot.addWidget(answer)


def _small_dialog(host: QWidget, title: str, text: str, choices: Sequence[QWidget] = ()) -> tuple[QDialog, QHBoxLayout]:
    """A dialog that deletes itself, not shown yet, and the row of its buttons.

    Its title stands in it, in the words that a screen reader announces: the title bar has the name of the program.
    """
    dialog = QDialog(front_of(host))
    dialog.setWindowTitle("MicroDesk")
    dialog.setAccessibleName(title)
    dialog.setFixedWidth(min(scaled(DIALOG_WIDTH), host.window().width()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(ROOMY, ROOMY, ROOMY, WIDE)
    layout.setSpacing(MIDDLE)
    layout.addWidget(labels.lead(title))
    layout.addWidget(labels.muted(text))
    for choice in choices:
        layout.addWidget(choice)
    layout.addSpacing(SMALL)
    foot = QHBoxLayout()
    foot.setSpacing(SMALL)
    foot.addStretch()
    layout.addLayout(foot)
    return dialog, foot
