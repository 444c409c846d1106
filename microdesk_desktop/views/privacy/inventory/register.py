"""The register of processing activities (RGPD, art. 30) of the freelancer: what the inventory holds, by activity."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.company import Company
from microdesk_desktop.privacy.beside import Beside
from microdesk_desktop.privacy.codes import Aim, Basis
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.privacy.inventory.rows import InventoryRow, load_inventory_rows


class Activity(Enum):
    """A processing activity, in the order of the register."""

    SALES = auto()
    ACCOUNTS = auto()
    BANK = auto()
    MAIL = auto()
    TRIPS = auto()
    CHOICES = auto()
    RIGHTS = auto()
    SAFETY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """An activity in words, and the categories of data that it uses."""

    name: str
    rows: Sequence[InventoryRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The controller, its activities, and on which day that was so."""

    controller: Company
    entries: Sequence[RegisterEntry]
    on: date


def load_register(reader: Reader, beside: Beside, today: date) -> Register:
    """The register of the vault's business; categories without personal data are not in it."""
    rows = [row for row in load_inventory_rows(reader, beside, today) if row.category.basis is not Basis.NONE]
    entries = [_entry(activity, rows) for activity in Activity]
    return Register(controller=load_company(reader), entries=[each for each in entries if each.rows], on=today)


def _entry(activity: Activity, rows: Sequence[InventoryRow]) -> RegisterEntry:
    own = [row for row in rows if activity_of(row.category.aim) is activity]
    return RegisterEntry(name=_NAMES[activity](), rows=own)


def activity_of(aim: Aim) -> Activity | None:
    """The activity that an aim belongs to; None where no data is personal."""
    return next((activity for activity, aims in _AIMS.items() if aim in aims), None)


_AIMS: Mapping[Activity, Sequence[Aim]] = {
    Activity.SALES: (Aim.ISSUING, Aim.INVOICING, Aim.FOLLOW_UP, Aim.DRAFTING, Aim.IDENTIFICATION),
    Activity.ACCOUNTS: (Aim.ACCOUNTING, Aim.UNDOING),
    Activity.BANK: (Aim.MATCHING, Aim.BANK_ACCESS),
    Activity.MAIL: (Aim.MAIL_ACCESS, Aim.READING),
    Activity.TRIPS: (Aim.MILEAGE,),
    Activity.CHOICES: (Aim.CHOICES,),
    Activity.RIGHTS: (Aim.ARCHIVING, Aim.PROOF, Aim.RIGHTS, Aim.TRANSPARENCY),
    Activity.SAFETY: (Aim.STORAGE, Aim.SECURITY, Aim.RESTORING, Aim.RECALLING),
}
_NAMES: Mapping[Activity, Callable[[], str]] = {
    Activity.SALES: lambda: tr("Facturer et suivre ses clients"),
    Activity.ACCOUNTS: lambda: tr("Tenir sa comptabilité"),
    Activity.BANK: lambda: tr("Suivre son compte bancaire"),
    Activity.MAIL: lambda: tr("Lire et envoyer son courrier"),
    Activity.TRIPS: lambda: tr("Suivre ses kilomètres"),
    Activity.CHOICES: lambda: tr("Écrire à ses clients selon leurs choix"),
    Activity.RIGHTS: lambda: tr("Répondre aux personnes et en garder la preuve"),
    Activity.SAFETY: lambda: tr("Protéger et sauvegarder ces données"),
}


def security_measures() -> Sequence[str]:
    """The technical and organisational measures, as art. 30.1.g asks for them."""
    return (
        tr("Coffre chiffré (SQLCipher, AES-256), ouvert par une phrase secrète ou une clé de récupération."),
        tr("Mots de passe, clés et jetons dans le trousseau du système, nulle part ailleurs."),
        tr("Fichiers lisibles par leur seul propriétaire ; verrouillage automatique du coffre."),
        tr("Sauvegardes chiffrées, chaque jour, vérifiées dès leur écriture."),
        tr("Connexions chiffrées, serveurs authentifiés, chaque connexion notée avant de partir."),
        tr("Pièces comptables scellées ; effacement jusque dans les sauvegardes de MicroDesk."),
        tr("Durées appliquées d'elles-mêmes ; données archivées mises à part ; demandes suivies jusqu'à leur terme."),
    )


def transfers_text() -> str:
    """Transfers outside of the European Union, as art. 30.1.e asks for them."""
    return tr(
        "MicroDesk n'a pas de serveur et ne transfère rien de lui-même. Une boîte Gmail ou Microsoft 365, si elle est"
        " reliée, confie le courrier à Google ou à Microsoft (États-Unis), sous le cadre de protection des données"
        " (décision (UE) 2023/1795). GoCardless, s'il lit le compte bancaire, peut traiter les opérations au"
        " Royaume-Uni (décision d'adéquation (UE) 2021/1772, prolongée jusqu'au 27 décembre 2031) ; Tink (Suède),"
        " Enable Banking (Finlande), Qonto (France) et les registres publics sont dans l'Union européenne. Une autre"
        " messagerie est dans le pays de son hébergeur ; un document envoyé à un client hors de l'Union l'est pour"
        " son contrat (RGPD, art. 49.1.b)."
    )


def summary_text() -> str:
    """What the register is, and that it names nobody's data."""
    return tr("Registre des activités de traitement (RGPD, art. 30.1), tiré de ce que le coffre contient.")


def others_text() -> str:
    """Whom art. 30.1.a asks for beside the controller."""
    return tr("Ni responsable conjoint, ni représentant, ni délégué à la protection des données n'est désigné.")


def contact_text(controller: Company) -> str:
    """The contact details of the controller in one line; a dash while there are none."""
    town = f"{controller.postal_code} {controller.city}".strip()
    found = (controller.address, town, controller.email, controller.phone)
    return ", ".join(one_line(each) for each in found if each) or "–"
