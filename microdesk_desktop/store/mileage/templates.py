"""Trips to repeat."""

from microdesk_desktop.domain.mileage.trips import Journey
from microdesk_desktop.store.database import Reader, Writer

_NAMES = ("origin", "destination", "tenths", "purpose", "client_id", "vehicle_id", "is_return")
_COLUMNS = ", ".join(_NAMES)


def load_templates(reader: Reader) -> dict[int, Journey]:
    """Every template by its id, in the order in which they were added."""
    return dict(reader.keyed_rows_as(Journey, f"SELECT id, {_COLUMNS} FROM mileage_template ORDER BY id"))


def add_template(writer: Writer, journey: Journey, template_id: int | None = None) -> int:
    """Keep a trip to repeat; returns its id. One that was removed may be given again."""
    marks = ", ".join("?" * (len(_NAMES) + 1))
    values = (*(getattr(journey, name) for name in _NAMES), template_id)
    return writer.run(f"INSERT INTO mileage_template ({_COLUMNS}, id) VALUES ({marks})", values)


def delete_template(writer: Writer, template_id: int) -> None:
    """Remove a template; trips made of it stay."""
    writer.run("DELETE FROM mileage_template WHERE id = ?", (template_id,))
