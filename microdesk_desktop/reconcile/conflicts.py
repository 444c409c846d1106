"""Grant the claims that can stand together: a target wanted twice goes to the surer claim, or to none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from microdesk_desktop.reconcile.matchers import CandidateMatch, Rank
from microdesk_desktop.reconcile.open_items import OpenItems


def resolve_conflicts(claims: Sequence[CandidateMatch], book: OpenItems) -> list[CandidateMatch]:
    """The claims that no equal rival contests, whatever the order in which they came."""
    wanted: dict[int, list[CandidateMatch]] = defaultdict(list)
    for claim in claims:
        for position, _ in claim.parts:
            wanted[position].append(claim)
    refused = {claim.transaction for position, rivals in wanted.items() for claim in _refused(position, rivals, book)}
    return [claim for claim in claims if claim.transaction not in refused]


def _refused(position: int, rivals: list[CandidateMatch], book: OpenItems) -> Iterable[CandidateMatch]:
    asked: Counter[Rank] = Counter()
    for claim in rivals:
        asked[claim.rank] += sum(cents for other, cents in claim.parts if other == position)
    if abs(sum(asked.values())) <= abs(book.remaining[position]):
        return ()
    best = min(asked)
    fits = abs(asked[best]) <= abs(book.remaining[position])
    return [claim for claim in rivals if claim.rank != best or not fits]
