"""The command of an item that waits."""

from datetime import date

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.waiting.commands import confirming


def test_a_transaction_whose_proposal_is_gone_has_no_command():
    """As between the removal of a document and the next run of the engine."""
    row = TransactionRow(
        id=7,
        account_id=2,
        on=date(2026, 11, 21),
        amount_cents=4_000,
        currency="EUR",
        label="VIR NOVA",
        state=State.BOOKED,
        status=Status.SUGGESTED,
        is_decided=False,
    )
    assert confirming(row) == ()
