"""Columns whose name promises a field that their cells do not hold, such as « Justificatif » with yes and no."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from microdesk_desktop.documents.imports.words import (
    ACTIVITY_WORDS,
    KIND_WORDS,
    METHOD_WORDS,
    TYPE_WORDS,
    find_word,
    is_yes,
)
from microdesk_desktop.domain.tables import ImportKind, TableMapping

_NAMING_FIELDS = ("reference", "invoice")
"""Fields that name one row; a column of yes and no, or of a few words over and over, does not."""
_WORDS: Mapping[tuple[ImportKind, str], Mapping[str, object]] = {
    (ImportKind.DOCUMENTS, "type"): TYPE_WORDS,
    (ImportKind.DOCUMENTS, "method"): METHOD_WORDS,
    (ImportKind.CLIENTS, "kind"): KIND_WORDS,
    (ImportKind.RECEIPTS, "activity"): ACTIVITY_WORDS,
    (ImportKind.CATALOGUE, "activity"): ACTIVITY_WORDS,
}
"""Fields of known words: a column that holds none of them is another one of the same name."""
_FEWEST_REPEATED = 3
"""Cells from which on a column of mostly repeated values is seen to name nothing."""


def without_false_names(
    mapping: TableMapping, columns: Sequence[Sequence[str]], words: Collection[str] = ()
) -> TableMapping:
    """The mapping, made from names, without the columns whose cells are not of their field.

    `columns` are the cells of each column, or some of them; `words` the fields for which the tool has its own words.
    """
    false = {
        place
        for place, field in mapping.fields.items()
        if field not in words and place < len(columns) and _is_false(mapping.kind, field, columns[place])
    }
    return replace(mapping, fields={place: field for place, field in mapping.fields.items() if place not in false})


def _is_false(kind: ImportKind, field: str, texts: Sequence[str]) -> bool:
    filled = [text.strip() for text in texts if text.strip()]
    if words := _WORDS.get((kind, field)):
        return bool(filled) and all(find_word(text, words) is None for text in set(filled))
    if field in _NAMING_FIELDS and kind is not ImportKind.CATALOGUE:
        return _names_nothing(filled, set(filled))
    return False


def _names_nothing(texts: Sequence[str], different: Collection[str]) -> bool:
    if different and all(is_yes(text) is not None for text in different):
        return True
    has_digits = any(char.isdigit() for text in different for char in text)
    return len(texts) >= _FEWEST_REPEATED and not has_digits and 2 * len(different) <= len(texts)
