"""Link transactions to the payments that they made before the bank was disconnected."""

from microdesk_desktop.domain.records.kept_payments import KeptPayment, find_again
from microdesk_desktop.domain.settle.attributions import Origin
from microdesk_desktop.domain.settle.reasons import FEE, KEPT_PAYMENT, Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attribution_run import load_changed_transactions, load_last_run
from microdesk_desktop.store.bank.kept_payments import link_payment, load_kept_payments, set_explained
from microdesk_desktop.store.database import Reader, Writer


def link_kept_payments(session: Session) -> int:
    """Link the transactions that are new to payments that no transaction explains; returns how many it linked.

    The engine leaves them alone from then on: what they settle is in the user's books.
    """
    if not session.read(_has_links):
        return 0
    return session.write(_link)


def _has_links(reader: Reader) -> bool:
    return bool(_find(reader))


def _find(reader: Reader) -> list[tuple[int, tuple[KeptPayment, ...]]]:
    last = load_last_run(reader)
    fresh = load_changed_transactions(reader, last.last_transaction_id if last else 0).fresh
    if not fresh:
        return []
    days = [each.on for each in fresh]
    return sorted(find_again(fresh, load_kept_payments(reader, min(days), max(days))).items())


def _link(writer: Writer) -> int:
    links = _find(writer)
    for transaction_id, parts in links:
        for part in parts:
            link_payment(writer, part.id, transaction_id, Origin.AUTO, _reasons(part, parts))
        set_explained(writer, transaction_id)
    return len(links)


def _reasons(part: KeptPayment, parts: tuple[KeptPayment, ...]) -> tuple[Reason, ...]:
    """Why: and that it is a fee, where it is taken off what the others settle."""
    is_taken_off = part.amount_cents < 0 < sum(each.amount_cents for each in parts)
    is_fee = is_taken_off and part.kind is TargetKind.EXPENSE
    return (Reason(FEE), Reason(KEPT_PAYMENT)) if is_fee else (Reason(KEPT_PAYMENT),)
