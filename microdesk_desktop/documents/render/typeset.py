"""Set the pages of a document, letter or book with Typst, as PDF/A-3b or as one SVG for each page, from one source."""

import json
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from microdesk_desktop.base.paths import resource
from microdesk_desktop.base.text import well_formed
from microdesk_desktop.documents.render.accent import fill_accent, text_accent, text_on
from microdesk_desktop.documents.render.coverage import FOLDERS
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.domain.documents.look import Look, Template

_GENERATIONS = 10
"""Compilations that Typst keeps a result for that none of them used. What one document leaves, 200 lines 30 megabytes,
serves the next one that is like it; what ten leave has no such use."""
TEMPLATES = tuple(Template)
_OF_THREAD = threading.local()


class Typesetter:
    """One Typst compiler: used by one thread at a time, which a second thread would break."""

    def __init__(self) -> None:
        # Imported here: 80 megabytes, which only documents need.
        import typst

        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[resource(*folder) for folder in FOLDERS],
        )
        self._compiler = typst.Compiler(root=resource("templates", "documents"), font_paths=fonts)

    def pdf(self, page: Page, look: Look, at: datetime) -> bytes:
        """The document as PDF/A-3b; `at` is the moment that its properties name."""
        content: bytes = self._compile(
            page, look, format="pdf", pdf_standards=["a-3b"], timestamp=at.replace(microsecond=0)
        )
        return content

    def svg(self, page: Page, look: Look) -> Sequence[bytes]:
        """The pages of the document, for the preview."""
        pages = self._compile(page, look, format="svg")
        return [pages] if isinstance(pages, bytes) else pages

    def forget(self) -> None:
        """Drop what Typst keeps of all documents, in this process and of every compiler."""
        self._age(_GENERATIONS)

    def keep_last(self) -> None:
        """Drop what Typst keeps, except of the document set last: where the next one is that document with one line
        changed, Typst lays out little more than this line.
        """
        self._age(_GENERATIONS - 1)  # the next document makes it ten

    def _age(self, compilations: int) -> None:
        for _ in range(compilations):
            self._compiler.compile(b"", format="svg")

    def _compile(self, page: Page, look: Look, **options: Any) -> Any:
        files = {"main.typ": f'#include "{_template(page, look)}"'.encode(), "inputs.json": _inputs(page, look)}
        logo = json.dumps(list(look.logo)) if look.logo else ""
        return self._compiler.compile(files, sys_inputs={"logo": logo}, **options)


def typesetter() -> Typesetter:
    """The typesetter of this thread."""
    if not hasattr(_OF_THREAD, "typesetter"):
        _OF_THREAD.typesetter = Typesetter()
    kept: Typesetter = _OF_THREAD.typesetter
    return kept


def _template(page: Page, look: Look) -> str:
    """The template of a page: books and reports have one look, whatever that of the documents is."""
    if page.get("is_register"):
        return "register.typ"
    if page.get("is_mileage"):
        return "mileage.typ"
    if page.get("is_book"):
        return "book.typ"
    return f"letter_{look.template}.typ" if page.get("is_letter") else f"{look.template}.typ"


def _inputs(page: Page, look: Look) -> bytes:
    """The data of a document, as a file that exists in memory only.

    In `sys_inputs` it would be a part of Typst's library, on which every result depends that Typst keeps. The logo may
    stand there: it seldom changes, and files in memory must be text.
    """
    if page["payment"] and not look.shows_code:
        page = {**page, "payment": {**page["payment"], "code": None}}
    fill = fill_accent(look.accent)
    inputs = {"page": page, "accent": text_accent(look.accent), "fill": fill, "on_fill": text_on(fill)}
    return well_formed(json.dumps(inputs, ensure_ascii=False)).encode()
