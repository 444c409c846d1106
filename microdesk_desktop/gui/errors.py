"""Failures on screen: a known one becomes a banner with its sentence and its action."""

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.gui.banner import Banner
from microdesk_desktop.gui.roles import Tone
from microdesk_desktop.views.errors import sentence

ERROR_KEY = "error"


def error_banner(error: KnownError) -> Banner:
    """The banner of a known error; the latest replaces the former."""
    return Banner(key=ERROR_KEY, text=sentence(error), tone=Tone.DANGER)
