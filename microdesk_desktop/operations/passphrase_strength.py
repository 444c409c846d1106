"""How hard a passphrase is to guess, and the least that a vault accepts."""

from microdesk_desktop.base.errors import ErrorCode, KnownError

LEAST_STRENGTH = 3
_LONGEST_RATED = 72  # beyond, zxcvbn refuses; what stands before is strong enough to judge by


def strength(passphrase: str) -> int:
    """From 0 (guessed at once) to 4 (out of reach); slow on long texts: call it on a worker."""
    from zxcvbn import zxcvbn

    return int(zxcvbn(passphrase[:_LONGEST_RATED])["score"]) if passphrase else 0


def require_strength(passphrase: str) -> None:
    """Raise WEAK_PASSPHRASE when the passphrase is below LEAST_STRENGTH."""
    if strength(passphrase) < LEAST_STRENGTH:
        raise KnownError(ErrorCode.WEAK_PASSPHRASE)
