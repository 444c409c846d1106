"""Issuing: one continuous series, all or nothing, sealed, and never changed afterwards."""

import random
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.paths import EXAMPLE_PREFIX
from microdesk_desktop.documents.einvoice.xml import Syntax
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.drafts import change_draft, require_draft
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.seal.files import file_of, ubl_of
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.imports.at_once import Wanted, import_at_once
from microdesk_desktop.operations.records.document import correct_document, remove_document
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.documents.chain import find_issued, iterate_seals, load_seal_of
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.records.documents import load_document
from microdesk_desktop.views.records.document_actions import DocumentAction, offered_actions
from microdesk_desktop.views.records.rows import load_quote_rows
from tests.support.clock import FakeClock
from tests.support.documents.issuing import drafted, issued, issuing_vault
from tests.support.documents.schematron import findings
from tests.support.guards import ROOT
from tests.support.vaults import reopened

KILLS = 5
INVOICES_OF_A_RUN = 6


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def due(session, number):
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    return target.remaining_cents


def document_of(session, number):
    def read(reader):
        return read_content(load_seal_of(reader, find_issued(reader, number)).content)

    return session.read(read)


def test_an_invoice_gets_its_number_files_and_seal_and_its_draft_goes(session):
    draft_id = drafted(session)
    number = issue(session, draft_id).number
    assert number == "F-2026-0001"
    assert file_of(session, number, "pdf").startswith(b"%PDF-1.6")
    assert findings(file_of(session, number, "xml"), Syntax.CII) == []
    assert findings(ubl_of(session, number), Syntax.UBL) == []
    assert due(session, number) == 1085_12
    assert session.read(load_drafts) == []
    assert verify_documents(session).flaws == ()


def test_each_family_has_its_own_series_and_a_refused_draft_takes_no_number(session):
    assert [issued(session, type=type_) for type_ in ("invoice", "quote", "deposit", "order")] == [
        "F-2026-0001",
        "D-2026-0001",
        "F-2026-0002",
        "BC-2026-0001",
    ]
    empty = drafted(session, lines=[])
    with pytest.raises(KnownError) as caught:
        issue(session, empty)
    assert caught.value.code is ErrorCode.DOCUMENT_REFUSED
    assert issued(session) == "F-2026-0003"


def test_a_day_before_the_last_of_the_series_is_refused_with_that_day(session):
    issued(session, issue_date="2026-11-20")
    with pytest.raises(KnownError) as caught:
        issued(session, issue_date="2026-11-19")
    assert (caught.value.code, caught.value.params["last"]) == (ErrorCode.DATE_BEFORE_LAST, date(2026, 11, 20))
    assert issued(session, type="quote", issue_date="2026-11-19") == "D-2026-0001"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE document SET number = 'X'",
        "UPDATE document SET incl_tax_cents = 1",
        "DELETE FROM document",
        "DELETE FROM target",
        "UPDATE seal SET content = ''",
        "DELETE FROM seal",
        "UPDATE issued_file SET content = x'00'",
        "DELETE FROM issued_file",
        "DELETE FROM issued_document",
        "INSERT INTO seal SELECT 9, at, kind, subject, content, files, previous, digest || 'x' FROM seal",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_issued(session, sql):
    issued(session)
    with pytest.raises(Exception, match=r"never (changed|removed)|does not follow"):
        session.write(lambda writer: writer.run(sql))
    assert verify_documents(session).flaws == ()


def test_a_credit_note_is_the_exact_mirror_and_settles_what_was_due(session):
    number = issued(session, discount_percent="5")
    note = issue(session, credit(session, number).id).number
    mirrored, original = document_of(session, note), document_of(session, number)
    assert mirrored.document.lines == original.document.lines
    assert mirrored.totals.groups == original.totals.groups
    assert (due(session, number), due(session, note)) == (0, 0)


def test_a_credit_note_of_a_part_lowers_what_is_due(session):
    number = issued(session)
    part = {"lines": [{"label": "Remise commerciale", "unit_price": "100"}]}
    note = issue(session, credit(session, number, part).id).number
    assert (due(session, number), due(session, note)) == (985_12, 0)


def test_a_final_invoice_deducts_its_deposits_less_what_was_credited_of_them(session):
    deposit = issued(session, type="deposit", lines=[{"label": "Acompte", "unit_price": "400"}])
    part = {"lines": [{"label": "Trop demandé", "unit_price": "100"}]}
    issue(session, credit(session, deposit, part).id)
    final = issued(session, type="final", deposits=[deposit])
    totals = document_of(session, final).totals
    assert (totals.incl_tax, totals.paid, totals.due) == (1085_12, 300_00, 785_12)
    assert due(session, final) == 785_12


def test_an_issued_document_is_neither_corrected_nor_removed(session):
    document_id = session.read(lambda reader: find_issued(reader, issued(session)))
    stored = session.read(lambda reader: load_document(reader, document_id))
    for act in (
        lambda: correct_document(session, document_id, replace(stored, number="X")),
        lambda: remove_document(session, document_id),
    ):
        with pytest.raises(KnownError) as caught:
            act()
        assert caught.value.code is ErrorCode.DOCUMENT_SEALED


def test_a_list_of_another_tool_that_names_it_changes_nothing_of_it(session, tmp_path):
    number = issued(session)
    rows = "number;type;issue_date;client;total_excl_tax;total_tax;total_incl_tax;status\n"
    path = tmp_path / "list.csv"
    path.write_text(f"{rows}{number};final;2026-11-21;Nova SARL;1085,12;0;1085,12;annulée\n", encoding="utf-8")
    import_at_once(session, path, Wanted(kind=ImportKind.DOCUMENTS), Job())
    assert due(session, number) == 1085_12
    assert verify_documents(session).flaws == ()


@pytest.mark.parametrize("type_", ["quote", "order", "delivery", "proforma"])
def test_what_nobody_owes_is_no_target_of_the_bank(session, type_):
    number = issued(session, type=type_)
    assert session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number)) is None
    (row,) = session.read(lambda reader: load_quote_rows(reader, session.clock.today()))
    assert (row.number, row.remaining_cents) == (number, 0)
    assert set(offered_actions(row)) <= {DocumentAction.SEND, DocumentAction.MARK_SENT}


def test_a_draft_that_changes_while_it_is_issued_is_issued_as_it_became(tmp_path):
    clock = ClockWithVisitor()
    session = issuing_vault(tmp_path / "profile", clock=clock)
    draft_id = drafted(session)

    def change():
        draft = session.read(lambda reader: require_draft(reader, draft_id))
        change_draft(session, draft_id, replace(draft, subject="Changé"))
        issued(session)

    clock.visitor = change
    assert issue(session, draft_id).number == "F-2026-0002"
    assert document_of(session, "F-2026-0002").document.subject == "Changé"
    assert verify_documents(session).flaws == ()
    session.close()


class ClockWithVisitor(FakeClock):
    """Calls its visitor once, at the moment that an issue asks for the time: between its reading and its writing."""

    visitor = None

    def now(self):
        visitor, self.visitor = self.visitor, None
        if visitor:
            visitor()
        return super().now()


def test_a_document_of_the_sample_company_is_marked_in_its_pages_and_in_its_seal(tmp_path):
    session = issuing_vault(tmp_path / f"{EXAMPLE_PREFIX}1")
    number = issued(session)
    text = PdfReader(BytesIO(file_of(session, number, "pdf"))).pages[0].extract_text()
    assert "spécimen" in text
    assert document_of(session, number).is_example
    session.close()


def test_issues_of_two_threads_share_one_series(session):
    drafts = [drafted(session) for _ in range(4)]
    numbers = []
    threads = [threading.Thread(target=lambda id_=id_: numbers.append(issue(session, id_).number)) for id_ in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"F-2026-000{number}" for number in (1, 2, 3, 4)]


def test_a_kill_at_any_moment_leaves_a_series_without_gap(tmp_path):
    profile, dice = tmp_path / "profile", random.Random(5)
    issuing_vault(profile).close()
    for _ in range(KILLS):
        words = [sys.executable, "-m", "tests.support.documents.issuing", str(profile), str(INVOICES_OF_A_RUN)]
        with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
            for _ in range(dice.randint(0, INVOICES_OF_A_RUN - 1)):
                run.stdout.readline()
            run.kill()
    session = reopened(profile)
    seals = session.read(lambda reader: list(iterate_seals(reader)))
    assert [seal.subject for seal in seals] == [f"F-2026-{number:04}" for number in range(1, len(seals) + 1)]
    assert verify_documents(session).flaws == ()
    session.close()


def test_no_program_on_port_5000_is_given_the_document(session):
    with socket.create_server(("127.0.0.1", 5000)) as server:
        server.settimeout(0)
        ubl_of(session, issued(session))
        with pytest.raises(BlockingIOError):
            server.accept()
