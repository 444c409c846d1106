"""How the user wants documents to look."""

import re
from dataclasses import dataclass
from enum import StrEnum

USUAL_ACCENT = "#1f6f5c"
ACCENTS = (USUAL_ACCENT, "#1f4e8c", "#5b3b8c", "#9c2f45", "#b4581c", "#33373d")
"""Green, blue, violet, red, orange, grey: each dark enough for white text on it."""
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


class Template(StrEnum):
    """The templates of `resources/templates/documents`."""

    SOBER = "sober"
    MODERN = "modern"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A template, an accent colour as « #1f6f5c », and a logo (PNG, JPEG or SVG), empty for none.

    `shows_code` is whether the QR code of the payment stands beside the account.
    """

    template: str = Template.SOBER
    accent: str = USUAL_ACCENT
    logo: bytes = b""
    shows_code: bool = True


def is_colour(text: str) -> bool:
    """Whether a text is a colour as « #1f6f5c »."""
    return bool(_COLOUR.fullmatch(text))
