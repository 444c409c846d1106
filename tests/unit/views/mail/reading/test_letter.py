"""What is shown of a letter, in the pane and by `mail read`."""

from dataclasses import replace
from datetime import UTC, datetime

from microdesk_desktop.domain.mail.reading.files import FileWarning
from microdesk_desktop.domain.mail.reading.links import Link, LinkWarning, link_of
from microdesk_desktop.domain.mail.reading.text import Reading, ShownAs
from microdesk_desktop.domain.mail.types import Letter, Part, Person
from microdesk_desktop.views.mail.reading.letter import (
    blocked_text,
    file_warning_text,
    letter_json,
    letter_view,
    link_text,
    remarks,
)

LETTER = Letter(
    key="k",
    conversation="c",
    message_id="<1@x>",
    references=(),
    sender=(Person("Léa\x1b\u202e", "lea@example.fr"),),
    reply_to=(),
    to=(Person("", "moi@example.fr"),),
    cc=(),
    bcc=(),
    when=datetime(2026, 11, 27, 9, tzinfo=UTC),
    subject="Reçu",
    folders=frozenset(),
    unread=True,
    parts=(
        Part(key="1", kind="image/png", name="logo.png", size=3, inline_id="logo@x"),
        Part(key="2", kind="application/pdf", name="../reçu.pdf", size=5),
        Part(key="3", kind="application/pdf", name="reçu.pdf.exe", size=7),
        Part(key="4", kind="application/pdf", name="reçu.pdf", size=9),
    ),
)
LINK = link_of("www.impots.gouv.fr", "https://mechant.example/")
assert LINK is not None
READING = Reading(
    shown_as=ShownAs.HTML,
    text="Bonjour",
    html="<p>Bonjour</p>",
    links=(LINK,),
    images=("logo@x",),
    blocked_images=2,
    blocked_hosts=("a.example",),
)


def test_the_command_line_has_the_stable_shape_without_control_characters() -> None:
    assert letter_json(letter_view(LETTER, READING)) == {
        "from": "Léa <lea@example.fr>",
        "reply_to": [],
        "to": ["moi@example.fr"],
        "date": "2026-11-27T09:00:00+00:00",
        "subject": "Reçu",
        "text": "Bonjour",
        "shown_as": "html",
        "blocked": {"images": 2, "hosts": ["a.example"]},
        "links": [
            {
                "text": "www.impots.gouv.fr",
                "url": "https://mechant.example/",
                "host": "mechant.example",
                "warning": "other_host",
            }
        ],
        "attachments": [
            {"name": "reçu.pdf", "type": "application/pdf", "size": 5, "warning": None},
            {"name": "reçu.pdf.exe", "type": "application/pdf", "size": 7, "warning": "disguised"},
            {"name": "reçu (2).pdf", "type": "application/pdf", "size": 9, "warning": None},
        ],
    }


def test_an_image_that_is_not_in_the_text_is_a_file() -> None:
    without = Reading(shown_as=ShownAs.TEXT, text="", html="")
    assert [file.part for file in letter_view(LETTER, without).files] == ["1", "2", "3", "4"]


def test_what_was_blocked_and_cut_is_stated() -> None:
    assert blocked_text(READING) == "2 éléments distants bloqués, de 1 site"
    cut = Reading(shown_as=ShownAs.HTML_AS_TEXT, text="", html="", is_cut=True)
    assert len(remarks(cut)) == 2
    assert remarks(Reading(shown_as=ShownAs.TEXT, text="", html="")) == []


def test_every_warning_has_a_sentence() -> None:
    assert all(file_warning_text(warning) for warning in FileWarning)
    assert link_text(LINK).startswith("mechant.example Attention")
    sentences = {link_text(_warned(warning)) for warning in LinkWarning}
    assert len(sentences) == len(LinkWarning)


def _warned(warning: LinkWarning) -> Link:
    assert LINK is not None
    return replace(LINK, warning=warning)
