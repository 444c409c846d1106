"""The English catalogues: `python -m tests.tools.catalogue` brings them up to date with the French texts in the code.

One `.po` per subject, without locations, so that two changes seldom meet in one file. A text of several subjects
stands in `shared.po`. `--compile` only builds the `.mo` that gettext reads, which is never committed.
"""

import ast
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "microdesk_desktop"
FOLDER = ROOT / "resources" / "i18n" / "en"
MO = FOLDER / "LC_MESSAGES" / "microdesk.mo"
KEYWORDS = {"tr": 1, "ntr": 2}
# The folder of a file names its subject; those that no folder names are the window's or the command line's own.
SUBJECTS = {
    **{
        name: name
        for name in (
            "bank",
            "records",
            "imports",
            "documents",
            "books",
            "mail",
            "mileage",
            "privacy",
            "vault",
            "messages",
            "dashboard",
            "declarations",
        )
    },
    "banks": "bank",
    "reading": "mail_reading",
    "composer": "mail_composer",
    "connect": "bank",
    "editor": "documents",
    "mail_accounts": "mail_accounts",
    "rules": "bank",
    "law_figures": "books",
    "start": "vault",
    "settings": "settings",
    "cli": "command_line",
    "todo": "waiting",
    "waiting": "waiting",
}
# Without the dates that babel writes: two branches would differ in every file.
HEADER = rb"""msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
# Babel dates what it compiles: the same texts would give another file a minute later.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
Text = str | tuple[str, ...]


def subject_of(path: Path) -> str:
    """The catalogue of the texts of one file, by the folders on its path below the code."""
    return next((SUBJECTS[part] for part in reversed(path.parent.parts) if part in SUBJECTS), "window")


def extracted() -> dict[str, set[Text]]:
    """Every French text of the code, by catalogue."""
    used = defaultdict[Text, set[str]](set)
    for path in CODE.rglob("*.py"):
        for text in _texts(path.read_text(encoding="utf-8")):
            used[text].add(subject_of(path.relative_to(CODE)))
    catalogues = defaultdict[str, set[Text]](set)
    for text, subjects in used.items():
        catalogues[subjects.copy().pop() if len(subjects) == 1 else "shared"].add(text)
    return catalogues


def _texts(source: str) -> Iterator[Text]:
    """The texts of one file; babel's own reading misses those inside an f-string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = tuple(ast.literal_eval(each) for each in node.args[: KEYWORDS[node.func.id]])
            yield texts if len(texts) > 1 else texts[0]


def translated() -> Catalog:
    """The translations that are kept, of all subjects together."""
    together = Catalog(locale="en", creation_date=UNDATED, revision_date=UNDATED)
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="en"):
                if message.id:
                    together.add(message.id, message.string)
    return together


def updated(texts: set[Text], known: Catalog) -> Catalog:
    """The catalogue of these texts, with the known translations that still apply."""
    catalogue = Catalog(locale="en", project="MicroDesk Desktop", charset="utf-8")
    for text in sorted(texts, key=str):
        message = known.get(text if isinstance(text, str) else text[0])
        catalogue.add(text, message.string if message and message.id == text else None)
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """What gettext reads."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def placeholders(text: str) -> set[str]:
    """The names between braces that the code fills."""
    return set(re.findall(r"{(\w*)[^{}]*}", text))


def _write(path: Path, catalogue: Catalog) -> None:
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, sort_output=True, omit_header=True, no_location=True)
    path.write_bytes(HEADER + stream.getvalue().strip() + b"\n")


def _update() -> None:
    known = translated()
    catalogues = {subject: updated(texts, known) for subject, texts in extracted().items()}
    missing = []
    for subject, catalogue in catalogues.items():
        _write(FOLDER / f"{subject}.po", catalogue)
        missing += [message.id for message in catalogue if message.id and not all(message.string or [""])]
    for stale in set(FOLDER.glob("*.po")) - {FOLDER / f"{subject}.po" for subject in catalogues}:
        stale.unlink()
    for text in missing:
        print("à traduire :", text)
    print(f"{sum(map(len, catalogues.values()))} texts, {len(missing)} to translate")


def main() -> None:
    if "--compile" not in sys.argv:
        _update()
    MO.parent.mkdir(parents=True, exist_ok=True)
    MO.write_bytes(compiled(translated()))


if __name__ == "__main__":
    main()
