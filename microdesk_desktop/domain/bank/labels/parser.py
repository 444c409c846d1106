"""Parse a bank label: operation type, counterparty, remittance text, card purchase date.

The forms are those of French banks. The whole of any other label is both its counterparty and its text.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from string import ascii_uppercase

from microdesk_desktop.domain.bank.labels import vocabulary as vocabulary
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.domain.text import MAX_LABEL, fold


class LabelKind(StrEnum):
    """The type of operation, by the first words of the label."""

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    CARD_REFUND = "card_refund"
    CARD_TOTAL = "card_total"
    CARD_TAKINGS = "card_takings"
    CASH = "cash"
    CHEQUE = "cheque"
    CHEQUE_DEPOSIT = "cheque_deposit"
    LOAN = "loan"
    FEE = "fee"
    INTEREST = "interest"
    RETURNED = "returned"
    OTHER = "other"


class OwnTransfer(IntEnum):
    """Whether the label is that of a transfer between the user's own accounts."""

    NO = 0
    POSSIBLE = 1
    CERTAIN = 2


@dataclass(slots=True)
class Label:
    """A parsed label; all texts are folded, `text` is the whole label.

    `party` is the counterparty and `words` the remittance text; both are the same text when the label does not
    separate them (`is_split` is False). `purchase` is the day, month and year of a card payment, the year 0 when it is
    not written. `gross_cents` is the amount of card takings before the acquirer's commission.
    """

    text: str
    kind: LabelKind
    nature: Nature | None
    party: str
    words: str
    is_split: bool
    purchase: tuple[int, int, int] | None = None
    gross_cents: int | None = None
    own_transfer: OwnTransfer = OwnTransfer.NO


_ONLY_LETTERS = bytes(byte if chr(byte) in ascii_uppercase else ord(" ") for byte in range(256))
_BEGINNING = re.compile(
    r"\A(?:\d{4,} )?(?:\* ?|F (?=PRLV|VIR))?(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(shapes)})" for kind, shapes in vocabulary.BEGINNINGS.items())
    + ")"
)
# Begins with one class of characters, so that the search skips to these.
_FIELD = re.compile(rf"[ /:.,;(\-](?:(?<=[ /])(?:/?({vocabulary.FIELDS}) ?[:/]+|/({vocabulary.FIELDS})\b)|E2E[- :])")
_CARD_NUMBER = re.compile(
    r"\b(?:CARTE|CB)[ .]?N?O?[ .]?\*{0,2}(?:\*{1,2}\d{4}|(?=[\d*]*X|\d{7})[\dX*]{5,19})\b"
    r"|\b(?=\w*X)[X\d]{4,19}\b(?<!XX)|(?<!\*)\*++\d{4}\b|\b\d{4,6}[X*]{4,}\d{0,6}|\bX{3,}\d{2,6}\b"
)
_CARD_DAYS = (
    re.compile(r"\b(?:LE |DU )?(\d\d)[/.](\d\d)(?:[/.]((?:20)?\d\d))?(?![\d/.,])"),
    re.compile(r"\b(?:LE |DU |FACT )?([0-3]\d)([01]\d)(\d\d)\b"),
    re.compile(r"^([0-3]\d)([01]\d)()\b"),
)
_DAY_BEFORE = re.compile(r"[0-3]\d[01]\d\d\d (?!\d)")
_CARD_NOISE = re.compile(
    r"\bPAYEE \d+|\b\d+,\d\d (?:EUR|USD|GBP|CHF|CAD)\b.*|\bCOURS \S+|\bREMBT\b|/ ?1 EURO.*|\b\d{1,2}H\d\d\b"
    r"|\b(?:CARTE|CB)\b ?(?:NO?\b)?"
)
# Each amount begins where no other one does, so that digits are read once.
_GROSS = re.compile(r"(?<!\d)(?<!\d\.)(\d{1,3}+(?:\.\d{3})*+|\d++),(\d\d) ?(?:E|EUR|€)?\b")
_COMMISSION = re.compile(r"\bCOM")
_KIND_NATURES = {
    LabelKind.RETURNED: Nature.RETURNED,
    LabelKind.CARD_TOTAL: Nature.CARD_TOTAL,
    LabelKind.CASH: Nature.CASH,
    LabelKind.FEE: Nature.FEE,
    LabelKind.LOAN: Nature.LOAN,
    LabelKind.INTEREST: Nature.INTEREST,
}
_KINDS = {kind.name: kind for kind in LabelKind}
_FREE_KINDS = (LabelKind.TRANSFER, LabelKind.OTHER)
_CARD_KINDS = (LabelKind.CARD, LabelKind.CARD_REFUND)
# Members read for every label, looked up once: in Python 3.11 each look-up is a function call.
_OTHER = LabelKind.OTHER
_CARD_TAKINGS = LabelKind.CARD_TAKINGS
_NOT_OWN = OwnTransfer.NO


def parse_label(label: str) -> Label:
    """Parse a label, of which its first MAX_LABEL characters are read."""
    text = fold(label[:MAX_LABEL])
    found = _BEGINNING.match(text)
    kind = _KINDS[found.lastgroup] if found and found.lastgroup else _OTHER
    rest = text[found.end() :].strip(" :-.*") if found else text
    if kind in _CARD_KINDS and found:
        return _read_card(text, kind, text[found.end() :])
    found_words = text.encode("ascii", "replace").translate(_ONLY_LETTERS).decode().split()
    nature, is_free, own = _KIND_NATURES.get(kind), kind in _FREE_KINDS, _NOT_OWN
    if not vocabulary.KEYWORDS.isdisjoint(found_words):
        nature = nature or _written_nature(text, found_words)
        if is_free and vocabulary.ACQUIRERS.occur_in(text, found_words):
            kind = _CARD_TAKINGS
        own = _own(text, found_words) if is_free else _NOT_OWN
    if kind is _CARD_TAKINGS:
        return Label(text, kind, nature, rest, rest, False, _card_day(rest), _gross(text))
    party, written = _split(rest)
    return Label(text, kind, nature, party, written, written is not party, None, None, own)


def purchase_day(label: Label, booked_on: date) -> date | None:
    """The purchase day of a card payment; without a written year, the latest such day not after the booking."""
    if label.purchase is None:
        return None
    day, month, year = label.purchase
    for candidate in (year,) if year else (booked_on.year, booked_on.year - 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found <= booked_on:
            return found
    return None


def counterparty_name(label: str) -> str:
    """The counterparty's name from the label, or ""."""
    return parse_label(label).party[:60].strip(" /:-")


def mask_card_numbers(label: str) -> str:
    """The label with its card numbers masked, for the screen.

    One longer than is kept today, from an earlier version, ends in an ellipsis: the window would stop to lay it out.
    """
    if len(label) > MAX_LABEL:
        return f"{mask_card_numbers(label[:MAX_LABEL])}…"
    return _CARD_NUMBER.sub(lambda found: re.sub(r"[\dX*]{4,}", "••••", found[0]), label)


def _written_nature(text: str, found_words: Collection[str]) -> Nature | None:
    return next((nature for nature, phrases in vocabulary.WRITTEN_NATURES if phrases.occur_in(text, found_words)), None)


def _own(text: str, found_words: Collection[str]) -> OwnTransfer:
    if vocabulary.OWN_ACCOUNTS.occur_in(text, found_words):
        return OwnTransfer.CERTAIN
    return OwnTransfer.POSSIBLE if vocabulary.OWN_MONEY.occur_in(text, found_words) else _NOT_OWN


def _read_card(text: str, kind: LabelKind, rest: str) -> Label:
    if rest.endswith("REMBT") or " REMBT " in rest:
        kind = LabelKind.CARD_REFUND
    rest = _CARD_NUMBER.sub(" ", rest).strip(" :-.*")
    purchase = _card_day(rest) or _card_day(_day_before(text))
    party = " ".join(_CARD_NOISE.sub(" ", _without_days(rest)).split()).strip(" -/*.")
    return Label(text, kind, None, party, party, False, purchase)


def _day_before(text: str) -> str:
    """The day that stands before all the rest: « 270626 CB****5521 »."""
    return text[:6] if _DAY_BEFORE.match(text) else ""


def _without_days(text: str) -> str:
    for shape in _CARD_DAYS:
        text = shape.sub(" ", text)
    return text


def _card_day(text: str) -> tuple[int, int, int] | None:
    for shape in _CARD_DAYS:
        for found in shape.finditer(text):
            day, month, year = int(found[1]), int(found[2]), int(found[3] or 0)
            if 1 <= day <= 31 and 1 <= month <= 12:
                return day, month, year + 2000 if 0 < year < 100 else year
    return None


def _gross(text: str) -> int | None:
    """The first amount that is followed, anywhere in the label, by that of the commission."""
    found, commissions = _GROSS.search(text), [word.start() for word in _COMMISSION.finditer(text)]
    if found is None or not commissions or found.end() > commissions[-1]:
        return None
    return int(re.sub(r"\D", "", found[1]) + found[2])


def _split(rest: str) -> tuple[str, str]:
    """The counterparty and the remittance text; the same text twice where no field names separate them."""
    if ":" not in rest and "/" not in rest and "E2E" not in rest:
        return rest, rest
    text = f" {rest}"
    marks = list(_FIELD.finditer(text))
    if not marks:
        return rest, rest
    party, written = text[: marks[0].start()].strip(" /"), []
    ends = [mark.start() for mark in marks[1:]]
    for mark, end in zip(marks, [*ends, len(text)], strict=True):
        name = mark[1] or mark[2] or "E2E"
        if name in vocabulary.WRITTEN_FIELDS:
            written.append(text[mark.end() : end].strip(" /:"))
        elif name in vocabulary.PARTY_FIELDS:
            value = text[mark.end() : end].strip(" /:")
            party = value if party.isdigit() else f"{party} {value}".strip()
    return party, " | ".join(written)
