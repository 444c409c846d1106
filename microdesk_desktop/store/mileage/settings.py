"""How long trips are kept, and the last price of a kilometre."""

from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.store.database import Reader, Writer


def load_keeping(reader: Reader) -> Keeping:
    """How long trips are kept: for ever until the user sets it."""
    return Keeping(reader.value("SELECT kept_years FROM mileage_settings"))


def load_price(reader: Reader) -> int | None:
    """The last price of a kilometre, in millionths; None until one was given."""
    price: int | None = reader.value("SELECT price FROM mileage_settings")
    return price


def save_keeping(writer: Writer, keeping: Keeping) -> None:
    """Set how long trips are kept."""
    _save(writer, "kept_years", keeping.years)


def save_price(writer: Writer, price: int | None) -> None:
    """Remember the price of a kilometre."""
    _save(writer, "price", price)


def _save(writer: Writer, column: str, value: int | None) -> None:
    writer.run("INSERT OR IGNORE INTO mileage_settings (id) VALUES (1)")
    writer.run(f"UPDATE mileage_settings SET {column} = ?", (value,))
