"""Settings: what the business does, its VAT, its declarations, and ACRE."""

from collections.abc import Mapping
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.inputs import choice_field, optional_day_field
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.business.fact_pane import Fact, FactPane
from microdesk_desktop.pages.settings.business.other_activities import OtherActivities
from microdesk_desktop.pages.settings.business.vat_periods import REGIME, VatPeriods
from microdesk_desktop.pages.settings.pane import Line
from microdesk_desktop.views.vault.company import activity_words, declaration_period_words


class ActivityPane(FactPane):
    """The facts on which rates, mentions and declarations depend."""

    key = "activity"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        activity = self.add_facts(tr("Activité"), ("activity",), ("is_craft",), ("created_on",))
        self.others = OtherActivities(workspace, self.place())
        activity.add_widget(self.others)
        self.periods = VatPeriods(workspace, self.place())
        self.register(REGIME, self.periods.regime)
        self.add_card(tr("Régime de TVA")).add(self.periods)
        self.add_facts(tr("Numéro de TVA et option"), ("vat_number",), ("taxes_by_debits",))
        self.add_facts(tr("Déclarations et ACRE"), ("declares",), ("has_flat_tax",), ("acre_until",))

    @staticmethod
    def title() -> str:
        return tr("Activité, TVA, ACRE")

    @classmethod
    def lines(cls) -> list[Line]:
        regime = Line(key=REGIME, name=tr("Régime de TVA"), synonyms=tr("franchise en base réel taxe 293 B"))
        return [*super().lines(), regime]

    def reload(self) -> None:
        super().reload()
        self.others.reload()
        self.periods.reload()

    @classmethod
    def facts(cls) -> Mapping[str, Fact]:
        return {
            "activity": Fact(
                label=tr("Activité principale"),
                hint=tr("Celle de la plupart de vos recettes ; chaque recette peut avoir la sienne."),
                synonyms=tr("BNC BIC CIPAV libéral vente prestation métier"),
                new=lambda label, hint, _: choice_field(label, activity_words(), hint=hint),
                at_once=True,
            ),
            "is_craft": Fact(
                label=tr("Activité artisanale"),
                synonyms=tr("artisan chambre des métiers"),
                box=tr("C'est une activité artisanale (immatriculée comme telle au RNE)."),
            ),
            "created_on": Fact(
                label=tr("Date de création de l'entreprise"),
                synonyms=tr("début immatriculation ouverture"),
                new=_new_day,
            ),
            "vat_number": Fact(
                label=tr("Numéro de TVA intracommunautaire"),
                hint=tr("FR, deux caractères, puis votre SIREN. À laisser vide si vous n'en avez pas."),
                synonyms=tr("TVA intra taxe numéro européen"),
            ),
            "taxes_by_debits": Fact(
                label=tr("Option pour les débits"),
                synonyms=tr("TVA exigibilité encaissements facturation"),
                box=tr("J'ai opté pour le paiement de la TVA d'après les débits (à la facturation)."),
            ),
            "declares": Fact(
                label=tr("Déclaration du chiffre d'affaires"),
                hint=tr("Celle que vous avez choisie auprès de l'Urssaf."),
                synonyms=tr("Urssaf trimestre mois périodicité cotisations"),
                new=lambda label, hint, _: choice_field(label, declaration_period_words(), hint=hint),
                at_once=True,
            ),
            "has_flat_tax": Fact(
                label=tr("Versement libératoire"),
                synonyms=tr("impôt sur le revenu prélèvement libératoire"),
                box=tr("J'ai choisi le versement libératoire de l'impôt sur le revenu."),
            ),
            "acre_until": Fact(
                label=tr("Fin de l'ACRE"),
                hint=tr("Dernier jour des cotisations réduites, sur votre attestation. À laisser vide sans ACRE."),
                synonyms=tr("exonération réduction début activité aide cotisations"),
                new=_new_day,
            ),
        }


def _new_day(label: str, hint: str, today: date) -> Field[date | None]:
    return optional_day_field(label, today, hint=hint)
