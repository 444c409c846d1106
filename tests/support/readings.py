"""What a person can read in a file: its amounts and days in every notation, by rules apart from the program's."""

import html
import re
from datetime import date

ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "cp850", "mac_roman", "utf-16", "utf-16-le", "utf-16-be")


def texts_of(data: bytes) -> str:
    """Every text that the file may contain, in each possible encoding."""
    readings = (data.decode(name, "replace") for name in ENCODINGS)
    decoded = "\n".join(readings)
    return "\n".join([decoded, html.unescape(decoded), decoded.replace("\n", "")])


def amounts_of(text: str) -> set[int]:
    """The cents of every number of the text, by rules written apart from the program's."""
    cents: set[int] = set()
    for found in re.finditer(r"\d+(?:[ .,'\u00a0\u202f\u2019]\d+)*", text, re.ASCII):
        runs = re.split(r"([ .,'\u00a0\u202f\u2019])", found[0])
        for first in range(0, len(runs), 2):
            for last in range(first, min(first + 10, len(runs)), 2):
                cents |= readings_of(runs[first : last + 1])
    for digits, last, _ in re.findall(r"(\d{1,13})([{}A-R])()", text, re.ASCII):
        digit = "{ABCDEFGHI".find(last) if last in "{ABCDEFGHI" else "}JKLMNOPQR".find(last)
        number = int(digits + str(digit))
        cents |= {number * 100, number * 10, number}
    return cents


def readings_of(runs: list[str]) -> set[int]:
    digits, marks = runs[::2], runs[1::2]
    readings = set()
    if len(set(marks)) <= 1 and all(len(each) == 3 for each in digits[1:]):
        readings.add(int("".join(digits)) * 100)
    if marks and marks[-1] in ",." and not digits[-1][2:].strip("0"):
        thousands_hold = all(len(each) == 3 for each in digits[1:-1]) and len({*marks[:-1], marks[-1]}) <= 2
        if thousands_hold and marks[-1] not in marks[:-1]:
            readings.add(int("".join(digits[:-1]) + digits[-1][:2].ljust(2, "0")))
    return readings


def contains_day(text: str, on: date) -> bool:
    spellings = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d%m%y", "%y%m%d", "%m%d", "%m/%d/%Y")
    if any(on.strftime(spelling) in text for spelling in spellings):
        return True
    separator = "[-/. '] ?0?"
    year = f"(?:{on.year}|{on.year % 100:02}|{on.year % 100})"
    orders = ((on.day, on.month), (on.month, on.day))
    local = any(re.search(rf"0?{one}{separator}{other}{separator}{year}", text) for one, other in orders)
    return local or re.search(rf"{on.year}{separator}{on.month}{separator}{on.day}", text) is not None
