"""Lines that the editor proposes of drafts and of documents that were issued."""

import pytest

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.views.documents.editor.proposals import load_line_proposals
from microdesk_desktop.views.documents.editor.reading import MOST_ISSUED
from tests.support.documents.issuing import drafted, issued, issuing_vault

ATELIER = {
    "label": "Atelier d'écriture",
    "text": "Pour Claire Morel, rue des Lices",
    "quantity": "3",
    "unit": "DAY",
    "unit_price": "400",
    "vat_rate": "5.5",
    "discount_percent": "10",
    "period": ["2026-11-02", "2026-11-04"],
}


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(session, {"vat_number": "FR19812345676", "vat_regime": "real"})
    yield session
    session.close()


def proposed(session, typed):
    return session.read(load_line_proposals).find(typed)


def test_a_line_of_an_issued_document_is_proposed_with_what_is_sold_and_nothing_of_its_client(session):
    issued(session, lines=[ATELIER])
    (line,) = proposed(session, "écriture")
    assert line == DraftLine(
        label="Atelier d'écriture", unit="DAY", unit_price=400 * 10**6, vat_rate_bp=550, activity=Activity.BNC
    )


def test_the_latest_price_of_a_label_is_proposed_and_a_draft_comes_first(session):
    for price in ("400", "420"):
        issued(session, lines=[{**ATELIER, "unit_price": price}])
    assert [each.unit_price for each in proposed(session, "atelier")] == [420 * 10**6]
    drafted(session, lines=[{**ATELIER, "unit_price": "450"}])
    assert [each.unit_price for each in proposed(session, "atelier")] == [450 * 10**6]


def test_lines_that_sell_nothing_are_not_proposed(session):
    issued(session, type="deposit", lines=[{"label": "Acompte", "unit_price": "100"}])
    timbre = {"label": "Timbre", "unit_price": "5", "disbursement": True}
    number = issued(session, lines=[ATELIER, timbre, {"label": "Geste", "quantity": "-1", "unit_price": "10"}])
    issue(session, credit(session, number, {"lines": [{**ATELIER, "label": "Remboursement", "unit_price": "1"}]}).id)
    assert [each.label for each in proposed(session, "")] == ["Atelier d'écriture"]


def test_only_the_latest_documents_are_read_however_many_there_are(session):
    issued(session, lines=[{"label": "Ancienne", "unit_price": "1"}])

    def fill(writer):
        (content,) = writer.one("SELECT content FROM seal")
        writer.one("PRAGMA defer_foreign_keys = ON")
        for (name,) in writer.all("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            writer.run(f"DROP TRIGGER {name}")
        for place in range(2, MOST_ISSUED + 2):
            text = content.replace("Ancienne", f"Ligne {place}")
            writer.run(
                "INSERT INTO seal SELECT ?, at, kind, ?, ?, files, previous, ? FROM seal WHERE sequence = 1",
                (place, str(place), text, str(place)),
            )
            id_ = writer.run("INSERT INTO target (kind) VALUES ('invoice')")
            writer.run(
                "INSERT INTO document SELECT ?, ?, type, client_id, issued_on, excl_tax_cents, tax_cents,"
                " incl_tax_cents, paid_before_cents, currency, status, subject, due_on FROM document WHERE id = 1",
                (id_, str(place)),
            )
            writer.run("INSERT INTO issued_document VALUES (?, ?)", (id_, place))

    session.database.write(fill)
    assert [each.label for each in proposed(session, "ligne 101")] == ["Ligne 101"]
    assert proposed(session, "ancienne") == []
