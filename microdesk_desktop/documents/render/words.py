"""The words and days of documents, in their own language: it is the client's, not that of the window."""

import tomllib
from collections.abc import Mapping
from datetime import date

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.i18n import french_spaces
from microdesk_desktop.base.paths import resource

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
OTHER_LANGUAGE = "en"
"""Of clients whose language is neither French nor English."""


def set_language(language: str) -> str:
    """The language that a document is set in for a client of this language."""
    return language if language in LOCALES else OTHER_LANGUAGE


def words_of(language: str) -> Mapping[str, str]:
    """The words of `resources/templates/documents/words.toml`."""
    return _words()[set_language(language)]


def day_text(on: date, language: str) -> str:
    """« 21 novembre 2026 », « 1er novembre 2026 », "21 November 2026"."""
    # Imported here: it takes a fifth of a second.
    from babel.dates import format_date

    text = format_date(on, "d MMMM yyyy", locale=LOCALES[set_language(language)])
    return text.replace("1", "1er", 1) if on.day == 1 and set_language(language) == "fr" else text


def typeset(text: str, language: str) -> str:
    """A text of ours with curved apostrophes, and the no-break spaces of French in a French document."""
    curved = text.replace("'", "’")
    return french_spaces(curved) if set_language(language) == "fr" else curved


@impersonal_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    words = tomllib.loads(resource("templates", "documents", "words.toml").read_text("utf-8"))
    return {
        language: {name: typeset(text, language) for name, text in texts.items()} for language, texts in words.items()
    }
