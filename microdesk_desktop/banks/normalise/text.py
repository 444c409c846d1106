"""From what banks send to the few facts that we keep: texts, days, identifiers and account numbers made regular.

Pure: the hazards come from `reference/bank.md` 1.5 and 1.11.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.text import fold

MAX_LABEL = 2_000

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#39);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "#39": "'"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\ufeff]+")
_EMPTY_REFERENCE = re.compile(r"^R[ée]f ?:$", re.IGNORECASE)
_NO_REFERENCE = frozenset(("", "0", "-", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NULL", "NONE"))
_OPERATION = re.compile(
    r"(VIR|VIREMENT|PRLV|PRELEVEMENT|CARTE|CB|RETRAIT|RET|AVOIR|ECH|CHEQUE|CHQ|REM|REMISE|FACTURE|PAIEMENT|ACHAT)\b"
)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,13}(\.[0-9]+)?")
_DAY = re.compile(r"(20[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9])")


def clean_text(value: object) -> str:
    """One line of readable text, empty for what is not a text."""
    if not isinstance(value, str):
        return ""
    if "<" in value:
        value = _BREAK.sub(" ", value)
    if "&" in value:
        value = _ENTITY.sub(lambda match: _ENTITIES[match[1]], value)
    return " ".join(_UNPRINTABLE.sub(" ", value).split())


def reference(value: object) -> str | None:
    """A bank's reference when it refers to something."""
    text = clean_text(value)
    return None if text.upper() in _NO_REFERENCE else text


def repeated(values: Iterable[str | None]) -> frozenset[str]:
    """The identifiers that a batch holds more than once, which therefore identify nothing."""
    counts = Counter(value for value in values if value is not None)
    return frozenset(value for value, count in counts.items() if count > 1)


def decimal_cents(value: object) -> int:
    """The cents of an amount that a program wrote: digits and a dot, nothing else. Raises ValueError."""
    text = str(value).strip()
    if not _DECIMAL.fullmatch(text):
        raise ValueError("amount_unreadable")
    return parse_cents(text, ".")


def first_day(*values: object) -> date | None:
    """The first of these days or moments that can be read, as it is written: a bank's midnight is not shifted."""
    for value in values:
        match = _DAY.match(value.strip()) if isinstance(value, str) else None
        if match is None:
            continue
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            continue
    return None


def iban_or_none(value: object) -> str | None:
    """An IBAN in upper case without spaces; None for a masked card number or anything else."""
    text = re.sub(r"\s", "", value).upper() if isinstance(value, str) else ""
    return text if _IBAN.fullmatch(text) else None


def operation_first(lines: Iterable[object]) -> list[str]:
    """The lines of a label, the one that names the operation in front: some banks shuffle them at each fetch."""
    cleaned = [text for line in lines if (text := clean_text(line)) and not _EMPTY_REFERENCE.match(text)]
    for at, line in enumerate(cleaned):
        if _OPERATION.match(fold(line)):
            return [line, *cleaned[:at], *cleaned[at + 1 :]]
    return cleaned


def join_label(parts: Iterable[str | None]) -> str:
    """One label of all that helps to recognise the transaction, nothing said twice."""
    kept: list[str] = []
    said = ""
    for part in parts:
        if part and (folded := fold(part)) not in said:
            kept.append(part)
            said = f"{said} {folded}"
    return " ".join(kept)[:MAX_LABEL]
