"""Design tokens: the colours of both themes, and the measures that several widgets share."""

import sys
from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.base.format.tone import Tone


class Mode(StrEnum):
    """The theme that the user chose; SYSTEM follows the desktop, in its contrast too.

    CONTRAST is high contrast, light or dark as the desktop is.
    """

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Every colour of a theme, named by its use."""

    surface: str
    sidebar: str
    panel: str
    line: str
    control: str
    text: str
    text_muted: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    on_accent_soft: str
    hover: str
    plain: str
    plain_soft: str
    positive: str
    positive_soft: str
    attention: str
    attention_soft: str
    proposal: str
    proposal_soft: str
    neutral: str
    neutral_soft: str
    danger: str
    danger_soft: str

    def ink(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return str(getattr(self, tone.value))

    def ground(self, tone: Tone) -> str:
        """The background colour of a tone."""
        return str(getattr(self, f"{tone.value}_soft"))


LIGHT = Palette(
    surface="#F6F5F2",
    sidebar="#FBFAF8",
    panel="#FFFFFF",
    line="#E6E3DC",
    control="#8C8778",
    text="#1D2433",
    text_muted="#5F6675",
    accent="#1F6F5C",
    on_accent="#FFFFFF",
    accent_hover="#195C4C",
    accent_soft="#E3EFEA",
    on_accent_soft="#15594A",
    hover="#F1EFEA",
    plain="#1D2433",
    plain_soft="#FFFFFF",
    positive="#15694F",
    positive_soft="#DFF1E8",
    attention="#80570A",
    attention_soft="#FDF0D3",
    proposal="#25489A",
    proposal_soft="#E4ECFB",
    neutral="#5E5A4E",
    neutral_soft="#EFEDE8",
    danger="#A3322C",
    danger_soft="#FBE9E7",
)

DARK = Palette(
    surface="#15171B",
    sidebar="#181A1F",
    panel="#1C1F24",
    line="#2B2F36",
    control="#717886",
    text="#E7E9EE",
    text_muted="#A3AAB8",
    accent="#5FC2A5",
    on_accent="#0E1512",
    accent_hover="#76CFB5",
    accent_soft="#1E3A33",
    on_accent_soft="#8FDCC4",
    hover="#24282F",
    plain="#E7E9EE",
    plain_soft="#1C1F24",
    positive="#7AD3AE",
    positive_soft="#17352A",
    attention="#F0C674",
    attention_soft="#3A2F14",
    proposal="#9DB8F5",
    proposal_soft="#1D2A4A",
    neutral="#B5B1A6",
    neutral_soft="#2A2925",
    danger="#F2938C",
    danger_soft="#3D1F1D",
)

LIGHT_CONTRAST = Palette(
    surface="#FFFFFE",
    sidebar="#FFFFFF",
    panel="#FFFFFF",
    line="#767676",
    control="#000000",
    text="#000000",
    text_muted="#2B2B2B",
    accent="#0B4A3A",
    on_accent="#FFFFFF",
    accent_hover="#063327",
    accent_soft="#D6EFE6",
    on_accent_soft="#063327",
    hover="#EBEBEB",
    plain="#000000",
    plain_soft="#FFFFFF",
    positive="#0A4533",
    positive_soft="#E2F5EC",
    attention="#533500",
    attention_soft="#FFF1CC",
    proposal="#132F76",
    proposal_soft="#E1EAFF",
    neutral="#2F2F2F",
    neutral_soft="#EEEEEE",
    danger="#7A120D",
    danger_soft="#FFE9E7",
)

DARK_CONTRAST = Palette(
    surface="#000000",
    sidebar="#000001",
    panel="#0A0A0A",
    line="#8A8A8A",
    control="#FFFFFF",
    text="#FFFFFF",
    text_muted="#DADADA",
    accent="#7FE7C6",
    on_accent="#00150E",
    accent_hover="#A5F2DA",
    accent_soft="#0F3A2E",
    on_accent_soft="#C9FBEB",
    hover="#262626",
    plain="#FFFFFF",
    plain_soft="#0A0A0A",
    positive="#9CF4CF",
    positive_soft="#06281C",
    attention="#FFD98A",
    attention_soft="#2E2200",
    proposal="#C3D5FF",
    proposal_soft="#101D45",
    neutral="#DAD7CE",
    neutral_soft="#222222",
    danger="#FFBDB8",
    danger_soft="#3A0E0B",
)

PALETTES = (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)

CAPTION, BODY, WHO, FIGURE, LEAD, TITLE = 12, 13, 14, 15, 18, 22
TIGHT, SMALL, MIDDLE, WIDE, ROOMY = 4, 8, 12, 16, 24
ROW_HEIGHT, TALL_ROW_HEIGHT, CONTROL_HEIGHT, ENTRY_HEIGHT, CONTROL_RADIUS, CARD_RADIUS = 40, 44, 32, 30, 7, 10

UNBOUNDED = 16_777_215
"""The largest size that Qt gives a widget: it removes a maximum that was set before."""


def points(size: int) -> float:
    """A design size in points: macOS counts 72 to the inch, the others 96."""
    return size if sys.platform == "darwin" else size * 0.75
