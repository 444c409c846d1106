"""The story of two transactions that cancel each other: which one takes the other back, and what pays since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.labels.names import is_same_name, label_names
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.reasons import RETURNED_BY, RETURNED_DECIDED, Reason
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.pairs import load_attributed_near
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.rows import TransactionRow, load_transactions
from microdesk_desktop.views.bank.words import transactions as words

_OF_ORIGINAL = ("cancelled_by", RETURNED_BY)
_PAIRED = frozenset((*_OF_ORIGINAL, "cancels", RETURNED_DECIDED))
_STANDS_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One transaction of the story: what it is in it, its day and its amount; `is_here` for the one in sight."""

    transaction_id: int
    title: str
    day: str
    amount: str
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairStory:
    """The two transactions, the earlier one first, then the payment that stands where one does."""

    heading: str
    lines: Sequence[StoryLine]


def pair_of(row: TransactionRow) -> Reason | None:
    """The reason by which the transaction is one of a pair; None for any other."""
    return next(
        (reason for reason in row.reasons if reason.code in _PAIRED and "transaction_id" in reason.params), None
    )


def load_pair_story(reader: Reader, row: TransactionRow) -> PairStory | None:
    """The story of the pair of which the transaction is one; None where it is of none."""
    reason = pair_of(row)
    found = load_transactions(reader, [int(reason.params["transaction_id"])]) if reason else []
    if reason is None or not found:
        return None
    original, reversal = (row, found[0]) if reason.code in _OF_ORIGINAL else (found[0], row)
    standing = _standing(reader, original, reversal)
    lines = [
        _line(original, tr("Paiement"), row),
        _line(reversal, _reversal_title(original, reversal), row),
    ]
    if standing is not None:
        lines.append(_line(standing, tr("Paiement qui compte"), row))
    heading = tr("Ces deux opérations s'annulent")
    if original.status is Status.ATTRIBUTED:
        heading = tr("La banque a repris un paiement réglé")
    return PairStory(heading=heading, lines=lines)


def _standing(reader: Reader, original: TransactionRow, reversal: TransactionRow) -> TransactionRow | None:
    """The payment of the same amount and payer that settles something: the next one, else the one before."""
    if original.status is Status.ATTRIBUTED:
        return None
    near = load_attributed_near(
        reader, original.amount_cents, original.on - _STANDS_WITHIN, reversal.on + _STANDS_WITHIN
    )
    name = fold(label_names(original.label).who)
    alike = [
        each
        for each in load_transactions(reader, near)
        if name and is_same_name(name, fold(label_names(each.label).who))
    ]
    later = [each for each in alike if each.on >= reversal.on]
    return (
        min(later, key=lambda each: (each.on, each.id))
        if later
        else max(alike, key=lambda each: (each.on, each.id), default=None)
    )


def _reversal_title(original: TransactionRow, reversal: TransactionRow) -> str:
    how = next(
        (reason.params.get("how") for row in (original, reversal) for reason in row.reasons if reason.code in _PAIRED),
        "",
    )
    return tr("Remboursement") if how == "refund" else tr("Rejet")


def _line(row: TransactionRow, title: str, shown: TransactionRow) -> StoryLine:
    return StoryLine(
        transaction_id=row.id,
        title=title,
        day=dates.long_day(row.on),
        amount=words.amount_text(row),
        is_here=row.id == shown.id,
    )
