"""What a person's data are for, on which basis, until when, where from and to whom (art. 15.1), from the inventory.

The words address the person, where those of `inventory_words` address the user.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.privacy.codes import Aim, Origin, Retention
from microdesk_desktop.privacy.inventory import Category, load_inventory
from microdesk_desktop.privacy.retention import Category as Kept
from microdesk_desktop.views.privacy.inventory.durations import Durations
from microdesk_desktop.views.privacy.inventory.words import basis_text, category_text
from microdesk_desktop.views.privacy.retention_words import duration_text

Code = TypeVar("Code")


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRow:
    """One category of the person's data."""

    name: str
    aim: str
    basis: str
    retention: str
    recipients: str
    sources: str


def purpose_rows(tables: Iterable[str], known: Durations) -> Sequence[PurposeRow]:
    """The categories to which the columns of these tables belong, in the order of the inventory.

    `known` are the durations that act.
    """
    inventory = load_inventory()
    entries = (inventory.tables[table] for table in tables if table in inventory.tables)
    held = {category for entry in entries for category in entry.columns.values()}
    return [_row(category, known) for name, category in inventory.categories.items() if name in held]


def _row(category: Category, known: Durations) -> PurposeRow:
    return PurposeRow(
        name=category_text(category.name),
        aim=_aims().get(category.aim, tr("Tenir le dossier de l'entreprise")),
        basis=basis_text(category),
        retention=_retention(category.retention, known),
        recipients=listed(_words(category.recipients, _recipients())) or tr("personne d'autre"),
        sources=listed(_words(category.sources, _sources())),
    )


def transfers_words() -> str:
    """Which data may leave the European Union, and what protects it there (art. 15.2)."""
    return tr(
        "Si la messagerie est Gmail ou Microsoft 365, nos messages peuvent être traités aux États-Unis, sous le cadre "
        "de protection des données (décision (UE) 2023/1795) ; si GoCardless lit le compte bancaire, vos paiements "
        "peuvent l'être au Royaume-Uni, sous la décision d'adéquation (UE) 2021/1772, prolongée."
    )


def _words(codes: Iterable[Code], words: Mapping[Code, Callable[[], str]]) -> Sequence[str]:
    return [words[code]() for code in codes if code in words]


def _aims() -> Mapping[Aim, str]:
    return {
        Aim.INVOICING: tr("Établir vos devis et vos factures"),
        Aim.CHOICES: tr("Respecter ce que vous voulez recevoir"),
        Aim.ACCOUNTING: tr("Tenir la comptabilité"),
        Aim.FOLLOW_UP: tr("Suivre les envois, vos réponses et les relances"),
        Aim.DRAFTING: tr("Préparer vos documents"),
        Aim.ARCHIVING: tr("Garder ce que la loi impose"),
        Aim.MATCHING: tr("Reconnaître vos paiements"),
        Aim.MILEAGE: tr("Compter les trajets faits pour vous"),
        Aim.UNDOING: tr("Pouvoir annuler la reprise d'un fichier"),
        Aim.IDENTIFICATION: tr("Vérifier votre fiche dans les registres publics"),
        Aim.RIGHTS: tr("Répondre à vos demandes et le prouver"),
    }


def _retention(retention: Retention, known: Durations) -> str:
    if retention in _KEPT and known[_KEPT[retention]].years is not None:
        kept = known[_KEPT[retention]]
        return duration_text(kept, kept.years)
    if retention is Retention.CLIENT:
        return tr("Jusqu'à l'effacement de votre fiche, sauf ce que la loi oblige à garder")
    if retention is Retention.WITH_RECORD:
        return tr("Autant que le document concerné")
    if retention in (Retention.BANK, Retention.BANK_CONNECTION):
        return tr("Jusqu'à la fin de l'accès au compte bancaire")
    return tr("Jusqu'à leur effacement, que vous pouvez demander")


_KEPT: Mapping[Retention, Kept] = {
    Retention.ACCOUNTS: Kept.ARCHIVES,
    Retention.ARCHIVE: Kept.ARCHIVES,
    Retention.BANK: Kept.BANK,
    Retention.CHOICES: Kept.INACTIVE,
    Retention.DOCUMENTS: Kept.DOCUMENTS,
    Retention.IMPORTS: Kept.IMPORTS,
    Retention.LOOKUPS: Kept.LOOKUPS,
    Retention.REQUESTS: Kept.REQUESTS,
    Retention.TRIPS: Kept.TRIPS,
}
"""The rules that end after some years; where the user set none, the data stays until it is erased."""


def _recipients() -> Mapping[str, Callable[[], str]]:
    return {
        "clients": lambda: tr("vous"),
        "google": lambda: tr("Google, si la messagerie est Gmail"),
        "microsoft": lambda: tr("Microsoft, si la messagerie est Microsoft 365"),
        "mail_server": lambda: tr("le serveur de la messagerie"),
        "bank_provider": lambda: tr("le service qui lit le compte bancaire"),
        "public_companies": lambda: tr("l'Annuaire des entreprises (État)"),
        "public_addresses": lambda: tr("la Géoplateforme (IGN)"),
        "public_vat": lambda: tr("VIES (Commission européenne)"),
        "tax_authority": lambda: tr("l'administration, en cas de contrôle"),
        "accountant": lambda: tr("le comptable, s'il y en a un"),
    }


def _sources() -> Mapping[Origin, Callable[[], str]]:
    return {
        Origin.USER: lambda: tr("vous, dans nos échanges"),
        Origin.IMPORTS: lambda: tr("un logiciel employé auparavant"),
        Origin.PUBLIC_REGISTERS: lambda: tr("les registres publics"),
        Origin.BANK: lambda: tr("la banque"),
        Origin.MAILBOX: lambda: tr("la messagerie"),
        Origin.PROGRAM: lambda: tr("le logiciel de facturation"),
    }
