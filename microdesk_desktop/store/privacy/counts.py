"""How much a module holds that can be erased as a whole."""

from microdesk_desktop.store.database import Reader

_BANK = {"accounts": "bank_account", "transactions": "bank_transaction", "rules": "rule"}
_MILEAGE = {"trips": "mileage_trip", "templates": "mileage_template", "vehicles": "mileage_vehicle"}


def count_bank(reader: Reader) -> dict[str, int]:
    """The number of accounts, of transactions and of rules."""
    return _counted(reader, _BANK)


def count_mileage(reader: Reader) -> dict[str, int]:
    """The number of trips, of templates and of vehicles."""
    return _counted(reader, _MILEAGE)


def _counted(reader: Reader, tables: dict[str, str]) -> dict[str, int]:
    return {name: int(reader.value(f"SELECT count(*) FROM {table}")) for name, table in tables.items()}
