"""Which 8-bit encoding of Western Europe a text has: Windows (cp1252), DOS (cp850) or old Macintosh.

Every byte is a character in each of them, so the encoding is the one in which accented letters stand where French has
them: inside words, small among small letters.
"""

import re
from collections.abc import Iterator
from itertools import islice

_FOREIGN = re.compile(rb"[\x80-\xff]")
_SAMPLE = 1 << 20
_MOST_LOOKED_AT = 2_000
"""Accented letters that are looked at; a few dozen decide."""
_CANDIDATES = ("cp850", "mac_roman")
_WEIGHTS = dict.fromkeys("éÉ", 4) | dict.fromkeys("èàêçÈÀÊÇ", 2) | dict.fromkeys("ôîûùâëïüœÔÎÛÙÂËÏÜŒöäñÖÄÑßáíóúÁÍÓÚ", 1)
"""How frequent a letter is in French, and in its neighbours' names."""
_BESIDE_LETTERS = frozenset("’'°ºª€«»­ ·–—…“”‘®™©²³")
"""What may stand beside a letter and is none."""
_IMPOSSIBLE = -4
_FIRST_LETTER = 0xC0


def western_encoding(data: bytes) -> str:
    """The encoding in which the text is most like French; cp1252 unless another fits better."""
    sample = data[:_SAMPLE]
    places = [found.start() for found in islice(_FOREIGN.finditer(sample), _MOST_LOOKED_AT)]
    best, most = "cp1252", max(0, sum(_fits(sample, places, "cp1252")))
    for encoding in _CANDIDATES:
        fits = list(_fits(sample, places, encoding))
        # Windows has its letters from C0 on: only lower bytes are evidence of another encoding.
        has_evidence = any(fit > 0 and sample[at] < _FIRST_LETTER for at, fit in zip(places, fits, strict=True))
        if has_evidence and sum(fits) > most:
            best, most = encoding, sum(fits)
    return best


def _fits(sample: bytes, places: list[int], encoding: str) -> Iterator[int]:
    """How well each foreign character stands between its neighbours, read in this encoding."""
    for at in places:
        yield _fit(
            sample[at : at + 1].decode(encoding, "replace"),
            _letter(sample[at - 1 : at] if at else b""),
            _letter(sample[at + 1 : at + 2]),
            must_agree=encoding in _CANDIDATES,
        )


def _letter(neighbour: bytes) -> str:
    """The ASCII letter, empty for anything else."""
    return neighbour.decode("ascii") if neighbour.isalpha() else ""


def _fit(char: str, before: str, after: str, *, must_agree: bool) -> int:
    """How well a character stands between its neighbours; `must_agree`: small among small letters, or it is wrong."""
    if not char.isalpha():
        is_odd = (before or after) and char not in _BESIDE_LETTERS
        return _IMPOSSIBLE if is_odd else 0
    if char not in _WEIGHTS:
        return _IMPOSSIBLE if must_agree else -1
    neighbours = before + after
    agrees = not neighbours or (char.islower() if not neighbours.isupper() else char.isupper())
    if must_agree and not agrees:
        return _IMPOSSIBLE
    return _WEIGHTS[char] if agrees and neighbours else 0
