"""Strength of a passphrase by zxcvbn, and the minimum for a vault."""

from microdesk_desktop.base.errors import ErrorCode, KnownError

LEAST_STRENGTH = 3
"""zxcvbn's « safely unguessable »: more than 10^8 guesses, which take years against Argon2id."""
LEAST_LENGTH = 10
_LONGEST_RATED = 72  # zxcvbn refuses longer texts; the first 72 characters are enough to rate
_UNTYPABLE = "\n\r\0"
_ADVICE = {"spatial": "keyboard", "repeat": "repeat", "sequence": "repeat", "date": "date", "dictionary": "common"}


def strength(passphrase: str) -> int:
    """zxcvbn's score from 0 (guessed at once) to 4 (very unguessable); slow on long texts: call it on a worker."""
    return _rated(passphrase)[0]


def require_strength(passphrase: str) -> None:
    """Raise WEAK_PASSPHRASE for a passphrase that is too short or too easily guessed.

    Its `advice` is short, common, keyboard, repeat, date or longer. Raises SECRET_UNREADABLE for one with a line end or
    a zero, which a paste may contain and no file could give back.
    """
    if any(char in passphrase for char in _UNTYPABLE):
        raise KnownError(ErrorCode.SECRET_UNREADABLE)
    score, advice = _rated(passphrase)
    if len(passphrase) < LEAST_LENGTH:
        raise KnownError(ErrorCode.WEAK_PASSPHRASE, advice="short")
    if score < LEAST_STRENGTH:
        raise KnownError(ErrorCode.WEAK_PASSPHRASE, advice=advice)


def _rated(passphrase: str) -> tuple[int, str]:
    # Imported here because its word lists take longer to load than the first window.
    from zxcvbn import zxcvbn

    if not passphrase:
        return 0, "short"
    found = zxcvbn(passphrase[:_LONGEST_RATED])
    longest = max(found["sequence"], key=lambda part: len(part["token"]))
    return int(found["score"]), _ADVICE.get(longest["pattern"], "longer")
