"""Copies of issued documents: counted in the chain, marked on paper, and the original never altered."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.seal.chain import file_digest
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.operations.documents.seal.files import file_of
from microdesk_desktop.operations.documents.seal.reprint import CopyFor, copy_of
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.store.documents.chain import iterate_seals
from tests.support.documents.issuing import issued, issuing_vault


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def counted(session):
    seals = session.read(lambda reader: list(iterate_seals(reader)))
    return [json.loads(seal.content) for seal in seals if seal.kind is SealKind.REPRINT]


def test_a_file_is_the_sealed_original_each_time_and_each_time_it_is_counted(session):
    number = issued(session)
    original = file_of(session, number, "pdf")
    copies = [copy_of(session, number) for _ in range(3)]
    assert [copy.content for copy in copies] == [original] * 3
    assert [each["copy"] for each in counted(session)] == [copy.copy for copy in copies] == [1, 2, 3]
    assert {each["pdf"] for each in counted(session)} == {file_digest(original)}
    assert verify_documents(session).flaws == ()


def test_paper_is_marked_from_the_second_copy_and_holds_no_second_e_invoice(session):
    number = issued(session)
    first, second = (copy_of(session, number, CopyFor.PAPER) for _ in range(2))
    assert (first.content, first.is_marked) == (file_of(session, number, "pdf"), False)
    assert second.is_marked
    read = PdfReader(BytesIO(second.content))
    assert all("DUPLICATA n° 2" in page.extract_text() and number in page.extract_text() for page in read.pages)
    assert not read.attachments
    assert PdfReader(BytesIO(first.content)).attachments
    assert counted(session)[1]["pdf"] == file_digest(second.content)


def test_a_duplicate_that_is_asked_for_is_marked_in_the_language_of_the_document(session):
    number = issued(session, language="en")
    copy = copy_of(session, number, CopyFor.DUPLICATE)
    assert "DUPLICATE no. 1" in PdfReader(BytesIO(copy.content)).pages[0].extract_text()
    assert file_digest(file_of(session, number, "pdf")) != counted(session)[0]["pdf"]


def test_each_document_has_its_own_count_and_an_unknown_one_none(session):
    for number in (issued(session), issued(session)):
        assert copy_of(session, number).copy == 1
    with pytest.raises(KnownError) as caught:
        copy_of(session, "F-2026-0099")
    assert caught.value.code is ErrorCode.UNKNOWN_TARGET
    assert len(counted(session)) == 2


def test_a_pdf_that_was_changed_behind_the_program_never_leaves_it(session):
    number = issued(session)

    def tamper(writer):
        writer.run("DROP TRIGGER issued_file_stays")
        writer.run("UPDATE issued_file SET content = x'25504446' WHERE name = 'pdf'")

    session.write(tamper)
    with pytest.raises(KnownError) as caught:
        copy_of(session, number)
    assert caught.value.code is ErrorCode.DOCUMENTS_CHANGED
    assert counted(session) == []
