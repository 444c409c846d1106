"""The English catalogue: `python -m tests.tools.catalogue` brings it up to date with the French texts in the code.

It extracts every `tr` and `ntr`, keeps the translations that still apply, and compiles what gettext reads.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "microdesk.po", FOLDER / "microdesk.mo"
KEYWORDS = {"tr": 1, "ntr": 2}


def extracted() -> Catalog:
    """Every text of the code, in French, with the files that say it."""
    catalogue = Catalog(locale="en", project="MicroDesk Desktop", charset="utf-8")
    code = ROOT / "microdesk_desktop"
    for path in sorted(code.rglob("*.py")):
        for message in _texts(path.read_text(encoding="utf-8")):
            catalogue.add(message, locations=[(path.relative_to(code).as_posix(), 0)])
    return catalogue


def _texts(source: str) -> Iterator[str | tuple[str, ...]]:
    """The texts of one file; babel's own reading misses those said inside an f-string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = tuple(ast.literal_eval(each) for each in node.args[: KEYWORDS[node.func.id]])
            yield texts if len(texts) > 1 else texts[0]


def translated() -> Catalog:
    """The catalogue as it is kept."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as stream:
        return read_po(stream, locale="en")


def updated() -> Catalog:
    """The kept translations of the texts that the code still says."""
    catalogue = translated()
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """What gettext reads."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def placeholders(text: str) -> set[str]:
    """The names between braces that the code fills."""
    return set(re.findall(r"{(\w*)[^{}]*}", text))


def main() -> None:
    catalogue = updated()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as stream:
        write_po(stream, catalogue, width=0, sort_output=True, omit_header=False, include_lineno=False)
    MO.write_bytes(compiled(catalogue))
    missing = [message.id for message in catalogue if not (message.string and all(message.string))]
    for text in missing:
        print("à traduire :", text)
    print(f"{len(catalogue)} texts, {len(missing)} to translate")


if __name__ == "__main__":
    main()
