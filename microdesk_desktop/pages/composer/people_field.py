"""A field for the people of a message: addresses separated by commas, those of clients proposed while one types."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.compose.typed_people import TypedPeople, last_entry, people_text, read_people
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.window.suggestions import SuggestingLine, Suggestion
from microdesk_desktop.views.mail.composer.words import Known, wrong_people_text
from microdesk_desktop.views.mail.reading.letter import person_text

LEAST_TYPED = 2
"""Letters from which people are proposed: one letter stands in nearly every name."""


class PeopleField(Field[TypedPeople]):
    """« À », « Cc » or « Cci »; `value()` raises Invalid while an entry is no address, `typed` never does."""

    def __init__(self, label: str) -> None:
        self.entry = SuggestingLine(self._suggest)
        self._known: Sequence[Known] = ()
        super().__init__(label, self.entry, read=self._people, write=self._show)
        self.entry.textEdited.connect(lambda _: self.edited.emit())
        self.entry.chosen.connect(self._take)

    @property
    def typed(self) -> TypedPeople:
        """The people that can be read, and what cannot."""
        return read_people(self.entry.text())

    def set_known(self, known: Sequence[Known]) -> None:
        """Propose these people."""
        self._known = known

    def ask_for_somebody(self) -> None:
        """Show that somebody has to be named, and go there."""
        self.show_error(tr("Indiquez au moins un destinataire."))
        self.setFocus()

    def _people(self) -> TypedPeople:
        found = self.typed
        if found.wrong:
            raise Invalid(wrong_people_text(found.wrong))
        return found

    def _show(self, people: TypedPeople) -> None:
        self.entry.setText(people_text(people.people))
        self.entry.setCursorPosition(0)

    def _suggest(self, text: str) -> Sequence[Suggestion]:
        typed = fold(last_entry(text)[1])
        if len(typed) < LEAST_TYPED:
            return ()
        found = [each for each in self._known if typed in fold(f"{each.person.name} {each.person.address} {each.of}")]
        return [
            Suggestion(text=person_text(each.person), detail=each.of, value=each.person)
            for each in sorted(found, key=lambda each: not fold(each.person.name).startswith(typed))
        ]

    def _take(self, person: object) -> None:
        assert isinstance(person, Person)
        before = last_entry(self.entry.text())[0].rstrip()
        separator = " " if before else ""
        self.entry.setText(f"{before}{separator}{people_text([person])}, ")
        self.edited.emit()
