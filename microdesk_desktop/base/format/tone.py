"""Tones of messages, without their colours."""

from enum import StrEnum


class Tone(StrEnum):
    """The tone of a chip, banner or amount; a text always carries the same information as the colour."""

    PLAIN = "plain"
    POSITIVE = "positive"
    ATTENTION = "attention"
    PROPOSAL = "proposal"
    NEUTRAL = "neutral"
    DANGER = "danger"
