"""The page of one client: what is due, its documents, its payments, how long it takes to pay, how to reach it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.compose.starts import Origin
from microdesk_desktop.domain.mail.conversations.searches import client_searches
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.chain.duplicate import duplicate_last_invoice
from microdesk_desktop.operations.records.edit import put_client, remove_client
from microdesk_desktop.pages.clients.choices import ChoicesCard
from microdesk_desktop.pages.clients.erase import ask_erase
from microdesk_desktop.pages.clients.form import ClientForm
from microdesk_desktop.pages.clients.identity import identity_facts
from microdesk_desktop.pages.clients.story import documents_table, payments_table
from microdesk_desktop.pages.shared.found_mails import FoundMails
from microdesk_desktop.pages.shared.mailing import begin_mail
from microdesk_desktop.pages.shared.new_draft import EDITOR, NewDraft
from microdesk_desktop.pages.shared.record_page import RecordPage
from microdesk_desktop.views.documents.aging import aging_text
from microdesk_desktop.views.documents.mails.client import load_client_mail
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail
from microdesk_desktop.views.mail.conversations.found import client_intro
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.records.client_story import (
    ClientStory,
    delay_detail,
    delay_text,
    load_client_story,
    story_text,
    sums_or_dash,
)
from microdesk_desktop.views.records.document_words import late, open_text, to_collect

SUMMARY, DOCUMENTS, PAYMENTS = "summary", "documents", "payments"
SHOWN_OPEN = 8  # the other tab lists them all
TABS = (SUMMARY, DOCUMENTS, PAYMENTS)
LEAST_FIGURE, LEAST_CARD = 120, 260
"""The widths of a card beside others: an amount of nine digits, and a date in words beside its name."""


class ClientPage(RecordPage[ClientStory]):
    """One client; `activate` is given its id."""

    key = "client"
    icon = "users"
    behind = "clients"
    flags = Changes.CLIENTS | Changes.INVOICES | Changes.MATCHES | Changes.LEDGER | Changes.MAIL

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._story: ClientStory | None = None
        self._correct = self.add_action(buttons.plain(tr("Corriger…"), self.correct))
        self._new = self.add_action(buttons.primary(tr("Nouvelle facture"), self.new_invoice))
        self._figures = _Figures()
        self._identity = Facts()
        self.choices = ChoicesCard(workspace, self)
        self._open = Facts()
        self._aging = labels.muted("")
        self.mails = FoundMails(workspace)
        today = workspace.clock.today()
        self.documents = documents_table(today)
        self.payments = payments_table(today)
        self.documents.activated.connect(lambda id_: workspace.navigate("invoice", id_))
        self.payments.activated.connect(lambda _: self._open_payment())
        self.tabs = Chips(tr("Ce qui est montré de ce client"), _tabs(None))
        self.tabs.chosen.connect(self._show_tab)
        self._stack = QStackedWidget()
        for tab in (self._summary(), _in_card(self.documents), _in_card(self.payments)):
            self._stack.addWidget(tab)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self._correct)
        bind(self, {"C": self.correct, "Del": self.remove, "N": self.new_invoice, "D": self.duplicate_last})
        bind(self, {"E": self.write})
        self.show_record(None)

    @staticmethod
    def title() -> str:
        return tr("Client")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    @staticmethod
    def missing_text() -> str:
        return tr("Ce client n'existe plus.")

    @staticmethod
    def read(reader: Any, record_id: int, today: date) -> ClientStory | None:
        return load_client_story(reader, record_id, today)

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, int) and wanted != self.place():
            self.tabs.choose(SUMMARY)
        super().activate(wanted)
        self.setFocus()

    def new_invoice(self) -> None:
        """Begin an invoice for the client."""
        if self._story is not None:
            self.workspace.navigate(EDITOR, NewDraft(client_id=self._story.id))

    def write(self) -> None:
        """Begin a mail to the client."""
        story = self._story
        if story is not None:
            self.workspace.load(
                lambda reader: load_client_mail(reader, story.id), owner=self, on_success=self._begin_mail
            )

    def _begin_mail(self, mail: OutgoingMail) -> None:
        origin = Origin(page=self.key, wanted=mail.client_id, name=mail.client)
        begin_mail(self.workspace, self, mail, files=(), origin=origin, note=None, other_way=None)

    def duplicate_last(self) -> None:
        """Begin an invoice like the last one of the client, and open it."""
        story = self._story
        if story is not None:
            self.workspace.perform(
                lambda session: duplicate_last_invoice(session, story.id),
                owner=self,
                on_success=lambda result: self.workspace.navigate(EDITOR, result.id),
                on_error=lambda _: self.new_invoice(),
            )

    def _more_commands(self) -> Sequence[Command]:
        return (
            Command(text=tr("Écrire…"), act=self.write, icon="mail", shortcut="E"),
            Command(text=tr("Dupliquer la dernière facture"), act=self.duplicate_last, icon="copy", shortcut="D"),
            Command(text=tr("Supprimer"), act=self.remove, icon="trash-2"),
            Command(text=tr("Demande RGPD…"), act=self.request, icon="users"),
            Command(text=tr("Effacer ce client…"), act=self.erase, icon="trash-2"),
        )

    def commands(self) -> Sequence[Command]:
        if self._story is None:
            return ()
        name = self._story.client.name
        return (
            Command(text=tr("Nouvelle facture pour {name}").format(name=name), act=self.new_invoice, icon="plus"),
            Command(text=tr("Écrire à {client}").format(client=name), act=self.write, icon="mail", shortcut="E"),
            Command(text=tr("Dupliquer la dernière facture"), act=self.duplicate_last, icon="copy", shortcut="D"),
            Command(text=tr("Corriger {name}…").format(name=name), act=self.correct, icon="pencil"),
            Command(text=tr("Supprimer {name}").format(name=name), act=self.remove, icon="trash-2"),
            Command(text=tr("Demande RGPD de {name}…").format(name=name), act=self.request, icon="users"),
            Command(text=tr("Effacer {name}…").format(name=name), act=self.erase, icon="trash-2"),
        )

    def correct(self) -> None:
        """Open the form of the client."""
        story = self._story
        if story is None:
            return
        form = ClientForm(self.workspace)
        form.fill(story.client)

        def save() -> None:
            client = form.client()
            sheet.hold()
            self.workspace.perform(
                lambda session: put_client(session, client, story.id),
                owner=sheet,
                message=lambda: tr("{name} est enregistré.").format(name=client.name),
                place=Place(page=self.key, wanted=story.id),
                on_success=lambda _: sheet.close_sheet(),
                on_error=lambda error: sheet.refuse(error_text(error)),
            )

        sheet = Sheet(self, story.client.name, form, tr("Enregistrer"), save)

    def remove(self) -> None:
        """Remove the client, and go back to the list; one that a document names stays."""
        story = self._story
        if story is None:
            return
        self.workspace.perform(
            lambda session: remove_client(session, story.id),
            owner=self,
            message=lambda: tr("{name} est supprimé de vos clients.").format(name=story.client.name),
            place=Place(page="clients", wanted=story.id),
            on_success=lambda _: self.leave_to("clients"),
        )

    def erase(self) -> None:
        """Ask before everything that no law keeps of the client is erased."""
        if self._story is not None:
            ask_erase(self, self.workspace, self._story.id)

    def request(self) -> None:
        """Register what the client asks about their data."""
        if self._story is not None:
            self.workspace.navigate("person_requests", ("new", self._story.id))

    def show_record(self, found: ClientStory | None) -> None:
        self._story = story = found
        is_there = story is not None
        for widget in (self.tabs, self._stack, self._correct, self._new):
            widget.setVisible(is_there)
        self.set_title(story.client.name if story else self.title())
        self.set_subtitle(story_text(story) if story else "")
        self.set_more(self._more_commands() if story else ())
        self.tabs.set_chips(_tabs(story))
        if story is not None:
            self._figures.show_story(story)
            self._identity.set_facts(identity_facts(story))
            self.choices.show_client(story.id, story.client)
            self._show_open(story)
            self.mails.show_subject(client_searches(story.client.emails), client_intro(story.client.name))
            self.documents.set_rows(story.documents, key=lambda row: row.id)
            self.payments.set_rows(story.payments, key=lambda row: row.id)

    def _show_open(self, story: ClientStory) -> None:
        """The documents that are still to be paid, the most pressing first, each a link to its page."""
        rows = sorted((row for row in story.documents if row.remaining_cents > 0), key=lambda row: row.pressing)
        self._open_card.setVisible(bool(rows))
        self._aging.setText(aging_text(rows))
        self._open.set_facts(
            [
                Fact(name=row.number, value=open_text(row), open=partial(self.workspace.navigate, "invoice", row.id))
                for row in rows[:SHOWN_OPEN]
            ]
        )

    def _show_tab(self, tab: str) -> None:
        self._stack.setCurrentIndex(TABS.index(tab))

    def _open_payment(self) -> None:
        row = self.payments.current_row()
        if row is None:
            return
        if row.document is not None:
            self.workspace.navigate("invoice", row.document.id)
        else:
            self.workspace.navigate("receipts", row.payment.receipt_id)

    def _summary(self) -> QWidget:
        identity_card, identity = card()
        identity.addWidget(labels.heading(tr("Coordonnées")))
        identity.addWidget(self._identity)
        self._open_card, open_column = card()
        open_column.addWidget(labels.heading(tr("Reste à encaisser")))
        open_column.addWidget(self._aging)
        open_column.addWidget(self._open)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        column.addWidget(self._figures)
        column.addWidget(Tiles(self._open_card, identity_card, least=LEAST_CARD, at_top=True))
        column.addWidget(self.choices)
        column.addWidget(self.mails)
        column.addStretch(1)  # the figures, which stretch in their line, leave the height
        return Scroll(content)


class _Figures(Tiles):
    """What is due, late, invoiced and paid, and the average delay of payment, side by side."""

    def __init__(self) -> None:
        self._due, self._late = _FigureCard(tr("À encaisser")), _FigureCard(tr("En retard"))
        self._invoiced, self._delay = _FigureCard(tr("Facturé")), _FigureCard(tr("Délai moyen de paiement"))
        super().__init__(self._due, self._late, self._invoiced, self._delay, least=LEAST_FIGURE)

    def show_story(self, story: ClientStory) -> None:
        """Show the figures of a client."""
        overdue = late(story.documents)
        self._due.fill(sums_or_dash(to_collect(story.documents)))
        self._late.fill(sums_or_dash(overdue), tone=Tone.DANGER if overdue else Tone.PLAIN)
        self._invoiced.fill(sums_or_dash(story.invoiced), tr("{paid} encaissés").format(paid=sums_or_dash(story.paid)))
        self._delay.fill(delay_text(story.delay), delay_detail(story.delay))


class _FigureCard(QFrame):
    """A figure with its name above, and what explains it below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(MIDDLE, MIDDLE, MIDDLE, MIDDLE)
        column.setSpacing(TIGHT)
        self._figure = labels.figure("")
        self._detail = labels.caption("", wraps=True)
        for widget in (labels.caption(name, wraps=True), self._figure, self._detail):
            column.addWidget(widget)
        column.addStretch()

    def fill(self, figure: str, detail: str = "", tone: Tone = Tone.PLAIN) -> None:
        """Show a figure."""
        self._figure.setText(figure)
        labels.set_tone(self._figure, tone)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))


def _tabs(story: ClientStory | None) -> Sequence[Chip]:
    return (
        Chip(key=SUMMARY, text=tr("Résumé")),
        Chip(key=DOCUMENTS, text=tr("Documents"), count=len(story.documents) if story else None),
        Chip(key=PAYMENTS, text=tr("Paiements"), count=len(story.payments) if story else None),
    )


def _in_card(table: QWidget) -> QWidget:
    frame, column = card(padding=1, spacing=0)
    column.addWidget(table)
    return frame
