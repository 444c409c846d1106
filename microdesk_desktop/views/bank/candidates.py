"""What one transaction could settle, to choose from by hand: the likeliest first with why, then the rest by date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.bank.labels.parser import LabelKind, parse_label
from microdesk_desktop.domain.settle.attributions import Proposal
from microdesk_desktop.domain.settle.reasons import BY_NAME, GROUNDS, Reason
from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.engine import rank_for
from microdesk_desktop.store.bank.attributions import load_attributions
from microdesk_desktop.store.bank.targets import load_targets
from microdesk_desktop.store.bank.transactions import load_bank_transactions
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties
from microdesk_desktop.store.records.paid import load_paid
from microdesk_desktop.views.bank.reason_names import ReasonNames


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A document, receipt or expense with something left; `text` is what the search looks in.

    What remains of a paid document is what can be taken back of it, against the sign of its total.
    """

    target: Target
    reasons: tuple[Reason, ...]
    text: str

    @property
    def key(self) -> int:
        return self.target.id

    @property
    def is_returned(self) -> bool:
        """Whether the transaction would take back what was paid of it."""
        return self.target.remaining_cents * self.target.total_cents < 0

    @property
    def is_grounded(self) -> bool:
        """Whether the label or an exact amount supports it."""
        return any(reason.code in GROUNDS for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One transaction and what it could settle; what it settles now counts as free, for the choice replaces it.

    `settled` are the texts of what has nothing left, to explain why a search does not find it.
    `is_return` is whether the label is that of a rejected or unpaid operation.
    """

    transaction: Transaction
    candidates: Sequence[Candidate]
    settled: Sequence[str] = ()
    is_return: bool = False

    def find(self, typed: str) -> Sequence[Candidate]:
        """The candidates with every word; without a word, those of the transaction's own direction.

        A paid document, which money back is rarely about, is among these where the label names it.
        """
        words = fold(typed).split()
        if words:
            return [each for each in self.candidates if all(word in each.text for word in words)]
        return [each for each in self.candidates if self._is_likely(each)]

    def _is_likely(self, candidate: Candidate) -> bool:
        if candidate.target.remaining_cents * self.transaction.amount_cents <= 0:
            return False
        is_named = any(reason.code in BY_NAME for reason in candidate.reasons)
        return not candidate.is_returned or self.is_return or is_named

    def is_settled(self, typed: str) -> bool:
        """Whether something that has nothing left holds every word."""
        words = fold(typed).split()
        return bool(words) and any(all(word in text for word in words) for text in self.settled)


def load_choice(reader: Reader, transaction_id: int) -> Choice:
    """Everything that is open in the transaction's currency, and what can be taken back. Raises UNKNOWN_TRANSACTION."""
    transactions = load_bank_transactions(reader, [transaction_id])
    if not transactions:
        raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=transaction_id)
    transaction = transactions[0]
    known = load_targets(reader)
    targets = {each.id: each for each in _open_targets(reader, transaction, known)}
    ranked = rank_for(transaction, list(targets.values()), load_parties(reader))
    settled = [_text(target) for key, target in known.items() if key not in targets]
    is_return = parse_label(transaction.label).kind is LabelKind.RETURNED
    return Choice(transaction=transaction, candidates=_in_order(targets, ranked), settled=settled, is_return=is_return)


def _open_targets(reader: Reader, transaction: Transaction, known: Mapping[int, Target]) -> Iterator[Target]:
    freed = {each.target_id: each.amount_cents for each in load_attributions(reader, transaction.id)}
    paid = load_paid(reader)
    for key, target in known.items():
        remaining = target.remaining_cents + freed.get(key, 0)
        returnable = freed.get(key, 0) - paid.get(key, 0)
        if returnable * transaction.amount_cents > 0 > returnable * target.total_cents:
            # of a credit note that is open in part, the rest may be deducted from a sale
            remaining = remaining if target.total_cents < 0 and remaining else returnable
        if remaining and target.currency == transaction.currency:
            yield replace(target, remaining_cents=remaining)


def _in_order(targets: Mapping[int, Target], ranked: Sequence[Proposal]) -> list[Candidate]:
    names = ReasonNames({id_: (each.reference, each.party_name) for id_, each in targets.items()}, rules={})
    reasons = {each.allocations[0].target_id: names.name(each.reasons) for each in ranked}
    others = sorted((key for key in targets if key not in reasons), key=lambda key: targets[key].on, reverse=True)
    return [_candidate(targets[key], reasons.get(key, ())) for key in (*reasons, *others)]


def _candidate(target: Target, reasons: tuple[Reason, ...]) -> Candidate:
    return Candidate(target=target, reasons=reasons, text=_text(target))


def _text(target: Target) -> str:
    """What a search looks in, its date and its amount included."""
    cents = abs(target.total_cents)
    amount = f"{cents // 100},{cents % 100:02}"
    words = (target.reference, target.party_name, target.label, target.category, f"{target.on:%d/%m/%Y}", amount)
    return fold(" ".join(words))
