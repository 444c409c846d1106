"""Vouchers: the pictures and PDFs of receipts and expenses, which exist in the vault only."""

import hashlib
from collections.abc import Sequence

from microdesk_desktop.domain.records.vouchers import Voucher, VoucherFacts
from microdesk_desktop.store.database import Reader, Writer


def save_voucher(writer: Writer, target_id: int, voucher: Voucher, voucher_id: int | None = None) -> int:
    """Add a voucher to a receipt or expense; returns its id, new unless `voucher_id` gives it back."""
    return writer.run(
        "INSERT INTO voucher (id, target_id, name, media_type, digest, added_at, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            voucher_id,
            target_id,
            voucher.name,
            voucher.media_type.value,
            _digest(voucher.content),
            voucher.added_at.isoformat(),
            voucher.content,
        ),
    )


def has_voucher(reader: Reader, target_id: int, content: bytes) -> bool:
    """Whether the receipt or expense already has a voucher of this content."""
    return bool(reader.value("SELECT 1 FROM voucher WHERE target_id = ? AND digest = ?", (target_id, _digest(content))))


def load_voucher(reader: Reader, voucher_id: int) -> tuple[int, Voucher] | None:
    """The id of its receipt or expense and the voucher; None when there is none of this id."""
    found = reader.keyed_rows_as(
        Voucher, "SELECT target_id, name, media_type, content, added_at FROM voucher WHERE id = ?", (voucher_id,)
    )
    return found[0] if found else None


def load_vouchers(reader: Reader, target_id: int) -> list[tuple[int, Voucher]]:
    """The vouchers of a receipt or expense, each with its id, in the order in which they were added."""
    return reader.keyed_rows_as(
        Voucher,
        "SELECT id, name, media_type, content, added_at FROM voucher WHERE target_id = ? ORDER BY id",
        (target_id,),
    )


def load_voucher_facts(reader: Reader, target_id: int) -> list[VoucherFacts]:
    """What is known of the vouchers of a receipt or expense, without their content."""
    return reader.rows_as(
        VoucherFacts,
        "SELECT id, name, media_type, length(content) AS size, added_at FROM voucher WHERE target_id = ? ORDER BY id",
        (target_id,),
    )


def load_vouched(reader: Reader) -> set[int]:
    """The ids of the receipts and expenses that have a voucher."""
    return {id_ for (id_,) in reader.iterate("SELECT target_id FROM voucher")}


def restore_vouchers(writer: Writer, target_id: int, vouchers: Sequence[tuple[int, Voucher]]) -> None:
    """Add vouchers again, under the ids that they had."""
    for voucher_id, voucher in vouchers:
        save_voucher(writer, target_id, voucher, voucher_id)


def delete_voucher(writer: Writer, voucher_id: int) -> None:
    """Delete a voucher; nothing happens when there is none of this id."""
    writer.run("DELETE FROM voucher WHERE id = ?", (voucher_id,))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
