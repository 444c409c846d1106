"""The finished case, searched for rivals: whatever a human could not tell apart is not certain."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from microdesk_desktop.domain.settle.targets import TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.online.companies import GENERIC
from tests.worlds.unseen.online.ledger import Claim, Draft, Proof, Rate, Record

_DAYS = {TargetKind.INVOICE: (-12, 200), TargetKind.RECEIPT: (-6, 40), TargetKind.EXPENSE: (-10, 60)}
"""From when before a target to when after it a payment is thinkable."""
_MOST_DOCUMENTS = 12
_NEARER = 4
_PAYOUT_DAYS = 20
_LEAST_OF_CUT_WORD = 5
_MOST_LETTERS_CUT = 3
_SHARE = re.compile(r" [1-9]/[1-9]|[0-9]%")
"""What is left of a text that says which share is paid, where the bank cut the number away."""


def folded(words: str) -> str:
    """Capitals and digits without accents, one space between words."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().upper()
    return " ".join(re.findall(r"[A-Z0-9]+", plain))


def telling_words(name: str) -> frozenset[str]:
    """The words of a name by which one recognises it."""
    return frozenset(word for word in folded(name).split() if len(word) > 2 and word not in GENERIC)


class Review:
    """All rows and open targets of a case, and who stands in each label."""

    def __init__(self, rows: Sequence[Draft], records: Sequence[Record]) -> None:
        self.rows = [row for row in rows if not row.is_taught]
        self._teachers = {row.who for row in rows if row.is_taught}
        gone = {target for row in rows if row.is_taught for target in row.claim.parts}
        self.open = {each.id: each for each in records if each.is_open and each.id not in gone}
        self._words = {who: telling_words(who) for who in {each.who for each in records}}
        self._named = {id(row): self._whom(row) for row in self.rows}
        self._payers: dict[int, list[Draft]] = {}
        for row in self.rows:
            for target in row.claim.parts:
                self._payers.setdefault(target, []).append(row)

    def claim(self, row: Draft) -> Claim:
        """The claim of a row, as certain as the finished case allows."""
        claim = row.claim
        if claim.mode is Mode.ASK and claim.rate is not None and row.who in self._teachers:
            claim = replace(claim, mode=Mode.MAY)  # another payout of the service taught its rate
        if claim.mode in (Mode.NOTHING, Mode.ASK):
            return claim
        if claim.rate is not None and claim.proof is Proof.OTHER:
            return replace(claim, mode=Mode.ASK) if self._has_net_rival(row, claim.rate) else claim
        if self._is_cited(row) and claim.proof in (Proof.NUMBER, Proof.TOLD):
            return claim
        if not self._names_party(row):
            return replace(claim, mode=Mode.ASK)
        if not self._is_exact(row):
            return replace(claim, mode=Mode.MAY if _SHARE.search(row.label) else Mode.ASK)
        if self._single_rivals(row) or (len(claim.parts) > 1 and self._has_set_rival(row)):
            return replace(claim, mode=Mode.ASK)
        is_list_cut = claim.proof is Proof.NUMBER and len(claim.parts) > 1
        if claim.mode is Mode.MUST and (is_list_cut or self._competes(row) or self._has_set_rival(row)):
            return replace(claim, mode=Mode.MAY)
        return claim

    def is_unfair(self, row: Draft) -> bool:
        """Whether a row that settles nothing looks like a payment by accident of the draw."""
        if row.claim.mode is not Mode.NOTHING or row.claim.is_deliberate or row.other is not None:
            return False
        return any(each.left == row.cents and each.who in self._named[id(row)] for each in self.open.values())

    def _whom(self, row: Draft) -> frozenset[str]:
        label = set(folded(row.label).split())
        long = tuple(word for word in label if len(word) >= _LEAST_OF_CUT_WORD)
        return frozenset(
            who
            for who, words in self._words.items()
            if words & label or any(word.startswith(part) for word in words for part in long)
        )

    def _is_cited(self, row: Draft) -> bool:
        """Whether the text came through the bank whole; of a word, the last letters may be missing."""
        needed = folded(row.words)[: -_MOST_LETTERS_CUT if row.claim.proof is Proof.TOLD else None]
        return needed in folded(row.label)

    def _names_party(self, row: Draft) -> bool:
        if row.claim.proof not in (Proof.NAME, Proof.NUMBER, Proof.TOLD):
            return True
        return all(self.open[target].who in self._named[id(row)] for target in row.claim.parts)

    def _is_exact(self, row: Draft) -> bool:
        parts = row.claim.parts
        return sum(parts.values()) == row.cents and all(self.open[each].left == parts[each] for each in parts)

    def _thinkable(self, row: Draft) -> Iterator[Record]:
        """The other targets that the label and the day of a row allow."""
        parties = {self.open[target].who for target in row.claim.parts}
        named = self._named[id(row)] | (parties if row.claim.proof is not Proof.OTHER else frozenset())
        for each in self.open.values():
            first, last = _DAYS[each.kind]
            if each.id in row.claim.parts or each.currency != row.currency:
                continue
            if first <= (row.on - each.on).days <= last and (not named or each.who in named):
                yield each

    def _single_rivals(self, row: Draft) -> list[Record]:
        rivals = [each for each in self._thinkable(row) if each.left == row.cents]
        if len(row.claim.parts) > 1 or not rivals:
            return rivals
        (target,) = row.claim.parts
        return [each for each in rivals if not self._is_harmless(row, self.open[target], each)]

    def _is_harmless(self, row: Draft, own: Record, rival: Record) -> bool:
        """Whether another target of the amount is explained by its own payment, or too far in time."""
        if rival.kind is TargetKind.EXPENSE:
            distance, other = abs((row.spent_on - own.on).days), abs((row.spent_on - rival.on).days)
            return other > distance + _NEARER and (distance < 8 or rival.who != own.who)
        payers = self._payers.get(rival.id, [])
        if any(each.claim.proof in (Proof.NUMBER, Proof.TOLD) and self._is_cited(each) for each in payers):
            return True
        if rival.who != own.who:
            return any(each.claim.proof is Proof.NAME and self._names_party(each) for each in payers)
        return self._is_in_order(row, own)

    def _is_in_order(self, row: Draft, own: Record) -> bool:
        """Whether equal documents of a party and equal payments follow one another without a doubt up to this row."""
        documents = sorted(
            (each for each in self.open.values() if each.who == own.who and each.left == own.left),
            key=lambda each: each.on,
        )
        payments = sorted(
            (
                each
                for each in self.rows
                if each.cents == row.cents and any(self.open[target] in documents for target in each.claim.parts)
            ),
            key=lambda each: each.on,
        )
        settled = [self.open[min(each.claim.parts)] for each in payments]
        lags = [(each.on - target.on).days for each, target in zip(payments, settled, strict=True)]
        if settled == documents and max(lags) - min(lags) <= 5:
            return True
        turn = payments.index(row)
        return settled[: turn + 1] == documents[: turn + 1] and all(
            payment.on < later.on for payment, later in zip(payments[: turn + 1], documents[1:], strict=False)
        )

    def _has_set_rival(self, row: Draft) -> bool:
        """Whether other documents of the party make the same sum."""
        own = [self.open[target] for target in row.claim.parts]
        others = [each for each in self._thinkable(row) if each.who == own[0].who and not self._is_elsewhere(each, row)]
        pool = [*own, *others][:_MOST_DOCUMENTS]
        wanted = set(row.claim.parts)
        for size in range(1, len(pool) + 1):
            for some in combinations(pool, size):
                is_sum = sum(each.left for each in some) == row.cents
                if is_sum and {each.id for each in some} != wanted and (size > 1 or len(wanted) > 1):
                    return True
        return False

    def _is_elsewhere(self, target: Record, row: Draft) -> bool:
        """Whether a target is settled by the exact payment of another row, or by one that cites it."""
        return any(
            each is not row and (self._is_exact(each) or each.claim.proof is Proof.NUMBER)
            for each in self._payers.get(target.id, [])
        )

    def _competes(self, row: Draft) -> bool:
        """Whether a row that settles nothing could be this payment as well."""
        named = self._named[id(row)]
        return any(
            other.claim.mode is Mode.NOTHING
            and other.other is None
            and other.cents == row.cents
            and other.currency == row.currency
            and abs((other.on - row.on).days) < 60
            and bool(named & self._named[id(other)])
            for other in self.rows
        )

    def _has_net_rival(self, row: Draft, rate: Rate) -> bool:
        """Whether other sales of the days before make the same net amount at this rate."""
        pool = [
            each
            for each in self.open.values()
            if each.kind is not TargetKind.EXPENSE
            and each.currency == row.currency
            and 0 <= (row.on - each.on).days <= _PAYOUT_DAYS
            and (each.id in row.claim.parts or not self._is_cited_elsewhere(each, row))
        ]
        nets = {each.id: each.left - rate.fee(each.left) for each in pool}
        wanted = set(row.claim.parts)
        for size in range(1, max(2, len(wanted)) + 1):
            for some in combinations(nets, size):
                if abs(sum(nets[each] for each in some) - row.cents) <= 1 and set(some) != wanted:
                    return True
        return False

    def _is_cited_elsewhere(self, target: Record, row: Draft) -> bool:
        proofs = (Proof.NUMBER, Proof.TOLD, Proof.NAME, Proof.TAUGHT)
        return any(each is not row and each.claim.proof in proofs for each in self._payers.get(target.id, []))
