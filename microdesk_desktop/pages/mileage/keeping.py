"""How long trips are kept: the sheet that the page and the settings open."""

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.mileage.keeping import KEPT_YEARS, Keeping
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mileage.settings import set_keeping
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.mileage.settings import Kept, load_kept
from microdesk_desktop.views.mileage.words import keeping_text


class KeepingForm(Form):
    """The choice, and what follows from it."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.years = choice_field(tr("Durée de conservation"), _choices())
        self.years.set_value(kept.keeping.years)
        self.add(self.years)
        self.add_widget(
            labels.muted(
                tr(
                    "Un trajet dit où vous étiez, et chez qui. Ce qui a passé ce délai part à la prochaine ouverture, "
                    "sans retour, jusque dans les sauvegardes de MicroDesk ; les années suivantes vous sont annoncées "
                    "trente jours avant. Une année part toujours entière, pour que le total d'une autre ne bouge pas."
                )
            )
        )
        self.add_widget(
            labels.caption(tr("Au régime réel, gardez-les au moins trois ans : le fisc peut les demander."), wraps=True)
        )


def ask_keeping(host: QWidget, workspace: Workspace, place: Place) -> None:
    """Open the choice; `place` is where its undo leads."""
    today = workspace.clock.today()
    workspace.load(
        lambda reader: load_kept(reader, today),
        owner=host,
        on_success=lambda kept: _open(host, workspace, place, kept),
    )


def _open(host: QWidget, workspace: Workspace, place: Place, kept: Kept) -> None:
    if not can_open_sheet(host):
        return
    form = KeepingForm(kept)

    def save() -> None:
        wanted = Keeping(form.years.value())
        sheet.hold()
        workspace.perform(
            lambda session: set_keeping(session, wanted),
            owner=sheet,
            message=lambda: tr("Trajets : {keeping}.").format(keeping=_lower(keeping_text(wanted))),
            place=place,
            on_success=lambda _: sheet.close_sheet(),
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    sheet = Sheet(host, tr("Effacement automatique"), form, tr("Enregistrer"), save)


def _choices() -> list[tuple[int | None, str]]:
    years = [
        (
            each,
            ntr("{count} an après la fin de l'année", "{count} ans après la fin de l'année", each).format(count=each),
        )
        for each in KEPT_YEARS
    ]
    return [(None, tr("Ne jamais effacer")), *years]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
