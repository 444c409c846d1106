"""The banner of a known error."""

from collections.abc import Callable

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.views.messages.errors import error_text

ERROR_KEY = "error"


def error_banner(
    error: KnownError, action: tuple[str, Callable[[], object]] | None = None, key: str = ERROR_KEY
) -> Banner:
    """The banner with the error's sentence and its action; the latest replaces the former."""
    return Banner(key=key, text=error_text(error), tone=Tone.DANGER, action=action)
