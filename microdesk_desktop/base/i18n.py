"""The user's language, for the window and the command line: French is the source, English a gettext catalogue.

Write `tr("Votre texte {name}").format(name=…)`: literal strings only, never an f-string, never at import time.
Write plain spaces and apostrophes in French texts: `tr` replaces them by those of French typography.
"""

import gettext
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from microdesk_desktop.base.caches import impersonal_cache, personal_cache
from microdesk_desktop.base.paths import resource

LANGUAGES = ("fr", "en")
_NO_BREAK = "\u00a0"
_NARROW = "\u202f"

_language = "fr"
_of_task: ContextVar[str] = ContextVar("_of_task", default="")
"""What a task writes in another language than the user's; empty for none."""


def system_language() -> str:
    """The language of the user's session: English when its locale is English, else French."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not wanted and sys.platform in ("win32", "darwin"):  # elsewhere getlocale() is English without a locale
        import locale

        wanted = locale.getlocale()[0] or ""
    return "en" if wanted.lower().startswith("en") else "fr"


def set_language(language: str) -> None:
    """Translate to `language` ("fr" or "en") from now on; other values select French."""
    global _language
    _language = _known(language)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Translate to `language` inside of the block, on this thread alone: a page for somebody else than the user."""
    token = _of_task.set(_known(language))
    try:
        yield
    finally:
        _of_task.reset(token)


def language() -> str:
    """The current language."""
    return _of_task.get() or _language


def tr(text: str) -> str:
    """The text in the user's language."""
    return _text(text, language())


def ntr(singular: str, plural: str, count: int) -> str:
    """The text for `count` things; French counts zero as singular. The caller fills `{count}`."""
    return _text_of(singular, plural, count, language())


def french_spaces(text: str) -> str:
    """Set the no-break spaces of French typography, wide before : » € % and after «, narrow before ; ! ?.

    What follows a value that is filled in, such as « HT » or « min », stays on its line.
    """
    text = re.sub(r" (?=[:»€%])|(?<=}) (?=(?:HT|TTC|min)\b)", _NO_BREAK, text).replace("« ", "«" + _NO_BREAK)
    return re.sub(r" (?=[;!?])", _NARROW, text)


def french(text: str) -> str:
    """A French text that no catalogue translates, such as a source of law, with its apostrophes and spaces."""
    return french_spaces(text.replace("'", "’"))


def _known(language: str) -> str:
    return language if language in LANGUAGES else "fr"


@impersonal_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "fr":
        return gettext.NullTranslations()
    return gettext.translation("microdesk", resource("i18n"), languages=[language])


@impersonal_cache(maxsize=2048)
def _text(text: str, language: str) -> str:
    return _typeset(_catalogue(language).gettext(text), language)


@personal_cache(maxsize=512)
def _text_of(singular: str, plural: str, count: int, language: str) -> str:
    if language == "fr":
        return _typeset(singular if abs(count) < 2 else plural, language)
    return _typeset(_catalogue(language).ngettext(singular, plural, count), language)


def _typeset(text: str, language: str) -> str:
    """The apostrophes of both languages, and the spaces of French."""
    curved = text.replace("'", "’")
    return french_spaces(curved) if language == "fr" else curved
