"""The erasure of everything in the window: its step, its report, or why it was refused, with what tries again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.runner import Lane, Runner
from microdesk_desktop.operations.erasing.destroy import finish_everything
from microdesk_desktop.operations.erasing.erase_everything import EverythingErased, erase_everything
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.start.erasing import ErasedPage, ErasingPage, RefusedErasurePage


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One erasure of a profile. `show` puts a screen into the window; `erased` is called once nothing is left to open,
    `locked` once the report stands.

    `go_on` asks for the passphrase or welcomes, as a start does.
    """

    runner: Runner
    profile: Path
    show: Callable[[QWidget], object]
    erased: Callable[[], object]
    locked: Callable[[], object]
    go_on: Callable[[], object]
    quit: Callable[[], object]

    def of(self, session: Session, refused: Callable[[KnownError], None]) -> Callable[[], None]:
        """What erases all that a session's vault belongs to; its screen is shown at once."""
        return partial(self._run, lambda job: erase_everything(session, job), refused, self._step())

    def finish(self) -> None:
        """Erase what a former run, or the last try, has left."""
        self._run(lambda _: finish_everything(self.profile), self._show_refusal, self._step())

    def _step(self) -> ErasingPage:
        page = ErasingPage()
        self.show(page)
        return page

    def _run(
        self,
        act: Callable[[Job], EverythingErased | None],
        refused: Callable[[KnownError], None],
        page: ErasingPage,
    ) -> None:
        self.runner.run(
            act,
            lane=Lane.WRITE,
            on_success=self._show_report,
            on_error=refused,
            on_progress=lambda _done, _total, step: page.show_step(step),
            owner=page,
        )

    def _show_refusal(self, error: KnownError) -> None:
        self.show(RefusedErasurePage(error, retry=self.finish, leave=self.quit))

    def _show_report(self, report: EverythingErased | None) -> None:
        """Show the report; go on without one where the last secrets of a vault erased before are gone too.

        Where only secrets are concerned, another vault may be here by now, with settings of its own.
        """
        if report is None or (report.is_done and not report.erased):
            self.go_on()
            return
        if report.erased or not report.is_vault_gone:
            self.erased()
        self.show(ErasedPage(report, go_on=self.go_on, retry=self.finish))
        self.locked()
