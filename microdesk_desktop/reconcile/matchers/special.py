"""What is known by its nature or by a gross amount rather than by a name."""

from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.matchers.match import Match
from microdesk_desktop.reconcile.matchers.named import whole_of_only
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import is_timely
from microdesk_desktop.reconcile.tuning import MATCHES


def nature_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """A tax, contribution, fee or loan debit and the one expense of that nature, that amount and that time."""
    transaction = evidence.transaction
    if evidence.nature in (None, Nature.OWN_TRANSFER) or transaction.amount_cents > 0:
        return None
    suiting = [
        position
        for position in items.exact(transaction.currency, transaction.amount_cents)
        if items.nature(position) is evidence.nature and is_timely(evidence, items, position)
    ]
    return whole_of_only(evidence, items, suiting)


def gross_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """Card takings whose gross amount, written in the label, is that of one receipt at that time."""
    gross, transaction = evidence.gross_cents, evidence.transaction
    if gross is None or not MATCHES.min_net_percent * gross <= 100 * transaction.amount_cents <= 100 * gross:
        return None
    suiting = [
        position
        for position in items.exact(transaction.currency, gross)
        if items.is_record[position] and is_timely(evidence, items, position)
    ]
    return whole_of_only(evidence, items, suiting)
