"""Numbers as users type and read them, beside the decimal texts by which they are kept: « 2,5 » and "2.5"."""

import re

from microdesk_desktop.base.i18n import language

MINUS = "\u2212"
_LONGEST = 40
"""Characters that are read of one number: thirteen digits with their groups, and six decimals."""
_SPACES = re.compile("[ \u00a0\u202f\u2009']")
_GROUPED = {
    ".": re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?", re.ASCII),
    ",": re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]*))?", re.ASCII),
}
_MAYBE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)
_POINTS = {"fr": ",", "en": "."}


def shown_decimal(text: str) -> str:
    """A decimal text as the user reads and types it: « 1 234,5 » for "1234.5".

    English has no commas between its groups: « 1,234 » in a field could be read as a number between one and two.
    """
    sign, digits = (MINUS, text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = digits.partition(".")
    grouped = f"{int(whole or '0'):,}".replace(",", "\u00a0" if language() == "fr" else "")
    return f"{sign}{grouped}{_POINTS[language()] + fraction if fraction else ''}"


def read_decimal(typed: str) -> str:
    """The decimal text of a number as it was typed, with a comma or a point.

    Raises ValueError("ambiguous") where it has two readings, as « 1.234 » for a French user, ("unreadable") else.
    """
    text = _SPACES.sub("", typed.strip()).replace(MINUS, "-")
    if len(typed) > _LONGEST:
        raise ValueError("unreadable")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, fraction = _parts(digits)
    kept = fraction.rstrip("0")
    return f"{sign}{int(whole or '0')}{'.' + kept if kept else ''}"


def _parts(digits: str) -> tuple[str, str]:
    """The digits before and after the decimal separator."""
    own = _POINTS[language()]
    if _MAYBE_GROUP.fullmatch(digits) and own not in digits:
        raise ValueError("ambiguous")
    whole, _, fraction = digits.replace(",", ".").partition(".")
    if re.fullmatch("[0-9]+", whole + fraction):
        return whole, fraction
    for point in _POINTS.values():
        grouped = _GROUPED[point].fullmatch(digits)
        if grouped:
            return re.sub("[.,]", "", grouped[1]), grouped[2] or ""
    raise ValueError("unreadable")
