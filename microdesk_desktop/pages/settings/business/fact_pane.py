"""What the panes of the business share: facts of the company, each with its field, kept when it is left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtGui import QHideEvent

from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.text_fields import lines_field, text_field
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.business.facts import CompanyFacts
from microdesk_desktop.pages.settings.pane import Line, Pane

NewField = Callable[[str, str, date], Field[Any]]
"""Makes a field of its label, its hint and today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """How one fact is asked: its label, a hint, other words by which it is looked for, and its field.

    `at_once` is for a choice, which is kept when it is made. With `box` the fact is a check box with this text.
    """

    label: str
    hint: str = ""
    synonyms: str = ""
    new: NewField = lambda label, hint, _: text_field(label, hint=hint)
    at_once: bool = False
    box: str = ""


class FactPane(Pane):
    """A pane made of facts; a subclass gives them in `facts()` and arranges them by their names."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._known = self.facts()
        self.bound = CompanyFacts(self, workspace, self.place())

    @classmethod
    def facts(cls) -> Mapping[str, Fact]:
        """The facts by the name of the company's attribute, in the order of the pane."""
        raise NotImplementedError

    @classmethod
    def lines(cls) -> Sequence[Line]:
        return [Line(key=name, name=fact.label, synonyms=fact.synonyms) for name, fact in cls.facts().items()]

    def reload(self) -> None:
        self.bound.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.bound.keep_all()

    def add_facts(self, title: str, *rows: Sequence[str]) -> Form:
        """Add a card with these facts, those of a row side by side."""
        form = Form()
        for names in rows:
            if self._known[names[0]].box:
                form.add_widget(self._box(names[0]))
            else:
                form.add(*(self._field(name) for name in names))
        self.add_card(title).add(form)
        return form

    def _field(self, name: str) -> Field[Any]:
        fact = self._known[name]
        field = fact.new(fact.label, fact.hint, self.workspace.clock.today())
        self.register(name, field)
        return self.bound.add(name, field, at_once=fact.at_once)

    def _box(self, name: str) -> CheckBox:
        box = CheckBox(self._known[name].box)
        self.register(name, box)
        return self.bound.add_box(name, box)


def several_lines(label: str, hint: str, _today: date) -> Field[tuple[str, ...]]:
    """A field of several lines."""
    return lines_field(label, hint=hint)
