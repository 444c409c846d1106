"""What goes by itself, in words: its name, why it stays so long, how much of it goes and when."""

from collections.abc import Mapping
from datetime import date

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.privacy.retention import Category, Duration
from microdesk_desktop.vault.erasures import Erasure


def category_names() -> Mapping[Category, str]:
    """The name of each category."""
    return {
        Category.PROSPECTS: tr("Prospects"),
        Category.INACTIVE: tr("Coordonnées des clients sans échange"),
        Category.FORMER: tr("Clients d'autrefois"),
        Category.DOCUMENTS: tr("Devis, factures et avoirs"),
        Category.ARCHIVES: tr("Noms et justificatifs des comptes"),
        Category.BANK: tr("Opérations bancaires"),
        Category.TRIPS: tr("Trajets"),
        Category.IMPORTS: tr("Journal des imports"),
        Category.LOOKUPS: tr("Réponses des registres publics"),
        Category.REQUESTS: tr("Demandes des personnes"),
        Category.JOURNAL: tr("Journal des connexions"),
        Category.REPORTS: tr("Rapports de défaut"),
    }


def category_details() -> Mapping[Category, str]:
    """What goes of each category, and what stays."""
    return {
        Category.PROSPECTS: tr("Qui n'a jamais commandé, avec ses devis sans suite."),
        Category.INACTIVE: tr(
            "E-mail, téléphone, interlocuteurs et choix de communication ; le nom, l'adresse et les factures restent."
            " Un refus reste respecté. D'un client qui doit encore ou attend une réponse, tout reste."
        ),
        Category.FORMER: tr("Le client et ses documents ; numéros, jours et montants restent dans vos comptes."),
        Category.DOCUMENTS: tr(
            "Le client, le texte, le PDF et le XML, les notes et les relances, comptés depuis le dernier acte ;"
            " numéros, jours, montants et sceaux restent."
        ),
        Category.ARCHIVES: tr(
            "Noms, libellés et pièces jointes des recettes et des dépenses ; jours et montants restent."
        ),
        Category.BANK: tr("Les lignes de vos relevés ; une facture payée reste payée."),
        Category.TRIPS: tr("Où vous étiez, et chez qui. Une année part toujours entière."),
        Category.IMPORTS: tr("Noms des fichiers et valeurs remplacées ; un import ne peut plus être repris ensuite."),
        Category.LOOKUPS: tr("Entreprises et adresses cherchées ; les contrôles de TVA suivent vos comptes."),
        Category.REQUESTS: tr("Celles qui ont leur réponse, comptées depuis elle."),
        Category.JOURNAL: tr("Ce qui est sorti de cet ordinateur, sans contenu."),
        Category.REPORTS: tr("Versions et lignes de programme, sans donnée personnelle."),
    }


def announcement_text() -> str:
    """What holds for all of it."""
    return tr("Rien ne part sans avoir été annoncé trente jours dans « À traiter ».")


def final_text() -> str:
    """That what goes cannot be brought back."""
    return tr("Ce qui est parti ne revient pas : l'effacement va jusque dans les sauvegardes de MicroDesk.")


def held_text(documents: int) -> str:
    """How many documents stay although their time is over, and why; empty for none."""
    if not documents:
        return ""
    text = ntr(
        "{count} document reste malgré sa durée : il n'est pas soldé, un brouillon le continue ou son client attend une"
        " réponse. Ce qui lui est lié reste avec lui.",
        "{count} documents restent malgré leur durée : ils ne sont pas soldés, un brouillon les continue ou leur client"
        " attend une réponse. Ce qui leur est lié reste avec eux.",
        documents,
    )
    return text.format(count=counts.count(documents))


def duration_text(duration: Duration, years: int | None) -> str:
    """How long a category stays: « 3 ans après le dernier échange »."""
    if years is None:
        return tr("Tant que vous ne l'effacez pas")
    if not duration.is_from_year_end:
        text = ntr("{count} an après le dernier échange", "{count} ans après le dernier échange", years)
    else:
        text = ntr("{count} an après la fin de l'année", "{count} ans après la fin de l'année", years)
    return text.format(count=years)


def amount_text(category: Category, rows: int) -> str:
    """« 12 opérations »."""
    text = {
        Category.PROSPECTS: lambda: ntr("{count} prospect", "{count} prospects", rows),
        Category.INACTIVE: lambda: ntr("{count} client", "{count} clients", rows),
        Category.FORMER: lambda: ntr("{count} client", "{count} clients", rows),
        Category.DOCUMENTS: lambda: ntr("{count} document", "{count} documents", rows),
        Category.ARCHIVES: lambda: ntr("{count} écriture", "{count} écritures", rows),
        Category.BANK: lambda: ntr("{count} opération", "{count} opérations", rows),
        Category.TRIPS: lambda: ntr("{count} trajet", "{count} trajets", rows),
        Category.IMPORTS: lambda: ntr("{count} import", "{count} imports", rows),
        Category.LOOKUPS: lambda: ntr("{count} réponse", "{count} réponses", rows),
        Category.REQUESTS: lambda: ntr("{count} demande", "{count} demandes", rows),
        Category.JOURNAL: lambda: ntr("{count} connexion", "{count} connexions", rows),
        Category.REPORTS: lambda: ntr("{count} rapport", "{count} rapports", rows),
    }[category]()
    return text.format(count=counts.count(rows))


def going_text(category: Category, item: str, rows: int, on: date) -> str:
    """« 12 opérations de 2023 : effacées le 31 janvier 2027 »; of a client its name."""
    day = dates.long_day(on)
    if category.is_by_client:
        return tr("{name} : le {day}").format(name=item, day=day)
    return tr("{amount} de {year} : le {day}").format(amount=amount_text(category, rows), year=item, day=day)


def gone_text(category: Category, rows: int, on: date) -> str:
    """« 21 janvier 2027 : 12 opérations »."""
    return tr("{day} : {amount}").format(day=dates.long_day(on), amount=amount_text(category, rows))


def opening_text(erasure: Erasure) -> str:
    """What the opening of the vault did about what has had its time."""
    if erasure.left:
        return tr("Des données arrivées à leur terme restent à effacer : MicroDesk réessaie à la prochaine ouverture.")
    return tr("Ce qui vous avait été annoncé, et dont la durée est passée, a été effacé.")
