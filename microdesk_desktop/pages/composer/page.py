"""The page on which a message is written; the message itself belongs to the controller, and outlives the page.

field ──▶ another composition ──▶ Composer ──┬─▶ DraftSaver ──▶ draft at the server
                                             └─▶ Outbox ──▶ sent
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.compose.doubts import Doubt, doubts, with_way_out
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Start
from microdesk_desktop.domain.mail.compose.wishes import Nature, Unwanted, Wishes
from microdesk_desktop.domain.mail.conversations.places import MAIL
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.file_drop import FileDrop
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.pages.composer.attaching import Attaching
from microdesk_desktop.pages.composer.controller import Composer
from microdesk_desktop.pages.composer.form import ComposerForm
from microdesk_desktop.pages.composer.message import OpenMessage
from microdesk_desktop.pages.composer.signature_sheet import edit_signature
from microdesk_desktop.pages.composer.strips import Answers, strip_of, subtitle_of
from microdesk_desktop.views.mail.composer.words import (
    doubts_text,
    load_known_people,
    page_title,
    too_large_text,
    way_out_sentence,
)
from microdesk_desktop.views.messages.actions import Goal, goal_label
from microdesk_desktop.views.privacy.choices import load_wishes, unwanted_text

MOST_WIDTH = 960
"""Of the fields: a line of text with more than about 140 letters is hard to read."""


class ComposerPage(Page):
    """One message; `activate` is given a `Start`, or the number of a message that is open."""

    key = COMPOSER
    icon = "mail"
    behind = MAIL
    shows_one = True
    flags = Changes.CLIENTS | Changes.MAIL

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.composer = workspace.controller(Composer)
        self.message: OpenMessage | None = None
        self._wanted: Start | None = None
        self._accounts: Sequence[Account] | None = None
        self._agreed: set[Doubt] = set()
        self._wishes = Wishes()
        self._is_fresh = False
        self._question: Strip | None = None
        self._asked_from: QWidget | None = None
        """The field in which the user was when the question took the focus."""
        self._strip: Strip | None = None
        self._send = self.add_action(buttons.primary(tr("Envoyer"), self.send))
        self._send.setObjectName("send")
        self._send.setToolTip(tr("Ctrl+Entrée"))
        self._opening = QTimer(self)
        """Runs while a second click may belong to the button that opened the message, which stood in this place."""
        self._opening.setSingleShot(True)
        self._opening.timeout.connect(self._enable_send)
        self._missing = labels.muted("")
        self._strips = QVBoxLayout()
        self._strips.setSpacing(SMALL)
        self.files = Attaching(workspace, self, self._can_write, lambda files: self.form.add_files(files))
        self.form = ComposerForm(self.files.choose_files, self.files.choose_document)
        self._frame, column = card(WIDE, WIDE)
        column.addWidget(self.form)
        self.body.addWidget(self._missing)
        self.body.addLayout(self._strips)
        self._frame.setMaximumWidth(scaled(MOST_WIDTH))
        line = QHBoxLayout()
        line.addWidget(self._frame, 1)
        line.addStretch()
        self.body.addLayout(line, 1)
        self.setFocusProxy(self.form)
        FileDrop(self._frame, None, lambda _: self._can_write(), lambda paths, _: self.files.attach(paths))
        self.form.edited.connect(self._on_edited)
        self.composer.changed.connect(self._on_changed)
        self.composer.ended.connect(self._on_ended)
        attach = self.files.choose_files
        keys = {"Ctrl+Return": self.send, "Ctrl+Enter": self.send, "Ctrl+S": self.save, "Ctrl+J": attach}
        bind(self, keys)
        self._show_message(None)

    @staticmethod
    def title() -> str:
        return tr("Nouveau message")

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, Start):
            self._wanted = wanted
            self._begin()
        elif isinstance(wanted, int):
            self._show_message(self.composer.message(wanted))
            if self.message is None:
                self.workspace.back()  # it has left meanwhile: to the place before it

    def place(self) -> object:
        return self.message.number if self.message is not None else None

    def reload(self) -> None:
        self.workspace.load(load_known_people, owner=self, on_success=self.form.set_known)
        self.workspace.load(load_wishes, owner=self, on_success=self._take_wishes)
        self.workspace.examine(
            lambda session, _: list_accounts(session), owner=self, on_success=self._take_accounts, lane=Lane.READ
        )

    def commands(self) -> Sequence[Command]:
        return self._more() if self._can_write() else ()

    def on_escape(self) -> bool:
        if self._question is not None:
            self._set_question(None)
        else:
            self.ask_close()
        return True

    def send(self) -> None:
        """Send the message, once nothing stands against it."""
        message = self.message
        if message is None or not self._can_write() or not self.form.check():
            return
        if self._accounts is not None and not self._accounts:
            self._offer_mailbox()
            return
        composition = self.form.composition
        if too_large_text(composition, message.limit):
            screen_reader.announce(self, too_large_text(composition, message.limit))
            self.form.files.add_button.setFocus()
            return
        found = doubts(
            is_addressed=bool(composition.to),
            subject=composition.subject,
            text=composition.text,
            files=len(composition.files),
            is_commercial=message.nature is Nature.COMMERCIAL,
        )
        open_doubts = [each for each in found if each not in self._agreed]
        if open_doubts:
            self._ask_doubts(open_doubts)
            return
        unwanted = self._wishes.unwanted(composition.addresses, message.nature)
        if unwanted is not None:
            self._explain_unwanted(message, unwanted)
            return
        self._set_question(None)
        self.composer.send(message)
        self.workspace.back()

    def save(self) -> None:
        """Save the message as a draft now."""
        if self.message is not None and self._can_write():
            self.composer.saver.save(self.message)

    def ask_close(self) -> None:
        """Close the message; ask what becomes of it where the user wrote something."""
        message = self.message
        if message is None or (message.can_be_written and not message.holds_writing):
            self._close(keeps_draft=True)
            return
        if not message.can_be_written:
            self.workspace.back()
            return
        self._set_question(
            Strip(
                tr("Garder ce message parmi vos brouillons ?"),
                Tone.NEUTRAL,
                [
                    (tr("Garder le brouillon"), self._save_and_close),
                    (tr("Supprimer"), lambda: self._close(keeps_draft=False)),
                    (tr("Continuer"), lambda: self._set_question(None)),
                ],
            )
        )

    def edit_signature(self) -> None:
        """Edit the signature of the mailbox; what is being written stays as it is."""
        account = next((each for each in self._accounts or () if each.id == self.form.composition.account_id), None)
        if account is not None:
            edit_signature(self.workspace, self, account)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.composer.set_in_sight(self.message)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes elsewhere finds the message again, and the server has it."""
        super().hideEvent(event)
        self.composer.set_in_sight(None)
        if self.message is not None:
            self.composer.leave(self.message)

    def _begin(self) -> None:
        """Open the message that was asked for, once the mailboxes are known."""
        if self._wanted is None or self._accounts is None:
            return
        known = [account.id for account in self._accounts]
        if not known:
            self._ask_for_mailbox()
            return
        start, self._wanted, self.message = self._wanted, None, None
        account_id = start.account_id if start.account_id in known else known[0]
        self._opening.start(QApplication.doubleClickInterval())
        self._show_message(self.composer.begin(start, account_id))

    def _ask_for_mailbox(self) -> None:
        """Lead to the settings; the message that was asked for opens once there is a mailbox."""
        self._show_message(None)
        self._missing.hide()
        self._offer_mailbox()

    def _offer_mailbox(self) -> None:
        connect = (goal_label(Goal.CONNECT_MAIL), partial(self.workspace.pursue, Goal.CONNECT_MAIL))
        self._set_question(Strip(tr("Pour écrire un message, connectez d'abord une boîte."), Tone.PROPOSAL, [connect]))

    def _take_accounts(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        self.form.set_accounts(accounts)
        self._begin()

    def _show_message(self, message: OpenMessage | None) -> None:
        """Show another message, or none."""
        self.message = message
        self._agreed.clear()
        self._is_fresh = True
        self._set_question(None)
        self._missing.setVisible(message is None)
        self._missing.setText("" if message is not None else tr("Ce message n'est plus ouvert."))
        self._frame.setVisible(message is not None)
        self._send.setVisible(message is not None)
        if self.isVisible():
            self.composer.set_in_sight(message)
        if message is not None:
            self.set_title(page_title(message.start.kind))
            self._on_changed(message)
        else:
            self.set_subtitle("")
            self.set_more(())
            self._set_strip(None)

    def _on_changed(self, message: object) -> None:
        if message is not self.message or self.message is None:
            return
        shown = self.message
        is_first, self._is_fresh = self._is_fresh and self._can_write(), self._is_fresh and not self._can_write()
        if shown.composition is not None:
            self.form.show_composition(shown.composition, shown.limit)
        self.form.setEnabled(self._can_write())
        self._enable_send()
        self.set_subtitle(subtitle_of(shown))
        self.set_more(self._more() if self._can_write() else ())
        self._set_strip(strip_of(shown, self._answers()))
        if is_first and self.isVisible():
            self.form.focus_first()

    def _on_ended(self, message: object) -> None:
        if message is self.message:
            is_in_sight = self.isVisible()
            self._show_message(None)
            if is_in_sight:
                self.workspace.back()

    def _on_edited(self) -> None:
        if self.message is not None and self._can_write():
            self.message.error = None
            self.composer.write(self.message, self.form.composition)
            self.set_subtitle(subtitle_of(self.message))

    def _enable_send(self) -> None:
        self._send.setEnabled(self._can_write() and not self._opening.isActive())

    def _can_write(self) -> bool:
        return self.message is not None and self.message.can_be_written

    def _take_wishes(self, wishes: Wishes) -> None:
        self._wishes = wishes

    def _ask_doubts(self, found: Sequence[Doubt]) -> None:
        def send() -> None:
            self._agreed.update(found)
            self.send()

        def add_way_out() -> None:
            shown, message = self.form.composition, self.message
            if message is None:
                return
            written = replace(shown, text=with_way_out(shown.text, way_out_sentence()))
            self.composer.write(message, written)
            self._on_changed(message)
            self._set_question(None)

        def complete() -> None:
            self._set_question(None)
            self.form.focus_subject() if found[0] is Doubt.NO_SUBJECT else self.form.setFocus()

        answers = [(tr("Envoyer ainsi"), send), (tr("Compléter"), complete)]
        if found == [Doubt.NO_WAY_OUT]:
            answers[1] = (tr("Ajouter la phrase"), add_way_out)
        self._set_question(Strip(doubts_text(found), Tone.ATTENTION, answers))

    def _explain_unwanted(self, message: OpenMessage, unwanted: Unwanted) -> None:
        """Why the message is not sent as it is, and what the user can do."""

        def send() -> None:
            message.is_exchange = True
            self.send()

        answers = [(tr("C'est un échange courant"), send)]
        if unwanted.client_id is not None:
            answers.append((tr("Voir le client"), partial(self.workspace.navigate, "client", unwanted.client_id)))
        answers.append((tr("Revenir au message"), lambda: self._set_question(None)))
        self._set_question(Strip(unwanted_text(unwanted), Tone.ATTENTION, answers))

    def _save_and_close(self) -> None:
        self._set_question(None)
        if self.message is not None:
            self.composer.save_and_close(self.message)

    def _close(self, *, keeps_draft: bool) -> None:
        self._set_question(None)
        if self.message is not None:
            self.composer.close(self.message, keeps_draft=keeps_draft)
        else:
            self.workspace.back()

    def _answers(self) -> Answers:
        message = self.message
        assert message is not None, "shown"
        return Answers(
            load=lambda: self.composer.load(message),
            send=self.send,
            look_up=lambda: self.composer.outbox.look_up(message),
            save=self.save,
            save_anew=lambda: self.composer.saver.save_anew(message),
            give_up=lambda: self._close(keeps_draft=True),
            pursue=self.workspace.pursue,
        )

    def _more(self) -> Sequence[Command]:
        return (
            Command(text=tr("Joindre un fichier…"), act=self.files.choose_files, icon="file-up", shortcut="Ctrl+J"),
            Command(text=tr("Joindre un document…"), act=self.files.choose_document, icon="file-text"),
            Command(text=tr("Signature…"), act=self.edit_signature, icon="pencil"),
            Command(text=tr("Enregistrer le brouillon"), act=self.save, icon="download", shortcut="Ctrl+S"),
            Command(text=tr("Fermer ce message"), act=self.ask_close, icon="x"),
        )

    def _set_question(self, strip: Strip | None) -> None:
        held = self.window().focusWidget()
        if held is not None and self.form.isAncestorOf(held):
            self._asked_from = held
        self._question = self._put(self._question, strip, 0)
        if strip is not None:
            strip.buttons[-1].setFocus()
            screen_reader.announce(self, strip.accessibleName())

    def _set_strip(self, strip: Strip | None) -> None:
        if strip is not None and self._strip is not None and strip.key == self._strip.key:
            return
        self._strip = self._put(self._strip, strip, -1)
        if strip is not None:
            screen_reader.announce(self, strip.accessibleName())

    def _return_focus(self) -> None:
        """Go back to where the user wrote before a strip took the focus."""
        field, self._asked_from = self._asked_from, None
        if field is not None and field.isVisible():
            field.setFocus()
        else:
            self.form.setFocus()

    def _put(self, former: Strip | None, strip: Strip | None, place: int) -> Strip | None:
        if former is not None:
            held: QWidget | None = self.window().focusWidget()
            if held is not None and former.isAncestorOf(held):
                call_later(self, 0, self._return_focus)
            self._strips.removeWidget(former)
            former.hide()
            former.deleteLater()
        if strip is not None:
            self._strips.insertWidget(place, strip)
        return strip
