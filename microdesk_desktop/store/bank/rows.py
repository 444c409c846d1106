"""Transactions with what they settle or could settle, for lists and panels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Origin, Status
from microdesk_desktop.domain.settle.reasons import GROUNDS, RETURNED_BY, RETURNED_DECIDED, Reason
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.store.bank.kinds import KINDS, TARGET_CATEGORY, TARGET_JOINS, TARGET_PARTY, TARGET_REFERENCE
from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.reasons import load_reasons
from microdesk_desktop.store.transaction import json_list

# SQLite takes 32,766 parameters; a chunk bounds what is in memory at once.
CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One target that a transaction settles, or could; `origin` is None for a suggestion.

    Suggestions of one transaction with the same `rank` make one proposal; `is_grounded` is false for one that neither
    a name or number in the label nor an exact amount supports.
    """

    kind: TargetKind
    target_id: int
    reference: str
    party: str
    category: str
    amount_cents: int
    reasons: tuple[Reason, ...]
    origin: Origin | None = None
    rule: str | None = None
    rank: int = 0
    score: float = 1.0
    is_grounded: bool = True
    document_type: DocumentType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionRow:
    """A transaction for display.

    `is_decided` is true when the user decided; `reasons` is why the engine or a rule ignored it, or why nothing is
    proposed; that it was decided anew, and what took back what it pays.
    `source` is the format of its file, or the provider. `double_of` is the older transaction that may be the same
    payment, None when there is none or the user decided.
    """

    id: int
    account_id: int
    on: date
    amount_cents: int
    currency: str
    label: str
    state: State
    status: Status
    is_decided: bool
    source: str = ""
    double_of: int | None = None
    attributions: tuple[Link, ...] = ()
    suggestions: tuple[Link, ...] = ()
    reasons: tuple[Reason, ...] = ()


def load_transaction_rows(
    reader: Reader, ids: Sequence[int], *, with_link_reasons: bool = True
) -> list[TransactionRow]:
    """The rows of these transactions, in the order asked; unknown ones are left out. Reasons hold ids, not names."""
    found: dict[int, TransactionRow] = {}
    for start in range(0, len(ids), CHUNK):
        found.update(_load_chunk(reader, tuple(ids[start : start + CHUNK]), with_link_reasons))
    return [found[id_] for id_ in ids if id_ in found]


def _load_chunk(reader: Reader, ids: tuple[int, ...], with_link_reasons: bool) -> dict[int, TransactionRow]:
    marks = ", ".join("?" * len(ids))
    rows = reader.all(_TRANSACTIONS.format(marks=marks), ids)
    statuses = {row[7] for row in rows}

    def links(sql: str, reasons: str) -> dict[int, tuple[Link, ...]]:
        wanted = sql.format(marks=marks, reasons=reasons if with_link_reasons else "'[]'")
        return _group(reader.keyed_rows_as(Link, wanted, ids))

    # A list of one status is read often: what has none of them by its status is not searched for them.
    attributions = {} if statuses <= _UNSETTLED else links(_ATTRIBUTIONS, "attribution.reasons")
    suggestions = {} if statuses <= {Status.TODO} else links(_SUGGESTIONS, "suggestion.reasons")
    returned = _load_returned(reader, ids) if with_link_reasons and attributions else {}
    found = {row[0]: _row(row, attributions.get(row[0], ()), suggestions.get(row[0], ())) for row in rows}
    for id_, reason in returned.items():
        if found[id_].attributions:
            found[id_] = replace(found[id_], reasons=(reason, *found[id_].reasons))
    return found


def _load_returned(reader: Reader, ids: Sequence[int]) -> dict[int, Reason]:
    """Those of the transactions that another one takes back, which waits for the user, and when it does."""
    rows = reader.iterate(_RETURNED, (json_list(ids),))
    return {id_: Reason(RETURNED_BY, {"transaction_id": str(by), "on": on}) for id_, by, on in rows}


def _row(row: Sequence[Any], attributions: tuple[Link, ...], suggestions: tuple[Link, ...]) -> TransactionRow:
    """Made here rather than by `rows_as`, which would take half as long again: a list shows hundreds at a time."""
    id_, account_id, on, cents, currency, label, state, status, is_decided, source, double_of, reasons = row
    return TransactionRow(
        id=id_,
        account_id=account_id,
        on=day(on),
        amount_cents=cents,
        currency=currency,
        label=label,
        state=_STATES[state],
        status=_STATUSES[status],
        is_decided=bool(is_decided),
        source=source,
        double_of=double_of,
        attributions=attributions,
        suggestions=suggestions,
        reasons=load_reasons(reasons),
    )


_UNSETTLED = {Status.TODO, Status.SUGGESTED}
_STATES = {each.value: each for each in State}
_STATUSES = {each.value: each for each in Status}
_TRANSACTIONS = (
    "SELECT id, account_id, booked_on, amount_cents, currency, label, state, status, is_decided, source,"
    " (SELECT min(older_id) FROM bank_possible_double WHERE newer_id = id AND is_kept = 0), reasons"
    " FROM bank_transaction WHERE id IN ({marks})"
)
_RETURNED = (
    "SELECT CAST(reasons ->> '$[0][1].transaction_id' AS INTEGER) AS returned, id, booked_on FROM bank_transaction"
    f" WHERE status = '{Status.TODO}' AND reasons LIKE '[[\"{RETURNED_DECIDED}\"%'"
    " AND returned IN (SELECT value FROM json_each(?)) ORDER BY id DESC"
)
_TARGET = (
    f"target.kind AS kind, target.id AS target_id, {TARGET_REFERENCE} AS reference, {TARGET_PARTY} AS party,"
    f" {TARGET_CATEGORY} AS category, {KINDS[TargetKind.INVOICE].document_type} AS document_type"
)
# The list does without the reasons, but not without what they decide.
_IS_GROUNDED = " OR ".join(f"instr(suggestion.reasons, '[\"{code}\"') > 0" for code in sorted(GROUNDS))
_ATTRIBUTIONS = (
    f"SELECT transaction_id, {_TARGET}, payment.amount_cents AS amount_cents, {{reasons}} AS reasons, origin,"
    f" rule.name AS rule FROM attribution JOIN payment ON payment.id = payment_id{TARGET_JOINS}"
    " LEFT JOIN rule ON rule.id = rule_id WHERE transaction_id IN ({marks}) ORDER BY payment_id"
)
_SUGGESTIONS = (
    f"SELECT transaction_id, {_TARGET}, suggestion.amount_cents AS amount_cents, {{reasons}} AS reasons, rank,"
    f" score, {_IS_GROUNDED} AS is_grounded"
    f" FROM suggestion{TARGET_JOINS} WHERE transaction_id IN ({{marks}}) ORDER BY rank, target_id"
)


def _group(links: Iterable[tuple[int, Link]]) -> dict[int, tuple[Link, ...]]:
    grouped: dict[int, list[Link]] = {}
    for transaction_id, link in links:
        grouped.setdefault(transaction_id, []).append(link)
    return {transaction_id: tuple(each) for transaction_id, each in grouped.items()}


def load_target_names(reader: Reader, target_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The reference and the party's name of these targets."""
    if not target_ids:
        return {}
    return {
        id_: (reference, party)
        for id_, reference, party in reader.iterate(
            f"SELECT target.id, {TARGET_REFERENCE}, {TARGET_PARTY} FROM (SELECT value AS target_id FROM json_each(?))"
            f"{TARGET_JOINS}",
            (json_list(target_ids),),
        )
    }


def load_rule_names(reader: Reader, rule_ids: Sequence[int]) -> dict[int, str]:
    """The names of these rules."""
    if not rule_ids:
        return {}
    return dict(
        reader.iterate("SELECT id, name FROM rule WHERE id IN (SELECT value FROM json_each(?))", (json_list(rule_ids),))
    )
