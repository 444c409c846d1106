"""One letter of a conversation: folded to a line, or open with its text, remarks and files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.compose.starts import StartKind
from microdesk_desktop.domain.mail.types import Letter, Person
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import Strip, empty_layout
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.reading.read_enclosed import Enclosed, has_enclosed, read_enclosed
from microdesk_desktop.pages.mail.reading.content import LetterContent, load_content
from microdesk_desktop.pages.mail.reading.letter_files import LetterFiles
from microdesk_desktop.pages.mail.reading.letter_head import LetterHead
from microdesk_desktop.pages.mail.reading.letter_text import LetterText
from microdesk_desktop.pages.mail.reading.open_link import open_link
from microdesk_desktop.views.mail.reading.invitation import invitation_view
from microdesk_desktop.views.mail.reading.letter import remarks
from microdesk_desktop.views.mail.reading.letter_head import (
    answer_goes_elsewhere,
    name_deceives,
    sender_text,
)
from microdesk_desktop.views.mail.reading.link import deceptive_links_text
from microdesk_desktop.views.messages.errors import error_text


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterActions:
    """What a letter has done elsewhere: an answer or forward begun, a message written to a person, itself printed."""

    start: Callable[[StartKind, Letter], object]
    write_to: Callable[[Person], object]
    print_out: Callable[[LetterContent], object]


class LetterCard(QFrame):
    """A letter of a mailbox; `was_shown` comes each time its text has come into sight."""

    was_shown = Signal()

    def __init__(
        self, workspace: Workspace, account_id: str, letter: Letter, before: Letter | None, actions: LetterActions
    ) -> None:
        super().__init__()
        self.letter = letter
        self.content: LetterContent | None = None
        self._workspace = workspace
        self._account_id = account_id
        self._actions = actions
        self._task: Task[LetterContent] | None = None
        self._prefers_text = False
        self._is_draft = False
        self._left: Iterator[str] = iter(())
        self._files: LetterFiles | None = None
        self._foot: QVBoxLayout | None = None
        self.setProperty("look", "letter")
        self.setProperty("follows", before is not None)
        self._head = LetterHead(letter, before, self.toggle)
        self._inside = QWidget()
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(MIDDLE)
        self._inside.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MIDDLE, SMALL, MIDDLE)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self._head)
        layout.addWidget(self._inside)
        self._set_commands()

    @property
    def is_open(self) -> bool:
        """Whether the letter is unfolded."""
        return not self._inside.isHidden()

    @property
    def text(self) -> LetterText | None:
        """The text in sight; None until it has come from the server."""
        return self._inside.findChild(LetterText)

    @property
    def is_draft(self) -> bool:
        """Whether the letter has not been sent yet."""
        return self._is_draft

    def set_draft(self, is_draft: bool) -> None:
        """Offer to go on with a draft in place of an answer to it."""
        if is_draft != self._is_draft:
            self._is_draft = is_draft
            self._head.set_draft(is_draft)
            self._set_commands()
            self._fill_foot()

    def set_alone(self, is_alone: bool) -> None:
        """Have the only letter of a conversation stay unfolded."""
        self._head.set_foldable(not is_alone)
        if is_alone:
            self.unfold()

    def toggle(self) -> None:
        """Unfold or fold the letter."""
        if self.is_open:
            self.fold()
        else:
            self.unfold()

    def unfold(self) -> None:
        """Show the letter; its text is asked from the server the first time."""
        self._inside.show()
        self._head.set_open(True)
        if self.content is None and self._task is None:
            self._load()

    def fold(self) -> None:
        """Show the first lines alone."""
        self._inside.hide()
        self._head.set_open(False)

    def switch_text(self) -> None:
        """Show the plain text in place of the HTML text, or the other way round."""
        self._prefers_text = not self._prefers_text
        self.content = None
        self.unfold()

    def save_all(self) -> None:
        """Save the files of the letter, where it has some."""
        if self._files is not None:
            self._files.save_all()

    def print_out(self) -> None:
        """Print the letter, once its text is there."""
        if self.content is not None:
            self._actions.print_out(self.content)

    def _load(self) -> None:
        account_id, letter, prefers_text = self._account_id, self.letter, self._prefers_text
        if self._task is not None:
            self._task.forget()
        self._clear()
        self._body.addWidget(labels.muted(tr("Lecture du message…")))
        self._task = self._workspace.examine(
            lambda session, job: load_content(session, account_id, letter, job, prefers_text=prefers_text),
            owner=self,
            lane=Lane.NET,
            on_success=self._show,
            on_error=self._show_error,
            on_end=self._end,
        )

    def _end(self) -> None:
        self._task = None

    def _show_error(self, error: KnownError) -> None:
        self._clear()
        strip = Strip(error_text(error), Tone.DANGER, [(tr("Réessayer"), self._load)])
        self._body.addWidget(strip)
        screen_reader.announce(strip, error_text(error))

    def _show(self, content: LetterContent) -> None:
        self.content = content
        self._clear()
        self._add_remarks(content)
        self._add_text(content)
        if content.view.files:
            self._files = LetterFiles(self._workspace, self._account_id, self.letter.key, content.view.files)
            self._body.addWidget(self._files)
        self._add_foot()
        self._set_commands()
        if has_enclosed(self.letter):
            self._load_enclosed()

    def _clear(self) -> None:
        empty_layout(self._body)
        self._files = self._foot = None

    def _add_remarks(self, content: LetterContent) -> None:
        warnings = (
            name_deceives(self.letter),
            answer_goes_elsewhere(self.letter),
            deceptive_links_text(content.view.reading.links),
        )
        for warning in filter(None, warnings):
            self._body.addWidget(Strip(warning, Tone.ATTENTION))
        notes = remarks(content.view.reading)
        if notes:
            self._body.addWidget(labels.caption("\n".join(notes), wraps=True))

    def _add_text(self, content: LetterContent) -> None:
        if not content.view.reading.text.strip() and not content.view.reading.images:
            self._body.addWidget(labels.muted(tr("Ce message n'a pas de texte.")))
            self.was_shown.emit()
            return
        name = tr("Message de {person}").format(person=sender_text(self.letter))
        text = LetterText(name, content.view.reading.links, content.images)
        text.link_chosen.connect(lambda link: open_link(self, self._workspace, link, self._actions.write_to))
        more = buttons.plain(tr("Afficher la suite"), lambda: self._show_more(text, more))
        more.hide()
        self._body.addWidget(text)
        self._body.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)
        self._left = iter(content.slices)
        call_later(text, 0, lambda: self._begin_text(text, more))  # it has its width by then

    def _begin_text(self, text: LetterText, more: QWidget) -> None:
        self._show_more(text, more)
        self.was_shown.emit()

    def _show_more(self, text: LetterText, more: QWidget) -> None:
        """Show the next slice, and the button where there is another one."""
        had_focus = more.hasFocus()
        text.add(next(self._left, ""))
        following = next(self._left, None)
        if following is not None:
            self._left = _chain(following, self._left)
        more.setVisible(following is not None)
        if had_focus and following is None:
            text.setFocus()

    def _add_foot(self) -> None:
        self._foot = QVBoxLayout()
        self._body.addLayout(self._foot)
        self._fill_foot()

    def _fill_foot(self) -> None:
        if self._foot is not None:
            empty_layout(self._foot)
            self._foot.addWidget(Wrapping(*(buttons.plain(each.text, each.act) for each in self._answers())))

    def _answers(self) -> list[Command]:
        if self._is_draft:
            go_on = partial(self._actions.start, StartKind.DRAFT, self.letter)
            return [Command(text=tr("Reprendre le brouillon"), act=go_on, icon="pencil")]
        kinds = [(StartKind.ANSWER, tr("Répondre"), "undo-2"), (StartKind.FORWARD, tr("Transférer"), "arrow-right")]
        if len(self.letter.to) + len(self.letter.cc) > 1:
            kinds.insert(1, (StartKind.ANSWER_ALL, tr("Répondre à tous"), "users"))
        return [
            Command(text=text, act=partial(self._actions.start, kind, self.letter), icon=picture)
            for kind, text, picture in kinds
        ]

    def _set_commands(self) -> None:
        commands = self._answers()
        if self.content is not None:
            if self.content.view.reading.has_html:
                text = tr("Afficher la mise en page") if self._prefers_text else tr("Afficher en texte seul")
                commands.append(Command(text=text, act=self.switch_text, icon="file-text"))
            commands.append(Command(text=tr("Imprimer…"), act=self.print_out, icon="printer"))
        self._head.more.fill(commands)

    def _load_enclosed(self) -> None:
        account_id, letter = self._account_id, self.letter
        self._workspace.examine(
            lambda session, job: read_enclosed(session, account_id, letter, job),
            owner=self,
            lane=Lane.NET,
            on_success=self._show_enclosed,
            on_error=lambda _: None,  # the files stand there all the same, and can be saved
        )

    def _show_enclosed(self, enclosed: Enclosed) -> None:
        for invitation in reversed(enclosed.invitations):
            view = invitation_view(invitation)
            self._body.insertWidget(0, Strip(view.title, Tone.PROPOSAL, detail=view.detail))
        for part, names in enclosed.archived:
            if self._files is not None:
                self._files.name_archived(part, names)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
