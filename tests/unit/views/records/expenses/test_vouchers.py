"""Vouchers as they are shown: a picture with its content, a PDF with its pages, each with its size and its day."""

from datetime import UTC, datetime

import pytest

from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MediaType, VoucherFacts
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.records.vouchers import add_vouchers, remove_voucher
from microdesk_desktop.views.records.expenses.vouchers import (
    VoucherContent,
    attached_text,
    load_contents,
    load_picture,
    voucher_text,
)
from tests.support.clock import TODAY
from tests.support.vaults import new_vault

PDF = b"%PDF-1.4\n<</Type/Pages/Count 2>>\n<</Type/Page>>\n<</Type /Page>>\n%%EOF"
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


@pytest.fixture
def expense(session, tmp_path):
    """An expense with a PDF and a picture."""
    id_ = put_record(session, Expense(on=TODAY, supplier="OVH", label="", amount_cents=1_439)).id
    for name, content in (("facture.pdf", PDF), ("ticket.jpg", JPEG)):
        (tmp_path / name).write_bytes(content)
    add_vouchers(session, id_, [tmp_path / "facture.pdf", tmp_path / "ticket.jpg"])
    return id_


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def test_each_voucher_comes_with_what_can_be_shown_of_it(session, expense):
    pdf, picture = session.read(lambda reader: load_contents(reader, expense))
    assert (pdf.facts.name, pdf.picture, pdf.pages) == ("facture.pdf", None, 2)
    assert (picture.facts.name, picture.picture, picture.pages) == ("ticket.jpg", JPEG, None)
    assert session.read(lambda reader: load_picture(reader, picture.facts.id)) == JPEG
    assert session.read(lambda reader: load_picture(reader, pdf.facts.id)) is None
    remove_voucher(session, picture.facts.id)
    assert session.read(lambda reader: load_picture(reader, picture.facts.id)) is None
    assert session.read(lambda reader: load_contents(reader, expense)) == [pdf]


@pytest.mark.parametrize(
    ("media_type", "pages", "size", "text"),
    [
        (MediaType.PDF, 2, 214_400, "PDF · 2 pages · 214 Ko · joint le 20 novembre 2026"),
        (MediaType.PDF, 1, 900, "PDF · 1 page · 1 Ko · joint le 20 novembre 2026"),
        (MediaType.PDF, None, 3_240_000, "PDF · 3,2 Mo · joint le 20 novembre 2026"),
        (MediaType.PNG, None, 999_999, "Image · 1 000 Ko · joint le 20 novembre 2026"),
    ],
)
def test_a_voucher_in_words(media_type, pages, size, text):
    added = datetime(2026, 11, 20, 12, tzinfo=UTC)
    facts = VoucherFacts(id=1, name="x", media_type=media_type, size=size, added_at=added)
    assert plain(voucher_text(VoucherContent(facts=facts, pages=pages))) == text


def test_one_attached_file_is_named_and_several_are_counted():
    assert plain(attached_text(["facture.pdf"])) == "Justificatif joint : facture.pdf."
    assert plain(attached_text(["a.pdf", "b.pdf"])) == "2 justificatifs joints."
