"""The printed books: every line once, totals handed from page to page, pages that hold what was planned for them."""

import random
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdesk_desktop.documents.books.page import PrintedBook, book_page
from microdesk_desktop.documents.books.wrapping import LONGEST, wrapped
from microdesk_desktop.documents.complete import seller_of
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.typeset import typesetter
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book, BookLine, VatPart
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company, DeclarationPeriod
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
COMPANY = Company(name="Jeanne Martin", siret="81234567600017", address="4 quai des Chartrons", city="Bordeaux")
NAMES = (
    "Nova SARL",
    "WWWWMMMM@@@@ %%%% OQOQOQ WWWWMMMM",
    "Société Garonne Conseil et Développement Informatique du Grand Ouest",
    "中文公司技術有限公司 東京株式会社",
    "x" * 300,
    "\x00\u202eévadé",
    "e\u0301" * 40,
)


def line(number: int, on: date, *, has_vat: bool = False, **facts: object) -> BookLine:
    plain = BookLine(
        on=on,
        paid_on=on,
        reference=f"REF{number:05}",
        party=NAMES[number % len(NAMES)],
        nature="Développement web, sprint 12",
        activity=(Activity.BNC, Activity.SALES)[number % 2],
        amount_cents=(number * 7919) % 500_000 - 20_000,
        method=(Method.TRANSFER, Method.CASH, None)[number % 3],
        document="",
        kind=TargetKind.INVOICE,
        target_id=number,
        vat=(VatPart("S", 2_000, 100, 20),) if has_vat else (),
        entry=number + 1,
    )
    return plain._replace(**facts)


def lines_of(count: int, *, has_vat: bool = False) -> list[BookLine]:
    return [
        line(number, YEAR.since + timedelta(days=number * 364 // max(count, 1)), has_vat=has_vat)
        for number in range(count)
    ]


def page_of(lines: Sequence[BookLine]) -> Page:
    return book_page(
        PrintedBook(
            book=Book.RECEIPTS,
            span=YEAR,
            lines=lines,
            seller=seller_of(COMPANY),
            rhythm=DeclarationPeriod.QUARTERLY,
            closed_until=date(2026, 9, 30),
            today=date(2026, 11, 27),
        )
    )


def cents(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def pages_of(lines: Sequence[BookLine]) -> list[str]:
    pdf = typesetter().pdf(page_of(lines), Look(), datetime(2026, 11, 27, tzinfo=UTC))
    return [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("count", [0, 1, 24, 150])
def test_the_pages_hold_every_line_and_never_run_over(count: int) -> None:
    lines = lines_of(count, has_vat=count % 2 == 0)
    pages = pages_of(lines)
    assert len(pages) == len(page_of(lines)["sheets"])
    found = re.findall(r"REF\d{5}", "".join(pages))
    assert found == [each.reference for each in lines]
    for number, text in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text
        assert "Règlement" in text


def test_totals_are_handed_from_page_to_page_and_end_with_the_sum_of_all_lines() -> None:
    lines = lines_of(200)
    sheets = page_of(lines)["sheets"]
    assert len(sheets) > 3
    carried = [sheet["items"][-1] for sheet in sheets[:-1]]
    brought = [sheet["items"][0] for sheet in sheets[1:]]
    assert all(kind == "carry" for kind, _ in (*carried, *brought))
    assert [cells[0][1:] for _, cells in carried] == [cells[0][1:] for _, cells in brought]
    kind, ((_, turnover, cash, other),) = sheets[-1]["items"][-1]
    assert kind == "grand"
    assert cents(turnover) == sum(each.amount_cents for each in lines)
    assert cents(cash) == sum(each.gross_cents for each in lines if each.method is Method.CASH)
    assert cents(cash) + cents(other) == cents(turnover)


def test_a_page_carries_what_its_lines_and_those_before_come_to() -> None:
    lines = lines_of(120)
    running, place = 0, 0
    for sheet in page_of(lines)["sheets"]:
        for kind, _ in sheet["items"]:
            if kind == "line":
                running += lines[place].amount_cents
                place += 1
        kind, cells = sheet["items"][-1]
        assert kind != "carry" or cents(cells[0][1]) == running
    assert place == len(lines)


@given(st.text(max_size=400), st.floats(4, 40))
@settings(max_examples=200)
def test_a_wrapped_text_loses_nothing_but_spaces(text: str, width: float) -> None:
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    assert "".join("".join(wrapped(text, width)).split()) == "".join(shown.split())


def test_no_line_of_a_cell_is_wider_than_its_column() -> None:
    chance = random.Random(20_26)
    letters = "abcdefghijklmnopqrstuvwxyzéèàùçABCDEFGHIJKLMNOPQRSTUVWXYZÉÀÇ0123456789 -.,'&/()@%€ßœÆ…中あ"
    texts = ["".join(chance.choices(letters, k=chance.randint(1, 90))) for _ in range(40)]
    lines = [line(number, YEAR.since, party=text, nature=text[::-1]) for number, text in enumerate(texts)]
    set_lines = {re.sub(r"\s", "", each) for page in pages_of(lines) for each in page.splitlines()}
    cells = [
        re.sub(r"\s", "", cell)
        for sheet in page_of(lines)["sheets"]
        for kind, rows in sheet["items"]
        if kind == "line"
        for row in rows
        for cell in row
    ]
    assert len(cells) > 500
    # Typst breaks a cell that is too wide: its end is then on another line than its beginning.
    assert [cell for cell in cells if not any(cell in each for each in set_lines)] == []
