"""The preview: pages of what would be issued, with every fault beside them rather than instead of them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.preview import preview
from microdesk_desktop.operations.documents.seal.files import file_of
from microdesk_desktop.store.documents.drafts import load_drafts
from tests.support.documents.issuing import NOVA, drafted, issued, issuing_vault


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def draft_of(session, **facts):
    draft_id = drafted(session, **facts)
    return session.read(lambda reader: require_draft(reader, draft_id))


def codes(shown):
    return [(error.code, error.params.get("field")) for error in shown.errors]


def test_a_preview_has_an_svg_for_each_page_and_keeps_nothing(session):
    before = session.read(load_drafts)
    shown = preview(session, Draft(client="Nova", lines=(DraftLine(label="Conseil", unit_price=80_000_000),) * 80))
    assert len(shown.pages) > 1
    assert all(page.startswith(b"<svg") for page in shown.pages)
    assert shown.next_number == "F-2026-0001"
    assert session.read(load_drafts) == before


def test_a_draft_without_faults_has_neither_problem_nor_error(session):
    shown = preview(session, draft_of(session))
    assert (shown.problems, shown.errors) == ([], [])
    assert shown.prepared.totals.due == 1085_12


@pytest.mark.parametrize("type_", DocumentType)
def test_an_empty_draft_of_any_type_has_a_page_and_its_faults(session, type_):
    shown = preview(session, Draft(type=type_))
    assert len(shown.pages) == 1
    assert (ErrorCode.INVALID_VALUE, "client") in codes(shown)
    assert "BR-16" in {problem.rule for problem in shown.problems}


def test_documents_that_are_not_known_are_left_out_and_named(session):
    shown = preview(session, replace(draft_of(session), deposits=("X-1",), refers_to=("X-2",)))
    assert codes(shown) == [(ErrorCode.INVALID_VALUE, "refers_to"), (ErrorCode.INVALID_VALUE, "deposits")]
    assert shown.pages


def test_a_day_before_the_last_of_the_series_is_named_and_the_page_stays(session):
    issued(session, issue_date="2026-11-20")
    shown = preview(session, draft_of(session, issue_date="2026-11-19"))
    assert [(error.code, error.params["last"]) for error in shown.errors] == [
        (ErrorCode.DATE_BEFORE_LAST, date(2026, 11, 20))
    ]
    assert (len(shown.pages), shown.next_number) == (1, "")


@pytest.mark.parametrize(
    "facts",
    [
        {"currency": "ZZZ"},
        {"issued_on": date(9999, 12, 31)},
        {"issued_on": date(1, 1, 1)},
        {"subject": "\ud800 \x00 \x01"},
        {"lines": (DraftLine(label="x" * 3_000, quantity=10**17, unit_price=10**19),)},
    ],
)
def test_a_value_that_is_only_half_typed_never_stops_the_preview(session, facts):
    shown = preview(session, replace(draft_of(session), **facts))
    assert shown.pages
    assert shown.problems or shown.errors


def test_a_character_that_no_font_has_is_named_and_takes_no_number(session):
    with pytest.raises(KnownError) as caught:
        issued(session, lines=[{"label": "Hiéroglyphe 𓀀", "unit_price": "10"}])
    (problem,) = caught.value.params["problems"]
    assert (problem.rule, problem.line, problem.value) == ("MD-GLYPH", 1, "𓀀")
    assert issued(session) == "F-2026-0001"


@pytest.mark.parametrize(
    "label",
    [
        "株式会社 サンプル 한국어",
        "العربية עברית",
        "🎉 ❤️ 👋🏽",
        "e\u0301o\u0302\u0323 Łódź",
        "x" * 3_000,
        "\u202eabc\u200b",
        "#panic(1) $x$ *b*",
    ],
)
def test_any_script_and_any_length_is_issued(session, label):
    number = issued(session, client={**NOVA, "name": label[:200]}, lines=[{"label": label, "unit_price": "10"}])
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(file_of(session, number, "pdf"))).pages)
    assert not label.isascii() or label[:30] in text.replace("\u200b", "")  # where a long word may be broken
    assert text.count("x") >= label.count("x")
