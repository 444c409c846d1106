"""A side sheet that shows one step after the other, each with one button and a way back to the one before it.

Closing it stops what a step has started.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.pages.connect.steps import ConnectStep, WaitingStep

WIDTH = 480
Back = Callable[[], object]


class StepSheet(SideSheet):
    """A subclass shows its steps by `show_step`, and keeps what runs in `task`."""

    def __init__(self, host: QWidget, title: str) -> None:
        self._steps = QStackedWidget()
        super().__init__(host, title, self._steps, width=WIDTH)
        self.task: Task[Any] | None = None
        self._behind: Back | None = None
        self._back = buttons.plain(tr("Retour"), self.go_back)
        self._foot.insertWidget(0, self._back)
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        self._next = self.add_button(buttons.primary("", self.submit))
        self.closed.connect(self.stop)
        self.step: ConnectStep = WaitingStep(tr("Un instant…"))
        self.show_step(self.step)

    def submit(self) -> None:
        """Submit the current step, if it has a button."""
        if self.step.button_text:
            self.step.submit()

    def stop(self) -> None:
        """Stop what the step in sight has started."""
        if self.task is not None:
            self.task.cancel()

    def go_back(self) -> None:
        """Show the step before this one; what this one had started is stopped."""
        self.stop()
        if self._behind is not None:
            self._behind()

    def show_step(self, step: ConnectStep, behind: Back | None = None, *, keeps_former: bool = False) -> None:
        """Show a step; `behind` shows the one before it. The former one is destroyed unless it may be shown again."""
        former, self.step = self.step, step
        self._behind = behind
        self._back.setVisible(behind is not None)
        if self._steps.indexOf(step) < 0:
            self._steps.addWidget(step)
        self._steps.setCurrentWidget(step)
        if former is not step and not keeps_former:
            self._steps.removeWidget(former)
            former.deleteLater()
        self._next.setVisible(bool(step.button_text))
        self._next.setText(step.button_text)
        if isinstance(step, WaitingStep):
            screen_reader.announce(step, step.spoken)
        (self._next if step.button_text and step.focusProxy() is None else step).setFocus()
