"""The privacy statement in the user's language, what a version changed, and whether the user agrees to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import french_spaces, language, tr
from microdesk_desktop.domain.privacy.consents import Consent, Subject, held_consent
from microdesk_desktop.privacy.statement import (
    Section,
    current_version,
    load_statement,
    load_versions,
    needs_answer,
    text_digest,
)
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.consents import load_consents

__all__ = ["Section"]
_ITEM = "- "
"""Before an item of a list, in the files of the statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyStatement:
    """One version, named by its date (ISO), in the user's language; `digest` is the SHA-256 of its file.

    `changes` are what it changed, in a sentence each, with the anchor of the section that it is about.
    """

    version: str
    language: str
    digest: str
    title: str
    sections: Sequence[Section]
    is_material: bool
    changes: Sequence[tuple[str, str]]

    @property
    def text(self) -> str:
        """The whole text: title and sections apart by an empty line, a heading first in each."""
        blocks = ["\n".join((each.title, *each.paragraphs)) for each in self.sections]
        return "\n\n".join((self.title, *blocks)) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementState:
    """The agreement that holds, None for none; `asks`: the version in force is to be shown, and agreed to."""

    held: Consent | None
    asks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """What happened to a section between two versions: the paragraphs that went, and those that came."""

    section: Section
    is_new: bool
    removed: Sequence[str]
    added: Sequence[str]


def load_privacy_statement(version: str | None = None) -> PrivacyStatement:
    """A version, the one in force unless it is named. Raises KeyError for one that is none of the program's."""
    known = {each.date: each for each in load_versions()}[version or current_version()]
    shown = language()
    statement = load_statement(known.date, shown)
    return PrivacyStatement(
        version=known.date,
        language=shown,
        digest=text_digest(known.date, shown),
        title=_set(statement.title),
        sections=[_set_section(each) for each in statement.sections],
        is_material=known.is_material,
        changes=[(each.section, _set(each.texts[shown])) for each in known.changes],
    )


def with_bullets(text: str) -> str:
    """A text of the statement for the window: its items begin with a bullet."""
    return "\n".join(f"• {line[len(_ITEM) :]}" if line.startswith(_ITEM) else line for line in text.split("\n"))


def current_privacy_version() -> str:
    """The date of the latest statement, as the vault keeps it with its acceptance."""
    return current_version()


def privacy_versions() -> Sequence[str]:
    """The dates of all versions, the latest first."""
    return [each.date for each in reversed(load_versions())]


def load_statement_state(reader: Reader) -> StatementState:
    """Whether the user agrees to the statement, and is to be asked."""
    held = held_consent(load_consents(reader), Subject.STATEMENT)
    return StatementState(held=held, asks=needs_answer(held.text.version if held else None))


def changes_since(state: StatementState) -> str:
    """What changed since the user agreed; empty where they agree to nothing."""
    return changes_text(current_version(), state.held.text.version) if state.held else ""


def compare_sections(former: str, version: str) -> Sequence[SectionChange]:
    """What changed from one version to another, by section; those that stayed as they were are left out."""
    before = {each.anchor: each for each in load_privacy_statement(former).sections}
    after = load_privacy_statement(version).sections
    return [
        change
        for change in (_compared(before.get(each.anchor), each) for each in after)
        if change.removed or change.added
    ]


def changes_text(version: str, since: str | None = None) -> str:
    """What a version changed, in words, then by section: what went after « − », what came after « + ».

    `since` is the version that it is compared with, the one before unless given. Empty where there is none.
    """
    known = [each.date for each in load_versions()]
    earlier = known[: known.index(version)]
    former = since if since in earlier else next(reversed(earlier), None)
    if former is None:
        return ""
    heading = tr("Depuis la version du {day}").format(day=dates.long_day(date.fromisoformat(former)))
    blocks = ["\n".join((heading, *(f"• {text}" for _, text in _summary(former, version))))]
    for change in compare_sections(former, version):
        title = tr("{title} (nouveau)").format(title=change.section.title) if change.is_new else change.section.title
        removed = (f"− {text.removeprefix(_ITEM)}" for text in change.removed)
        added = (f"+ {text.removeprefix(_ITEM)}" for text in change.added)
        blocks.append("\n".join((title, *removed, *added)))
    return "\n\n".join(blocks) + "\n"


def agreed_text(held: Consent | None) -> str:
    """Which version the user agreed to, and when."""
    if held is None:
        return tr("Sans votre accord : aucune connexion ne s'ouvre.")
    version = dates.long_day(date.fromisoformat(held.text.version))
    day = dates.long_day(held.given_at.astimezone().date())
    return tr("Version du {version}, acceptée le {day}.").format(version=version, day=day)


def asking_text(state: StatementState) -> str:
    """Why the user is asked, and what follows, in a sentence each."""
    what = _changed() if state.held else tr("Vous n'avez pas accepté la déclaration de confidentialité.")
    follows = tr("Tout reste utilisable ici ; aucune connexion ne s'ouvre avant votre accord.")
    return f"{what} {follows}"


def statement_json(statement: PrivacyStatement, state: StatementState | None) -> Mapping[str, object]:
    """The statement as one JSON value; what the vault holds is null while it is closed."""
    held = state.held if state else None
    return {
        "version": statement.version,
        "language": statement.language,
        "digest": statement.digest,
        "material": statement.is_material,
        "title": statement.title,
        "sections": [
            {"anchor": each.anchor, "title": each.title, "paragraphs": list(each.paragraphs)}
            for each in statement.sections
        ],
        "changes": [{"section": section, "text": text} for section, text in statement.changes],
        "versions": list(privacy_versions()),
        "accepted": {"version": held.text.version, "at": held.given_at.isoformat()} if held else None,
        "asks": state.asks if state else None,
    }


def _summary(former: str, version: str) -> Sequence[tuple[str, str]]:
    """What the versions after a former one changed, in words, with the anchor of each section."""
    shown = language()
    later = [each for each in load_versions() if former < each.date <= version]
    return [(change.section, _set(change.texts[shown])) for each in later for change in each.changes]


def _changed() -> str:
    return tr("La déclaration de confidentialité a changé depuis votre accord.")


def _compared(before: Section | None, after: Section) -> SectionChange:
    if before is None:
        return SectionChange(section=after, is_new=True, removed=(), added=after.paragraphs)
    old, new = list(before.paragraphs), list(after.paragraphs)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    return SectionChange(
        section=after,
        is_new=False,
        removed=[text for _, first, last, _, _ in changed for text in old[first:last]],
        added=[text for _, _, _, first, last in changed for text in new[first:last]],
    )


def _set_section(section: Section) -> Section:
    return Section(
        anchor=section.anchor, title=_set(section.title), paragraphs=[_set(each) for each in section.paragraphs]
    )


def _set(text: str) -> str:
    return french_spaces(text) if language() == "fr" else text
