"""The accent colour of a document where it must be read: contrast as WCAG 2.2 computes it (success criterion 1.4.3)."""

import re
from collections.abc import Sequence

from microdesk_desktop.domain.documents.look import USUAL_ACCENT

_HEX = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_LEAST_CONTRAST = 4.5
_DARKER = 0.94
"""Factor of one step towards black: small enough that the hue stays and the colour is not darker than it must be."""
_WHITE, _INK = "#ffffff", "#1c1f24"


def text_accent(accent: str) -> str:
    """The accent for text on white paper, darkened until its contrast suffices; the usual one for what is no colour."""
    channels = [float(channel) for channel in _channels(accent if _HEX.fullmatch(accent) else USUAL_ACCENT)]
    while contrast(_hex(channels), _WHITE) < _LEAST_CONTRAST:
        channels = [channel * _DARKER for channel in channels]
    return _hex(channels)


def fill_accent(accent: str) -> str:
    """The accent as a surface: as the user chose it."""
    return accent if _HEX.fullmatch(accent) else USUAL_ACCENT


def text_on(fill: str) -> str:
    """White or ink, whichever is easier to read on this surface."""
    return max((_WHITE, _INK), key=lambda color: contrast(color, fill))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written as « #rrggbb »: from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _channels(color: str) -> Sequence[int]:
    return tuple(bytes.fromhex(color[1:]))


def _hex(channels: Sequence[float]) -> str:
    return "#" + bytes(round(channel) for channel in channels).hex()
