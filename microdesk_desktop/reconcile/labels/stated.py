"""What a payer wrote of time and of shares: months, days without a year, quarters, « acompte 40 % », « 3/10 ».

Banks cut and payers abbreviate: « HONO AVR », « FACT DU 25/08 », « 2E TRIM », « ECHEANCE 3/10 », « SOLDE ».
"""

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

_MONTHS = {
    1: "JANVIER JANV JAN JANUARY",
    2: "FEVRIER FEVR FEV FEBRUARY FEB",
    3: "MARS MARCH",
    4: "AVRIL AVR APRIL",
    5: "MAI MAY",
    6: "JUIN JUNE",
    7: "JUILLET JUILL JUIL JULY",
    8: "AOUT AUGUST",
    9: "SEPTEMBRE SEPT SEPTEMBER",
    10: "OCTOBRE OCTOBER OCT",
    11: "NOVEMBRE NOV NOVEMBER",
    12: "DECEMBRE DEC DECEMBER",
}
_SHORTEST_CUT = 4
MONTH_OF_WORD = {
    word[:length]: month
    for month, words in _MONTHS.items()
    for word in words.split()
    for length in range(min(_SHORTEST_CUT, len(word)), len(word) + 1)  # « DECE 24 »: cut by hand or by the bank
    if word[:length] != "MARC"
}
_MONTH_NAMES = frozenset(MONTH_OF_WORD)
_MONTH_WORDS = "|".join(sorted(MONTH_OF_WORD, key=len, reverse=True))
_QUARTER = re.compile(r"\b(?:T([1-4])|Q([1-4])|([1-4])(?:E|ER|EME|ND)? ?TRIM(?:ESTRE)?|TRIM(?:ESTRE)? ?([1-4]))\b")
_MONTH = re.compile(rf"(?<![A-Z])(?:(\d\d?)(?:ER)? ?)?({_MONTH_WORDS})(?![A-Z]) ?\.?(?:(20\d\d|[23]\d)\b)?")
_DAY = re.compile(r"(?<![\w/.,-])(\d\d?)([/.-])(\d\d?)(?:\2((?:20)?\d\d))?(?![\d/-]|[.,]\d)")
_NUMBERED_MONTH = re.compile(r"(?<![\d/.,-])(\d\d?)[/.-](20[2-4]\d)(?![\d/-])")
_YEAR_AND_MONTH = re.compile(r"(?<![\w/.,-])(20[2-4]\d)[/.-](0[1-9]|1[0-2])(?![\w/.,-])")
_WEEK = re.compile(r"\b(?:SEM(?:AINE)?S?\.? ?|W(?:EEK|K)\.? ?|S)(\d\d?)\b")
_FEE = re.compile(
    r"\b(?:COM(?:MISSION)?|FRAIS|CHARGES?|FEES?)\b(?: (?:CORRESPONDANTS?|BANCAIRES?|BANQUE|SWIFT))?"
    r"[ :.]*(?:EUR |€ ?|DE )?(\d{1,4})[.,](\d\d)(?!\d)"
)
# What is kept in percent of the gross. A guarantee, a discount or a tax withheld is no fee.
_KEPT_RATE = re.compile(
    r"\b(?:COM(?:MISSION)?S?|FRAIS|FEES?|PRECOMPTE|COTISATIONS?|CONTRIBUTIONS?|DROITS?)"
    r"[ :.]*(?:DE |A |D ?.?AUTEUR )?(\d\d?)(?:[.,](\d\d?))? ?(?:%|POUR ?CENT\b|PCT\b)"
)
_NET = re.compile(
    r"\b(?:NETS?|PRECOMPTE|COM(?:MISSION)?S?|RETENUE A LA SOURCE|WITHH\w*|WHT|SHA|OUR|BEN|SWIFT|CHARGES?|FRAIS|FEES?"
    r"|INTERNATIONAL)\b"
)
_PERCENT = re.compile(r"(?<![\d.,])(\d\d?)(?:[.,]0+)? ?(?:%|POUR ?CENT\b|PCT\b)")
_MOITIE = re.compile(r"\bMOITIE\b")
_HALF = 50
_FRACTION = re.compile(r"(?<![\d/.-])(\d\d?) ?(?:/|SUR) ?(\d\d?)(?![\d/.-])")
_OF_SEVERAL = re.compile(r"\b(?:ECH(?:EANCE)?|MENS(?:UALITE)?|VERST|VERSEMENT|TRANCHE|PAIEMENT|PARTIE|PART)S?\b")
_DEPOSIT = re.compile(r"\b(?:ACOMPTE|ACPTE|ACPT|ARRHES|AVANCE|DEPOSIT|A ?VALOIR)")
_BALANCE = re.compile(r"\b(?:SOLDE|RELIQUAT|BALANCE|RESTE DU|COMPLEMENT)\b")
_SEVERAL = re.compile(r"\b(?:FACTURES|FACTS|FCTS|INVOICES|FRES|RELEVE|VOS|PLUSIEURS)\b")
_COUNT = re.compile(
    r"(?<![\w/.,-])([2-9]|1\d|20) ?(?:FACTURES|FACTS?|FAC|CHEQUES|CHQS?|CHQ|TRANSACTIONS|VENTES|OPERATIONS|OPS?)\b"
)
# What a text must have for one of the patterns above to be worth trying.
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[A-Z]+")
_MARK = re.compile(r"[/%]|\d(?:[.-]\d|ER)|SUR|CENT|PCT")
_OF_WORDS = (_MOITIE, _DEPOSIT, _BALANCE, _SEVERAL, _NET)
_OF_NUMBERED_WORDS = (_QUARTER, _WEEK, _FEE)
_BOUNDARY = r"\b"
_MONTHS_OF_YEAR = 12
_DAYS_OF_MONTH = 31
_WEEKS_OF_YEAR = 53
_MOST_INSTALMENTS = 12  # « 3/10 »: rarely more than a year of months

Month = tuple[int, int]
"""A year, 0 where it is not written, and a month."""
Day = tuple[int, int, int]
"""A year, 0 where it is not written, a month and a day."""


class Stated(NamedTuple):
    """What a text states of the time and of the share of what is paid.

    `months` are those that stand alone, by the word or the digits that give them; `days` those written whole.
    `weeks` are those of the calendar. `fee_cents` is what somebody kept on the way, `kept_rate` the same in hundredths
    of a percent of the gross; `is_net` is true where something was kept by the text. `percent` is the share in
    a hundred. `number` is that of « 3 FACTURES », 0 where none is written. `instalment` is « 3/10 » as (3, 10).
    """

    months: tuple[tuple[str, Month], ...] = ()
    days: tuple[Day, ...] = ()
    percent: int | None = None
    instalment: tuple[int, int] | None = None
    weeks: tuple[int, ...] = ()
    fee_cents: int = 0
    kept_rate: int = 0
    is_net: bool = False
    number: int = 0
    is_deposit: bool = False
    is_balance: bool = False
    is_several: bool = False

    def months_beside(self, words: Collection[str]) -> tuple[Month, ...]:
        """The months, without those whose word is one of these: « Studio Avril » names no month."""
        return tuple(month for word, month in self.months if word not in words)

    @property
    def is_part(self) -> bool:
        """Whether the payer writes that this is a part of something."""
        return self.is_deposit or self.is_balance or self.percent is not None or self.instalment is not None


NOTHING_STATED = Stated()


def _beginning_with_a_word(patterns: Collection[re.Pattern[str]]) -> re.Pattern[str]:
    r"""One pattern for several that begin with `\b`: between two boundaries nothing is tried."""
    return re.compile(rf"\b(?:{'|'.join(each.pattern.removeprefix(_BOUNDARY) for each in patterns)})")


_WORDS = _beginning_with_a_word(_OF_WORDS)
_NUMBERED_WORDS = _beginning_with_a_word(_OF_NUMBERED_WORDS)


def read_stated(text: str) -> Stated:
    """What a folded text states of time and shares."""
    return _read(text) if _may_state(text) else NOTHING_STATED


def _may_state(text: str) -> bool:
    """False only for a text that states nothing, as most do: then none of the patterns is tried."""
    if _DIGIT.search(text) and (_MARK.search(text) or _NUMBERED_WORDS.search(text) or _COUNT.search(text)):
        return True
    return not _MONTH_NAMES.isdisjoint(_LETTERS.findall(text)) or _WORDS.search(text) is not None


def _read(text: str) -> Stated:
    days, months = _days(text), _months(text)
    instalment = _instalment(text, {(month, day) for _, month, day in days})
    number = _COUNT.search(text)
    percent, fee, kept = _PERCENT.search(text), _FEE.search(text), _KEPT_RATE.search(text)
    stated = Stated(
        months=months,
        days=tuple(dict.fromkeys((*days, *_days_in_words(text)))),
        percent=int(percent[1]) if percent and 0 < int(percent[1]) < 100 else _HALF if _MOITIE.search(text) else None,
        instalment=instalment,
        weeks=tuple(week for each in _WEEK.findall(text) if 1 <= (week := int(each)) <= _WEEKS_OF_YEAR),
        fee_cents=int(fee[1] + fee[2]) if fee else 0,
        kept_rate=int(kept[1]) * 100 + int((kept[2] or "0").ljust(2, "0")) if kept else 0,
        is_net=_NET.search(text) is not None,
        number=int(number[1]) if number else 0,
        is_deposit=_DEPOSIT.search(text) is not None,
        is_balance=_BALANCE.search(text) is not None,
        is_several=_SEVERAL.search(text) is not None,
    )
    return NOTHING_STATED if stated == NOTHING_STATED else stated


def names_day(days: Collection[Day], on: date) -> bool:
    """Whether one of the days stated is this one; a year that is not written may be any."""
    return any((year or on.year, month, day) == (on.year, on.month, on.day) for year, month, day in days)


def names_month(months: Collection[Month], on: date) -> bool:
    """Whether one of the months stated is that of this day; a year that is not written may be any."""
    return any((year or on.year, month) == (on.year, on.month) for year, month in months)


def _days(text: str) -> tuple[Day, ...]:
    found = []
    for day, _, month, year in _DAY.findall(text):
        if 1 <= int(day) <= _DAYS_OF_MONTH and 1 <= int(month) <= _MONTHS_OF_YEAR:
            found.append((_year(year), int(month), int(day)))
    return tuple(found)


def _days_in_words(text: str) -> list[Day]:
    return [
        (_year(year), MONTH_OF_WORD[word], int(day))
        for day, word, year in _MONTH.findall(text)
        if day and 1 <= int(day) <= _DAYS_OF_MONTH
    ]


def _months(text: str) -> tuple[tuple[str, Month], ...]:
    found = [
        (word, (_year(year), MONTH_OF_WORD[word]))
        for day, word, year in _MONTH.findall(text)
        if not day or int(day) > _DAYS_OF_MONTH
    ]
    found += [
        (f"{month}/{year}", (int(year), int(month)))
        for month, year in _NUMBERED_MONTH.findall(text)
        if 1 <= int(month) <= _MONTHS_OF_YEAR
    ]
    found += [(f"{year}-{month}", (int(year), int(month))) for year, month in _YEAR_AND_MONTH.findall(text)]
    for quarter in _QUARTER.finditer(text):
        first = 3 * int(next(filter(None, quarter.groups()))) - 2
        found += [(quarter[0], (0, month)) for month in range(first, first + 3)]
    return tuple(dict.fromkeys(found))


def _year(written: str) -> int:
    return 2000 + int(written) % 100 if written else 0


def _instalment(text: str, days: Collection[tuple[int, int]]) -> tuple[int, int] | None:
    """« ECHEANCE 3/10 », « 2/3 », « 1 sur 4 »; where it may be a day as well, only after a word for instalments."""
    for found in _FRACTION.finditer(text):
        part, whole = int(found[1]), int(found[2])
        if not 1 <= part <= whole or not 2 <= whole <= _MOST_INSTALMENTS:
            continue
        may_be_day = (whole, part) in days and len(found[2]) == 2
        if not may_be_day or _OF_SEVERAL.search(text, 0, found.start()):
            return part, whole
    return None
