"""What Typst keeps of a document makes the next one like it cheaper, and goes with the one after."""

from dataclasses import replace
from time import process_time

import pytest

from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.page import Look
from microdesk_desktop.documents.render.typeset import TEMPLATES, Typesetter
from tests.worlds.document_pages import PAGES, item, paper

TURNS = 5


def typed(document, text):
    """The page of a draft whose second line has this label."""
    lines = (document.lines[0], replace(document.lines[1], label=text), *document.lines[2:])
    return prepare(replace(document, lines=lines), "1", is_draft=True).page


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_changed_line_leaves_the_layout_of_the_others(template):
    typesetter, look = Typesetter(), Look(template=template)
    many = paper(*(item(f"Vacation {number}", 62.5) for number in range(60)))

    def seconds(text):
        page = typed(many, text)
        started = process_time()
        typesetter.svg(page, look)
        return process_time() - started

    anew, changed = [], []
    for turn in range(TURNS):
        typesetter.forget()
        anew.append(seconds(f"Vacation du {turn}"))
        typesetter.keep_last()
        changed.append(seconds(f"Vacation du soir {turn}"))
    assert min(changed) < 0.85 * min(anew)


def test_what_is_kept_of_the_last_document_changes_nothing_in_the_next_one():
    fresh, used = Typesetter(), Typesetter()
    for name in ("two hundred", "rates", "short"):
        for text in ("Pose", "Dépose"):
            page = typed(PAGES[name], text)
            fresh.forget()
            anew = fresh.svg(page, Look())
            used.keep_last()
            assert used.svg(page, Look()) == anew
