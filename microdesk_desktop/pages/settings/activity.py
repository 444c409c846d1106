"""Settings: what the business does, its VAT, its declarations, and ACRE."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QHideEvent

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.inputs import choice_field, optional_day_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.facts import CompanyFacts
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.views.vault.company import activity_words, declaration_period_words, vat_regime_words

_CHOICES = ("activity", "vat_regime", "declares")


class ActivityPane(Pane):
    """The facts on which rates, mentions and declarations depend."""

    key = "activity"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._facts = CompanyFacts(self, workspace, self.place())
        activity, vat, declaring = Form(), Form(), Form()
        activity.add(self._field("activity"))
        activity.add_widget(
            self._box("is_craft", tr("C'est une activité artisanale (immatriculée comme telle au RNE)."))
        )
        activity.add(self._field("created_on"))
        vat.add(self._field("vat_regime"))
        vat.add(self._field("vat_number"))
        declaring.add(self._field("declares"))
        declaring.add_widget(
            self._box("has_flat_tax", tr("J'ai choisi le versement libératoire de l'impôt sur le revenu."))
        )
        declaring.add(self._field("acre_until"))
        self.add_card(tr("Activité")).add(activity)
        self.add_card(tr("TVA")).add(vat)
        self.add_card(tr("Déclarations et ACRE")).add(declaring)

    @staticmethod
    def title() -> str:
        return tr("Activité, TVA, ACRE")

    @staticmethod
    def lines() -> Sequence[Line]:
        synonyms = _synonyms()
        return [Line(key=name, name=words(), synonyms=synonyms.get(name, "")) for name, words in _LABELS.items()]

    def reload(self) -> None:
        self._facts.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._facts.keep_all()

    def _field(self, name: str) -> Field[Any]:
        field = self._new_field(name)
        self.register(name, field)
        return self._facts.add(name, field, at_once=name in _CHOICES)

    def _box(self, name: str, text: str) -> CheckBox:
        box = CheckBox(text)
        self.register(name, box)
        return self._facts.add_box(name, box)

    def _new_field(self, name: str) -> Field[Any]:
        label, hint, today = _LABELS[name](), _hints().get(name, ""), self.workspace.clock.today()
        match name:
            case "activity":
                return choice_field(label, activity_words(), hint=hint)
            case "vat_regime":
                return choice_field(label, vat_regime_words(), hint=hint)
            case "declares":
                return choice_field(label, declaration_period_words(), hint=hint)
            case "vat_number":
                return text_field(label, hint=hint)
            case _:
                return optional_day_field(label, today, hint=hint)


_LABELS: Mapping[str, Callable[[], str]] = {
    "activity": lambda: tr("Activité principale"),
    "is_craft": lambda: tr("Activité artisanale"),
    "created_on": lambda: tr("Date de création de l'entreprise"),
    "vat_regime": lambda: tr("Régime de TVA"),
    "vat_number": lambda: tr("Numéro de TVA intracommunautaire"),
    "declares": lambda: tr("Déclaration du chiffre d'affaires"),
    "has_flat_tax": lambda: tr("Versement libératoire"),
    "acre_until": lambda: tr("Fin de l'ACRE"),
}


def _hints() -> Mapping[str, str]:
    return {
        "activity": tr("Celle de la plupart de vos recettes ; chaque recette peut avoir la sienne."),
        "vat_regime": tr("En franchise, vos factures portent « TVA non applicable, art. 293 B du CGI »."),
        "vat_number": tr("FR, deux caractères, puis votre SIREN. À laisser vide si vous n'en avez pas."),
        "declares": tr("Celle que vous avez choisie auprès de l'Urssaf."),
        "acre_until": tr("Dernier jour des cotisations réduites, sur votre attestation. À laisser vide sans ACRE."),
    }


def _synonyms() -> Mapping[str, str]:
    return {
        "activity": tr("BNC BIC CIPAV libéral vente prestation métier"),
        "is_craft": tr("artisan chambre des métiers"),
        "created_on": tr("début immatriculation ouverture"),
        "vat_regime": tr("franchise en base réel taxe 293 B"),
        "vat_number": tr("TVA intra taxe numéro européen"),
        "declares": tr("Urssaf trimestre mois périodicité cotisations"),
        "has_flat_tax": tr("impôt sur le revenu prélèvement libératoire"),
        "acre_until": tr("exonération réduction début activité aide cotisations"),
    }
