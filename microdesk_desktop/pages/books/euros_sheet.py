"""The sheet that asks what money in another currency was worth in euros on its day."""

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.lines import BookLine
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import amount_field
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.books.euros import put_euro_value
from microdesk_desktop.views.books.euros import PaidAbroad, euros_text


class EurosSheet(Sheet):
    """Asks for the euros of all that was paid of a document on the day of a line."""

    def __init__(self, host: QWidget, workspace: Workspace, line: BookLine, paid: PaidAbroad, place: Place) -> None:
        self._workspace = workspace
        self._line = line
        self._paid = paid
        self._place = place
        form = Form()
        self.amount = amount_field(
            tr("Valeur en euros"), hint=tr("Au cours du jour de l'encaissement, ou ce que votre banque a crédité.")
        )
        if paid.euro_cents is not None:
            self.amount.set_value(abs(paid.euro_cents))
        foreign = money.amount(paid.cents, paid.currency)
        words = tr("{number} : {foreign} le {day}.").format(
            number=line.document, foreign=foreign, day=dates.long_day(paid.on)
        )
        form.add_widget(labels.by_others(labels.body(words)))
        form.add(self.amount)
        super().__init__(host, tr("Indiquer la valeur en euros"), form, tr("Enregistrer"), self._save)

    def _save(self) -> None:
        cents, line = self.amount.value(), self._line
        stated = self._paid._replace(euro_cents=cents if self._paid.cents > 0 else -cents)
        self.close_sheet()
        self._workspace.perform(
            lambda session: put_euro_value(session, line.target_id, line.paid_on, cents),
            message=lambda: euros_text(line.document, stated),
            place=self._place,
        )
