"""While everything is erased, and the report of it: what is left, and what nobody but the user can reach."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.file_dialogs import LastFolder, choose_new_file
from microdesk_desktop.gui.layout.centered_card import BROAD, CenteredCard
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.long_text import lines_in_sight, long_text
from microdesk_desktop.operations.erasing.erase_everything import EverythingErased
from microdesk_desktop.operations.erasing.keep_report import keep_erasure_report
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.messages.steps import step_text
from microdesk_desktop.views.privacy.everything import everything_title, report_lines, report_text

TEXT_LINES = 18


class ErasingPage(CenteredCard):
    """The step under way. Closing the window meanwhile loses nothing: the next start goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._step = labels.body(tr("Effacement de tout…"))
        self.body.addWidget(labels.lead(tr("MicroDesk efface tout")))
        self.body.addWidget(self._step)
        self.body.addWidget(
            labels.muted(tr("Quelques secondes suffisent. Si vous fermez, la suite se fera au prochain démarrage."))
        )

    def show_step(self, step: str) -> None:
        """Show what is being done."""
        text = step_text(step)
        if text and text != self._step.text():
            self._step.setText(text)
            screen_reader.announce(self, text)


class RefusedErasurePage(CenteredCard):
    """Why an erasure that began could not even go on, and what tries again: nothing else is open until it has."""

    def __init__(self, error: KnownError, retry: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        title, reason = tr("L'effacement n'est pas terminé"), error_text(error)
        self.retry = buttons.primary(tr("Réessayer"), retry)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addStretch()
        foot.addWidget(buttons.plain(tr("Quitter"), leave))
        foot.addWidget(self.retry)
        self.body.addWidget(labels.lead(title))
        self.body.addWidget(labels.body(reason))
        self.body.addWidget(
            labels.muted(tr("L'effacement que vous avez demandé reprendra aussi au prochain démarrage."))
        )
        self.body.addLayout(foot)
        self.setFocusProxy(self.retry)
        screen_reader.announce(self, f"{title}. {reason}")


class ErasedPage(CenteredCard):
    """The report, to read and to keep; `retry` where something is left, `go_on` where a vault may be made or opened."""

    def __init__(self, report: EverythingErased, go_on: Callable[[], object], retry: Callable[[], object]) -> None:
        super().__init__(BROAD)
        self._report = report
        self._done = labels.caption("", wraps=True)
        self._done.hide()
        title = everything_title(report)
        self.text = long_text("\n\n".join(report_lines(report)), title, lines=lines_in_sight(TEXT_LINES))
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(buttons.plain(tr("Enregistrer le rapport…"), self._choose_file))
        foot.addStretch()
        if report.is_done:
            self.next = buttons.primary(tr("Continuer"), go_on)
        else:
            self.next = buttons.primary(tr("Réessayer"), retry)
            if report.is_vault_gone:
                foot.addWidget(buttons.plain(tr("Continuer"), go_on))
        foot.addWidget(self.next)
        self.body.addWidget(labels.lead(title))
        self.body.addWidget(self.text)
        self.body.addWidget(self._done)
        self.body.addLayout(foot)
        self.setFocusProxy(self.next)
        screen_reader.announce(self, title)

    def save(self, path: Path) -> None:
        """Write the report where the user wants it."""
        saved = tr("Enregistré : {name}").format(name=path.name)
        failed = tr("Le fichier n'a pas pu être écrit. Choisissez un autre dossier.")
        self._say(saved if keep_erasure_report(path, report_text(self._report)) else failed)

    def _choose_file(self) -> None:
        name = tr("Rapport d'effacement MicroDesk") + ".txt"
        choose_new_file(self, tr("Où enregistrer le rapport ?"), name, self.save, last=LastFolder())

    def _say(self, text: str) -> None:
        self._done.setText(text)
        self._done.show()
        screen_reader.announce(self, text)
