"""Normalise the texts, days and amounts that banks send."""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.text import MAX_LABEL, fold

_LONGEST_RAW = 10 * MAX_LABEL
"""Characters of a text from outside that are looked at: each of a label may be written as an entity of ten."""

FILLERS = frozenset(
    ("", "0", "-", "NONREF", "NONE", "NULL", "N/A", "NOTPROVIDED", "NOT PROVIDED", "NOT AVAILABLE")
)  # fmt: skip
"""What banks write, in capitals, where they have no reference (ISO 20022 prescribes NOTPROVIDED, SWIFT NONREF)."""

_BATCH = 1000
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_LINE_END = re.compile(r"<br ?/?>|[\r\n]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_EMPTY_REFERENCE = re.compile(r"^R[ée]f ?:$", re.IGNORECASE)
_OPERATION = re.compile(
    r"(?:(?P<banks>VIR|VIREMENT|PRLV|PRELEVEMENT|CARTE|CB|RETRAIT|RET|CHEQUE|CHQ|REM|REMISE|PAIEMENT|ACHAT"
    r"|FACTURE CARTE)|AVOIR|ECH|FACTURE)\b"
)
_DIGIT = re.compile(r"[0-9]")
_NARROWEST = 27
"""Characters of a line at which banks cut a text (SWIFT's field 86); where two lines are shorter, nothing was cut."""
_DECIMAL = re.compile(r"[+-]?[0-9]{1,13}(\.[0-9]+)?")
_DAY = re.compile(r"(20[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9])")


def clean_text(value: object) -> str:
    """One line with single spaces, entities resolved, without invisible characters; empty if not a text.

    Entities are resolved twice where a program escaped what was escaped already: « &amp;lt; ».

    Of a longer text than any bank writes, only the beginning is kept.
    """
    if not isinstance(value, str):
        return ""
    if len(value) > _LONGEST_RAW:
        value = value[:_LONGEST_RAW]
    if "<" in value:
        value = _BREAK.sub(" ", value)
    if "&" in value:
        value = _ENTITY.sub(_unescape, value)
        if "&" in value:
            value = _ENTITY.sub(_unescape, value)
    return one_line(value)


def _unescape(found: re.Match[str]) -> str:
    return html.unescape(found[0])


def clean_column(texts: Sequence[str]) -> list[str]:
    """The label of each text of a column: `join_label` of one part, a thousand at a time where all are clean."""
    cleaned: list[str] = []
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        cleaned += batch if _is_clean(batch) else [clean_text(text)[:MAX_LABEL] for text in batch]
    return cleaned


def _is_clean(texts: Sequence[str]) -> bool:
    together = f"|{'|'.join(texts)}|"
    if not together.isprintable() or any(trace in together for trace in ("&", "<", "  ", "| ", " |")):
        return False
    return max(map(len, texts), default=0) <= MAX_LABEL


def is_filler(text: str) -> bool:
    """Whether banks write this text in place of a missing reference."""
    return text.upper() in FILLERS


def join_label(parts: Iterable[object]) -> str:
    """The parts one after the other, without fillers and repetitions.

    A part is dropped when another part contains it as whole words; a part that was cut is replaced by the one that
    continues it. Case and accents are ignored. At most `MAX_LABEL` characters.
    """
    label = compared = ""
    for part in map(clean_text, parts):
        folded = part.upper() if part.isascii() else fold(part)
        if folded in FILLERS:
            continue
        if len(folded) <= len(compared):
            if folded in compared and _contains_words(compared, folded):
                continue
        elif compared in folded and (folded.startswith(compared) or _contains_words(folded, compared)):
            label, compared = part, folded
            continue
        label, compared = f"{label} {part}", f"{compared} {folded}"
        if len(label) > MAX_LABEL:
            break
    return label[:MAX_LABEL]


def _contains_words(whole: str, part: str) -> bool:
    return f" {part} " in f" {whole} "


def operation_first(lines: Iterable[object]) -> list[str]:
    """The lines of a label in an order that depends on them alone, because some banks shuffle them at each fetch.

    The line that names the operation is the first, then come names, at last what begins with a digit. Only the lines of
    a text that was cut at one width keep the order in which they are given.
    """
    parts = [part for line in lines for part in _parts(line)]
    cleaned = [text for part in parts if (text := clean_text(part)) and _has_content(text)]
    operations = [rank for at, text in enumerate(cleaned) if (rank := _rank_of_operation(text, at))]
    first = min(operations)[-1] if operations else None
    head = [] if first is None else [cleaned[first]]
    rest = [text for at, text in enumerate(cleaned) if at != first]
    return head + (rest if _is_cut(parts) else sorted(rest, key=_rank))


def _parts(line: object) -> list[str]:
    return _LINE_END.split(line[:_LONGEST_RAW]) if isinstance(line, str) else []


def _has_content(text: str) -> bool:
    return _EMPTY_REFERENCE.match(text) is None


def _rank_of_operation(text: str, at: int) -> tuple[bool, str, str, int] | None:
    """Banks' own words for the operation come before those that payers write too."""
    folded = fold(text)
    found = _OPERATION.match(folded)
    return (found["banks"] is None, folded, text, at) if found else None


def _rank(text: str) -> tuple[bool, bool, str, str]:
    return text[0].isdecimal(), _DIGIT.search(text) is not None, fold(text), text


def _is_cut(lines: Sequence[str]) -> bool:
    """Whether the longest line is as long as another one: both were cut there, and go on in the next line."""
    widths = sorted(map(len, lines))
    return len(widths) > 2 and widths[-2] == widths[-1] >= _NARROWEST


UNREADABLE = "\ufffd"
"""What stands for half a character of which the other half was cut off."""


def currency_code(value: object) -> str:
    """An ISO 4217 code in capitals, EUR for a blank. Raises ValueError for what is none."""
    code = (clean_text(value).upper() or "EUR").replace(UNREADABLE, "")
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise ValueError("currency_unknown")
    return code


def decimal_cents(value: object) -> int:
    """The cents of an amount written by a program: a sign, digits and a dot. Raises ValueError."""
    text = str(value).strip() if isinstance(value, str | int) else ""
    if not _DECIMAL.fullmatch(text):
        raise ValueError("amount_unreadable")
    return parse_cents(text, ".")


def first_day(*values: object) -> date | None:
    """The first of these ISO days or moments that can be read; the day is kept as written, whatever its time zone."""
    for value in values:
        match = _DAY.match(value.strip()) if isinstance(value, str) else None
        if match is None:
            continue
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            continue
    return None
