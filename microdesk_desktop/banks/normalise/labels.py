"""The full label of a transaction, out of all the texts that a bank gives about it."""

import html
import re
from collections.abc import Iterable, Sequence

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BATCH = 1000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\ufeff]")


def clean(text: str) -> str:
    """One line with single spaces, entities resolved once, without control characters."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    return " ".join(text.split())


def clean_column(texts: Sequence[str]) -> list[str]:
    """`clean` for many texts, by the thousand where all of them are clean already."""
    cleaned: list[str] = []
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        together = f"|{'|'.join(batch)}|"
        is_clean = together.isprintable() and not any(trace in together for trace in ("&", "  ", "| ", " |"))
        cleaned += batch if is_clean else map(clean, batch)
    return cleaned


def join(parts: Iterable[str]) -> str:
    """The texts one after the other, each once: what another holds whole, or goes on where it was cut, is left out."""
    label = capitals = ""
    for part in map(clean, parts):
        more = part.upper()
        if len(more) <= len(capitals):
            if not part or (more in capitals and _holds(capitals, more)):
                continue
        elif capitals in more and (more.startswith(capitals) or _holds(more, capitals)):
            label, capitals = part, more
            continue
        label, capitals = f"{label} {part}", f"{capitals} {more}"
    return label


def _holds(whole: str, part: str) -> bool:
    return f" {part} " in f" {whole} "
