"""A reminder leaves: by mail through the composer, or otherwise, which the user notes; both keep the letter as sent."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, Way
from microdesk_desktop.domain.mail.compose.starts import Origin
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.follow_up.dispatch import document_file, letter_file, note_reminder
from microdesk_desktop.operations.documents.follow_up.remind import keep_reminder
from microdesk_desktop.pages.documents.forms.sent import SentForm
from microdesk_desktop.pages.shared.mailing import begin_mail
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail
from microdesk_desktop.views.documents.mails.reminder import load_reminder_mail
from microdesk_desktop.views.documents.reminders.letter import Letter, ReminderDraft
from microdesk_desktop.views.documents.reminders.words import sent_text

REMINDER_PAGE, DOCUMENT_PAGE = "reminder", "invoice"


class ReminderSending:
    """Sends the reminder of a page, or notes that it was sent; sheets open over `owner`.

    `save_letter` asks for a file for the letter; `noted` is given the id of the first document once it is noted.
    """

    def __init__(
        self,
        workspace: Workspace,
        owner: QWidget,
        save_letter: Callable[[], object],
        noted: Callable[[int], None],
    ) -> None:
        self._workspace = workspace
        self._owner = owner
        self._save_letter = save_letter
        self._noted = noted

    def send(self, ids: tuple[int, ...], draft: ReminderDraft, letter: Letter) -> None:
        """Begin the mail that brings the reminder of these documents, with its letter and their PDFs."""
        self._workspace.load(
            lambda reader: load_reminder_mail(reader, draft, letter),
            owner=self._owner,
            on_success=partial(self._begin, ids, draft, letter),
        )

    def ask_sent(self, ids: tuple[int, ...], draft: ReminderDraft, letter: Letter) -> None:
        """Ask for the day and the way, and keep the reminder as sent."""
        if not can_open_sheet(self._owner):
            return
        form = SentForm(self._workspace.clock.today())

        def save() -> None:
            reminder = replace(self._reminder(draft, letter), on=form.on.value(), way=form.way.value())
            sheet.close_sheet()
            numbers = numbers_of(draft)
            self._workspace.perform(
                lambda session: keep_reminder(session, ids, reminder),
                owner=self._owner,
                message=lambda: sent_text(numbers, reminder.tone),
                place=Place(page=DOCUMENT_PAGE, wanted=ids[0]),
                on_success=lambda _: self._noted(ids[0]),
            )

        sheet = Sheet(self._owner, tr("Relance envoyée"), form, tr("Noter"), save)

    def _begin(self, ids: tuple[int, ...], draft: ReminderDraft, letter: Letter, mail: OutgoingMail) -> None:
        name = tr("Relance de {numbers}").format(numbers=numbers_of(draft))
        begin_mail(
            self._workspace,
            self._owner,
            mail,
            files=[letter_file(file_stem(draft), draft.page(letter)), *map(document_file, mail.numbers)],
            origin=Origin(page=REMINDER_PAGE, wanted=ids, name=name),
            note=note_reminder(ids, self._reminder(draft, letter)),
            other_way=(tr("Enregistrer la lettre…"), self._save_letter),
        )

    def _reminder(self, draft: ReminderDraft, letter: Letter) -> Reminder:
        """What is kept of the reminder, as if it left today by mail."""
        today = self._workspace.clock.today()
        return Reminder(on=today, tone=draft.facts.tone, way=Way.MAIL, body=whole_text(letter))


def numbers_of(draft: ReminderDraft) -> str:
    """« F-2026-0040, F-2026-0041 »."""
    return ", ".join(row.number for row in draft.rows)


def file_stem(draft: ReminderDraft) -> str:
    """« relance-F-2026-0040 »: the name of a file without its suffix."""
    return "-".join([tr("relance"), *(row.number for row in draft.rows)]).replace("/", "-")


def whole_text(letter: Letter) -> str:
    """The subject and the text of a letter, as they are copied and kept."""
    return f"{letter.subject}\n\n{letter.body}"
