"""A receipt that names an invoice, changed by hand, pays no more of it than is left."""

from dataclasses import replace
from datetime import date

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.bank.targets import find_target
from tests.support.disks import raises_known
from tests.support.vaults import new_vault

LIST = b"number,type,issue_date,client,total_incl_tax,paid\nF-1,invoice,2026-10-01,Nova SARL,1200.00,200.00\n"
RECEIPT = Receipt(on=date(2026, 11, 20), client="Nova SARL", label="Site", amount_cents=40_000, invoice="F-1")


def test_a_receipt_of_an_invoice_pays_no_more_than_is_left(tmp_path) -> None:
    session = new_vault(tmp_path / "profile").session
    keep(session, [Draft(name="factures.csv", data=LIST, kind=ImportKind.DOCUMENTS)], Job())
    receipt_id = put_record(session, RECEIPT).id
    put_record(session, replace(RECEIPT, amount_cents=100_000), receipt_id)
    left = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, "F-1"))
    assert left is not None
    assert left.remaining_cents == 0
    with raises_known(ErrorCode.AMOUNT_EXCEEDS_REMAINING):
        put_record(session, replace(RECEIPT, amount_cents=100_001), receipt_id)
    with raises_known(ErrorCode.AMOUNT_EXCEEDS_REMAINING):
        put_record(session, replace(RECEIPT, amount_cents=1))
    put_record(session, replace(RECEIPT, amount_cents=1, invoice="F-9"))
    session.close()
