"""What money in another currency was worth in euros on its day, and the parts of receipts that count for it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.books.parts import PartCents
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.turnover import PAYMENTS

PartKey = tuple[object, ...]
_KEY = ('"on"', "origin", "origin_id", "activity", "counts_for_franchise", "vat_category", "vat_rate_bp")


class PaidAbroad(NamedTuple):
    """What was paid of a document in another currency on one day, and the euros that the user states for it.

    Cents are signed as on the account; `euro_cents` is None where nothing is stated for this very sum.
    """

    on: date
    cents: int
    currency: str
    euro_cents: int | None


class StatedParts(NamedTuple):
    """The parts of what was paid of one document on one day, by the keys of their rows, and the euros that they make.

    Euros have the sign of the money.
    """

    euro_cents: int
    parts: Mapping[PartKey, PartCents]


def load_paid_abroad(reader: Reader, document_id: int) -> list[PaidAbroad]:
    """What was paid of a document in another currency on each day, the earliest first; none of one in euros."""
    rows = reader.iterate(
        "SELECT paid.day, paid.total, document.currency, euro_cents FROM ("
        f'SELECT "on" AS day, sum(cents) AS total FROM ({PAYMENTS}) WHERE document_id = ?1 GROUP BY 1) AS paid'
        f" JOIN document ON document.id = ?1 AND document.currency <> '{EUR}' LEFT JOIN euro_value"
        ' ON euro_value.document_id = ?1 AND euro_value."on" = paid.day AND euro_value.cents = paid.total'
        " WHERE paid.total <> 0 ORDER BY 1",
        (document_id,),
    )
    return [PaidAbroad(date.fromisoformat(on), *values) for on, *values in rows]


def save_euro_value(writer: Writer, document_id: int, paid: PaidAbroad) -> None:
    """Note what was paid on a day as worth `euro_cents`, or as worth nothing known where it is None."""
    writer.run('DELETE FROM euro_value WHERE document_id = ? AND "on" = ?', (document_id, paid.on.isoformat()))
    if paid.euro_cents is not None:
        values = (document_id, paid.on.isoformat(), paid.cents, paid.euro_cents)
        writer.run("INSERT INTO euro_value VALUES (?, ?, ?, ?)", values)


def load_stated_parts(reader: Reader, days: Sequence[str]) -> Iterable[StatedParts]:
    """The parts of these days, in ISO form, for which euros are stated, and that come to the sum of the statement."""
    stated = reader.all(
        'SELECT document_id, "on", cents, euro_cents FROM euro_value'
        ' WHERE "on" IN (SELECT value FROM json_each(?)) ORDER BY 1, 2',
        (json.dumps(days),),
    )
    for document_id, on, cents, euro_cents in stated:
        rows = reader.iterate(
            f"SELECT {', '.join(_KEY)}, base_cents, tax_cents, disbursement_cents FROM receipt_part"
            f" WHERE \"on\" = ? AND document_id = ? AND currency <> '{EUR}'",
            (on, document_id),
        )
        parts = {tuple(row[: len(_KEY)]): PartCents(*row[len(_KEY) :]) for row in rows}
        if sum(map(sum, parts.values())) == cents:
            yield StatedParts(euro_cents, parts)


def put_parts_in_euros(writer: Writer, parts: Iterable[tuple[PartKey, PartCents]]) -> None:
    """Replace the amounts of these parts by amounts in euros."""
    writer.run_many(
        f"UPDATE receipt_part SET currency = '{EUR}', base_cents = ?, tax_cents = ?, disbursement_cents = ?"
        f" WHERE {' AND '.join(f'{column} = ?' for column in _KEY)}",
        [(*cents, *key) for key, cents in parts],
    )
