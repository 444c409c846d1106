"""Series of document numbers, and how payers spell them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType

CUES = ("FACTURE {}", "FACT {}", "FACTURE N {}", "REGLEMENT FACTURE {}")

Render = Callable[[date, int], str]
LETTERS = {
    DocumentType.QUOTE: "D",
    DocumentType.CREDIT_NOTE: "AV",
    DocumentType.ORDER: "BC",
    DocumentType.PROFORMA: "PF",
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A numbering scheme: how an invoice is numbered, and the prefix of other kinds that have a series of their own."""

    name: str
    invoice: Render
    starts: Sequence[int]

    def number(self, type_: DocumentType, on: date, rank: int) -> str:
        """The number of the document of this rank in its series."""
        letters = LETTERS.get(type_)
        return f"{letters}-{on:%Y}-{rank:03d}" if letters else self.invoice(on, rank)


SCHEMES = (
    Scheme("F-year-4", lambda on, n: f"F-{on:%Y}-{n:04d}", (1, 17, 40)),
    Scheme("FAC-5", lambda on, n: f"FAC-{n:05d}", (186, 407, 1270)),
    Scheme("year-3", lambda on, n: f"{on:%Y}-{n:03d}", (1, 23, 61)),
    Scheme("FA yymm", lambda on, n: f"FA{on:%y%m}-{n:04d}", (12, 301)),
    Scheme("plain 4", lambda on, n: f"{n:04d}", (31, 118, 462)),
    Scheme("yy/3", lambda on, n: f"{on:%y}/{n:03d}", (1, 55)),
    Scheme("glued", lambda on, n: f"F{on:%Y}{n:03d}", (1, 72)),
    Scheme("initials", lambda on, n: f"JDM-{on:%Y}-{n:03d}", (4, 90)),
    Scheme("year letters", lambda on, n: f"{on:%Y}FC{n:04d}", (9, 210)),
    Scheme("rank-year", lambda on, n: f"{n:03d}-{on:%Y}", (3, 102)),
)


def rank_of(number: str) -> str:
    """The part of a number that counts, without year or letters."""
    groups: list[str] = re.findall(r"\d+", number)
    group = groups[0] if len(groups[-1]) == 4 and groups[-1].startswith("20") and len(groups) > 1 else groups[-1]
    return group[-3:] if len(group) > 5 else group


def spelled(number: str, random: Random) -> str:
    """A number as a payer types it: whole, glued, with blanks, lower case, after a cue."""
    body = random.choice((number, number, number.replace("-", ""), number.replace("-", " "), number.lower()))
    return random.choice(
        ("FACTURE {}", "FACT {}", "FACT N {}", "F/{}", "{}", "REGLT FACT {}", "VOTRE FACTURE {}")
    ).format(body)


def listed(numbers: Sequence[str], random: Random) -> str:
    """Several numbers as payers list them: all whole, or the first whole and the ends of the others."""
    if len(numbers) > 2 and random.random() < 0.3:
        return f"FACTURES N {', '.join(numbers[:-1])} ET {numbers[-1]}"
    joint = random.choice((" ", " ET ", "+", ", ", " / ", " & ", ";"))
    if random.random() < 0.5 or not all(each[:-3] == numbers[0][:-3] for each in numbers):
        return f"FACTURES {joint.join(numbers)}"
    return f"FACT {numbers[0]}{joint}{joint.join(each[-3:] for each in numbers[1:])}"


def ranged(first: str, last: str, random: Random) -> str:
    """A run of numbers by its first and its last one, this one whole or by its end."""
    if first[:-3] == last[:-3] and random.random() < 0.4:
        return random.choice(("FACT {} A {}", "FACTURES {}-{}", "FACT {} AU {}")).format(first, last[-3:])
    return random.choice(("FACTURES {} A {}", "FACT {} AU {}", "FACT DE {} A {}", "FACTURES DU {} AU {}")).format(
        first, last
    )


def transposed(number: str, random: Random) -> str:
    """The number with two unlike digits side by side exchanged, or its last digit raised."""
    swaps = [at for at in range(len(number) - 1) if number[at : at + 2].isdigit() and number[at] != number[at + 1]]
    tail = [at for at in swaps if at >= len(number) - 4]
    if not tail:
        return number[:-1] + str((int(number[-1]) + 1) % 10) if number[-1].isdigit() else number
    at = random.choice(tail)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def lettered(number: str) -> str:
    """The number with the letters O and I for its noughts and ones."""
    return number.replace("0", "O").replace("1", "I")
