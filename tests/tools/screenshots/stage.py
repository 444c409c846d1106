"""The scenes that are pictured, played in the real window one after another."""

import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from microdesk_desktop.app import build_window
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo.run import new_vault, run_demo
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.records.vouchers import add_vouchers
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.clients.page import ClientPage
from microdesk_desktop.pages.connect.choosing import WayStep
from microdesk_desktop.pages.connect.sheet import ConnectSheet
from microdesk_desktop.pages.documents.invoices import InvoicesPage
from microdesk_desktop.pages.documents.page import InvoicePage
from microdesk_desktop.pages.received.controller import ReceivedController
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.reminder.page import ReminderPage
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.settings.panes import groups
from microdesk_desktop.pages.settings.security.passphrase import PassphrasePane
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.pages.start.recovery_key import RecoveryStep, RetypeStep
from microdesk_desktop.pages.start.unlock import UnlockPage
from microdesk_desktop.pages.start.welcome import WelcomePage
from microdesk_desktop.pages.todo.page import TodoPage
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.gmail.letters import ADDRESS
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.views.records.document_actions import DocumentAction
from microdesk_desktop.views.records.rows import load_invoice_rows
from tests.benchmarks.sample_vault import PASSPHRASE as FULL_PASSPHRASE
from tests.support.documents.received import cii, pdf
from tests.support.geometry import faults
from tests.support.mail.desk import connect_gmail
from tests.tools.screenshots import (
    attribution,
    books,
    dashboard,
    declarations,
    editor,
    expenses,
    mail,
    mail_business,
    mail_reading,
    mileage,
    network,
    privacy,
    privacy_statement,
    requests,
    retention,
    security,
    selling,
    thresholds,
    typed,
)
from tests.tools.screenshots.composer import scenes as composer_scenes
from tests.tools.screenshots.documents import document_scenes
from tests.tools.screenshots.mail_accounts import mail_account_scenes
from tests.tools.screenshots.states import States, shown
from tests.worlds.documents import DAY, SAMPLES, SELLER

W = TypeVar("W", bound=QWidget)
ACTS = ("start", "empty", "usual", "privacy", "states", "attribution", "mail", "full")
SETTLE_MS = 10_000
LAYOUT_TURNS = 6
"""Turns of the loop in a row in which nothing is laid out: nested layouts take a new width in one after the other."""
MOST_TURNS = 40
"""After so many the picture is taken: something that moves on purpose, as a bar of progress, never rests."""
FULL_ROWS = 100_000
QUICK = 90
"""How little a picture is compressed, of 100: the smallest file takes three times as long."""
PASSPHRASE = "velours marmite trombone galet"
SUPPLIER = replace(SELLER, name="Atelier Lumen", siren="732829320", siret="", vat_number="FR44732829320")


class LayoutRequests(QObject):
    """Notes that something asked to be laid out."""

    def __init__(self, noted: set[int]) -> None:
        super().__init__()
        self._noted = noted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._noted.add(id(watched))
        return False


class Stage:
    """The window, and the scenes it plays one after another."""

    def __init__(self, place: Path, language: str, acts: Collection[str] = ACTS, *, full: Path | None = None) -> None:
        self._place = place
        self._full_vault = full
        self._language = language
        self._acts = acts
        self._application = QApplication(sys.argv[:1])
        self._laid_out: set[int] = set()
        self._requests = LayoutRequests(self._laid_out)
        self._application.installEventFilter(self._requests)
        self._mode: Mode | None = None
        self.window = self._window(place / "new")

    def arrange(self, width: int, height: int, mode: Mode) -> None:
        """Show the window in this size and theme; it does not lock, however long the pictures take."""
        self.window.idle.stop()
        self.window.resize(width, height)
        if mode is not self._mode:
            self.window.theme.set_mode(mode)
            self._mode = mode
        self._settle()

    def save(self, path: Path) -> None:
        """Picture the window, or the dialog above it."""
        self._in_front().grab().save(str(path), "PNG", QUICK)

    def faults(self) -> Sequence[str]:
        """What is wrong with the geometry of what is in sight: a dialog, a sheet, or the screen below them."""
        sheets = [each for each in self.window.findChildren(SideSheet) if each.isVisible()]
        return faults(sheets[-1] if sheets else self._in_front())

    def _in_front(self) -> QWidget:
        return QApplication.activeModalWidget() or self.window

    def scenes(self) -> Iterator[str]:
        """Each scene of the acts by its name, set and ready to be pictured."""
        if not {"start", "empty"}.isdisjoint(self._acts):
            yield from self._new_vault()
        if not {"usual", "privacy", "states"}.isdisjoint(self._acts):
            yield from self._company()
        if "attribution" in self._acts:
            yield from self._attribution()
        if "mail" in self._acts:
            yield from self._mail()
        if "full" in self._acts:
            yield from self._full()

    def _new_vault(self) -> Iterator[str]:
        """The first start, the vault that it makes, and how it is opened again."""
        self.window.start()
        for name in self._welcome():
            if "start" in self._acts:
                yield name
        if "empty" in self._acts:
            yield from self._pages("empty")
            yield from self._keys()
        if "start" not in self._acts:
            return
        self.window.lock()
        self._settle()
        yield "unlock"
        self._showing(UnlockPage).recovery_wanted.emit()
        yield "recovery"

    def _company(self) -> Iterator[str]:
        """The sample company, with what a year of trade leaves."""
        self.window.close()
        with SandboxBank() as bank, SandboxGmail(ADDRESS) as gmail:
            session = new_vault(self._place)
            run_demo(session, bank, self._place, Job(), gmail=gmail)
            selling.fill(session)
            mileage.fill(session)
            requests.fill(session)
            retention.fill(session)
            self.window = self._window(session.profile)
            self.window.show_vault(session)
            if "usual" in self._acts:
                yield from self._pages("usual")
                yield from self._records()
                yield from editor.scenes(self._showing(Shell), self._settle)
                yield from selling.forms(self._showing(Shell), self._settle)
                yield from mileage.scenes(self._showing(Shell), self._settle)
                yield from self._over_lists()
                yield from typed.scenes(self.window, self._showing(Shell), self._settle)
                yield from self._late()
                yield from self._above()
                yield from document_scenes(self._showing(Shell), self._settle)
                yield from dashboard.scenes(self._showing(Shell), self._settle)
                yield from thresholds.scenes(self._showing(Shell), self._settle)
                yield from declarations.scenes(self._showing(Shell), self._settle)
                yield from expenses.scenes(self._showing(Shell), self._settle, self._place)
                yield from mail_business.scenes(self._showing(Shell), self._settle)
                yield from composer_scenes(self._showing(Shell), self._settle)
                yield from mail_account_scenes(self._showing(Shell), self._settle)
                yield from books.scenes(self._showing(Shell), self._settle)
            if "privacy" in self._acts:
                yield from self._privacy()
            if "states" in self._acts:
                yield from States(self.window, bank, self._place, self._settle).play(self._language)

    def _privacy(self) -> Iterator[str]:
        """What is kept of people, what left, how it is secured, taken away and erased."""
        shell = self._showing(Shell)
        for scenes in (requests.scenes, network.scenes, retention.scenes, security.scenes):
            yield from scenes(shell, self._settle)
        yield from privacy.scenes(self.window, self._settle)
        yield from privacy_statement.scenes(self.window, self._settle)

    def _attribution(self) -> Iterator[str]:
        """An account whose rows tell all that an attribution can."""
        self.window.close()
        session = new_vault(self._place / "attribution")
        self.window = self._window(session.profile)
        self.window.show_vault(session)
        yield from attribution.scenes(self._showing(Shell), self._settle)
        self.window.lock()
        self._settle()

    def _mail(self) -> Iterator[str]:
        """A mailbox in the window."""
        self.window.close()
        with SandboxGmail() as gmail:
            mail.fill(gmail)
            mail_reading.fill(gmail)
            session = new_vault(self._place / "mail")
            connect_gmail(session, gmail)
            self.window = self._window(session.profile)
            self.window.show_vault(session)
            yield from mail.scenes(self._showing(Shell), self._settle)
            yield from mail_reading.scenes(self._showing(Shell), self._settle)
            self.window.lock()
            self._settle()

    def _full(self) -> Iterator[str]:
        """A vault with as much as anyone will ever have."""
        self.window.close()
        assert self._full_vault is not None, "made by whoever asks for this act"
        profile = Path(shutil.copytree(self._full_vault, self._place / "full"))
        keyring = MemoryKeyring()
        session = unlock(profile, FULL_PASSPHRASE, keyring=lambda: keyring)
        self.window = self._window(profile)
        self.window.show_vault(session)
        yield from self._pages("full")

    def _welcome(self) -> Iterator[str]:
        page = self._showing(WelcomePage)
        yield "welcome-1"
        page.bring_back.click()
        yield "welcome-bring-back"
        page.bring_back.click()
        page.business.name.set_value("Jeanne Martin EI")
        page.business.adult.set_checked(True)
        page.go_on()
        yield "welcome-2"
        page.privacy.accepted.set_checked(True)
        page.go_on()
        for field in (page.passphrase.passphrase.first, page.passphrase.passphrase.second):
            field.set_value(PASSPHRASE)
            field.edited.emit()
        self._settle()
        yield "welcome-3"
        page.go_on()
        self._settle()
        yield "welcome-4"
        shown = page.step()
        assert isinstance(shown, RecoveryStep)
        key = shown.key
        page.go_on()
        self._settle()
        yield "welcome-5"
        asked = page.step()
        assert isinstance(asked, RetypeStep)
        for number, field in zip(asked.asked, asked.fields, strict=True):
            field.set_value(key.split("-")[number])
        page.go_on()
        self._settle()

    def _pages(self, state: str) -> Iterator[str]:
        for kind in PAGES:
            if not kind.shows_one:
                self.window.go_to(kind.key)
                self._settle()
                yield f"{state}-{kind.key}"

    def _records(self) -> Iterator[str]:
        """The page of the first record of a list, and an expense with a voucher."""
        shell = self._showing(Shell)
        for listing, page in (("invoices", InvoicePage.key), ("clients", ClientPage.key)):
            self.window.go_to(listing)
            self._settle()
            shell.navigate(page, _first_place(shell))
            self._settle()
            yield f"usual-{page}"
        self.window.go_to("expenses")
        self._settle()
        expense = shell.current().place()
        assert isinstance(expense, int)
        picture = self._place / "ticket.png"
        self.window.grab().save(str(picture))
        shell.workspace.perform(lambda session: add_vouchers(session, expense, [picture]))
        self._settle()
        yield "usual-voucher"
        yield from self._received(shell)

    def _received(self, shell: Shell) -> Iterator[str]:
        """What suppliers sent: an e-invoice that may be an expense that is there, and a plain PDF."""
        entered = Expense(on=DAY, supplier="LUMEN", label="Développement", amount_cents=2_148)
        shell.workspace.perform(lambda session: put_record(session, entered))
        for name, data in (("e-invoice", cii(replace(SAMPLES["standard"], seller=SUPPLIER))), ("plain", pdf())):
            file = Member(f"{name}.xml" if data.startswith(b"<") else f"{name}.pdf", data)
            shell.workspace.controller(ReceivedController).receive([file], list, plain_too=True)
            self._settle()
            yield f"usual-received-{name}"

    def _late(self) -> Iterator[str]:
        """A payment of a late invoice, and its reminder in the first tone and the last one."""
        shell = self._showing(Shell)
        today = shell.workspace.clock.today()
        rows = shell.workspace.session.read(lambda reader: load_invoice_rows(reader, today))
        late = next(row.id for row in rows if row.state is DocumentState.LATE)
        self.window.go_to("invoices")
        self._settle()
        page = shell.current()
        assert isinstance(page, InvoicesPage)
        page.table.select(late)
        self._settle()
        page.panel.wanted.emit(DocumentAction.MARK_PAID)
        self._settle()
        yield "invoice-payment"
        shown(shell, SideSheet).close_sheet()
        shell.navigate("reminder", late)
        self._settle()
        yield "usual-reminder"
        reminder = shell.current()
        assert isinstance(reminder, ReminderPage)
        reminder.choose_tone(ReminderTone.FORMAL)
        self._settle()
        yield "usual-reminder-formal"
        reminder.toggle_pages()
        self._settle()
        yield "usual-reminder-page"
        reminder.toggle_pages()

    def _over_lists(self) -> Iterator[str]:
        """What stands over a list: the bar of the rows that are checked, the panel as a sheet, the form of a record."""
        shell = self._showing(Shell)
        self.window.go_to("bank")
        self._settle()
        page = shell.current()
        assert isinstance(page, BankPage)
        table = page.transactions.table
        table.check_all()
        self._settle()
        yield "selection"
        table.checks.clear()
        table.view.clicked.emit(table.view.currentIndex())
        yield "panel"
        page.on_escape()
        for listing, key, button in (
            ("clients", ClientPage.key, "correct"),
            ("invoices", InvoicePage.key, DocumentAction.CORRECT.value),
        ):
            self.window.go_to(listing)
            self._settle()
            shell.navigate(key, _first_place(shell, is_correctable=True))
            self._settle()
            found = shell.current().findChild(QPushButton, button)
            assert isinstance(found, QPushButton)
            found.click()
            self._settle()
            yield f"{key}-form"
            shown(shell, SideSheet).close_sheet()
            client = shell.current()
            if isinstance(client, ClientPage):
                client.erase()
                self._settle()
                yield "usual-client-erase"
                shown(shell, SideSheet).close_sheet()

    def _keys(self) -> Iterator[str]:
        self.window.go_to("bank")
        page = self._showing(Shell).current()
        assert isinstance(page, BankPage)
        page.connect_bank()
        self._settle()
        sheet = shown(self.window, ConnectSheet)
        sheet.submit()
        self._settle()
        assert isinstance(sheet.step, WayStep)
        sheet.step.table.select("gocardless")
        sheet.submit()
        self._settle()
        yield "connect-keys"
        shown(self.window, ConnectSheet).close_sheet()

    def _above(self) -> Iterator[str]:
        shell = self._showing(Shell)
        shell.command_palette.open_with(shell.commands())
        yield "palette"
        shell.command_palette.field.setText("nova")
        yield "palette-records"
        shell.command_palette.close_palette()
        self.window.go_to("todo")
        self._settle()
        _child(shell, TodoPage).begin()
        yield "walk"
        _child(shell, TodoPage).walk.stop()
        yield from self._settings(shell)
        self.window.go_to("settings")
        page = _child(shell, SettingsPage)
        page.on_pane(PassphrasePane, PassphrasePane.change_passphrase)
        yield "sheet"
        shown(shell, SideSheet).close_sheet()

    def _settings(self, shell: Shell) -> Iterator[str]:
        for _, panes in groups():
            for pane in panes:
                shell.navigate("settings", pane.key)
                yield f"settings-{pane.key}"

    def _window(self, profile: Path) -> Window:
        window = build_window(self._application, profile, language=self._language)
        self._mode = None
        window.show()
        return window

    def _showing(self, kind: type[W]) -> W:
        """The page in sight, which must be of this kind."""
        page = self.window.currentWidget()
        assert isinstance(page, kind), page
        return page

    def _settle(self) -> None:
        """Let what is being read be shown."""
        deadline = QDeadlineTimer(SETTLE_MS)
        self._application.processEvents()
        while not (self.window.is_at_rest or deadline.hasExpired()):
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        calm = 0
        for _ in range(MOST_TURNS):
            self._laid_out.clear()
            self._application.processEvents()
            calm = 0 if self._laid_out else calm + 1
            if calm == LAYOUT_TURNS:
                return


def _first_place(shell: Shell, *, is_correctable: bool = False) -> object:
    """The place of the first record of the list in sight; drafts, which stand above documents, are none yet.

    A document that was issued here is not corrected.
    """
    page = shell.current()
    assert isinstance(page, ListPage)
    documents = (row for row in page.kept if getattr(row, "draft_id", None) is None)
    wanted = (row.id for row in documents if not (is_correctable and getattr(row, "is_sealed", False)))
    return next(wanted, None)


def _child(host: QWidget, kind: type[W]) -> W:
    found = host.findChild(kind)
    assert isinstance(found, kind)
    return found
