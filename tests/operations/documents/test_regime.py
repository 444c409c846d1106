"""The tolerance of the VAT franchise is exceeded on a day: documents carry VAT from that day, and no other ones."""

from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.company import VatChange, VatRegime
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.issue import issue, prepare_draft
from microdesk_desktop.operations.vault.company import put_company, set_vat_regime
from microdesk_desktop.store.vault.company import load_company
from tests.support.documents.issuing import drafted, issued, issuing_vault

LAST_FREE, FIRST_TAXED = "2026-11-09", "2026-11-10"
SINCE = date.fromisoformat(FIRST_TAXED)
LINES = [{"label": "Conseil", "quantity": "2", "unit_price": "500.00"}]
STATED = [{"label": "Conseil", "unit_price": "500.00", "vat_category": "E", "exemption": "VATEX-FR-FRANCHISE"}]


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(session, {"vat_number": "FR19812345676"})
    yield session
    session.close()


def cases(session, draft_id):
    today = session.clock.today()
    prepared = session.read(lambda reader: prepare_draft(reader, require_draft(reader, draft_id), today))
    return {line.vat.case for line in prepared.document.lines}, [each.rule for each in prepared.problems]


def test_documents_carry_vat_from_the_day_on_and_credit_notes_keep_the_regime_of_their_invoice(session):
    before = issued(session, lines=LINES, issue_date=LAST_FREE)
    waiting = drafted(session, lines=LINES, issue_date=FIRST_TAXED)
    stating = drafted(session, lines=STATED, issue_date=FIRST_TAXED)
    assert cases(session, waiting) == ({"franchise"}, [])
    set_vat_regime(session, VatRegime.REAL, SINCE)
    assert cases(session, waiting) == ({"standard"}, [])
    assert cases(session, stating) == ({"franchise"}, ["MD-REGIME"])
    with pytest.raises(KnownError) as raised:
        issue(session, stating)
    assert raised.value.code is ErrorCode.DOCUMENT_REFUSED
    issue(session, waiting)
    assert cases(session, credit(session, before, {"lines": LINES}).id) == ({"franchise"}, [])
    assert cases(session, credit(session, "F-2026-0002").id) == ({"standard"}, [])


def test_a_regime_holds_from_today_or_from_the_start_while_nothing_was_issued(session):
    undone = set_vat_regime(session, VatRegime.REAL)
    company = session.read(load_company)
    assert (company.vat_regime, company.vat_changes) == (VatRegime.REAL, ())
    undone.undo(session)
    issued(session, lines=LINES)
    set_vat_regime(session, VatRegime.REAL)
    company = session.read(load_company)
    assert company.vat_regime is VatRegime.FRANCHISE
    assert company.vat_changes == (VatChange(since=session.clock.today(), regime=VatRegime.REAL),)
    set_vat_regime(session, VatRegime.FRANCHISE)
    assert session.read(load_company).vat_changes == ()
