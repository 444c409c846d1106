"""What a previewed file is and brings, in sentences: its head, its totals, what it leaves out, what it is unsure of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.bank.types import StatementFormat
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.kept import KeptFile
from microdesk_desktop.domain.imports.preview import Preview, Total, TotalKind
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.tables import ImportKind, TableColumn
from microdesk_desktop.views.bank.reports import missing_text
from microdesk_desktop.views.imports.kinds import kind_name, listed_things, outcome_filter, outcome_name
from microdesk_desktop.views.messages.values import money_text

MOST_UNUSED = 12
"""Unused columns named before the rest is only counted: about two lines."""


def source_text(draft: Draft, source: str) -> str:
    """« Relevé de banque · BoursoBank »: what the file is, and which tool or bank wrote it."""
    kind = kind_name(draft.kind) if draft.kind else tr("Contenu à préciser")
    return f"{kind} · {source_name(source)}" if source else kind


def source_name(source: str) -> str:
    """The tool, the bank or the format that a file comes from: « Société Générale », « OFX »."""
    return source.upper() if source in set(StatementFormat) else visible(source)


def totals_text(totals: Sequence[Total]) -> str:
    """« À encaisser 2 990,50 € · Payé 6 450,00 € »."""
    return " · ".join(f"{_total_name(each.kind)} {money_text(each.sum)}" for each in totals)


def unused_text(columns: Sequence[TableColumn]) -> str:
    """The columns that no field comes from, by name; empty when there is none."""
    names = [visible(each.name) or tr("colonne {number}").format(number=each.position + 1) for each in columns]
    if not names:
        return ""
    more = len(names) - MOST_UNUSED
    shown = ", ".join(names[:MOST_UNUSED])
    if more > 0:
        shown = ntr("{names} et {count} autre", "{names} et {count} autres", more).format(
            names=shown, count=counts.count(more)
        )
    return ntr("Colonne non utilisée : {names}", "Colonnes non utilisées : {names}", len(names)).format(names=shown)


def warnings(preview: Preview, *, is_kept: bool) -> Sequence[str]:
    """What does not add up, and that the same file was imported before.

    When it `is_kept`, imported just now, the result of the import holds what lies between it and earlier files.
    """
    texts = []
    if preview.imported_at is not None and not is_kept:
        texts.append(already_imported_text(preview.imported_at))
    for account in preview.accounts:
        if account.file_gap is not None:
            texts.append(
                tr("Les soldes du fichier et ses lignes diffèrent de {amount}.").format(
                    amount=money_text(account.file_gap)
                )
            )
        if account.gap_before is not None and not is_kept:
            texts.append(
                tr(
                    "Il manque {amount} entre le relevé précédent et celui-ci : une période n'a sans doute pas été "
                    "importée."
                ).format(amount=money_text(account.gap_before))
            )
    return texts


def assumed_type_text() -> str:
    """That documents were read as invoices because nothing shows what they are."""
    return tr(
        "Rien n'indique si ces documents sont des factures, des devis ou des avoirs : ils sont lus comme des factures."
    )


def already_imported_text(moment: datetime) -> str:
    """« Ce fichier a déjà été importé le 26 novembre 2026 à 20:41. »."""
    return tr("Ce fichier a déjà été importé le {moment}.").format(moment=dates.moment(moment))


def brought(previews: Iterable[Preview]) -> Mapping[ImportKind, int]:
    """How many rows of each kind these files add or complete."""
    numbers: Counter[ImportKind] = Counter()
    for preview in previews:
        if preview.draft.kind is not None and preview.can_be_kept:
            numbers[preview.draft.kind] += preview.brings
    return numbers


def counts_text(numbers: Mapping[RowOutcome, int]) -> str:
    """« 42 nouvelles, 3 déjà connues », without what is zero."""
    parts = []
    for outcome in (RowOutcome.ADDED, RowOutcome.DOUBTFUL, RowOutcome.COMPLETED, RowOutcome.KNOWN, RowOutcome.REFUSED):
        number = numbers.get(outcome, 0)
        if number:
            parts.append(_counted(outcome, number))
    return ", ".join(parts)


def _counted(outcome: RowOutcome, number: int) -> str:
    if outcome is RowOutcome.REFUSED:
        return ntr("{count} refusée", "{count} refusées", number).format(count=counts.count(number))
    name = outcome_filter(outcome) if number > 1 else outcome_name(outcome)
    return f"{counts.count(number)} {name[:1].lower()}{name[1:]}"


def _total_name(kind: TotalKind) -> str:
    names = {
        TotalKind.TO_COLLECT: tr("À encaisser"),
        TotalKind.CREDIT_NOTES: tr("Avoirs à rembourser"),
        TotalKind.PAID: tr("Payé"),
        TotalKind.MONEY_IN: tr("Entrées"),
        TotalKind.MONEY_OUT: tr("Sorties"),
    }
    return names[kind]


def result_text(
    files: Iterable[tuple[ImportKind, Mapping[RowOutcome, int]]], attributed: int, left: Sequence[str] = ()
) -> str:
    """« Import terminé : 42 opérations. 3 lignes restent à corriger. 30 opérations attribuées. ».

    `files` are the imported ones with the number of their rows by outcome, `left` the names of those that a
    cancellation left out.
    """
    kept: Counter[ImportKind] = Counter()
    refused = 0
    for kind, numbers in files:
        kept[kind] += sum(numbers.get(each, 0) for each in _BROUGHT)
        refused += numbers.get(RowOutcome.REFUSED, 0)
    named = listed_things(kept)
    parts = [
        tr("Import terminé : {things}.").format(things=named) if named else tr("Import terminé : rien de nouveau."),
        _sentence(refused, ntr("{count} ligne reste à corriger.", "{count} lignes restent à corriger.", refused)),
        _sentence(attributed, ntr("{count} opération réglée.", "{count} opérations réglées.", attributed)),
        tr("Non importé : {names}.").format(names=", ".join(map(visible, left))) if left else "",
    ]
    return " ".join(filter(None, parts))


def missing_periods_text(files: Sequence[KeptFile]) -> str:
    """What lies between the imported statements and those before, file by file when they are several."""
    texts = [(file.name, missing_text(period)) for file in files for period in file.missing]
    if len(files) > 1:
        return "\n".join(tr("{name} : {text}").format(name=visible(name), text=text) for name, text in texts)
    return "\n".join(text for _, text in texts)


def taken_back_text(names: Sequence[str]) -> str:
    """« Import annulé : releve.csv »."""
    text = ntr("Import annulé : {names}", "Imports annulés : {names}", len(names))
    return text.format(names=", ".join(map(visible, names)))


_BROUGHT = (RowOutcome.ADDED, RowOutcome.DOUBTFUL, RowOutcome.COMPLETED)


def _sentence(number: int, text: str) -> str:
    return text.format(count=counts.count(number)) if number else ""
