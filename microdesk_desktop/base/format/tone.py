"""The tone of a chip, banner or amount."""

from enum import StrEnum


class Tone(StrEnum):
    """What a chip, banner or amount means; colour never says it alone."""

    PLAIN = "plain"
    POSITIVE = "positive"
    ATTENTION = "attention"
    PROPOSAL = "proposal"
    NEUTRAL = "neutral"
    DANGER = "danger"
