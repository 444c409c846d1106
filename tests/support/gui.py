"""The real window on a real vault, for the tests: one vault is made, each test gets a copy."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from microdesk_desktop.app import build_window
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.domain.company import Company
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.runner import THREADS, Lane
from microdesk_desktop.operations.vault.create import create_vault
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import SIZE, Window
from microdesk_desktop.pages.start.unlock import UnlockPage
from microdesk_desktop.privacy.statement import current_version
from microdesk_desktop.vault.slots import Cost
from tests.support.clock import FakeClock

PASSPHRASE = "velours marmite trombone galet"
LONG_MS = 60_000


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault that tests copy and never open."""
    profile = tmp_path_factory.mktemp("made") / "profile"
    company = Company(name="Jeanne Martin EI")
    made = create_vault(profile, PASSPHRASE, company, privacy_version=current_version(), cost=Cost(), clock=FakeClock())
    made.session.close()
    (profile.parent / "recovery.txt").write_text(made.recovery_key, encoding="utf-8")
    return profile


@pytest.fixture
def recovery_key(made_vault: Path) -> str:
    return (made_vault.parent / "recovery.txt").read_text(encoding="utf-8")


@pytest.fixture
def profile(request: pytest.FixtureRequest, made_vault: Path, tmp_path: Path) -> Path:
    """A copy of the vault, of the sample company where the test has its `desk`."""
    made = request.getfixturevalue("made_company") if "desk" in request.fixturenames else made_vault
    return Path(shutil.copytree(made, tmp_path / "profile"))


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, profile: Path, clock: FakeClock) -> Iterator[Window]:
    """The window of the profile, started, not unlocked."""
    with started(qapp, qtbot, profile, clock) as window:
        yield window


@pytest.fixture
def new_window(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FakeClock) -> Iterator[Window]:
    """The window of an empty profile: the welcome."""
    with started(qapp, qtbot, tmp_path / "new", clock) as window:
        yield window


@pytest.fixture
def shell(window: Window, qtbot: QtBot) -> Shell:
    """The shell of the unlocked vault."""
    return unlocked(window, qtbot)


@contextmanager
def started(
    qapp: QApplication, qtbot: QtBot, profile: Path, clock: FakeClock, language: str = "fr"
) -> Iterator[Window]:
    """A window of the profile, closed in the end."""
    window = build_window(qapp, profile, language=language, clock=clock)
    window.resize(SIZE)  # larger than the offscreen screen
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.start()
    yield window
    window.close()
    set_language("fr")


def unlocked(window: Window, qtbot: QtBot) -> Shell:
    """Type the passphrase and wait for the shell."""
    page = window.currentWidget()
    assert isinstance(page, UnlockPage)
    type_in(qtbot, page.field, PASSPHRASE)
    with qtbot.waitSignal(window.opened, timeout=LONG_MS):
        qtbot.keyClick(page.field.focusProxy(), Qt.Key.Key_Return)
    shell = window.currentWidget()
    assert isinstance(shell, Shell)
    return shell


def settled(window: Window, qtbot: QtBot) -> None:
    """Wait until the pages have read all that they show, and nothing is about to start."""
    qtbot.waitUntil(lambda: window.is_at_rest, timeout=LONG_MS)


@contextmanager
def held(window: Window, lane: Lane) -> Iterator[None]:
    """Keep the lane's workers busy, so that what is asked for meanwhile waits until the end of the block."""
    gate = threading.Event()
    for _ in range(THREADS[lane]):
        window.runner.run(lambda job: gate.wait(30), lane=lane)
    try:
        yield
    finally:
        gate.set()


def drop(shell: Shell, *paths: Path) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shell.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, left, none))


def type_in(qtbot: QtBot, field: Field[Any], text: str) -> None:
    """Type over what the field holds, key by key."""
    entry = field.focusProxy()
    assert isinstance(entry, QLineEdit)
    entry.selectAll()
    qtbot.keyClicks(entry, text)


def button(host: QWidget, name: str) -> QPushButton:
    """The visible button with this object name."""
    QApplication.processEvents()  # a layout shows what was just added to it at the next turn of the loop
    found = [each for each in host.findChildren(QPushButton, name) if each.isVisible()]
    assert len(found) == 1, [each.objectName() for each in host.findChildren(QPushButton) if each.isVisible()]
    return found[0]


def unnamed(host: QWidget) -> list[str]:
    """The visible controls that a screen reader could not name."""
    controls = [each for each in host.findChildren(QWidget) if each.focusPolicy() != Qt.FocusPolicy.NoFocus]
    return [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in controls
        if each.isVisible() and not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
    ]


def ambiguous_shortcuts(host: QWidget) -> set[str]:
    """The key sequences that two shortcuts share, where both could answer: window-wide, or on the same widget."""
    keys = [
        (each.key().toString(), each.parent() if each.context() != Qt.ShortcutContext.WindowShortcut else None)
        for each in host.findChildren(QShortcut)
    ]
    everywhere = {key for key, owner in keys if owner is None}
    return {key for key, owner in keys if keys.count((key, owner)) > 1 or (owner and key in everywhere)}
