"""Settings: the identity of the business, and what its documents mention."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QHideEvent

from microdesk_desktop.base.format.countries import country_names
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import lines_field, text_field
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.facts import CompanyFacts
from microdesk_desktop.pages.settings.pane import Line, Pane


class CompanyPane(Pane):
    """Name, number, address, ways to reach it, bank details and mentions."""

    key = "company"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._facts = CompanyFacts(self, workspace, self.place())
        for title, rows in (
            (tr("Identité"), (("name",), ("trade_name", "siret"))),
            (tr("Coordonnées"), (("address",), ("postal_code", "city"), ("country",), ("email", "phone"))),
            (tr("Compte à indiquer sur les factures"), (("iban",), ("bic",))),
            (tr("Mentions des documents"), (("legal_text",), ("insurance",), ("mediator",), ("numbering",))),
        ):
            form = Form()
            for names in rows:
                form.add(*(self._field(name) for name in names))
            self.add_card(title).add(form)

    @staticmethod
    def title() -> str:
        return tr("Identité et mentions")

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
        field = _new_field(name)
        self.register(name, field)
        return self._facts.add(name, field, at_once=name == "country")


def _new_field(name: str) -> Field[Any]:
    label, hint = _LABELS[name](), _hints().get(name, "")
    if name == "country":
        return choice_field(label, tuple(country_names().items()), hint=hint)
    if name in ("address", "legal_text", "insurance", "mediator"):
        return lines_field(label, hint=hint)
    return text_field(label, hint=hint)


_LABELS: Mapping[str, Callable[[], str]] = {
    "name": lambda: tr("Nom de l'entreprise, ou le vôtre"),
    "trade_name": lambda: tr("Nom commercial"),
    "siret": lambda: tr("SIRET"),
    "address": lambda: tr("Adresse"),
    "postal_code": lambda: tr("Code postal"),
    "city": lambda: tr("Ville"),
    "country": lambda: tr("Pays"),
    "email": lambda: tr("Adresse électronique"),
    "phone": lambda: tr("Téléphone"),
    "iban": lambda: tr("IBAN"),
    "bic": lambda: tr("BIC"),
    "legal_text": lambda: tr("Immatriculation"),
    "insurance": lambda: tr("Assurance professionnelle"),
    "mediator": lambda: tr("Médiateur de la consommation"),
    "numbering": lambda: tr("Numérotation des documents"),
}


def _hints() -> Mapping[str, str]:
    return {
        "name": tr("« EI » ou « Entrepreneur individuel » doit l'accompagner sur vos documents."),
        "siret": tr("14 chiffres. Vérifié ici, sans connexion."),
        "bic": tr("8 ou 11 caractères, à côté de l'IBAN sur votre RIB."),
        "legal_text": tr("Par exemple : RCS Nantes 812 345 676, ou RNE."),
        "insurance": tr("Obligatoire pour un artisan : assureur, contrat, territoire couvert."),
        "mediator": tr("Obligatoire si vous travaillez pour des particuliers : son nom et son site."),
        "numbering": tr("Comme sur vos factures d'aujourd'hui, par exemple F-2026-0001."),
    }


def _synonyms() -> Mapping[str, str]:
    return {
        "name": tr("raison sociale entreprise dénomination EI"),
        "trade_name": tr("enseigne marque"),
        "siret": tr("SIREN numéro identifiant"),
        "address": tr("rue siège domicile adresse postale"),
        "email": tr("courriel mail e-mail"),
        "phone": tr("numéro portable mobile"),
        "iban": tr("RIB compte bancaire coordonnées bancaires virement"),
        "bic": tr("SWIFT RIB"),
        "legal_text": tr("RCS RNE registre mention légale greffe"),
        "insurance": tr("décennale RC pro artisan garantie"),
        "mediator": tr("médiation particuliers litige"),
        "numbering": tr("numéro de facture préfixe série"),
    }
