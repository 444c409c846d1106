"""Add, correct and remove items of the catalogue by hand."""

import re
from collections.abc import Collection
from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.catalogue_lines import item_of
from microdesk_desktop.documents.units import unit_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.documents.vat_rates import VAT_RATES_BP
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import StoredChange, load_changes_of_row, restore_changes
from microdesk_desktop.store.records.catalogue import (
    delete_item,
    load_catalogue,
    load_item,
    save_catalogue_item,
)

_WORDS = re.compile(r"[A-Z0-9]+")
_LONGEST_REFERENCE = 24
"""Letters of a reference that is made of a label: short enough for a column."""


def put_item(session: Session, item: CatalogueItem, item_id: int | None = None) -> ChangeResult:
    """Add an item, or correct the one of this id.

    Raises INVALID_VALUE (`field`) for an empty or taken reference, an empty label, a unit that the table of units does
    not know, a price below zero, or a rate of VAT that the law does not know.
    """
    item = replace(item, reference=item.reference.strip(), label=item.label.strip(), unit=item.unit.strip())

    def write(writer: Writer) -> tuple[int, CatalogueItem | None]:
        before = load_item(writer, item_id) if item_id else None
        _check(writer, item, item_id, before)
        return save_catalogue_item(writer, item, item_id), before

    saved, before = session.write(write)
    return ChangeResult(
        changes=Changes.CATALOGUE,
        id=saved,
        undo=lambda session: _put_back(session, saved, before) if before else remove_item(session, saved),
    )


def remove_item(session: Session, item_id: int) -> ChangeResult:
    """Remove an item, documents that sold it stay as they are. Raises UNKNOWN_TARGET when it is not there."""

    def write(writer: Writer) -> tuple[CatalogueItem, list[StoredChange]]:
        before = load_item(writer, item_id)
        if before is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        imported = load_changes_of_row(writer, Entity.CATALOGUE_ITEM, item_id)
        delete_item(writer, item_id)
        return before, imported

    before, imported = session.write(write)
    return ChangeResult(changes=Changes.CATALOGUE, undo=lambda session: _put_back(session, item_id, before, imported))


def add_from_line(session: Session, line: DraftLine, reference: str = "") -> ChangeResult:
    """Add what a line sells, under a reference made of its label where none is given. Raises as `put_item` does."""
    known = session.read(load_catalogue).keys()
    return put_item(session, item_of(line, reference or free_reference(line.label, known)))


def free_reference(label: str, known: Collection[str]) -> str:
    """A reference that the label suggests and that is not taken: « CONSEIL-STRATEGIE », « CONSEIL-STRATEGIE-2 »."""
    words: list[str] = []
    for word in _WORDS.findall(fold(label)):
        if words and len("-".join([*words, word])) > _LONGEST_REFERENCE:
            break
        words.append(word[:_LONGEST_REFERENCE])
    wanted = "-".join(words) or "1"
    taken = {fold(each) for each in known}
    numbers = range(2, len(taken) + 3)
    return next(each for each in (wanted, *(f"{wanted}-{number}" for number in numbers)) if each not in taken)


def _put_back(
    session: Session, item_id: int, item: CatalogueItem, imported: list[StoredChange] | None = None
) -> ChangeResult:
    """The item as it was, under its id, with what imports changed of it. Raises INVALID_VALUE for a reference taken."""

    def write(writer: Writer) -> CatalogueItem | None:
        now = load_item(writer, item_id)
        _check_reference(writer, item, item_id)
        save_catalogue_item(writer, item, item_id)
        restore_changes(writer, imported or ())
        return now

    now = session.write(write)
    return ChangeResult(
        changes=Changes.CATALOGUE,
        id=item_id,
        undo=lambda session: _put_back(session, item_id, now) if now else remove_item(session, item_id),
    )


def _check(reader: Reader, item: CatalogueItem, item_id: int | None, before: CatalogueItem | None) -> None:
    """What an import brought and a correction leaves as it is needs not follow the rules of what is typed."""
    if not item.label:
        raise KnownError(ErrorCode.INVALID_VALUE, field="label")
    _check_reference(reader, item, item_id)
    if item.unit and unit_of(item.unit) is None and (before is None or before.unit != item.unit):
        raise KnownError(ErrorCode.INVALID_VALUE, field="unit")
    if item.unit_price < 0:
        raise KnownError(ErrorCode.INVALID_VALUE, field="unit_price")
    if item.vat_rate_bp not in (0, *VAT_RATES_BP) and (before is None or before.vat_rate_bp != item.vat_rate_bp):
        raise KnownError(ErrorCode.INVALID_VALUE, field="vat_rate")


def _check_reference(reader: Reader, item: CatalogueItem, item_id: int | None) -> None:
    """References are compared without case and accents, as the search does."""
    wanted = fold(item.reference)
    others = (reference for reference, (id_, _) in load_catalogue(reader).items() if id_ != item_id)
    if not wanted or any(fold(reference) == wanted for reference in others):
        raise KnownError(ErrorCode.INVALID_VALUE, field="reference")
