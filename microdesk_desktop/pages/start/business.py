"""First step of the welcome: the business."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.identifiers import compact, siret_flaw
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.pages.start.welcome_step import WelcomeStep
from microdesk_desktop.views.messages.flaws import flaw_text
from microdesk_desktop.views.vault.company import activity_words


class BusinessStep(WelcomeStep):
    """Name, activity, SIRET when known, and the declaration of being an adult."""

    def __init__(self) -> None:
        super().__init__(tr("Votre entreprise"), tr("Continuer"))
        self.name = text_field(
            tr("Votre nom, ou celui de votre entreprise"), required=True, placeholder="Jeanne Martin EI"
        )
        self.activity = choice_field(tr("Activité principale"), activity_words())
        self.siret = text_field(tr("SIRET (facultatif)"), placeholder="812 345 676 00017")
        self.adult = CheckBox(tr("Je déclare avoir 18 ans ou plus."))
        form = Form()
        form.add(self.name)
        form.add(self.activity)
        form.add(self.siret)
        self._form = form
        self.column.addWidget(labels.muted(tr("Quelques mots suffisent ; vous pourrez tout compléter plus tard.")))
        self.column.addWidget(form)
        self.column.addWidget(self.adult)
        self.column.addStretch()
        self.setFocusProxy(self.name)

    def check(self) -> bool:
        """Show everything that is missing at once, and focus the first of it."""
        is_adult = self.adult.require(tr("MicroDesk est réservé aux majeurs."))
        has_good_siret = self._check_siret()
        has_fields = self._form.check()
        return has_fields and has_good_siret and is_adult

    def _check_siret(self) -> bool:
        flaw = siret_flaw(self.siret.value()) if self.siret.value() else None
        if flaw is None:
            return True
        self.siret.show_error(flaw_text(flaw))
        self.siret.setFocus()
        return False

    def company(self) -> Company:
        """The business in the fields."""
        return Company(name=self.name.value(), activity=self.activity.value(), siret=compact(self.siret.value()))
