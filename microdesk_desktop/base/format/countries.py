"""The names of countries, by their code."""

import re
import unicodedata
from collections.abc import Mapping

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.format.locales import locale

# Codes of the Unicode repository that are groups, parts or tests, and not countries (CLDR, « Special Territories »).
# Not every language has a name for each of them.
_NO_COUNTRIES = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))


def country_names() -> Mapping[str, str]:
    """The countries' names in the current language by their ISO 3166-1 alpha-2 code, in alphabetical order of names."""
    return _names(locale())


@impersonal_cache()
def _names(of_locale: str) -> Mapping[str, str]:
    # Imported here: it takes 60 ms that only a choice of country needs.
    from babel import Locale

    territories = Locale.parse(of_locale).territories
    names = {
        code: name for code, name in territories.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
    }
    return dict(sorted(names.items(), key=lambda item: _plain(item[1])))


def _plain(name: str) -> str:
    """The name without accents, for sorting: É between D and F."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
