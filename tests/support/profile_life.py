"""The life of a profile in a process of its own, which writes down the name of every file that it makes, then dies.

python -m tests.support.profile_life PROFILE    prints a path below the profile per line; Linux only
"""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QByteArray

from microdesk_desktop.base.bug_report import keep_report
from microdesk_desktop.base.instance import listen
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.window.preferences import Preferences
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.operations.vault.erasure import begin_erasure, finish_erasure
from microdesk_desktop.operations.vault.example_folder import example_folder
from microdesk_desktop.operations.vault.keyring_unlock import remember
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.slots import Cost
from tests.support.clock import FakeClock
from tests.support.file_watch import made_files
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, distinct_vault

_WRITING = {"open": 0, "os.mkdir": 0, "os.rename": 1, "os.link": 1}
"""The events of Python that make a name, with the argument that has it."""


def main() -> None:
    profile = Path(sys.argv[1])
    profile.mkdir()
    made: set[str] = set()
    with _python_makes(profile, made):
        with _watched(made, profile):
            clock = FakeClock()
            session = distinct_vault(profile, clock=clock).session
            _work(session)
        with _watched(made, profile, profile / "backups", profile / "reports"):
            clock.advance(days=1)
            _work(session)
            # Where the process of a window is killed, these stay.
            listener = listen(profile, replaces=True)
        with _watched(made, Path(tempfile.gettempdir()), prefix="temporary:"), example_folder():
            pass
    sys.stdout.write("\n".join(sorted(made)))
    sys.stdout.flush()
    assert listener is not None
    session.write(_die)


def _work(session: Session) -> None:
    """What a day brings, once."""
    preferences = Preferences(session.profile)
    preferences.change(theme="dark")
    preferences.geometry = QByteArray(b"geometry")
    remember(session, PASSPHRASE)
    session.tokens.put("bank.gocardless@https://bank.example#secret_id", "secret")
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    change_passphrase(session, OTHER_PASSPHRASE, PASSPHRASE, cost=Cost())
    session.outside.note([session.profile.parent / ".copy.mdbackup.partial"])
    back_up_today(session, Job())
    keep_report(session.profile, ValueError())
    begin_erasure(session, BANK)
    finish_erasure(session, BANK, Job())
    listener = listen(session.profile)
    assert listener is not None
    listener.close()


def _die(_writer: Writer) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def _python_makes(profile: Path, made: set[str]) -> Iterator[None]:
    """Add what Python itself makes below the profile, in folders too that are not there yet."""
    is_on = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if is_on and event in _WRITING:
            if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & os.O_CREAT):
                return
            name = arguments[_WRITING[event]]
            if isinstance(name, str | os.PathLike) and profile in Path(name).parents:
                made.add(Path(name).relative_to(profile).as_posix())

    sys.addaudithook(note)
    yield
    is_on = False


@contextmanager
def _watched(made: set[str], *folders: Path, prefix: str = "") -> Iterator[None]:
    with ExitStack() as stack:
        watched = [(folder, stack.enter_context(made_files(folder))) for folder in folders]
        yield
    for folder, names in watched:
        below = "" if folder == folders[0] else f"{folder.name}/"
        made.update(f"{prefix}{below}{name}" for name in names)


if __name__ == "__main__":
    main()
