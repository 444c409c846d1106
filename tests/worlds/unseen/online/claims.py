"""Short words for what the generator holds to be true of a row."""

from collections.abc import Mapping

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.online.ledger import Claim, Proof, Rate


def must(behaviour: str, parts: Mapping[int, int], proof: Proof = Proof.NAME, *, fee: int = 0) -> Claim:
    """A human is certain."""
    return Claim(behaviour=behaviour, mode=Mode.MUST, parts=parts, proof=proof, fee_cents=fee)


def may(behaviour: str, parts: Mapping[int, int], proof: Proof = Proof.NAME, *, fee: int = 0) -> Claim:
    """A human is nearly certain, and looks."""
    return Claim(behaviour=behaviour, mode=Mode.MAY, parts=parts, proof=proof, fee_cents=fee)


def ask(behaviour: str, parts: Mapping[int, int], *, fee: int = 0) -> Claim:
    """There is an answer, of which nobody can be certain."""
    return Claim(behaviour=behaviour, mode=Mode.ASK, parts=parts, proof=Proof.OTHER, fee_cents=fee)


def payout(behaviour: str, parts: Mapping[int, int], rate: Rate, mode: Mode, proof: Proof = Proof.OTHER) -> Claim:
    """A payout net of a commission."""
    fee = sum(rate.fee(gross) for gross in parts.values())
    return Claim(behaviour=behaviour, mode=mode, parts=parts, proof=proof, fee_cents=fee, rate=rate)


def nothing(behaviour: str, *, is_deliberate: bool = False) -> Claim:
    """It settles nothing; `is_deliberate` where its amount and name resemble what would."""
    return Claim(behaviour=behaviour, mode=Mode.NOTHING, is_deliberate=is_deliberate)
