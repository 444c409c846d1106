"""How long trips are kept, and the last price of a kilometre."""

from microdesk_desktop.domain.mileage.keeping import USUAL, Keeping
from microdesk_desktop.store.database import Reader, Writer


def load_keeping(reader: Reader) -> Keeping:
    """How long trips are kept: as is usual until the user sets it."""
    years, never_go = reader.one("SELECT kept_years, never_go FROM mileage_settings") or (None, 0)
    return Keeping(years) if never_go or years is not None else USUAL


def load_price(reader: Reader) -> int | None:
    """The last price of a kilometre, in millionths; None until one was given."""
    price: int | None = reader.value("SELECT price FROM mileage_settings")
    return price


def save_keeping(writer: Writer, keeping: Keeping) -> None:
    """Set how long trips are kept."""
    _save(writer, "kept_years", keeping.years)
    _save(writer, "never_go", int(keeping.years is None))


def save_price(writer: Writer, price: int | None) -> None:
    """Remember the price of a kilometre."""
    _save(writer, "price", price)


def _save(writer: Writer, column: str, value: int | None) -> None:
    writer.run("INSERT OR IGNORE INTO mileage_settings (id) VALUES (1)")
    writer.run(f"UPDATE mileage_settings SET {column} = ?", (value,))
