"""The latest manual decisions, from which rules are proposed."""

from dataclasses import dataclass

from microdesk_desktop.domain.settle.reasons import MADE
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.store.bank.kinds import (
    TARGET_CATEGORY,
    TARGET_IS_HIDDEN,
    TARGET_JOINS,
    TARGET_PARTY,
    TARGET_PARTY_ID,
)
from microdesk_desktop.store.bank.transactions import TRANSACTION_COLUMNS
from microdesk_desktop.store.database import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualSettlement:
    """One target that the user chose for a transaction."""

    transaction_id: int
    label: str
    amount_cents: int
    kind: TargetKind
    party_id: int | None
    party: str
    category: str


def load_manual_settlements(reader: Reader, limit: int) -> list[ManualSettlement]:
    """The latest targets chosen by hand; an accepted proposal is left out, for the engine finds it without a rule."""
    return reader.rows_as(
        ManualSettlement,
        "SELECT transaction_id, bank_transaction.label AS label, bank_transaction.amount_cents AS amount_cents,"
        f" target.kind AS kind, {TARGET_PARTY_ID} AS party_id, {TARGET_PARTY} AS party, {TARGET_CATEGORY} AS category"
        " FROM attribution JOIN payment ON payment.id = payment_id"
        f" JOIN bank_transaction ON bank_transaction.id = transaction_id{TARGET_JOINS}"
        # only an accepted proposal has other reasons than that its record was made of it
        " WHERE origin = 'manual' AND (attribution.reasons = '[]' OR instr(attribution.reasons, ?))"
        f" AND NOT {TARGET_IS_HIDDEN} ORDER BY payment_id DESC LIMIT ?",
        (f'["{MADE}"', limit),
    )


def load_ignored_by_hand(reader: Reader, limit: int) -> list[Transaction]:
    """The latest transactions that the user ignored."""
    return reader.rows_as(
        Transaction,
        f"SELECT {TRANSACTION_COLUMNS} FROM bank_transaction WHERE status = 'ignored' AND is_decided = 1"
        " ORDER BY booked_on DESC, id DESC LIMIT ?",
        (limit,),
    )
