"""Failures on screen: a known one becomes a banner with its sentence and its action."""

from collections.abc import Callable

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.widgets.banner import Banner
from microdesk_desktop.views.messages.errors import sentence

ERROR_KEY = "error"


def error_banner(error: KnownError, action: tuple[str, Callable[[], object]] | None = None) -> Banner:
    """The banner of a known error, with what mends it where a click does; the latest replaces the former."""
    return Banner(key=ERROR_KEY, text=sentence(error), tone=Tone.DANGER, action=action)
