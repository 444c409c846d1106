"""The privacy statement that the user is asked to accept: dated texts of `resources/privacy/`, the latest in force."""

from dataclasses import dataclass

from microdesk_desktop.base.i18n import french_spaces, language
from microdesk_desktop.base.paths import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyStatement:
    """One version, named by its date (ISO), in the user's language."""

    version: str
    text: str


def load_privacy_statement() -> PrivacyStatement:
    """The version in force."""
    version = current_privacy_version()
    text = resource("privacy", f"{version}.{language()}.txt").read_text(encoding="utf-8")
    return PrivacyStatement(version=version, text=french_spaces(text) if language() == "fr" else text)


def current_privacy_version() -> str:
    """The date of the latest statement, as the vault keeps it with its acceptance."""
    return max(path.name.split(".")[0] for path in resource("privacy").glob("*.fr.txt"))
