"""Sizes of files."""

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.format.locales import locale
from microdesk_desktop.base.i18n import tr

KILO = 1_000
"""As the file managers of today count, with the prefixes of the SI."""


def size(in_bytes: int) -> str:
    """« 214 Ko », « 3,2 Mo »."""
    if in_bytes < KILO * KILO:
        return tr("{size} Ko").format(size=count(max(1, round(in_bytes / KILO))))
    # Imported here, as in `counts`: most commands write no size.
    from babel.numbers import format_decimal

    return tr("{size} Mo").format(size=format_decimal(in_bytes / KILO / KILO, "0.0", locale=locale()))
