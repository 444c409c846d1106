"""Work that reads the vault and writes a file elsewhere: its progress, what went wrong, where the file is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.progress import ProgressBanner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.opening import open_folder
from microdesk_desktop.gui.workspace import Controller
from microdesk_desktop.operations.session import Session

T = TypeVar("T")
Act = Callable[[Session, Job], T]


class FileOutput(Controller):
    """Work under way goes on when the page that asked for it is closed."""

    def work(self, act: Act[T], progress: str, on_success: Callable[[T], None]) -> None:
        """Run what reads the vault and writes elsewhere, with its progress; the work can be stopped."""
        task = self.workspace.examine(
            act,
            owner=self,
            lane=Lane.NET,  # its threads are many: those that read for the pages stay free
            on_success=on_success,
            on_error=lambda error: self.workspace.report(error, partial(self.work, act, progress, on_success)),
            on_progress=lambda done, total, step: banner.update(done, total, step),
            on_end=lambda: banner.end(),
        )
        banner = ProgressBanner(self.workspace.notices, progress, task.cancel)

    def show_file(self, text: Callable[[], str], path: Path) -> None:
        """State that the file was written, with what opens its folder."""
        self.workspace.notices.toast(
            lambda: Toast(text=text(), action=(tr("Ouvrir le dossier"), lambda: open_folder(path.parent)))
        )
