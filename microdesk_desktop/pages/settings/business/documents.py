"""Settings: how documents look and are numbered, and what they have unless they state something else."""

from collections.abc import Mapping
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.terms_field import terms_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.business.fact_pane import Fact, FactPane, several_lines
from microdesk_desktop.pages.settings.business.look_card import LookCard
from microdesk_desktop.pages.settings.pane import Line
from microdesk_desktop.views.documents.numbering import next_invoice_number

LOOK = "look"


class DocumentsPane(FactPane):
    """Template, accent and logo; numbering; usual terms, account and notes."""

    key = "documents"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.look = LookCard(workspace, self.place())
        self.add_card(tr("Apparence")).add(self.look)
        self.register(LOOK, self.look.template)
        self.next_number = labels.body("")
        numbering = self.add_facts(tr("Numérotation"), ("numbering",))
        numbering.add_widget(self.next_number)
        self.add_facts(tr("Usages"), ("payment_terms",), ("shows_iban",), ("usual_notes",))

    @staticmethod
    def title() -> str:
        return tr("Documents")

    @classmethod
    def lines(cls) -> list[Line]:
        look = Line(key=LOOK, name=tr("Modèle, couleur et logo"), synonyms=tr("apparence image charte gabarit police"))
        return [look, *super().lines()]

    @classmethod
    def facts(cls) -> Mapping[str, Fact]:
        return {
            "numbering": Fact(
                label=tr("Numérotation des documents"),
                hint=tr(
                    "Le numéro de votre première facture ici, pour continuer votre série : F-2026-0042, FAC0042. Devis "
                    "et avoirs suivent la même forme."
                ),
                synonyms=tr("numéro de facture préfixe série"),
            ),
            "payment_terms": Fact(
                label=tr("Délai de paiement habituel"),
                hint=tr("30 jours si vous ne précisez rien. Chaque client peut avoir le sien."),
                synonyms=tr("échéance conditions règlement fin de mois"),
                new=_terms,
            ),
            "shows_iban": Fact(
                label=tr("Compte sur les factures"),
                synonyms=tr("RIB IBAN virement"),
                box=tr("Indiquer mon IBAN sur les factures."),
            ),
            "usual_notes": Fact(
                label=tr("Remarques habituelles"),
                hint=tr("Sur vos devis et factures, sauf si le document a les siennes."),
                synonyms=tr("notes conditions pied de page texte"),
                new=several_lines,
            ),
        }

    def reload(self) -> None:
        super().reload()
        self.look.reload()
        today = self.workspace.clock.today()
        self.readings.load("next", lambda reader: next_invoice_number(reader, today), self._show_next)

    def _show_next(self, number: str) -> None:
        self.next_number.setText(tr("Votre prochaine facture aura le numéro {number}.").format(number=number))


def _terms(label: str, hint: str, _today: date) -> Field[str]:
    return terms_field(label, hint=hint)
