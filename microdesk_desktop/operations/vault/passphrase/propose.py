"""A passphrase of French words, drawn by the system's random numbers."""

import secrets

from microdesk_desktop.base.paths import resource

WORDS = 5
"""Five of 2,048 words: 55 bits, a hundred million years of guessing at a quarter of a second each."""


def propose_passphrase() -> str:
    """Five words with spaces between them; none of them occurs twice."""
    words = resource("words", "french_passphrase.txt").read_text(encoding="utf-8").split()
    return " ".join(secrets.SystemRandom().sample(words, WORDS))
