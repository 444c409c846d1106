"""Second step of the welcome: the whole privacy statement, and its acceptance."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.widgets.long_text import lines_in_sight, long_text
from microdesk_desktop.pages.start.welcome_step import WelcomeStep
from microdesk_desktop.views.privacy.statement import load_privacy_statement, with_bullets

TEXT_LINES = 21


class PrivacyStep(WelcomeStep):
    """The statement in force, to read and accept."""

    def __init__(self) -> None:
        super().__init__(tr("Vos données restent chez vous"), tr("Continuer"))
        statement = load_privacy_statement()
        self.version = statement.version
        self.accepted = CheckBox(tr("J'ai lu cette déclaration et je l'accepte."))
        name = tr("Déclaration de confidentialité")
        text = long_text(with_bullets(statement.text), name, lines=lines_in_sight(TEXT_LINES), has_headings=True)
        self.column.addWidget(text, 1)
        self.column.addWidget(self.accepted)
        self.setFocusProxy(self.accepted)

    def check(self) -> bool:
        return self.accepted.require(tr("Le coffre ne peut pas être créé sans votre acceptation."))
