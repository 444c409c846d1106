"""The names of countries, by their code."""

import re
import unicodedata
from collections.abc import Mapping

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.format.locales import locale

# Codes of the Unicode repository that are groups, parts or tests, and not countries (CLDR, « Special Territories »).
# Not every language has a name for each of them.
_NO_COUNTRIES = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))


_USUAL_NAMES = {
    "usa": "US",
    "uk": "GB",
    "angleterre": "GB",
    "england": "GB",
    "great britain": "GB",
    "hollande": "NL",
}
"""Names in use beside those of the Unicode repository."""
_CODE = re.compile("[a-z]{2}")


def country_names() -> Mapping[str, str]:
    """The countries' names in the current language by their ISO 3166-1 alpha-2 code, in alphabetical order of names."""
    return _names(locale())


def country_code(text: str) -> str | None:
    """The code of a country by its two letters or its French or English name; None for any other text."""
    name = _key(text)
    is_code = _CODE.fullmatch(name) and name not in _USUAL_NAMES
    return name.upper() if is_code else _codes().get(name)


@impersonal_cache()
def _codes() -> Mapping[str, str]:
    """The codes by the names in both languages."""
    from babel import Locale

    codes = dict(_USUAL_NAMES)
    for language in ("en", "fr"):
        for code, name in Locale(language).territories.items():
            if _CODE.fullmatch(code.lower()):
                codes[_key(name)] = code
    return codes


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


def _key(name: str) -> str:
    """What two writings of a name have in common: its letters and digits, without accents."""
    return " ".join(re.findall("[a-z0-9]+", _plain(name)))
