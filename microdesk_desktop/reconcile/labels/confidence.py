"""How surely some digits of a label are the number of a document; each function returns None for certainly not."""

from collections.abc import Sequence
from enum import IntEnum

from microdesk_desktop.reconcile.labels.digit_runs import Run, has_groups_of, is_day
from microdesk_desktop.reconcile.labels.references import Number
from microdesk_desktop.reconcile.labels.vocabulary import REFERENCE_KEYWORDS
from microdesk_desktop.reconcile.tuning import NUMBERS


class Confidence(IntEnum):
    """LOW: digits alone; MEDIUM: digits after « facture »; HIGH: the number as it is."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


# Looked up once: in Python 3.11 each look-up of a member is a function call.
LOW, MEDIUM, HIGH = Confidence


def of_whole(number: Number, window: Sequence[Run], has_prefix: bool, is_announced: bool) -> Confidence | None:
    """All the digits of the number were read."""
    written = sum(len(run.digits) for run in window)
    may_be_day = is_day(window)
    if written >= NUMBERS.distinctive:
        return HIGH if is_announced or not number.prefix or not may_be_day else LOW
    if has_prefix and _is_distinctive_prefix(number.prefix, written):
        return HIGH
    if not may_be_day and _is_laid_out(number, window) and " " not in window[-1].separator_before:
        return HIGH
    if is_announced:
        return MEDIUM
    return LOW if written >= NUMBERS.unannounced else None


def of_part(number: Number, window: Sequence[Run], is_announced: bool) -> Confidence | None:
    """Some digits are missing: zeros, the century, the year but not the month."""
    is_laid_out = bool(number.year) and _is_laid_out(number, window)
    if is_announced:
        return HIGH if is_laid_out else MEDIUM
    if is_laid_out:
        return MEDIUM
    return LOW if sum(len(run.digits) for run in window) >= NUMBERS.unannounced else None


def of_serial(run: Run, following: Run | None, is_announced: bool) -> Confidence | None:
    """The serial alone: it stands apart from other digits, and after a keyword unless it is written with its zeros."""
    if run.separator_before not in ("", " ") and not run.word:
        return None
    if following is not None and following.separator_before not in ("", " "):
        is_date = len(following.digits) in (2, 4) and int(following.digits) <= 12
        if is_date or not is_announced:
            return None
    if is_announced:
        return MEDIUM
    has_zeros = len(run.digits) >= NUMBERS.padded_serial and run.digits.startswith("0")
    return LOW if has_zeros else None


def _is_laid_out(number: Number, window: Sequence[Run]) -> bool:
    return len(window) > 1 and has_groups_of(window, number)


def _is_distinctive_prefix(prefix: str, written: int) -> bool:
    return bool(prefix) and (written >= NUMBERS.after_prefix or prefix not in REFERENCE_KEYWORDS)
