"""Why nothing is proposed for a transaction, where its label states something that the user can check."""

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.reasons.values import common_reason

_OWN_NUMBERS = (LabelKind.CHEQUE_DEPOSIT, LabelKind.CARD_TAKINGS, LabelKind.CASH)


def why_nothing(evidence: Evidence, items: OpenItems) -> tuple[Reason, ...]:
    """One reason at most: the document cited that is settled, not to be paid, or unknown; a client who owes nothing."""
    if evidence.is_excluded or evidence.transaction.amount_cents <= 0 or evidence.nature is not None:
        return ()
    for position in sorted(evidence.cited.found):
        if not items.is_settled_by_money(position):
            return (Reason("reference", items.id_of(position)),)
        if not items.remaining[position]:
            return (Reason("cites_settled", items.id_of(position)),)
    if evidence.cited.cites_closed_document and evidence.kind not in _OWN_NUMBERS:
        return (common_reason("unknown_number"),)
    if len(evidence.matched_parties) != 1:
        return ()
    party, currency = evidence.matched_parties[0], evidence.transaction.currency
    owes = items.open_invoices(party, currency) or items.open_records(party, currency)
    known = items.latest_of(party)
    return () if owes or known is None else (Reason("owes_nothing", items.id_of(known)),)
