"""Erasure of the bank module."""

from microdesk_desktop.store.database import Writer

# Children first.
_BANK_TABLES = (
    "attribution_run",
    "attribution_seen",
    "attribution_dependency",
    "attribution_stale",
    "suggestion",
    "attribution",
    "rule",
    "bank_possible_double",
    "bank_other_facts",
    "bank_transaction",
    "bank_connection",
    "bank_account",
    "bank_limit",
    "bank_provider",
)
# Their counters reveal how many rows there were.
_COUNTERS = ("bank_transaction", "rule", "attribution_stale")


def erase_bank(writer: Writer, *, keeps_rules: bool = False) -> None:
    """Delete every row of the bank module; payments stay, as part of the books, and the rules where wanted."""
    kept = {"rule"} if keeps_rules else set()
    for table in _BANK_TABLES:
        if table not in kept:
            writer.run(f"DELETE FROM {table}")
    writer.run_many("DELETE FROM sqlite_sequence WHERE name = ?", [(name,) for name in _COUNTERS if name not in kept])
