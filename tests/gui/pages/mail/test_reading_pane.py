"""The reading pane in the real window: letters, links, files and marks."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Start, StartKind
from microdesk_desktop.domain.mail.reading.links import Link, link_of
from microdesk_desktop.domain.mail.types import Letter, Person
from microdesk_desktop.operations.privacy.network_switches import go_offline
from microdesk_desktop.pages.mail.reading.letter_card import LetterCard
from microdesk_desktop.pages.mail.reading.letter_printing import print_letter
from microdesk_desktop.pages.mail.reading.pane import ReadingPane
from microdesk_desktop.pages.shell.shell import Shell
from tests.support.geometry import badly_typeset
from tests.support.gui import unnamed
from tests.support.mail.letters import ACCOUNT_ID, LetterBox, letter_box, listed
from tests.unit.mail.mime.test_tnef import SAMPLE

PDF = b"%PDF-1.7" + bytes(200_000)
HTML = '<table><tr><td>Article</td><td>12,00 €</td></tr></table><p>Voir <a href="https://a.example/x">ici</a></p>'


@pytest.fixture
def box(shell: Shell) -> Iterator[LetterBox]:
    with letter_box(shell.workspace.session) as box:
        yield box


@pytest.fixture
def pane(shell: Shell, box: LetterBox) -> ReadingPane:
    made = ReadingPane(shell.workspace)
    made.setParent(shell)
    made.resize(640, 600)
    made.show()
    return made


def written(
    text: str, html: str = "", subject: str = "Devis du salon", sender: str = "Léa Martin", **files: bytes
) -> bytes:
    message = EmailMessage()
    message["From"] = f"{sender} <lea@client.example>"
    message["To"] = "Jeanne <jeanne@ici.example>"
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return bytes(message)


def shown(pane: ReadingPane, box: LetterBox, qtbot: QtBot, *letters: bytes) -> LetterCard:
    """The newest letter of a conversation, once its text is in sight."""
    box.conversations["a"] = list(letters)
    pane.show_conversation(ACCOUNT_ID, listed("a"))
    qtbot.waitUntil(lambda: len(pane.cards) == len(letters) and has_text(pane.cards[-1]))
    return pane.cards[-1]


def has_text(card: LetterCard) -> bool:
    return card.text is not None and bool(card.text.toPlainText())


def text_of(card: LetterCard) -> str:
    assert card.text is not None
    return card.text.toPlainText()


def press(host: QWidget, words: str) -> None:
    """Click the visible button with this text."""
    found = in_sight(host, words)
    assert len(found) == 1, [each.text() for each in host.findChildren(QPushButton) if each.isVisible()]
    found[0].click()


def in_sight(host: QWidget, words: str) -> list[QPushButton]:
    return [each for each in host.findChildren(QPushButton) if each.text() == words and each.isVisible()]


def dialog_of(shell: Shell) -> QDialog:
    """The one dialog in sight."""
    (found,) = [each for each in shell.window().findChildren(QDialog) if each.isVisible()]
    return found


class Browser(QObject):
    """Stands for the user's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_the_newest_letter_is_open_and_read_once_it_was_in_sight(
    pane: ReadingPane, box: LetterBox, qtbot: QtBot
) -> None:
    box.marked.append("a/0")
    last = shown(pane, box, qtbot, written("premier mot"), written("dernier mot"))
    first = pane.cards[0]
    assert (first.is_open, last.is_open) == (False, True)
    assert text_of(last) == "dernier mot"
    assert box.marked == ["a/0"], "nothing is marked before it was in sight for a while"
    qtbot.waitUntil(lambda: box.marked == ["a/0", "a/1"])
    first.toggle()
    qtbot.waitUntil(lambda: has_text(first))
    assert text_of(first) == "premier mot"


def test_what_was_left_at_once_stays_unread(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    shown(pane, box, qtbot, written("mot"))
    pane.show_nothing()
    box.conversations["b"] = [written("autre mot")]
    pane.show_conversation(ACCOUNT_ID, listed("b"))
    qtbot.waitUntil(lambda: box.marked == ["b/0"])


def test_what_is_no_longer_wanted_neither_shows_nor_cancels(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    box.conversations |= {"a": [written("mot")], "b": [written("autre mot")]}
    cancelled: list[bool] = []
    read = box.conversation

    def noting(key: str, job: Job) -> tuple[Letter, ...]:
        job.on_cancel(lambda: cancelled.append(True))
        return read(key, job)

    box.conversation = noting  # type: ignore[method-assign]
    pane.show_conversation(ACCOUNT_ID, listed("a"))
    pane.show_conversation(ACCOUNT_ID, listed("b"))
    qtbot.waitUntil(lambda: bool(pane.cards) and has_text(pane.cards[0]))
    assert [text_of(card) for card in pane.cards] == ["autre mot"]
    assert cancelled == [], "the connection of a cancelled job is thrown away"


def test_a_new_letter_joins_the_open_ones(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    first = shown(pane, box, qtbot, written("premier mot"))
    second = shown(pane, box, qtbot, written("premier mot"), written("nouveau mot"))
    assert pane.cards == (first, second)
    assert (first.is_open, second.is_open) == (True, True)
    box.conversations["a"] = [written("premier mot")]
    pane.refresh()
    qtbot.waitUntil(lambda: pane.cards == (first,))


def test_a_draft_does_not_look_like_a_sent_letter(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    card = shown(pane, box, qtbot, written("Bonjour"))
    captions = [label for label in card.findChildren(QLabel) if "20/11/2026" in label.text()]
    assert ["Brouillon" in label.text() for label in captions] == [False]
    pane.set_drafts(["inbox"])
    assert ["Brouillon · " in label.text() for label in captions] == [True]


def test_a_text_that_does_not_come_can_be_asked_for_again(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    box.failure = KnownError(ErrorCode.MAIL_DROPPED, host="imap.example")
    box.conversations["a"] = [written("mot")]
    pane.show_conversation(ACCOUNT_ID, listed("a"))
    # A layout shows what was added to it only in the following turn of the event loop.
    qtbot.waitUntil(lambda: bool(in_sight(pane, "Réessayer")))
    box.failure = None
    press(pane, "Réessayer")
    qtbot.waitUntil(lambda: has_text(pane.cards[0]))
    assert text_of(pane.cards[0]) == "mot"


def test_the_html_text_and_the_plain_one_take_turns(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    card = shown(pane, box, qtbot, written("le texte seul", HTML))
    assert "12,00" in text_of(card)
    card.switch_text()
    qtbot.waitUntil(lambda: has_text(card) and text_of(card) == "le texte seul")
    card.switch_text()
    qtbot.waitUntil(lambda: has_text(card) and "12,00" in text_of(card))


def test_a_link_is_opened_once_its_host_was_seen(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, browser: Browser
) -> None:
    card = shown(pane, box, qtbot, written("x", HTML))
    choose(card, "ici", "https://a.example/x")
    dialog = dialog_of(shell)
    assert "a.example" in dialog.accessibleName()
    assert browser.opened == []
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert browser.opened == ["https://a.example/x"]


def test_a_link_that_deceives_is_not_opened_by_enter(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, browser: Browser
) -> None:
    html = HTML + '<a href="http://autre.example/">https://www.banque.example</a>'
    card = shown(pane, box, qtbot, written("x", html))
    assert any("autre.example" in each.accessibleName() for each in card.findChildren(QWidget)), "named above the text"
    choose(card, "https://www.banque.example", "http://autre.example/")
    dialog = dialog_of(shell)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert browser.opened == []
    choose(card, "https://www.banque.example", "http://autre.example/")
    press(dialog_of(shell), "Ouvrir quand même")
    assert browser.opened == ["http://autre.example/"]


def test_offline_the_question_says_that_the_browser_is_not_held(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, browser: Browser
) -> None:
    card = shown(pane, box, qtbot, written("x", HTML))
    go_offline(shell.workspace.session)
    choose(card, "ici", "https://a.example/x")
    dialog = dialog_of(shell)
    assert any("Mode hors ligne" in label.text() for label in dialog.findChildren(QLabel))
    assert browser.opened == []
    press(dialog, "Ouvrir quand même")
    assert browser.opened == ["https://a.example/x"]


def choose(card: LetterCard, words: str, url: str) -> None:
    link = link_of(words, url)
    assert card.text is not None
    assert isinstance(link, Link)
    card.text.link_chosen.emit(link)


def test_answers_go_to_the_composer(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, object]] = []
    monkeypatch.setattr(shell.workspace, "navigate", lambda key, wanted=None: asked.append((key, wanted)))
    card = shown(pane, box, qtbot, written("mot"))
    press(pane, "Répondre")
    pane.start(StartKind.FORWARD)
    choose(card, "écrire", "mailto:lea@client.example?subject=x")
    assert asked == [
        (COMPOSER, Start(kind=StartKind.ANSWER, account_id=ACCOUNT_ID, letter=card.letter)),
        (COMPOSER, Start(kind=StartKind.FORWARD, account_id=ACCOUNT_ID, letter=card.letter)),
        (COMPOSER, Start(account_id=ACCOUNT_ID, to=(Person("", "lea@client.example"),))),
    ]


def test_a_draft_is_taken_up_and_never_answered(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(shell.workspace, "navigate", lambda key, wanted=None: asked.append(wanted))
    card = shown(pane, box, qtbot, written("mot"))
    pane.set_drafts(["inbox"])
    for kind in (StartKind.ANSWER, StartKind.ANSWER_ALL, StartKind.FORWARD):
        pane.start(kind)
    assert asked == [Start(kind=StartKind.DRAFT, account_id=ACCOUNT_ID, letter=card.letter)] * 3


def chosen_in_dialog(shell: Shell, path: Path) -> None:
    dialog = shell.window().findChild(QFileDialog)
    assert dialog is not None
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(path))
    dialog.accept()


def test_a_file_is_saved_where_the_user_chose(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, tmp_path: Path
) -> None:
    shown(pane, box, qtbot, written("mot", devis_pdf=PDF))
    press(pane, "Enregistrer…")
    chosen_in_dialog(shell, tmp_path / "ici.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "ici.pdf").exists())
    assert (tmp_path / "ici.pdf").read_bytes() == PDF


def test_what_an_archive_of_outlook_holds_is_named_and_saved(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, tmp_path: Path
) -> None:
    card = shown(pane, box, qtbot, written("mot", winmail_dat=SAMPLE))
    save = "Enregistrer ce qu’elle contient…"
    qtbot.waitUntil(lambda: bool(in_sight(pane, save)), timeout=15_000)
    assert any("Devis d’été.docx, résumé.txt" in each.text() for each in card.findChildren(QLabel))
    press(pane, save)
    chosen_in_dialog(shell, tmp_path)
    qtbot.waitUntil(lambda: (tmp_path / "Devis d’été.docx").exists(), timeout=15_000)
    assert (tmp_path / "Devis d’été.docx").read_bytes() == b"PK devis"


def test_a_program_is_saved_only_after_a_warning(shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    shown(pane, box, qtbot, written("mot", facture_exe=b"MZ"))
    press(pane, "Enregistrer…")
    dialog = dialog_of(shell)
    assert "facture.exe" in dialog.accessibleName()
    press(dialog, "Ne pas enregistrer")
    assert shell.window().findChild(QFileDialog) is None


def test_a_letter_is_printed_without_its_subject_in_any_name(
    shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot, tmp_path: Path
) -> None:
    card = shown(pane, box, qtbot, written("x", HTML + "<p>mot</p>" * 900))
    assert card.content is not None
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "message.pdf"))
    print_letter(shell.workspace, card.content, printer)
    qtbot.waitUntil(lambda: (tmp_path / "message.pdf").exists(), timeout=15_000)
    made = (tmp_path / "message.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") > 5
    assert "Devis du salon".encode("utf-16-be") not in made
    assert b"Devis du salon" not in made


def test_every_control_has_a_name_and_the_copy_key_works(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    card = shown(pane, box, qtbot, written("mot", HTML, devis_pdf=PDF, autre_exe=b"MZ"))
    assert unnamed(pane) == []
    assert card.text is not None
    card.text.setFocus()
    qtbot.keyClick(card.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "12,00" in card.text.textCursor().selection().toPlainText()


def test_what_others_wrote_is_no_text_of_the_program(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    first = written("mot", subject="Devis : une question ?", sender='"Léa : ventes !"', **{"devis !_pdf": PDF})
    shown(pane, box, qtbot, first, written("mot", subject="Autre : question !", sender=f'"Léa : {"é" * 200}"'))
    assert list(badly_typeset(pane)) == []
    ours = QLabel("Devis : une question", pane)
    ours.show()
    assert list(badly_typeset(pane)) == ["« Devis : une question » is badly typeset"]


def test_the_only_letter_stays_open_and_has_no_fold_button(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    card = shown(pane, box, qtbot, written("premier mot"))
    (sender,) = [each for each in card.findChildren(QLabel) if each.text() == "Léa Martin"]
    qtbot.mouseClick(sender, Qt.MouseButton.LeftButton)
    assert card.is_open
    assert [each for each in buttons_in_sight(card) if each.startswith("Replier")] == []
    shown(pane, box, qtbot, written("premier mot"), written("nouveau mot"))
    assert len([each for each in buttons_in_sight(pane) if each.startswith("Replier")]) == 2
    qtbot.mouseClick(sender, Qt.MouseButton.LeftButton)
    assert not card.is_open


def test_a_folded_letter_shows_its_first_words(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    shown(pane, box, qtbot, written("premier mot"), written("nouveau mot"))
    folded, newest = pane.cards
    folded.fold()
    captions = [[each.text() for each in card.findChildren(QLabel) if each.isVisible()] for card in (folded, newest)]
    assert "premier mot" in captions[0]
    assert "nouveau mot" not in captions[1], "its text stands there whole"


def test_the_card_shows_the_focus_of_its_letters(pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    card = shown(pane, box, qtbot, written("mot"))
    pane.setFocus()
    qtbot.waitUntil(lambda: pane.property("has_focus") is True)
    assert card.text is not None
    card.text.setFocus()
    assert pane.property("has_focus") is False


def buttons_in_sight(host: QWidget) -> list[str]:
    return [each.accessibleName() for each in host.findChildren(QPushButton) if each.isVisible()]


def test_a_conversation_that_is_left_is_dropped(shell: Shell, pane: ReadingPane, box: LetterBox, qtbot: QtBot) -> None:
    card = shown(pane, box, qtbot, written("mot"))
    gone: list[bool] = []
    card.destroyed.connect(lambda: gone.append(True))
    pane.show_nothing()
    qtbot.waitUntil(lambda: gone == [True])
    assert pane.cards == ()
