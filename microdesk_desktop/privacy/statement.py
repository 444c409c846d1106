"""The privacy statement of the program: dated texts of `resources/privacy/`, each in both languages, never edited.

    versions.toml              per version: SHA-256 of its texts, whether it changes much, what changed
    2026-11-28.fr.txt          # title
                               ## anchor Heading of a section
                               one paragraph on each line, « - » before an item of a list

Texts before 2026-11-28 have no marks: their headings are the first lines of their blocks, and `versions.toml` gives
the anchors.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource

TITLE, HEADING = "# ", "## "


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a version changed: the anchor of the section that it is about, and a sentence by language."""

    section: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version, named by its date (ISO). `is_material`: whoever agreed to an earlier one is asked again.

    `digests` are the SHA-256 of the texts by language; `anchors` name the sections of a text without marks.
    """

    date: str
    is_material: bool
    digests: Mapping[str, str]
    anchors: Sequence[str]
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section, named by an anchor that no version changes."""

    anchor: str
    title: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A version in one language, as it is written: without the no-break spaces of French typography."""

    version: str
    language: str
    title: str
    sections: Sequence[Section]


@impersonal_cache(1)
def load_versions() -> Sequence[Version]:
    """Every version, oldest first."""
    content = tomllib.loads(resource("privacy", "versions.toml").read_text(encoding="utf-8"))
    return [_version(each) for each in sorted(content["version"], key=lambda each: str(each["date"]))]


def current_version() -> str:
    """The date of the version in force."""
    return load_versions()[-1].date


def needs_answer(agreed: str | None) -> bool:
    """Whether the user is to be asked: they hold to no version (None), or only to one that was changed much since."""
    return agreed is None or any(each.is_material and each.date > agreed for each in load_versions())


def text_digest(version: str, language: str) -> str:
    """The SHA-256 of a text as hexadecimal digits, empty for a version that is none of the program's."""
    found = next((each for each in load_versions() if each.date == version), None)
    return found.digests.get(language, "") if found else ""


@impersonal_cache()
def load_statement(version: str, language: str) -> Statement:
    """A version in a language. Raises KeyError for a version that is none of the program's."""
    known = {each.date: each for each in load_versions()}[version]
    text = _read(version, language).decode("utf-8")
    title, sections = _marked(text) if text.startswith(TITLE) else _unmarked(text, known.anchors)
    return Statement(version=version, language=language, title=title, sections=sections)


def computed_digest(version: str, language: str) -> str:
    """The SHA-256 of the file as it is now."""
    return hashlib.sha256(_read(version, language)).hexdigest()


def _read(version: str, language: str) -> bytes:
    return resource("privacy", f"{version}.{language}.txt").read_bytes()


def _version(table: dict[str, object]) -> Version:
    digests, changes = table["sha256"], table.get("change", [])
    assert isinstance(digests, dict), "sha256 is a table of languages"
    assert isinstance(changes, list), "changes are a list of tables"
    anchors = table.get("anchors", [])
    assert isinstance(anchors, list), "anchors are a list"
    return Version(
        date=str(table["date"]),
        is_material=bool(table["material"]),
        digests=digests,
        anchors=anchors,
        changes=[Change(section=each["section"], texts={"fr": each["fr"], "en": each["en"]}) for each in changes],
    )


def _marked(text: str) -> tuple[str, Sequence[Section]]:
    head, *blocks = text.removeprefix(TITLE).split(f"\n{HEADING}")
    sections = []
    for block in blocks:
        heading, *lines = filter(None, block.split("\n"))
        anchor, _, title = heading.partition(" ")
        sections.append(Section(anchor=anchor, title=title, paragraphs=lines))
    return head.strip(), sections


def _unmarked(text: str, anchors: Sequence[str]) -> tuple[str, Sequence[Section]]:
    head, *blocks = text.strip().split("\n\n")
    sections = []
    for anchor, block in zip(anchors, blocks, strict=True):
        title, *lines = block.split("\n")
        sections.append(Section(anchor=anchor, title=title, paragraphs=lines))
    return head, sections
