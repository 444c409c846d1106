"""The bank as it is shown: transactions with what they settle and why, counts, balance, consent, limits."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from microdesk_desktop.domain.bank.types import Balance, State
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.settle.matching import Origin, Reason, Status, TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.attributions import load_reasons
from microdesk_desktop.store.bank.connections import (
    LastSync,
    Limit,
    load_accounts,
    load_connected_limits,
    load_connection,
    load_last_sync,
    load_provider,
)
from microdesk_desktop.store.database import Reader

_day = lru_cache(maxsize=4096)(date.fromisoformat)
CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One target that a transaction settles, or could; `origin` is None for a suggestion."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionRow:
    """A transaction ready to show; `reasons` says why it is ignored when the engine or a rule did it."""

    id: int
    on: date
    amount_cents: int
    currency: str
    label: str
    state: State
    status: Status
    is_decided: bool
    attributions: tuple[Link, ...] = ()
    suggestions: tuple[Link, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFilter:
    """Which transactions to list; None means all."""

    status: Status | None = None
    since: date | None = None
    until: date | None = None
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankState:
    """The head of the Bank page: account, consent, limits, counts."""

    provider: str | None
    institution_name: str
    iban: str | None
    balance: Balance | None
    is_connected: bool
    expires_at: datetime | None
    last_sync: LastSync | None
    limits: Sequence[Limit]
    counts: Mapping[Status, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def load_bank_state(reader: Reader) -> BankState:
    """What the Bank page says above its list."""
    provider, connection, accounts = load_provider(reader), load_connection(reader), load_accounts(reader)
    account = accounts[0] if accounts else None
    return BankState(
        provider=provider[0] if provider else None,
        institution_name=account.institution_name if account else "",
        iban=account.iban if account else None,
        balance=account.balance if account else None,
        is_connected=connection is not None,
        expires_at=connection.expires_at if connection else None,
        last_sync=load_last_sync(reader),
        limits=load_connected_limits(reader),
        counts=count_by_status(reader),
    )


def count_by_status(reader: Reader) -> Mapping[Status, int]:
    """How many transactions stand in each status."""
    counts = dict.fromkeys(Status, 0)
    for status, count in reader.iterate("SELECT status, count(*) FROM bank_transaction GROUP BY status"):
        counts[Status(status)] = count
    return counts


def load_transaction_ids(reader: Reader, wanted: TransactionFilter) -> "array[int]":
    """The ids of the transactions to list, latest first; cheap even for a hundred thousand."""
    clauses, values = ["1"], []
    for clause, value in (
        ("status = ?", wanted.status.value if wanted.status else None),
        ("booked_on >= ?", wanted.since.isoformat() if wanted.since else None),
        ("booked_on <= ?", wanted.until.isoformat() if wanted.until else None),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    rows = reader.iterate(
        f"SELECT id FROM bank_transaction WHERE {' AND '.join(clauses)} ORDER BY booked_on DESC, id DESC",
        tuple(values),
    )
    ids = array("q", (id_ for (id_,) in rows))
    return TransactionSearch(reader).find(wanted.search, ids) if wanted.search else ids


class TransactionSearch:
    """Every label folded in memory, so that each key stroke answers at once whatever the number of transactions.

    What is typed next mostly narrows what was found last: the rest is then not looked at again.
    """

    def __init__(self, reader: Reader) -> None:
        self._ids = array("q")
        self._cents = array("q")
        self._texts: list[str] = []
        for id_, label, cents in reader.iterate(
            "SELECT id, label, amount_cents FROM bank_transaction ORDER BY booked_on DESC, id DESC"
        ):
            self._ids.append(id_)
            self._cents.append(abs(cents))
            self._texts.append(fold(label))
        self._last: tuple[str, list[int]] = ("", [])

    def find(self, text: str, ids: Sequence[int]) -> "array[int]":
        """Those of `ids` whose label holds the text, or whose amount it is; the latest first, as a list shows them."""
        places = self._holding(fold(text))
        same = self._amounting(text)
        if same:
            places = sorted({*places, *same})
        found = map(self._ids.__getitem__, places)
        if len(ids) >= len(self._ids):
            return array("q", found)
        wanted = set(ids)
        return array("q", (id_ for id_ in found if id_ in wanted))

    def _holding(self, needle: str) -> list[int]:
        former, places = self._last
        texts = self._texts
        if former and former in needle:
            places = [place for place in places if needle in texts[place]]
        else:
            places = [place for place, text in enumerate(texts) if needle in text]
        self._last = (needle, places)
        return places

    def _amounting(self, text: str) -> list[int]:
        cents = _cents_or_none(text)
        return [] if cents is None else [place for place, each in enumerate(self._cents) if each == cents]


def _cents_or_none(text: str) -> int | None:
    try:
        return abs(parse_cents(text, "," if "," in text else "."))
    except ValueError:
        return None


def load_transactions(reader: Reader, ids: Sequence[int]) -> list[TransactionRow]:
    """The rows of these transactions, in the order asked; those gone meanwhile are left out."""
    found: dict[int, TransactionRow] = {}
    for start in range(0, len(ids), CHUNK):
        found.update(_load_chunk(reader, tuple(ids[start : start + CHUNK])))
    return [found[id_] for id_ in ids if id_ in found]


def _load_chunk(reader: Reader, ids: tuple[int, ...]) -> dict[int, TransactionRow]:
    marks = ", ".join("?" * len(ids))
    attributions = _group(reader.iterate(_ATTRIBUTIONS.format(marks=marks), ids))
    suggestions = _group(reader.iterate(_SUGGESTIONS.format(marks=marks), ids))
    rows = reader.iterate(
        "SELECT id, booked_on, amount_cents, currency, label, state, status, is_decided, reasons"
        f" FROM bank_transaction WHERE id IN ({marks})",
        ids,
    )
    return {
        id_: TransactionRow(
            id=id_,
            on=_day(on),
            amount_cents=cents,
            currency=currency,
            label=label,
            state=State(state),
            status=Status(status),
            is_decided=bool(is_decided),
            attributions=attributions.get(id_, ()),
            suggestions=suggestions.get(id_, ()),
            reasons=load_reasons(reasons),
        )
        for id_, on, cents, currency, label, state, status, is_decided, reasons in rows
    }


_TARGETS = (
    " LEFT JOIN document ON {alias}.kind = 'invoice' AND document.id = {alias}.target_id"
    " LEFT JOIN client ON client.id = document.client_id"
    " LEFT JOIN expense ON {alias}.kind = 'expense' AND expense.id = {alias}.target_id"
    " LEFT JOIN receipt ON {alias}.kind = 'receipt' AND receipt.id = {alias}.target_id"
)
_TARGET_COLUMNS = (
    "coalesce(document.number, expense.reference, receipt.reference),"
    " coalesce(client.name, expense.supplier, receipt.client), coalesce(expense.category, '')"
)
_ATTRIBUTIONS = (
    "SELECT attribution.transaction_id, payment.kind, payment.target_id, "
    + _TARGET_COLUMNS
    + ", payment.amount_cents, attribution.reasons, attribution.origin, rule.name, 0, 1.0"
    " FROM attribution JOIN payment ON payment.id = attribution.payment_id"
    + _TARGETS.format(alias="payment")
    + " LEFT JOIN rule ON rule.id = attribution.rule_id"
    " WHERE attribution.transaction_id IN ({marks}) ORDER BY payment.id"
)
_SUGGESTIONS = (
    "SELECT suggestion.transaction_id, suggestion.kind, suggestion.target_id, "
    + _TARGET_COLUMNS
    + ", suggestion.amount_cents, suggestion.reasons, NULL, NULL, suggestion.rank, suggestion.score FROM suggestion"
    + _TARGETS.format(alias="suggestion")
    + " WHERE suggestion.transaction_id IN ({marks}) ORDER BY suggestion.rank, suggestion.target_id"
)


def _group(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Link, ...]]:
    links: dict[int, tuple[Link, ...]] = {}
    for transaction_id, *values in rows:
        links[transaction_id] = (*links.get(transaction_id, ()), _link(values))
    return links


def _link(values: Sequence[Any]) -> Link:
    kind, target_id, reference, party, category, cents, reasons, origin, rule, rank, score = values
    return Link(
        kind=TargetKind(kind),
        target_id=target_id,
        reference=reference or "",
        party=party or "",
        category=category,
        amount_cents=cents,
        reasons=load_reasons(reasons),
        origin=Origin(origin) if origin else None,
        rule=rule,
        rank=rank,
        score=score,
    )
