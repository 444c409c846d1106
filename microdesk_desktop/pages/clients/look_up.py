"""A question to a public register inside a form: asked on a click, answered by a choice, which can be taken back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.lookups import Found
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.tokens import TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.records.lookups import kept_words

T = TypeVar("T")
LONGEST_SHOWN = 44
"""Characters of an answer that a sheet has room for; the tool tip has all of it."""


class LookUp(QWidget, Generic[T]):
    """A button, where the question goes, then the answers to choose from.

    `ask` puts the question that stands in the form; `describe` words an answer, `fill` puts it into the form and
    returns what that changed, in words, and how to take it back. A `fill` of None shows the answers alone.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        text: str,
        destination: str,
        ask: Callable[[], Callable[[Session, Job], Found[T]]],
        describe: Callable[[T], str],
        fill: Callable[[T], tuple[str, Callable[[], object]]] | None,
        nothing: str,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._ask, self._describe, self._fill, self._nothing = ask, describe, fill, nothing
        self.button = buttons.link(text, self.start)
        self.button.setAccessibleDescription(destination)
        self._destination = destination
        self._note = labels.muted(destination)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.button)
        layout.addWidget(self._note)
        layout.addLayout(self._answers)

    @property
    def note(self) -> str:
        """What is shown below the button."""
        return self._note.text()

    @property
    def choices(self) -> Sequence[QWidget]:
        """The buttons of the answers, or the one that takes the choice back."""
        found = (self._answers.itemAt(place) for place in range(self._answers.count()))
        return [widget for item in found if item is not None and (widget := item.widget()) is not None]

    def start(self) -> None:
        """Put the question."""
        self._show(tr("Recherche en cours…"))
        self.button.setEnabled(False)
        self._workspace.examine(
            self._ask(),
            owner=self,
            lane=Lane.NET,
            on_success=self._show_found,
            on_error=self._show_error,
            on_end=lambda: self.button.setEnabled(True),
        )

    def _show_error(self, error: KnownError) -> None:
        self._show(error_text(error))

    def _show_found(self, found: Found[T]) -> None:
        day = kept_words(found)
        if self._fill is None:
            self._show("\n".join(filter(None, (*map(self._describe, found.items), day))))
            return
        self._show("\n".join(filter(None, (tr("Choisissez :") if found.items else self._nothing, day))))
        for item in found.items:
            words = self._describe(item)
            shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
            button = buttons.link(buttons.literal(shown), partial(self._choose, item))
            button.setToolTip(labels.plain_tip(words))
            button.setAccessibleName(words)
            self._answers.addWidget(button)

    def _choose(self, item: T) -> None:
        assert self._fill is not None, "answers are offered only where they fill the form"
        changed, take_back = self._fill(item)
        self._show(tr("Rempli : {fields}.").format(fields=changed) if changed else tr("Rien à changer."))
        if changed:
            self._answers.addWidget(buttons.link(tr("Annuler ce remplissage"), partial(self._take_back, take_back)))

    def _take_back(self, take_back: Callable[[], object]) -> None:
        take_back()
        self._show(self._destination)

    def _show(self, text: str) -> None:
        """Replace the note, and put the answers away."""
        had_focus = any(each.hasFocus() for each in self.choices)
        for each in self.choices:
            self._answers.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._note.setText(text)
        screen_reader.announce(self, text)
        if had_focus:
            self.button.setFocus()
