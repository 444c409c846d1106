"""Settings: the identity of the business, and what its documents mention."""

from collections.abc import Mapping

from microdesk_desktop.base.format.countries import country_names
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.business.fact_pane import Fact, FactPane, several_lines
from microdesk_desktop.views.vault.company import ei_mention_words


class CompanyPane(FactPane):
    """Name, number, address, ways to reach it, bank details and mentions."""

    key = "company"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_facts(tr("Identité"), ("name",), ("ei_mention",), ("trade_name", "siret"))
        self.add_facts(tr("Coordonnées"), ("address",), ("postal_code", "city"), ("country",), ("email", "phone"))
        self.add_facts(tr("Compte à indiquer sur les factures"), ("iban",), ("bic",))
        self.add_facts(tr("Mentions des documents"), ("legal_text",), ("insurance",), ("mediator",))

    @staticmethod
    def title() -> str:
        return tr("Identité et mentions")

    @classmethod
    def facts(cls) -> Mapping[str, Fact]:
        return {**_identity(), **_contact(), **_account(), **_mentions()}


def _identity() -> Mapping[str, Fact]:
    return {
        "name": Fact(
            label=tr("Nom de l'entreprise, ou le vôtre"), synonyms=tr("raison sociale entreprise dénomination EI")
        ),
        "ei_mention": Fact(
            label=tr("Mention d'entrepreneur individuel"),
            hint=tr("Obligatoire sur vos documents. Elle n'est pas répétée si votre nom l'a déjà."),
            synonyms=tr("EI entreprise individuelle statut"),
            new=lambda label, hint, _: choice_field(label, ei_mention_words(), hint=hint),
            at_once=True,
        ),
        "trade_name": Fact(label=tr("Nom commercial"), synonyms=tr("enseigne marque")),
        "siret": Fact(
            label=tr("SIRET"),
            hint=tr("14 chiffres. Vérifié ici, sans connexion."),
            synonyms=tr("SIREN numéro identifiant"),
        ),
    }


def _contact() -> Mapping[str, Fact]:
    return {
        "address": Fact(label=tr("Adresse"), synonyms=tr("rue siège domicile adresse postale"), new=several_lines),
        "postal_code": Fact(label=tr("Code postal")),
        "city": Fact(label=tr("Ville")),
        "country": Fact(
            label=tr("Pays"),
            new=lambda label, hint, _: choice_field(label, tuple(country_names().items()), hint=hint),
            at_once=True,
        ),
        "email": Fact(label=tr("Adresse électronique"), synonyms=tr("courriel mail e-mail")),
        "phone": Fact(label=tr("Téléphone"), synonyms=tr("numéro portable mobile")),
    }


def _account() -> Mapping[str, Fact]:
    return {
        "iban": Fact(label=tr("IBAN"), synonyms=tr("RIB compte bancaire coordonnées bancaires virement")),
        "bic": Fact(
            label=tr("BIC"),
            hint=tr("8 ou 11 caractères, à côté de l'IBAN sur votre RIB."),
            synonyms=tr("SWIFT RIB"),
        ),
    }


def _mentions() -> Mapping[str, Fact]:
    return {
        "legal_text": Fact(
            label=tr("Immatriculation"),
            hint=tr("Par exemple : RCS Nantes 812 345 676, ou RNE."),
            synonyms=tr("RCS RNE registre mention légale greffe"),
            new=several_lines,
        ),
        "insurance": Fact(
            label=tr("Assurance professionnelle"),
            hint=tr("Obligatoire pour un artisan : assureur, contrat, territoire couvert."),
            synonyms=tr("décennale RC pro artisan garantie"),
            new=several_lines,
        ),
        "mediator": Fact(
            label=tr("Médiateur de la consommation"),
            hint=tr("Obligatoire si vous travaillez pour des particuliers : son nom et son site."),
            synonyms=tr("médiation particuliers litige"),
            new=several_lines,
        ),
    }
