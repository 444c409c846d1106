"""Imports, previews and past imports as lines of the command line."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.bank.reports import ImportReport
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.history import PastImport, Standing
from microdesk_desktop.domain.imports.kept import KeptFile
from microdesk_desktop.domain.imports.plans import Entity, PlannedRow
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.records.reports import RecordsReport
from microdesk_desktop.domain.settle.attributions import AttributionCounts
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.views.bank.reports import attribution_run_text, import_text
from microdesk_desktop.views.imports.kinds import kind_name
from microdesk_desktop.views.imports.summary import (
    already_imported_text,
    assumed_type_text,
    totals_text,
    unused_text,
    warnings,
)
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.messages.problems import problem_line, remark_line
from microdesk_desktop.views.records.reports import records_text

_SHOWN_ROWS = 20
"""Rows of each outcome that a preview lists; more would scroll the totals away."""


def kept_lines(files: Sequence[KeptFile], attributed: AttributionCounts) -> list[str]:
    """What an import did, file by file, with the columns that were not used and every refused row."""
    if len(files) == 1:
        return _kept(files[0], attributed)
    lines = [
        tr("{name} : {text}").format(name=visible(file.name), text=line)
        for file in files
        for line in _kept(file, AttributionCounts())
    ]
    return [*lines, attribution_run_text(attributed)] if attributed != AttributionCounts() else lines


def preview_lines(preview: Preview) -> list[str]:
    """What an import would do: counts, totals, unused columns, then its rows, the refused ones all of them."""
    refusal = preview.refusal
    head = _counts_text(preview) if refusal is None else error_text(refusal)
    lines = [tr("{name} : {text}").format(name=visible(preview.draft.name), text=head)]
    if refusal is not None:
        return lines
    lines += [error_text(KnownError(ErrorCode.ACCOUNT_UNCLEAR))] if preview.needs_account else []
    lines += warnings(preview, is_kept=False)
    lines += [assumed_type_text()] if preview.is_type_assumed else []
    lines += [text for text in (totals_text(preview.totals), unused_text(preview.unused)) if text]
    lines += [problem_line(row.problem) for row in preview.rows if row.problem is not None]
    lines += [remark_line(remark) for row in preview.rows for remark in row.remarks]
    shown = [row for row in preview.rows if row.content is not None]
    lines += [_row_line(row) for row in shown[:_SHOWN_ROWS]]
    rest = len(shown) - _SHOWN_ROWS
    if rest > 0:
        text = ntr("et {count} autre ligne", "et {count} autres lignes", rest)
        lines.append(text.format(count=counts.count(rest)))
    return lines


def past_import_line(past: PastImport) -> str:
    """« 12  26/11/2026  Relevé de banque    releve.csv  42 ajoutées, 3 déjà connues »."""
    day = dates.typed_day(past.imported_at.astimezone().date())
    parts = [
        _counted(past.added, ntr("{count} ajoutée", "{count} ajoutées", past.added)),
        _counted(past.completed, ntr("{count} complétée", "{count} complétées", past.completed)),
        _counted(past.known, ntr("{count} déjà connue", "{count} déjà connues", past.known)),
        _counted(past.refused, ntr("{count} refusée", "{count} refusées", past.refused)),
    ]
    return f"{past.id:>5}  {day}  {kind_name(past.kind):<18}  {visible(past.name)}  {', '.join(filter(None, parts))}"


def taken_back_lines(past: PastImport, standing: Standing) -> list[str]:
    """What taking an import back did."""
    removed = sum(count for entity, count in standing.removed.items() if entity is not Entity.ACCOUNT)
    ended = standing.attributions
    text = ntr("{count} ligne retirée", "{count} lignes retirées", removed)
    parts = [
        text.format(count=counts.count(removed)),
        _counted(standing.restored, ntr("{count} rétablie", "{count} rétablies", standing.restored)),
        _counted(ended, ntr("{count} règlement défait", "{count} règlements défaits", ended)),
    ]
    lines = [tr("{name} : {text}.").format(name=visible(past.name), text=", ".join(filter(None, parts)))]
    stays = standing.shared + standing.own_records + standing.kept_clients
    text = ntr(
        "{count} ligne reste, parce qu'elle sert ailleurs.",
        "{count} lignes restent, parce qu'elles servent ailleurs.",
        stays,
    )
    return [*lines, *([text.format(count=counts.count(stays))] if stays else [])]


def _kept(file: KeptFile, attributed: AttributionCounts) -> list[str]:
    if file.refusal is not None or file.kind is None:
        return [error_text(file.refusal)] if file.refusal else []
    numbers = file.counts
    if file.kind is ImportKind.STATEMENT:
        read = sum(count for outcome, count in numbers.items() if outcome is not RowOutcome.REFUSED)
        text = import_text(
            ImportReport(
                format=file.source,
                preset=None,
                read=read,
                merge=file.merge,
                attributed=attributed,
                problems=file.problems,
                balance_gaps=file.balance_gaps,
                missing=file.missing,
                doubtful=numbers.get(RowOutcome.DOUBTFUL, 0),
            )
        )
    else:
        text = records_text(
            RecordsReport(
                kind=file.kind.value,
                added=numbers.get(RowOutcome.ADDED, 0) + numbers.get(RowOutcome.DOUBTFUL, 0),
                updated=numbers.get(RowOutcome.COMPLETED, 0),
                unchanged=numbers.get(RowOutcome.KNOWN, 0),
                problems=file.problems,
                remarks=file.remarks,
                attributed=attributed,
                changes=Changes.NOTHING,
            )
        )
    again = already_imported_text(file.imported_at) if file.imported_at else ""
    notes = filter(None, (again, assumed_type_text() if file.is_type_assumed else "", unused_text(file.unused)))
    return [text, *notes, *map(problem_line, file.problems), *map(remark_line, file.remarks)]


def _counts_text(preview: Preview) -> str:
    numbers = preview.counts
    added = numbers.get(RowOutcome.ADDED, 0) + numbers.get(RowOutcome.DOUBTFUL, 0)
    completed, known = numbers.get(RowOutcome.COMPLETED, 0), numbers.get(RowOutcome.KNOWN, 0)
    refused = numbers.get(RowOutcome.REFUSED, 0)
    new = ntr("{count} ligne serait ajoutée", "{count} lignes seraient ajoutées", added)
    parts = [
        new.format(count=counts.count(added)),
        _counted(completed, ntr("{count} complétée", "{count} complétées", completed)),
        _counted(known, ntr("{count} déjà connue", "{count} déjà connues", known)),
        _counted(refused, ntr("{count} refusée", "{count} refusées", refused)),
    ]
    return ", ".join(filter(None, parts)) + "."


def _counted(number: int, text: str) -> str:
    return text.format(count=counts.count(number)) if number else ""


def _row_line(row: PlannedRow) -> str:
    """A row of a preview on one line: what becomes of it, and what it is."""
    marks = {RowOutcome.ADDED: "+", RowOutcome.COMPLETED: "~", RowOutcome.KNOWN: "=", RowOutcome.DOUBTFUL: "?"}
    return f"  {marks.get(row.outcome, ' ')} {_content_text(row)}"


def _content_text(row: PlannedRow) -> str:
    match row.content:
        case BankRow() as each:
            amount = money.amount(each.amount_cents, each.currency, signed=True)
            return f"{dates.typed_day(each.on)}  {amount:>14}  {visible(each.label)}"
        case Client() as each:
            return visible(each.name)
        case CatalogueItem() as each:
            return f"{visible(each.reference)}  {visible(each.label)}  {money.price(each.unit_price, EUR)}"
        case ImportedDocument() as each:
            amount = money.amount(each.incl_tax_cents, each.currency)
            return f"{visible(each.number)}  {dates.typed_day(each.issued_on)}  {amount:>14}  {visible(each.client)}"
        case Receipt() | Expense() as each:
            amount = money.amount(each.signed_cents, EUR, signed=True)
            party = each.client if isinstance(each, Receipt) else each.supplier
            text = "  ".join(filter(None, (party, each.label))) or each.reference
            return f"{dates.typed_day(each.on)}  {amount:>14}  {visible(text)}"
        case None:
            return ""
