"""Where the finished year leaves a careful human in doubt: another document, client or payment fits as well."""

import re
from collections.abc import Sequence
from itertools import combinations

from microdesk_desktop.domain.settle.targets import TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Piece, Row, Sight, after
from tests.worlds.unseen.craft.people import Client, plain

SALE_DAYS, PURCHASE_DAYS, LEAD_DAYS = 240, 60, 3
LARGEST_CROWD = 12


def demote(rows: Sequence[Row], pieces: Sequence[Piece]) -> None:
    """Lower to MAY or ASK each row whose documents have a rival; rows are in the order of the account.

    Where an earlier payment could have been for this document as well, both are in the same doubt.
    """
    left = {piece: piece.left for piece in pieces}
    entangled: dict[Piece, Mode] = {}
    claimed = {piece for row in rows if row.sight >= Sight.TOLD for piece in row.parts}
    for at, row in enumerate(rows):
        if row.parts and row.mode in (Mode.MUST, Mode.MAY) and not row.taught:
            doubt = _doubt(row, left, claimed, entangled, rows[at + 1 :])
            row.mode = doubt if doubt is Mode.ASK or row.mode is Mode.MUST else row.mode
            if row.mode is not Mode.ASK and _has_twin(row, rows):
                row.mode = Mode.ASK
        for piece, cents in row.parts.items():
            left[piece] -= cents


def likeness(client: Client | None, label: str) -> int:
    """How much of a name a label shows: 2 for all that tells it apart, 1 for a person's surname, else 0."""
    if client is None:
        return 0
    text = f" {plain(label).replace('-', ' ')} "
    if not all(f" {word} " in text for word in plain(client.last).replace("-", " ").split()):
        return 0
    if not client.first or client.is_couple or f" {plain(client.first).replace('-', ' ')} " in text:
        return 2
    last = plain(client.last).replace("-", " ")
    if initial := re.search(rf" {last} ([A-Z]) ", text):
        return 2 if initial[1] == plain(client.first)[0] else 0
    titles = set(re.findall(r" (M|MR|MME|MLE) ", text))
    other = {"MME", "MLE"} if client.civility == "M." else {"M", "MR"}
    return 0 if titles and titles <= other else 1


def _doubt(
    row: Row, left: dict[Piece, int], claimed: set[Piece], entangled: dict[Piece, Mode], later: Sequence[Row]
) -> Mode:
    if row.sight is Sight.NUMBER:
        return Mode.MUST
    own = set(row.parts)
    client = next(iter(own)).client
    shown = 2 if row.sight is Sight.PAYER else likeness(client, row.label)
    fitting = [piece for piece in left if piece not in own and piece not in claimed and _fits(piece, row, left)]
    named = [
        each for each in fitting if each.client is not client and likeness(each.client, row.label) >= max(shown, 1)
    ]
    same = [each for each in fitting if each.client is client] if client else []
    wanted = row.cents + row.fee
    if shown == 0:
        return _unnamed(own, wanted, fitting, left)
    if any(left[each] == wanted for each in named):
        return Mode.ASK
    if row.sight is Sight.TOLD:
        return Mode.MUST
    if rivals := [each for each in same if left[each] == wanted]:
        mode = _in_order(own, rivals, later)
        entangled.update((each, Mode.ASK if entangled.get(each) is Mode.ASK else mode) for each in rivals)
        return mode
    if own & entangled.keys():
        return Mode.ASK if any(entangled.get(each) is Mode.ASK for each in own) else Mode.MAY
    if _has_other_set(own, wanted, same, left):
        return Mode.MAY if len(own) == 1 and left[next(iter(own))] == wanted else Mode.ASK
    if sum(left[each] for each in own) != wanted and same:
        return Mode.ASK
    return Mode.MUST


def _unnamed(own: set[Piece], wanted: int, fitting: Sequence[Piece], left: dict[Piece, int]) -> Mode:
    if any(left[each] == wanted for each in fitting):
        return Mode.ASK
    category = next(iter(own)).category
    alike = [each for each in fitting if category and each.category == category]
    return Mode.ASK if _has_other_set(own, wanted, alike, left) else Mode.MUST


def _has_other_set(own: set[Piece], wanted: int, others: Sequence[Piece], left: dict[Piece, int]) -> bool:
    near = sorted(others, key=lambda each: each.on)[-max(1, LARGEST_CROWD - len(own)) :]
    crowd = sorted([*near, *own], key=lambda each: each.on)
    return any(
        sum(left[each] for each in chosen) == wanted and set(chosen) != own
        for size in range(2, len(crowd) + 1)
        for chosen in combinations(crowd, size)
    )


def _fits(piece: Piece, row: Row, left: dict[Piece, int]) -> bool:
    reach = SALE_DAYS if piece.kind is TargetKind.INVOICE else PURCHASE_DAYS
    return (
        left[piece] != 0
        and left[piece] * row.cents > 0
        and piece.currency == row.currency
        and after(row.on, -reach) <= piece.on <= after(row.on, LEAD_DAYS)
    )


def _in_order(own: set[Piece], rivals: Sequence[Piece], later: Sequence[Row]) -> Mode:
    """Of equal documents the oldest is paid first, but only where each of them is paid in the end."""
    to_come = {piece for row in later for piece in row.parts}
    piece = next(iter(own))
    is_in_turn = len(own) == 1 and all(each.on >= piece.on and each in to_come for each in rivals)
    return Mode.MAY if is_in_turn else Mode.ASK


def _has_twin(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row that settles nothing known could pay these documents as well."""
    if row.sight in (Sight.NUMBER, Sight.TOLD):
        return False
    client = next(iter(row.parts)).client
    shown = likeness(client, row.label)
    return any(
        other.cents == row.cents
        and not other.parts
        and other.cancels is None
        and abs((other.on - row.on).days) < PURCHASE_DAYS
        and (likeness(client, other.label) >= max(shown, 1))
        for other in rows
    )
