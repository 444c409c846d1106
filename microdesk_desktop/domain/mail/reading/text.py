"""The text of a letter as it may be shown: nothing in it runs, loads or opens anything."""

from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.domain.mail.reading.links import Link


class ShownAs(StrEnum):
    """Which text of the letter is shown."""

    TEXT = "text"
    HTML = "html"
    HTML_AS_TEXT = "html_as_text"
    """The HTML text without its form: it was too large, too deep, or took too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What to show of a letter.

    `text` is plain text with line feeds. `html` shows the same in elements of a closed list, without colours, fonts or
    addresses: a link is `link:N` for the N-th of `links`, an image `cid:N` for the part whose Content-ID is the N-th of
    `images`. `blocked_images` counts what was not loaded, images and else, from `blocked_hosts`. `is_cut` when the end
    is missing, since the letter is very long. `has_html` when the letter has an HTML text, shown or not.
    """

    shown_as: ShownAs
    text: str
    html: str
    links: tuple[Link, ...] = ()
    images: tuple[str, ...] = ()
    blocked_images: int = 0
    blocked_hosts: tuple[str, ...] = ()
    is_cut: bool = False
    has_html: bool = False
