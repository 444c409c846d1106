"""The currencies and languages that an editor offers."""

from collections.abc import Sequence

from microdesk_desktop.base.format.locales import locale
from microdesk_desktop.base.i18n import tr

USUAL_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "DKK", "NOK", "PLN", "CZK")
"""Those of the neighbours and of the largest partners; a draft made otherwise may have any."""


def currency_choices(current: str) -> Sequence[tuple[str, str]]:
    """The currencies by code, with their names; that of a draft is always among them."""
    # Imported here: only an editor names currencies.
    from babel.numbers import get_currency_name

    codes = dict.fromkeys((*USUAL_CURRENCIES, current))
    return [(code, f"{code} · {get_currency_name(code, locale=locale())}") for code in codes]


def language_choices(current: str) -> Sequence[tuple[str, str]]:
    """The languages of a document; that of the client unless the user chooses one."""
    known = (("", tr("Celle du client")), ("fr", tr("Français")), ("en", tr("Anglais")))
    return known if current in dict(known) else (*known, (current, current))
