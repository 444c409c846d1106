"""The bank as it is shown: transactions with what they settle and why, counts, balance, consent, limits."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from microdesk_desktop.domain.bank.types import Balance
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.settle.matching import Status
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.connections import (
    LastSync,
    Limit,
    load_accounts,
    load_connected_limits,
    load_connection,
    load_last_sync,
    load_provider,
)
from microdesk_desktop.store.bank.rows import Link, TransactionRow, load_transaction_rows
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.reason_names import with_names

__all__ = ["Link", "TransactionRow"]


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
    """The rows of these transactions, in the order asked, with names in their reasons; unknown ones are left out."""
    return with_names(reader, load_transaction_rows(reader, ids))
