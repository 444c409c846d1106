"""What a transaction settles as a small sum: each document with its share, the fee kept, and what was received."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.views.bank.rows import Link, TransactionRow
from microdesk_desktop.views.bank.words import transactions as words


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLine:
    """One line: what it is, what would be left of it, and its amount; `target_id` leads to the document or expense."""

    text: str
    amount: str
    left: str = ""
    target_id: int | None = None
    kind: TargetKind | None = None
    is_total: bool = False


def sum_lines(row: TransactionRow, links: Sequence[Link], left: Mapping[int, int]) -> Sequence[SumLine]:
    """The lines of what is settled; none for one document that takes all. `left` holds signed cents by target."""
    settled = sum(link.amount_cents for link in links)
    kept = settled - row.amount_cents if settled > row.amount_cents > 0 else 0
    if len(links) == 1 and settled == row.amount_cents and not left.get(links[0].target_id):
        return ()
    documents = words.settled_links(links)
    has_one_party = len({link.party for link in documents}) == 1
    lines = [_line(row, link, left, short=has_one_party, is_fee=link not in documents) for link in links]
    if kept:
        lines.append(SumLine(text=tr("Frais retenus, notés en dépense"), amount=_amount(-kept, row)))
    unsettled = row.amount_cents - settled + kept
    total = tr("Reçu") if row.amount_cents > 0 else tr("Payé")
    if unsettled:
        lines.append(SumLine(text=tr("Reste à répartir"), amount=_amount(unsettled, row)))
    if len(lines) > 1:
        lines.append(SumLine(text=total, amount=_amount(row.amount_cents, row), is_total=True))
    return lines


def fee_cents(row: TransactionRow, links: Sequence[Link]) -> int:
    """What was kept, or would be, of a payment: the expense noted for it, else what the parts exceed it by."""
    settled = sum(link.amount_cents for link in links)
    noted = sum(link.amount_cents for link in words.settled_links(links)) - settled
    return noted or (settled - row.amount_cents if settled > row.amount_cents > 0 else 0)


def _line(row: TransactionRow, link: Link, left: Mapping[int, int], *, short: bool, is_fee: bool) -> SumLine:
    title = words.short_title if short else words.full_title
    cents = left.get(link.target_id, 0)
    rest = tr("il en reste {amount}").format(amount=money.amount(abs(cents), row.currency)) if cents else ""
    return SumLine(
        text=tr("Frais retenus") if is_fee else title(link),
        amount=_amount(link.amount_cents, row),
        left=rest,
        target_id=link.target_id,
        kind=link.kind,
    )


def _amount(cents: int, row: TransactionRow) -> str:
    """Signed against the transaction: what is deducted has a minus."""
    shown = cents if row.amount_cents > 0 else -cents
    return money.amount(shown, row.currency)
