"""Erasure of the bank module."""

from collections.abc import Collection

from microdesk_desktop.store.database import Writer

# Children first.
_BANK_TABLES = (
    "attribution_run",
    "attribution_seen",
    "attribution_dependency",
    "attribution_stale",
    "suggestion",
    "attribution",
    "bank_refusal",
    "bank_decision",
    "rule",
    "bank_possible_double",
    "bank_other_facts",
    "bank_transaction",
    "bank_connection",
    "bank_account",
    "bank_limit",
    "bank_provider",
)
# What hangs on transactions, by its column; then all that stays where accounts are kept. What a run of the engine has
# noted goes in any case: the next run notes it anew.
_OF_TRANSACTIONS = (
    ("suggestion", "transaction_id"),
    ("attribution", "transaction_id"),
    ("bank_refusal", "transaction_id"),
    ("bank_decision", "transaction_id"),
    ("bank_possible_double", "newer_id"),
    ("bank_possible_double", "older_id"),
    ("bank_other_facts", "transaction_id"),
)
_OF_ACCOUNTS = {"bank_account", "bank_transaction", *(table for table, _ in _OF_TRANSACTIONS)}
# Their counters reveal how many rows there were.
_COUNTERS = ("bank_transaction", "rule", "attribution_stale")


def erase_bank(writer: Writer, *, keeps_rules: bool = False, kept_accounts: Collection[int] = ()) -> None:
    """Delete every row of the bank module; payments stay, as part of the books, and the rules where wanted.

    `kept_accounts` stay too, with their transactions and what these settle; those that only files feed may be kept.
    """
    kept = {"rule"} if keeps_rules else set()
    if kept_accounts:
        kept |= _OF_ACCOUNTS
        _erase_other_accounts(writer, ", ".join(str(int(each)) for each in kept_accounts))
    for table in _BANK_TABLES:
        if table not in kept:
            writer.run(f"DELETE FROM {table}")
    if kept_accounts:
        writer.run(
            "UPDATE sqlite_sequence SET seq = coalesce((SELECT max(id) FROM bank_transaction), 0)"
            " WHERE name = 'bank_transaction'"
        )
    writer.run_many("DELETE FROM sqlite_sequence WHERE name = ?", [(name,) for name in _COUNTERS if name not in kept])


def _erase_other_accounts(writer: Writer, kept: str) -> None:
    """Delete the accounts that are not among these ids, with all that hangs on their transactions."""
    writer.run("DELETE FROM bank_connection")
    erased = f"SELECT id FROM bank_transaction WHERE account_id NOT IN ({kept})"
    for table, column in _OF_TRANSACTIONS:
        writer.run(f"DELETE FROM {table} WHERE {column} IN ({erased})")
    writer.run(f"DELETE FROM bank_transaction WHERE account_id NOT IN ({kept})")
    writer.run(f"DELETE FROM bank_account WHERE id NOT IN ({kept})")
