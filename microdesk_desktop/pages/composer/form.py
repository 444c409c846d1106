"""The fields of a message: from whom and to whom, about what, its text, its files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.compose.compositions import AttachedFile, Composition
from microdesk_desktop.domain.mail.compose.typed_people import TypedPeople
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.growing_text import GrowingText, Grown
from microdesk_desktop.gui.forms.inputs import ChoiceBox
from microdesk_desktop.gui.forms.text_fields import entry_of, text_field
from microdesk_desktop.gui.layout.cards import stacked
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.pages.composer.files_view import FilesView
from microdesk_desktop.pages.composer.people_field import PeopleField
from microdesk_desktop.views.mail.composer.words import Known, files_text, too_large_text

LEAST_LINES = 8
"""Of the text in sight in the smallest window: a greeting, two sentences, a signature."""


class ComposerForm(QWidget):
    """`edited` comes with each change by the user; `composition` is what stands there."""

    edited = Signal()

    def __init__(self, choose_files: Callable[[], object], choose_document: Callable[[], object]) -> None:
        super().__init__()
        self.shown = self._shown = Composition(account_id="")
        self._limit = 0
        self.mailbox = ChoiceBox()
        self.mailbox.setAccessibleName(tr("De"))
        self._from = stacked(labels.caption(tr("De")), self.mailbox, spacing=TIGHT)
        self.to, self.cc, self.bcc = PeopleField(tr("À")), PeopleField(tr("Cc")), PeopleField(tr("Cci"))
        self._copies = buttons.link(tr("Ajouter Cc, Cci"), self.show_copies)
        self._copies.setObjectName("copies")
        self._subject = text_field(tr("Objet"))
        self.text = GrowingText(tr("Texte"), LEAST_LINES)
        self.text.setAcceptDrops(False)  # as in all fields here: a dropped file is attached, not named in a text
        self.files = FilesView(choose_files, choose_document)
        self.files.removed.connect(self._remove)
        self._lay_out()
        self.setFocusProxy(self.to)
        fields: Sequence[Field[Any]] = (*self.people_fields, self._subject)
        for field in fields:
            entry_of(field).setAcceptDrops(False)
            field.edited.connect(self._on_edited)
        self.text.textChanged.connect(self._on_edited)
        self.mailbox.chosen.connect(lambda _: self._on_edited())

    @property
    def people_fields(self) -> Sequence[PeopleField]:
        """The three fields of people."""
        return self.to, self.cc, self.bcc

    @property
    def composition(self) -> Composition:
        """What stands in the fields; entries that are no address are left out."""
        mailbox = self.mailbox.value
        return replace(
            self._shown,
            account_id=str(mailbox) if mailbox is not None else self._shown.account_id,
            to=self.to.typed.people,
            cc=self.cc.typed.people,
            bcc=self.bcc.typed.people,
            subject=entry_of(self._subject).text(),
            text=self.text.written(),
        )

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """The mailboxes that the message can be sent from; with a single one there is no choice."""
        choices = [(account.id, account.address) for account in accounts]
        known = {account.id for account in accounts}
        if choices and self._shown.account_id and self._shown.account_id not in known:
            self._shown = replace(self._shown, account_id=choices[0][0])  # it was removed meanwhile
        self.mailbox.set_choices(choices, self._shown.account_id)
        self._from.setVisible(len(choices) > 1)

    def set_known(self, known: Sequence[Known]) -> None:
        """Propose these people in the fields."""
        for field in self.people_fields:
            field.set_known(known)

    def show_composition(self, composition: Composition, limit: int) -> None:
        """Show a message, as far as it is another one than what stands there."""
        self._limit = limit
        if composition is not self.shown:
            is_other = composition != self.composition
            self.shown = self._shown = composition
            if is_other:
                self._fill(composition)
        self._show_files()

    def add_files(self, files: Sequence[AttachedFile]) -> None:
        """Attach files after the others."""
        self._shown = replace(self._shown, files=(*self._shown.files, *files))
        self._show_files()
        self._on_edited()

    def show_copies(self) -> None:
        """Show the fields of copies, and go there."""
        self._show_copies(cc=True, bcc=True)
        self.cc.setFocus()

    def focus_first(self) -> None:
        """Go to the first field that has nothing, else to the text."""
        if not self.composition.has_recipients:
            self.to.setFocus()
        elif not self.composition.subject:
            self._subject.setFocus()
        else:
            self.text.setFocus()

    def focus_subject(self) -> None:
        self._subject.setFocus()

    def check(self) -> bool:
        """Whether every entry is an address and somebody is written to; what is wrong is shown and focused."""
        wrong = [field for field in self.people_fields if not field.check()]
        if wrong:
            wrong[0].setFocus()
        elif not self.composition.has_recipients:
            self.to.ask_for_somebody()
            return False
        return not wrong

    def _fill(self, composition: Composition) -> None:
        blocked = [self.text.blockSignals(True), self.mailbox.blockSignals(True)]
        pairs: Sequence[tuple[PeopleField, tuple[Person, ...]]] = (
            (self.to, composition.to),
            (self.cc, composition.cc),
            (self.bcc, composition.bcc),
        )
        for field, people in pairs:
            field.set_value(TypedPeople(people=people))
        self._subject.set_value(composition.subject)
        entry_of(self._subject).home(False)
        self.text.setPlainText(composition.text)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.mailbox.set_choices(self.mailbox.choices, composition.account_id)
        self.text.blockSignals(blocked[0])
        self.mailbox.blockSignals(blocked[1])
        self._show_copies(cc=bool(composition.cc), bcc=bool(composition.bcc))

    def _show_copies(self, *, cc: bool, bcc: bool) -> None:
        self.cc.setVisible(cc)
        self.bcc.setVisible(bcc)
        self._copies.setText(tr("Ajouter Cci") if cc else tr("Ajouter Cc, Cci"))
        self._copies.setVisible(not (cc and bcc))

    def _show_files(self) -> None:
        self.files.show_files(self._shown.files)
        self.files.show_total(files_text(self._shown, self._limit), too_large_text(self._shown, self._limit))

    def _remove(self, file: AttachedFile) -> None:
        self._shown = replace(self._shown, files=tuple(each for each in self._shown.files if each is not file))
        self._show_files()
        self.files.add_button.setFocus()
        self._on_edited()

    def _on_edited(self) -> None:
        self.edited.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        to = stacked(self.to, Wrapping(self._copies), spacing=TIGHT)
        for widget in (self._from, to, self.cc, self.bcc, self._subject):
            column.addWidget(widget)
        column.addWidget(stacked(labels.caption(tr("Texte")), Grown(self.text), spacing=SMALL), 1)
        column.addWidget(self.files)
        self._show_copies(cc=False, bcc=False)
        self._from.hide()
