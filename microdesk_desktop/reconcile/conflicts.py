"""Choose, among the matches that one matcher found, those that do not exclude one another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from microdesk_desktop.reconcile.matchers.match import CandidateMatch, Rank
from microdesk_desktop.reconcile.open_items import OpenItems


def resolve_conflicts(candidates: Sequence[CandidateMatch], items: OpenItems) -> list[CandidateMatch]:
    """The accepted matches: a target claimed beyond what remains goes to the lowest rank, or to none if ranks tie."""
    claims: dict[int, list[CandidateMatch]] = defaultdict(list)
    for candidate in candidates:
        for position, _ in candidate.parts:
            claims[position].append(candidate)
    refused = {each.transaction for position, rivals in claims.items() for each in _refused(position, rivals, items)}
    return [candidate for candidate in candidates if candidate.transaction not in refused]


def _refused(position: int, rivals: list[CandidateMatch], items: OpenItems) -> Iterable[CandidateMatch]:
    """The matches to refuse for one target: all but the lowest rank, or all when that rank exceeds what remains."""
    if len(rivals) == 1:
        return ()  # no matcher asks for more than what remains
    asked: Counter[Rank] = Counter()
    for candidate in rivals:
        asked[candidate.rank] += sum(cents for other, cents in candidate.parts if other == position)
    left = abs(items.remaining[position])
    if abs(sum(asked.values())) <= left:
        return ()
    surest = min(asked)
    fits = abs(asked[surest]) <= left
    return [candidate for candidate in rivals if candidate.rank != surest or not fits]
