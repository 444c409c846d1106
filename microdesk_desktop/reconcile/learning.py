"""What the user's own decisions teach: who pays for whom, and what a payer keeps for itself.

One decision is enough: it is explained by its day, listed, and forgotten when the user wishes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.bank.labels.parser import parse_label
from microdesk_desktop.reconcile.labels.vocabulary import PAYMENT_WORDS, STOP_WORDS
from microdesk_desktop.reconcile.rules import spaced
from microdesk_desktop.reconcile.tuning import LEARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFee:
    """What a payer kept of one payment, as the user noted it."""

    label: str
    gross_cents: int
    fee_cents: int


class Tariff:
    """The commissions that agree with what a payer kept so far: one rate and fixed part for all, else one for each."""

    def __init__(self, kept: Iterable[tuple[int, int]]) -> None:
        commissions = frozenset(kept)
        alone = (_terms_of(frozenset({each})) for each in sorted(commissions))
        # A payer with a tariff for each kind of card keeps one or another.
        self._terms = _terms_of(commissions) or tuple(chain.from_iterable(alone))

    def may_keep(self, gross_cents: int, fee_cents: int) -> bool:
        """Whether the payer keeps exactly this of that."""
        return any(_fee(gross_cents, rate, fixed) == fee_cents for rate, fixed in self._terms)

    def may_keep_of(self, amounts: Sequence[int], fee_cents: int) -> bool:
        """Whether the payer keeps exactly this of several sales, commission by commission; refunds cost nothing."""
        return any(
            sum(_fee(gross, rate, fixed) for gross in amounts if gross > 0) == fee_cents for rate, fixed in self._terms
        )


def tariffs_of(kept: Iterable[KeptFee]) -> Mapping[str, Tariff]:
    """The tariff of each payer, by the words that its labels share."""
    by_payer: dict[str, list[tuple[int, int]]] = {}
    for each in kept:
        if words := payer_words(each.label):
            by_payer.setdefault(words[0], []).append((each.gross_cents, each.fee_cents))
    return {payer: Tariff(fees) for payer, fees in by_payer.items()}


def payer_words(label: str) -> Sequence[str]:
    """The words by which a payer is known again: the counterparty, without what changes from payment to payment."""
    words: list[str] = []
    for word in spaced(parse_label(label).party).split():
        is_silent = word in PAYMENT_WORDS or word in STOP_WORDS or any(map(str.isdigit, word)) or len(word) < 2
        if not is_silent:
            words.append(word)
        elif words and word in PAYMENT_WORDS:
            break  # what follows is written by the payer: another time it is something else
        if len(words) == LEARNING.words:
            break
    return words if sum(map(len, words)) >= LEARNING.letters else ()


@personal_cache(maxsize=64)
def _terms_of(kept: frozenset[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The rates, in hundredths of a percent, and fixed cents that agree with every commission kept."""
    return [
        (rate, fixed)
        for rate in range(0, LEARNING.highest_rate + 1, LEARNING.rate_step)
        for fixed in LEARNING.fixed_cents
        if rate + fixed and all(_fee(gross, rate, fixed) == fee for gross, fee in kept)
    ]


def _fee(gross_cents: int, rate: int, fixed_cents: int) -> int:
    return (gross_cents * rate + 5_000) // 10_000 + fixed_cents
