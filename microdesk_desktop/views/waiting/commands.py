"""The command that does what is next for an item, as the words after the program's name; none where there is none."""

from microdesk_desktop.domain.bank.types import Connection
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.words.transactions import proposals_of
from microdesk_desktop.views.waiting.items import WaitingAction

Words = tuple[str, ...]
_VERBS = {WaitingAction.RECORD: "create-expense", WaitingAction.IGNORE: "ignore"}


def confirming(row: TransactionRow) -> Words:
    """Settles what the best proposal settles; none where what was proposed is gone, or has no reference."""
    parts = next(iter(proposals_of(row)), ())
    if not parts or not all(each.reference for each in parts):
        return ()
    targets = (f"{each.kind.value}:{each.reference}={format_decimal(abs(each.amount_cents))}" for each in parts)
    return ("bank", "attribute", str(row.id), "--to", *targets)


def classifying(row: TransactionRow, action: WaitingAction) -> Words:
    """Does what the label suggests; none where the user has to choose."""
    return ("bank", _VERBS[action], str(row.id)) if action in _VERBS else ()


def renewing(connection: Connection) -> Words:
    """Asks the connected bank for its consent again."""
    return ("bank", "connect", "--provider", connection.provider, "--institution", connection.institution_id)
