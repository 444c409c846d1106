"""Strength of a passphrase by zxcvbn, with French words, well-known phrases and what the user typed before."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.paths import resource

LEAST_STRENGTH = 3
"""zxcvbn's « safely unguessable »: more than 10^8 guesses, which take years against Argon2id."""
LEAST_LENGTH = 10
_LONGEST_RATED = 72  # zxcvbn refuses longer texts; the first 72 characters are enough to rate
_UNTYPABLE = "\n\r\0"
_ADVICE = {"spatial": "keyboard", "repeat": "repeat", "sequence": "repeat", "date": "date", "dictionary": "common"}
_OWN_WORDS = ("microdesk", "micro", "desk", "micro entrepreneur", "auto entrepreneur", "entreprise", "coffre")
_RECENT_YEAR = re.compile(r"19\d\d|20[0-4]\d")
"""zxcvbn 4.5 knows recent years until 2019 only."""
_rating = Lock()


def strength(passphrase: str, known: Iterable[str] = ()) -> int:
    """The score from 0 (guessed at once) to 4 (very unguessable); slow on long texts: call it on a worker.

    `known` are texts that whoever guesses may know, such as the name of the business.
    """
    return _rated(passphrase, known)[0]


def require_strength(passphrase: str, known: Iterable[str] = ()) -> None:
    """Raise WEAK_PASSPHRASE for a passphrase that is too short or too easily guessed.

    Its `advice` is short, common, keyboard, repeat, date, own or longer. Raises SECRET_UNREADABLE for one with a line
    end or a zero, which a paste may contain and no file could give back.
    """
    if any(char in passphrase for char in _UNTYPABLE):
        raise KnownError(ErrorCode.SECRET_UNREADABLE)
    score, advice = _rated(passphrase, known)
    if len(passphrase) < LEAST_LENGTH:
        raise KnownError(ErrorCode.WEAK_PASSPHRASE, advice="short")
    if score < LEAST_STRENGTH:
        raise KnownError(ErrorCode.WEAK_PASSPHRASE, advice=advice)


def _rated(passphrase: str, known: Iterable[str]) -> tuple[int, str]:
    """The lower score of the passphrase as it is and of its letters and digits alone, and the reason for it."""
    if not passphrase:
        return 0, "short"
    plain = _without_accents(passphrase)[:_LONGEST_RATED]
    together = _letters_and_digits(plain)
    inputs = _forms(known)
    with _rating:
        matching, zxcvbn = _french_zxcvbn()
        try:
            found = [zxcvbn(text, user_inputs=inputs) for text in {plain, together} - {""}]
        finally:
            # The library keeps the user's words in its module otherwise, where they outlive the vault's locking.
            matching.RANKED_DICTIONARIES.pop("user_inputs", None)
    weakest = min(found, key=lambda each: (float(each["guesses"]), str(each["password"])), default=None)
    if weakest is None:
        return 0, "longer"
    longest = max(weakest["sequence"], key=lambda part: len(part["token"]))
    is_own = longest.get("dictionary_name") == "user_inputs"
    return int(weakest["score"]), "own" if is_own else _ADVICE.get(longest["pattern"], "longer")


def _forms(known: Iterable[str]) -> Sequence[str]:
    """The texts in the spellings in which they may be part of a passphrase: whole, together, and word by word."""
    forms: dict[str, None] = {}
    for text in (*known, *_OWN_WORDS):
        plain = _without_accents(text).lower()
        words = re.findall(r"[a-z0-9]+", plain)
        joined = ("".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
        forms |= dict.fromkeys(each for each in (plain, *joined) if len(each) > 1)
    return list(forms)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@impersonal_cache(maxsize=1)
def _french_zxcvbn() -> tuple[Any, Any]:
    """The library's matching module and its function, with French words; loaded at the first rating, in about 0.1 s."""
    from zxcvbn import matching, zxcvbn

    phrases = _lines("well_known.txt")
    known = [form for phrase in phrases for form in (phrase, phrase.replace(" ", ""))]
    matching.add_frequency_lists({"french": _lines("french_frequency.txt"), "french_phrases": known})
    matching.REGEXEN["recent_year"] = _RECENT_YEAR
    return matching, zxcvbn


def _lines(name: str) -> list[str]:
    return resource("words", name).read_text(encoding="utf-8").split("\n")[:-1]
