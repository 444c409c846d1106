"""The user's language, for the window and the command line: French is the source, English a gettext catalogue.

Write `tr("Votre texte {name}").format(name=…)`: literal strings only, never an f-string, never at import time.
Write plain spaces and apostrophes in French texts: `tr` replaces them by those of French typography.
"""

import gettext
import os
import re
import sys

from microdesk_desktop.base.caches import impersonal_cache, personal_cache
from microdesk_desktop.base.paths import resource

LANGUAGES = ("fr", "en")
_NO_BREAK = "\u00a0"
_NARROW = "\u202f"

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "fr"


def system_language() -> str:
    """The language of the user's session: English when its locale is English, else French."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not wanted and sys.platform in ("win32", "darwin"):  # elsewhere getlocale() is English without a locale
        import locale

        wanted = locale.getlocale()[0] or ""
    return "en" if wanted.lower().startswith("en") else "fr"


def set_language(language: str) -> None:
    """Translate to `language` ("fr" or "en") from now on; other values select French."""
    global _current, _language
    _language = language if language in LANGUAGES else "fr"
    _current = gettext.NullTranslations()
    if _language != "fr":
        _current = gettext.translation("microdesk", resource("i18n"), languages=[_language])
    tr.cache_clear()
    ntr.cache_clear()


def language() -> str:
    """The current language."""
    return _language


@impersonal_cache(maxsize=2048)
def tr(text: str) -> str:
    """The text in the user's language."""
    return _typeset(_current.gettext(text))


@personal_cache(maxsize=512)
def ntr(singular: str, plural: str, count: int) -> str:
    """The text for `count` things; French counts zero as singular. The caller fills `{count}`."""
    if _language == "fr":
        return _typeset(singular if abs(count) < 2 else plural)
    return _typeset(_current.ngettext(singular, plural, count))


def french_spaces(text: str) -> str:
    """Set the no-break spaces of French typography, wide before : » € % and after «, narrow before ; ! ?.

    What follows a value that is filled in, such as « HT » or « min », stays on its line.
    """
    text = re.sub(r" (?=[:»€%])|(?<=}) (?=(?:HT|TTC|min)\b)", _NO_BREAK, text).replace("« ", "«" + _NO_BREAK)
    return re.sub(r" (?=[;!?])", _NARROW, text)


def french(text: str) -> str:
    """A French text that no catalogue translates, such as a source of law, with its apostrophes and spaces."""
    return french_spaces(text.replace("'", "’"))


def _typeset(text: str) -> str:
    """The apostrophes of both languages, and the spaces of French."""
    curved = text.replace("'", "’")
    return french_spaces(curved) if _language == "fr" else curved
