"""The regime of VAT, and from which day on."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field, optional_day_field
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.company import set_vat_regime
from microdesk_desktop.views.vault.company import load_company, vat_periods_words, vat_regime_words

REGIME = "vat_regime"


class VatPeriods(QWidget):
    """What holds when, and a change of it: regime, day, and a button, since a slip would change every draft."""

    def __init__(self, workspace: Workspace, place: Place) -> None:
        super().__init__()
        self._workspace = workspace
        self._place = place
        self._readings = Readings(workspace, self)
        self.regime = choice_field(tr("Nouveau régime"), vat_regime_words())
        self.since = optional_day_field(
            tr("À partir du"), workspace.clock.today(), hint=tr("Laissez vide pour aujourd'hui.")
        )
        self.periods = labels.body("")
        self.button = buttons.plain(tr("Changer de régime"), self.change)
        self._form = Form()
        self._form.add(self.regime, self.since)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self.periods)
        layout.addWidget(self._form)
        layout.addWidget(
            labels.caption(
                tr(
                    "En franchise, vos factures portent « TVA non applicable, art. 293 B du CGI ». Chaque document"
                    " suit le régime de sa date : les brouillons sont recalculés, un avoir garde celui de sa facture."
                ),
                wraps=True,
            )
        )
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)

    def reload(self) -> None:
        """Read the company again."""
        self._readings.load("company", load_company, self._show)

    def change(self) -> None:
        """Put the company under the chosen regime."""
        if not self._form.check():
            return
        regime: VatRegime = self.regime.value()
        since: date | None = self.since.value()
        words = dict(vat_regime_words())[regime]
        self._workspace.perform(
            lambda session: set_vat_regime(session, regime, since),
            message=lambda: tr("Régime de TVA : {regime}").format(regime=words),
            place=self._place,
            owner=self,
        )

    def _show(self, company: Company) -> None:
        self.periods.setText(vat_periods_words(company))
        self.regime.set_value(company.vat_regime_on(self._workspace.clock.today()))
