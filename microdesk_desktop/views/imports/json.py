"""The JSON of imports, previews and past imports on the command line: decimal strings, ISO dates, stable keys.

Counts: `added`, `updated` (completed), `unchanged` (known already), and `doubtful` for those of the added that may be
doubles of stored rows.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.bank.merging.identifiers import is_made_of_row
from microdesk_desktop.domain.bank.types import Balance, BankRow, RowProblem
from microdesk_desktop.domain.imports.history import PastImport, Standing
from microdesk_desktop.domain.imports.kept import KeptFile
from microdesk_desktop.domain.imports.plans import Content, PlannedRow
from microdesk_desktop.domain.imports.preview import AccountName, Preview, PreviewAccount
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import Money, format_decimal
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.messages.problems import problem_text

Json = dict[str, object]


def counts_json(counts: Mapping[RowOutcome, int]) -> Json:
    """The rows of a file by what became of them, the refused ones apart."""
    doubtful = counts.get(RowOutcome.DOUBTFUL, 0)
    return {
        "added": counts.get(RowOutcome.ADDED, 0) + doubtful,
        "updated": counts.get(RowOutcome.COMPLETED, 0),
        "unchanged": counts.get(RowOutcome.KNOWN, 0),
        "doubtful": doubtful,
    }


def refused_json(problems: Sequence[RowProblem]) -> Json:
    """The refused rows, each with its line and reason."""
    return {"refused": [problem_json(each) for each in problems]}


def problem_json(problem: RowProblem) -> Json:
    """Why one row was refused."""
    return {"line": problem.line, "code": problem.code, "reason": problem_text(problem)}


def kept_json(file: KeptFile) -> Json:
    """One of several files that were imported together."""
    if file.refusal is not None:
        return _refused_file_json(file.name, file.refusal)
    return {
        "name": file.name,
        "import": file.import_id,
        "source": file.source,
        **counts_json(file.counts),
        **refused_json(file.problems),
        "remarks": [problem_json(each) for each in file.remarks],
        "unused": [each.name for each in file.unused],
        "imported_at": file.imported_at.isoformat() if file.imported_at else None,
    }


def preview_json(preview: Preview) -> Json:
    """What importing one file would do, with every row; cells of refused rows are as the file has them."""
    if preview.refusal is not None:
        return _refused_file_json(preview.draft.name, preview.refusal)
    refused = [row.problem for row in preview.rows if row.problem is not None]
    return {
        "name": preview.draft.name,
        "kind": preview.draft.kind.value if preview.draft.kind else None,
        "source": preview.source,
        **counts_json(preview.counts),
        **refused_json(refused),
        "remarks": [problem_json(remark) for row in preview.rows for remark in row.remarks],
        "rows": [row_json(row) for row in preview.rows],
        "totals": [{"kind": each.kind.value, **_money(each.sum), "count": each.count} for each in preview.totals],
        "columns": [
            {"position": each.position + 1, "name": each.name, "field": each.field} for each in preview.columns
        ],
        "unused": [each.name for each in preview.unused],
        "accounts": [_account_json(each) for each in preview.accounts],
        "imported_at": preview.imported_at.isoformat() if preview.imported_at else None,
    }


def _refused_file_json(name: str, refusal: KnownError) -> Json:
    """A file that could not be read, among several."""
    return {"name": name, "error": {"code": refusal.code.value, "message": error_text(refusal)}}


def row_json(row: PlannedRow) -> Json:
    """One row of a preview: its line (null in formats without lines), its outcome, and its values."""
    value: Json = {"line": row.line, "outcome": row.outcome.value}
    if row.content is not None:
        value["values"] = _content_json(row.content)
    if row.problem is not None:
        value |= {"code": row.problem.code, "reason": problem_text(row.problem), "cells": dict(row.problem.cells)}
    return value


def past_import_json(past: PastImport) -> Json:
    """One entry of `imports list`."""
    return {
        "id": past.id,
        "name": past.name,
        "kind": past.kind.value,
        "source": past.source,
        "imported_at": past.imported_at.isoformat(),
        "added": past.added,
        "updated": past.completed,
        "unchanged": past.known,
        "refused": past.refused,
    }


def standing_json(standing: Standing) -> Json:
    """What taking an import back removes, gives back and ends."""
    return {
        "removed": {entity.value: count for entity, count in standing.removed.items()},
        "shared": standing.shared,
        "restored": standing.restored,
        "attributions": standing.attributions,
        "decided": standing.decided,
        "payments": standing.payments,
        "vouchers": standing.vouchers,
        "own_records": standing.own_records,
        "rule_records": standing.rule_records,
        "kept_clients": standing.kept_clients,
    }


def _content_json(content: Content) -> Json:
    if isinstance(content, BankRow):
        is_made = content.provider_id is not None and is_made_of_row(content.provider_id)
        fields: Mapping[str, Any] = (content._replace(provider_id=None) if is_made else content)._asdict()
    else:
        fields = {name: getattr(content, name) for name in type(content).__dataclass_fields__}
    return {_name(name): _value(name, value) for name, value in fields.items()}


def _name(field: str) -> str:
    """`amount_cents` as `amount`: amounts are decimal strings here."""
    return {"on": "date", "provider_id": "id", "vat_rate_bp": "vat_rate"}.get(field, field.removesuffix("_cents"))


def _value(field: str, value: Any) -> object:
    if isinstance(value, int) and field.endswith(("_cents", "_bp")):
        return format_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _account_json(account: PreviewAccount) -> Json:
    return {
        "account": account.stored.id if account.stored else None,
        "unclear": account.is_unclear,
        "candidates": [_account_name(each) for each in account.candidates],
        "label": account.label,
        "iban": account.iban,
        "number": account.number,
        "currency": account.currency,
        "rows": account.rows,
        "opening": _balance(account.opening),
        "closing": _balance(account.closing),
        "file_gap": format_decimal(account.file_gap.cents) if account.file_gap else None,
        "gap_before": format_decimal(account.gap_before.cents) if account.gap_before else None,
    }


def _account_name(account: AccountName) -> Json:
    return {
        "id": account.id,
        "name": account.institution_name,
        "iban": account.iban,
        "number": account.number,
        "currency": account.currency,
    }


def _balance(balance: Balance | None) -> Json | None:
    if balance is None:
        return None
    on = balance.on.isoformat() if balance.on else None
    return {"amount": format_decimal(balance.amount_cents), "currency": balance.currency, "date": on}


def _money(sum_: Money) -> Json:
    return {"amount": format_decimal(sum_.cents), "currency": sum_.currency}
