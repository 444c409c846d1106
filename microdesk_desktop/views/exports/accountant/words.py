"""Words of the folder for the accountant: its names, its index, what was written."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.books.lines import Book


def folder_name(year: int) -> str:
    """« Dossier comptable 2026 »."""
    return tr("Dossier comptable {year}").format(year=year)


def places() -> tuple[str, str, str, str, str]:
    """The folders inside: books, documents, vouchers, received invoices, bank."""
    return tr("Livres"), tr("Documents"), tr("Justificatifs"), tr("Factures reçues"), tr("Banque")


def readme_name() -> str:
    """The file to read first."""
    return tr("LISEZ-MOI.txt")


def index_name() -> str:
    """The index, without its ending."""
    return tr("Index")


def pdf_text(name: str) -> str:
    """What the toast shows of a book's PDF: that the vault does not protect it."""
    return tr("Livre enregistré dans « {name} ». Ce fichier n'est pas chiffré.").format(name=name)


def folder_text(name: str, missing: int) -> str:
    """What the toast shows of the folder: what is missing, and that the vault does not protect it."""
    made = tr("« {name} » est prêt. Ses fichiers ne sont pas chiffrés.").format(name=name)
    if not missing:
        return made
    lacking = ntr("{count} ligne est sans justificatif.", "{count} lignes sont sans justificatif.", missing)
    return f"{made} {lacking.format(count=counts.count(missing))}"


def no_document(reference: str) -> str:
    """Why a line has no document in the folder."""
    return tr("PDF de {reference} à joindre : émis avec un autre outil").format(reference=reference)


def no_voucher() -> str:
    """Why a purchase has no voucher in the folder."""
    return tr("Justificatif manquant")


def gone(path: str) -> str:
    """A file that left the vault while the folder was written."""
    return tr("Retiré pendant l'export : {file}").format(file=path)


def missing_title(count: int) -> str:
    """The heading of what is missing."""
    return ntr("{count} pièce manque", "{count} pièces manquent", count).format(count=counts.count(count))


def readme_text(
    business: str, year: int, today: date, pending: Sequence[Book], missing: int, written: frozenset[str]
) -> str:
    """What the folder has, for whoever opens it: a line for each of its folders that is there."""
    there = {path.partition("/")[0] for path in written}
    lines = [
        tr("{business}, année {year}").format(business=business, year=year),
        tr("Préparé le {day} avec MicroDesk.").format(day=dates.long_day(today)),
        "",
        tr("{index} : chaque ligne des livres, avec son document, son justificatif et son opération bancaire.").format(
            index=f"{index_name()}.html"
        ),
        *(text for folder, text in _folder_texts() if folder in there),
        "",
        tr("Les montants des fichiers CSV ont une virgule, les colonnes sont séparées par des points-virgules."),
        _pending_note(pending),
        ntr(
            "{count} ligne est sans sa pièce : l'index la nomme.",
            "{count} lignes sont sans leur pièce : l'index les nomme.",
            missing,
        ).format(count=counts.count(missing))
        if missing
        else tr("Chaque ligne a sa pièce."),
        "",
        tr("Ce dossier n'est pas chiffré : transmettez-le par un moyen sûr, et effacez les copies inutiles."),
    ]
    return "\n".join(lines) + "\n"


def _folder_texts() -> Sequence[tuple[str, str]]:
    """Each folder inside, and what it has."""
    books, documents, vouchers, received, bank = places()
    return (
        (
            books,
            tr("{folder} : le livre des recettes et le registre des achats, en PDF et en CSV.").format(folder=books),
        ),
        (
            documents,
            tr("{folder} : les factures et avoirs émis, en PDF, avec leur facture électronique (XML).").format(
                folder=documents
            ),
        ),
        (
            vouchers,
            tr("{folder} : les pièces des dépenses, nommées par jour, fournisseur et montant.").format(folder=vouchers),
        ),
        (received, tr("{folder} : les factures de fournisseurs reçues en fichier.").format(folder=received)),
        (bank, tr("{folder} : les opérations du compte, sans celles que l'entreprise a ignorées.").format(folder=bank)),
    )


def _pending_note(pending: Sequence[Book]) -> str:
    if pending:
        return tr("Des lignes ne sont pas encore validées : elles n'ont pas de numéro.")
    return tr("Toutes les lignes sont validées : elles ne changent plus.")
