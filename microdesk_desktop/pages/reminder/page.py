"""The page that writes a reminder: read, changed, then sent by mail, copied or saved; nothing is sent by itself."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.money import EUR, Money, total_by_currency
from microdesk_desktop.gui.file_dialogs import FileForm, choose_new_file
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.pages_view import PagesView
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.follow_up.letter import letter_pdf
from microdesk_desktop.operations.documents.follow_up.remind import (
    change_reminder_days,
    enter_legal_rate,
)
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.reminder.aside import DocumentsCard, HistoryCard, InterestCard
from microdesk_desktop.pages.reminder.days_form import DaysForm
from microdesk_desktop.pages.reminder.preview import LetterPreview
from microdesk_desktop.pages.reminder.sending import ReminderSending, file_stem, whole_text
from microdesk_desktop.pages.reminder.text import LetterText
from microdesk_desktop.views.documents.reminders.letter import (
    ReminderPageContent,
    load_reminder_page,
)
from microdesk_desktop.views.documents.reminders.words import tone_words
from microdesk_desktop.views.messages.values import sums_text

LEAST_SIDE = 380
"""The width of the text beside the cards: fifty letters of a line."""
BESIDE_FROM = 1_000
"""Width of the window from which the page stands beside the text, as in the editor."""
TEXT_SHARE, PAGES_SHARE = 58, 42


class ReminderPage(Page):
    """One reminder; `activate` is given the id of a late document, or those of several of one client."""

    key = "reminder"
    icon = "mail"
    behind = "invoices"
    shows_one = True
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS | Changes.LEDGER

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._ids: tuple[int, ...] = ()
        self._tone: ReminderTone | None = None
        self._percent: Fraction | None = None
        self._content: ReminderPageContent | None = None
        self._loading: Task[ReminderPageContent | None] | None = None
        self._sent = self.add_action(buttons.plain(tr("Noter comme envoyée…"), self.ask_sent))
        self._sent.setObjectName("sent")
        self._send = self.add_action(buttons.primary(tr("Envoyer…"), self.send))
        self._send.setObjectName("send")
        self._send.setToolTip(tr("Ctrl+Entrée"))
        self.text = LetterText()
        self.pages = PagesView(workspace.runner)
        self._preview = LetterPreview(workspace, self)
        self._sending = ReminderSending(workspace, self, self.save_text, self._leave)
        self._shows_pages = False
        self.documents, self.interest, self.history = DocumentsCard(), InterestCard(), HistoryCard()
        self._tones = QVBoxLayout()
        self._toggle = buttons.plain("", self.toggle_pages)
        self._toggle.setObjectName("toggle_pages")
        self._missing = labels.muted("")
        self._form = self._laid_out_form()
        self._inside = self._lay_out()
        self.body.addWidget(self._missing)
        self.body.addWidget(self._inside, 1)
        self._preview.shown.connect(self.pages.set_pages)
        self.text.edited.connect(self._set_pages)
        self.documents.chosen.connect(self._choose)
        self.interest.rate_agreed.connect(self._agree)
        self.interest.rate_entered.connect(self._enter_rate)
        self.setFocusProxy(self.text)
        self._show_parts(None)
        bind(self, {"F6": self.toggle_pages, "Ctrl+Return": self.send, "Ctrl+Enter": self.send})

    @staticmethod
    def title() -> str:
        return tr("Relance")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def activate(self, wanted: object = None) -> None:
        ids = (wanted,) if isinstance(wanted, int) else wanted
        if isinstance(ids, tuple) and ids and ids != self._ids:
            self._ids, self._tone, self._percent = ids, None, None
            self._show(None)
            self.reload()
        self._send.setFocus()

    def place(self) -> object:
        return self._ids

    def reload(self) -> None:
        ids, today, tone, percent = self._ids, self.workspace.clock.today(), self._tone, self._percent
        if ids:
            self._loading = self.workspace.load(
                lambda reader: load_reminder_page(reader, ids, today, tone=tone, percent=percent),
                owner=self,
                on_success=self._show_found,
                instead_of=self._loading,
            )

    def commands(self) -> Sequence[Command]:
        return self._more() if self._content else ()

    def on_escape(self) -> bool:
        if self._shows_pages and not self._is_wide():
            self.toggle_pages()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def toggle_pages(self) -> None:
        """Show the page in place of the text, or the text again, where there is no room for both."""
        self._shows_pages = not self._shows_pages
        self._arrange()
        (self.pages if self._shows_pages and not self._is_wide() else self.text).setFocus()

    def copy(self) -> None:
        """Put the subject and the text on the clipboard."""
        QGuiApplication.clipboard().setText(self._whole_text())
        self.workspace.notices.toast(lambda: Toast(text=tr("Le texte de la relance est copié.")))

    def send(self) -> None:
        """Begin the mail that brings the reminder."""
        if self._content is not None:
            self._sending.send(self._ids, self._content.draft, self.text.letter())

    def ask_sent(self) -> None:
        """Ask for the day and the way, and keep the reminder as sent."""
        if self._content is not None:
            self._sending.ask_sent(self._ids, self._content.draft, self.text.letter())

    def save_text(self) -> None:
        """Ask for a file, and write the reminder into it as text or as a PDF."""
        content, front = self._content, self.workspace.front
        if content is None or front is None:
            return
        choose_new_file(
            front,
            tr("Enregistrer la lettre"),
            file_stem(content.draft),
            self.write,
            last=self.workspace.last_folder,
            forms=(FileForm(tr("Document PDF"), ".pdf"), FileForm(tr("Texte"), ".txt")),
        )

    def change_days(self) -> None:
        """Ask when the reminders are to be proposed."""
        content = self._content
        if content is None or not can_open_sheet(self):
            return
        form = DaysForm(content.days)

        def save() -> None:
            days = form.days()
            sheet.hold()
            self.workspace.perform(
                lambda session: change_reminder_days(session, days),
                owner=sheet,
                message=lambda: tr("Relances proposées : {days} jours.").format(
                    days=", ".join(map(str, days.values()))
                ),
                place=Place(page=self.key, wanted=self._ids),
                on_success=lambda _: sheet.close_sheet(),
                on_error=refuse,
            )

        def refuse(error: KnownError) -> None:
            sheet.release()
            form.refuse(error)

        sheet = Sheet(self, tr("Quand relancer"), form, tr("Enregistrer"), save)

    def write(self, path: Path) -> None:
        """Write the reminder into this file, in the form that its suffix names."""
        content = self._content
        if content is None:
            return
        text, page = self._whole_text().encode(), content.draft.page(self.text.letter())
        is_pdf = path.suffix.lower() == ".pdf"

        def act(session: Session, _: Job) -> None:
            write_atomic(path, letter_pdf(session, page) if is_pdf else text)

        self.workspace.examine(act, owner=self, on_success=lambda _: self._saved(path))

    def _saved(self, path: Path) -> None:
        self.workspace.notices.toast(lambda: Toast(text=tr("Relance enregistrée : {name}.").format(name=path.name)))

    def _whole_text(self) -> str:
        return whole_text(self.text.letter())

    def _choose(self, ids: tuple[int, ...]) -> None:
        self._ids = ids
        self.reload()

    def choose_tone(self, tone: object) -> None:
        """Write the reminder in another tone."""
        self._tone = ReminderTone(str(tone))
        self.reload()

    def _agree(self, percent: Fraction | None) -> None:
        self._percent = percent
        self.reload()

    def _enter_rate(self, semester: date, percent: Fraction) -> None:
        self.workspace.perform(
            lambda session: enter_legal_rate(session, semester, percent),
            owner=self,
            message=lambda: tr("Taux légal enregistré."),
            place=Place(page=self.key, wanted=self._ids),
        )

    def _show_found(self, found: ReminderPageContent | None) -> None:
        self._show(found)
        if found is None:
            self._missing.setText(tr("Rien n'est en retard ici : il n'y a pas de relance à écrire."))

    def _show(self, found: ReminderPageContent | None) -> None:
        before, self._content = self._content, found
        self._show_parts(found)
        if found is None:
            self.set_subtitle("")
            return
        facts = found.draft.facts
        claimed = total_by_currency([*facts.remaining, *facts.interest, Money(facts.recovery, EUR)])
        total = tr("{due} dus, {claimed} avec intérêts et frais").format(
            due=sums_text(facts.remaining), claimed=sums_text(claimed)
        )
        has_more = bool(facts.interest or facts.recovery)
        self.set_subtitle(f"{found.client} · {total if has_more else sums_text(facts.remaining)}")
        self._show_tone(facts.tone)
        self.documents.show_choices(found.choices, self._ids)
        self.interest.show_interest(found)
        self.history.show_history(found)
        if before is None or before.draft.letter != found.draft.letter:
            self.text.show_letter(found.draft.letter)
        self._set_pages()

    def _set_pages(self) -> None:
        """Set the page of the text as it stands, where it is in sight."""
        if self._content is not None and not self.pages.isHidden():
            self._preview.want(self._content.draft.page(self.text.letter()))

    def _is_wide(self) -> bool:
        return self.window().width() >= scaled(BESIDE_FROM)

    def _arrange(self) -> None:
        is_wide = self._is_wide()
        self._toggle.setVisible(not is_wide)
        self._toggle.setText(tr("Texte") if self._shows_pages else tr("Aperçu"))
        self._form.setVisible(is_wide or not self._shows_pages)
        was_hidden = self.pages.isHidden()
        self.pages.setVisible(is_wide or self._shows_pages)
        if was_hidden:
            self._set_pages()

    def _show_parts(self, found: ReminderPageContent | None) -> None:
        for widget in (self._inside, self._sent, self._send):
            widget.setVisible(found is not None)
        self._missing.setVisible(found is None)
        self._missing.setText("")
        self.set_more(self._more() if found else ())

    def _show_tone(self, tone: ReminderTone) -> None:
        while self._tones.count():
            item = self._tones.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        choice = Choice(tr("Ton"), tone_words(), tone)
        choice.chosen.connect(self.choose_tone)
        self._tones.addWidget(choice, alignment=Qt.AlignmentFlag.AlignLeft)

    def _more(self) -> Sequence[Command]:
        content = self._content
        client_id = content.client_id if content else None
        return (
            Command(text=tr("Copier le texte"), act=self.copy, icon="copy"),
            Command(text=tr("Enregistrer la lettre…"), act=self.save_text, icon="download"),
            Command(
                text=tr("Voir la facture"),
                act=lambda: self.workspace.navigate("invoice", self._ids[0]),
                icon="file-text",
            ),
            Command(text=tr("Quand relancer…"), act=self.change_days, icon="calendar"),
            Command(text=tr("Voir le client"), act=partial(self.workspace.navigate, "client", client_id), icon="users"),
        )

    def _leave(self, document_id: int) -> None:
        """Go to the document, unless the user has gone elsewhere meanwhile."""
        if self.isVisible():
            self.workspace.navigate("invoice", document_id)

    def _laid_out_form(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        for card in (self.documents, self.interest, self.history):
            column.addWidget(card)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, SMALL, 0)  # the bar that scrolls stands beside the text
        layout.addWidget(Tiles(self.text, right, least=LEAST_SIDE, at_top=True))
        layout.addStretch()
        return Scroll(inside)

    def _lay_out(self) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        above, both = QHBoxLayout(), QHBoxLayout()
        above.addLayout(self._tones)
        above.addStretch()
        above.addWidget(self._toggle)
        both.setSpacing(MIDDLE)
        both.addWidget(self._form, TEXT_SHARE)
        both.addWidget(self.pages, PAGES_SHARE)
        layout.addLayout(above)
        layout.addLayout(both, 1)
        return inside
