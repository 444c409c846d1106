"""What an erasure leaves, as sentences and as JSON, after what it did."""

from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.remaining import Remaining
from microdesk_desktop.vault.erasures import Erasure
from microdesk_desktop.views.privacy.inventory.words import category_text


def named_lines(remaining: Remaining) -> Sequence[str]:
    """Where the text still is that names a person."""
    return _lines(remaining, tr("Ce nom ou ses coordonnées se lisent encore ici : {parts}."))


def module_lines(remaining: Remaining) -> Sequence[str]:
    """What comes from a module and stays after its erasure."""
    return _lines(remaining, tr("Reste, dans vos livres, vos documents ou le journal : {parts}."))


def outcome_json(erasures: Sequence[Erasure], remaining: Remaining) -> Mapping[str, Any]:
    """The stable shape of what erasures, of one module or of several mailboxes, did and leave.

    `left` are the parts that are tried again, and `why` what prevented each, where there is any; `remains` are rows by
    category, null where they could not be counted.
    """
    left = {part: code for erasure in erasures for part, code in erasure.left.items()}
    return {
        "erased": not left,
        "remains": dict(remaining.rows) if remaining.is_known else None,
        "copies": list(remaining.copies),
        "foreign": sorted({name for erasure in erasures for name in erasure.foreign_backups}),
        **({"left": sorted(left), "why": left} if left else {}),
    }


def _lines(remaining: Remaining, text: str) -> Sequence[str]:
    if not remaining.is_known:
        return [tr("Ce qui reste n'a pas pu être compté."), *_copy_lines(remaining)]
    parts = [f"{_lower(category_text(name))} ({counts.count(rows)})" for name, rows in remaining.rows.items()]
    return [*([text.format(parts=listed(parts))] if parts else []), *_copy_lines(remaining)]


def _copy_lines(remaining: Remaining) -> Sequence[str]:
    if not remaining.copies:
        return []
    text = tr("Copies faites ailleurs, que MicroDesk ne change pas : {paths}.")
    return [text.format(paths=listed([visible(path) for path in remaining.copies]))]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
