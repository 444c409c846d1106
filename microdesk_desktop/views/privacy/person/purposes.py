"""What a person's data are for, on which basis, until when, where from and to whom (art. 15.1), from the inventory.

The words address the person, where those of `inventory_words` address the user.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.privacy.codes import Aim, Origin, Retention
from microdesk_desktop.privacy.inventory import Category, load_inventory
from microdesk_desktop.views.privacy.inventory.durations import years_of
from microdesk_desktop.views.privacy.inventory.words import basis_text

Code = TypeVar("Code")


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRow:
    """One category of the person's data."""

    aim: str
    basis: str
    retention: str
    recipients: str
    sources: str


def purpose_rows(tables: Iterable[str], today: date) -> Sequence[PurposeRow]:
    """The categories to which the columns of these tables belong, in the order of the inventory."""
    inventory = load_inventory()
    entries = (inventory.tables[table] for table in tables if table in inventory.tables)
    held = {category for entry in entries for category in entry.columns.values()}
    return [_row(category, today) for name, category in inventory.categories.items() if name in held]


def _row(category: Category, today: date) -> PurposeRow:
    return PurposeRow(
        aim=_aims().get(category.aim, tr("Tenir le dossier de l'entreprise")),
        basis=basis_text(category),
        retention=_retention(category.retention, today),
        recipients=listed(_words(category.recipients, _recipients())) or tr("personne d'autre"),
        sources=listed(_words(category.sources, _sources())),
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


def _retention(retention: Retention, today: date) -> str:
    years = years_of("accounts", today)
    if retention in (Retention.ACCOUNTS, Retention.ARCHIVE) and years is not None:
        return ntr("{years} an après la fin de l'année", "{years} ans après la fin de l'année", years).format(
            years=years
        )
    if retention is Retention.CLIENT:
        return tr("Jusqu'à l'effacement de votre fiche, sauf ce que la loi oblige à garder")
    if retention is Retention.WITH_RECORD:
        return tr("Autant que le document concerné")
    if retention is Retention.BANK:
        return tr("Jusqu'à la fin de l'accès au compte bancaire")
    return tr("Jusqu'à leur effacement, que vous pouvez demander")


def _recipients() -> Mapping[str, Callable[[], str]]:
    return {
        "clients": lambda: tr("vous"),
        "google": lambda: tr("Google, si la messagerie est Gmail"),
        "microsoft": lambda: tr("Microsoft, si la messagerie est Outlook"),
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
