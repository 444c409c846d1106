"""A freelancer of services to persons and small firms, over most of a year, at one of fifteen banks."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType, Party, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from tests.worlds.unseen.case import Case, Taught, Truth
from tests.worlds.unseen.services import (
    noise,
    pairs,
    purchases,
    sales_amounts,
    sales_names,
    sales_plain,
    sales_rhythm,
    sales_sets,
    takings,
)
from tests.worlds.unseen.services.banks import BANKS
from tests.worlds.unseen.services.firms import Register
from tests.worlds.unseen.services.numbering import SCHEMES
from tests.worlds.unseen.services.people import Crowd
from tests.worlds.unseen.services.rivals import demote
from tests.worlds.unseen.services.year import Paper, Row, Text, Year

Scene = Callable[[Year], None]


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade: the scale of its prices, how many clients are firms' usual ones, and how often it takes at a counter."""

    name: str
    rate: float
    counters: int


TRADES = (
    Trade("coach", 0.6, 1),
    Trade("teacher", 0.3, 2),
    Trade("translator", 0.7, 0),
    Trade("practitioner", 0.35, 3),
    Trade("consultant", 2.2, 0),
    Trade("photographer", 1.0, 1),
    Trade("craftswoman", 0.4, 3),
)
USUAL: Sequence[tuple[Scene, int, int]] = (
    (sales_plain.by_number, 9, 13),
    (sales_plain.by_name, 5, 8),
    (sales_plain.by_name_round, 3, 5),
    (sales_plain.by_number_otherwise_written, 1, 3),
    (sales_plain.by_tail, 1, 3),
    (sales_plain.stray_number, 2, 3),
    (sales_plain.digits_around, 1, 2),
    (sales_rhythm.retainer, 0, 1),
    (sales_sets.all_open, 1, 1),
    (sales_sets.listed, 1, 1),
    (purchases.card, 8, 13),
    (purchases.debit, 3, 5),
    (purchases.transfer, 1, 2),
    (purchases.subscription, 1, 1),
    (purchases.varying_bills, 1, 1),
    (noise.private_cards, 4, 6),
    (noise.private_debits, 2, 3),
    (noise.taxes, 1, 2),
    (noise.own_transfers, 1, 2),
    (noise.withdrawals, 1, 1),
    (noise.benefits, 1, 2),
    (noise.private_credits, 1, 2),
    (noise.private_transfers, 1, 1),
    (noise.fees, 1, 1),
)
COUNTERS: Sequence[Scene] = (
    takings.payouts_of_receipts,
    takings.terminal_fee_told,
    takings.terminal_gross,
    takings.cheques,
    takings.cash_takings,
    takings.health_fund,
    takings.instant_person,
    sales_rhythm.lessons,
)
ACCIDENTS: Sequence[Scene] = (
    sales_plain.number_alone,
    sales_plain.factures_said_of_one,
    sales_plain.very_late,
    sales_plain.paid_before_issue,
    sales_plain.letters_for_digits,
    sales_plain.cut_label,
    sales_plain.another_clients_number,
    sales_plain.owner_named,
    sales_plain.pending,
    sales_plain.dollars,
    sales_names.another_first_name,
    sales_names.relative_gift,
    sales_names.surname_shared_one_owes,
    sales_names.surname_shared_both_owe,
    sales_names.initial_tells,
    sales_names.couple,
    sales_names.surname_alone,
    sales_names.initials,
    sales_names.trading_name,
    sales_names.spouse_taught,
    sales_names.parent_company_by_number,
    sales_names.treasury,
    sales_names.training_fund,
    sales_names.services_to_persons,
    sales_names.unknown_payer,
    sales_names.benefit_client,
    sales_names.client_and_supplier,
    sales_names.netted,
    sales_names.half_each,
    sales_names.first_name_alone,
    sales_names.subcontractor_of_a_clients_name,
    sales_rhythm.retainer_month_told,
    sales_rhythm.retainer_month_missing,
    sales_rhythm.standing_order_early,
    sales_rhythm.day_told,
    sales_rhythm.quarter_told,
    sales_rhythm.week_told,
    sales_rhythm.instalments_numbered,
    sales_rhythm.instalments_by_name,
    sales_rhythm.instalments_silent,
    sales_rhythm.two_on_one_day,
    sales_rhythm.two_equal_of_one,
    sales_rhythm.same_amount_for_several,
    sales_sets.listed_short,
    sales_sets.ranged,
    sales_sets.all_open_many,
    sales_sets.all_but_one,
    sales_sets.with_credit_note,
    sales_sets.one_and_a_half,
    sales_sets.one_and_part,
    sales_sets.chance_sum,
    sales_sets.two_listed_two_transfers,
    sales_amounts.deposit_of_quote,
    sales_amounts.deposit_by_percent,
    sales_amounts.account_silent,
    sales_amounts.overpaid,
    sales_amounts.underpaid,
    sales_amounts.bank_fee_abroad,
    sales_amounts.discount,
    sales_amounts.cents_dropped,
    sales_amounts.digits_swapped_in_amount,
    sales_amounts.tip,
    sales_amounts.number_of_another_of_his,
    sales_amounts.short_number_settled,
    sales_amounts.short_numbers_crossed,
    sales_amounts.refund_to_client,
    sales_amounts.late_indemnity,
    takings.payouts_of_invoices,
    takings.one_cheque,
    takings.wallet,
    pairs.debit_rejected,
    pairs.credit_returned,
    pairs.transfer_returned,
    pairs.paid_twice_and_back,
    pairs.paid_twice,
    pairs.old_one_again,
    pairs.card_refunded,
    pairs.card_refunded_in_part,
    pairs.cheque_bounced,
    pairs.supplier_refund,
    purchases.card_late,
    purchases.card_before_document,
    purchases.debit_late,
    purchases.tickets_in_one_debit,
    purchases.two_cards,
    purchases.instalments,
    purchases.yearly_paid_monthly,
    purchases.fee_and_tax,
    purchases.bank_subscription,
    purchases.foreign_card,
    purchases.tip,
    purchases.same_shop_twice,
    noise.benefit_like_an_invoice,
    noise.platforms_private,
    noise.loan,
    noise.deferred_total,
    noise.interest,
    noise.salary,
    noise.expense_claim,
    noise.gift_card,
    noise.insurance,
    noise.stranger_round,
    noise.bounced_trial,
)
SHARE_OF_ACCIDENTS = 0.66


def build(seed: int) -> Case:
    """The year of one freelancer, a pure function of the seed."""
    rng = Random(f"services {seed}")
    year = _empty(rng, seed)
    for scene in _programme(rng, TRADES[seed % len(TRADES)]):
        year.scene += 1
        scene(year)
    _number(year)
    _label(year)
    demote(year)
    return _case(year, seed)


def _empty(rng: Random, seed: int) -> Year:
    crowd, trade = Crowd.gather(rng), TRADES[seed % len(TRADES)]
    return Year(
        rng=rng,
        start=date(2025, rng.randint(3, 10), 1),
        months=rng.randint(8, 13),
        bank=BANKS[seed * 4 % len(BANKS)],
        scheme=SCHEMES[seed * 3 % len(SCHEMES)],
        rate=trade.rate,
        owner=crowd.person(),
        trade=trade.name,
        crowd=crowd,
        register=Register.open(rng),
    )


def _programme(rng: Random, trade: Trade) -> list[Scene]:
    chosen = [scene for scene, low, high in USUAL for _ in range(rng.randint(low, high))]
    chosen += [scene for scene in ACCIDENTS if rng.random() < SHARE_OF_ACCIDENTS]
    chosen += [scene for scene in COUNTERS for _ in range(trade.counters) if rng.random() < 0.5]
    rng.shuffle(chosen)
    return chosen


def _number(year: Year) -> None:
    """Numbers follow the days of issue, series by series."""
    ranks: Counter[tuple[object, ...]] = Counter()
    for paper in sorted(year.papers, key=lambda each: each.on):
        if paper.kind is TargetKind.INVOICE:
            series = _series(paper)
            period = paper.on.year if year.scheme.is_yearly and not year.scheme.is_monthly else 0
            key = (series, (paper.on.year, paper.on.month) if year.scheme.is_monthly else period)
            ranks[key] += 1
            paper.reference = year.scheme.reference(series, paper.on, year.scheme.first - 1 + ranks[key])
        elif not paper.reference:
            ranks["receipt",] += 1
            paper.reference = f"R{ranks['receipt',]:04d}"


def _series(paper: Paper) -> str:
    if paper.type in (DocumentType.QUOTE, DocumentType.PROFORMA):
        return "quote"
    return "note" if paper.type is DocumentType.CREDIT_NOTE else "invoice"


def _label(year: Year) -> None:
    for row in year.rows:
        town = year.register.town()
        words = {"who": _text(row.who), "what": _text(row.what), "town": town}
        label = year.bank.word(year.rng, row.operation, on=row.on, done=row.done, **words)
        row.label = label[: row.width].rstrip() if row.width else label


def _text(text: Text) -> str:
    return text if isinstance(text, str) else text()


def _case(year: Year, seed: int) -> Case:
    for number, paper in enumerate(sorted(year.papers, key=lambda each: each.on), 1):
        paper.id = number
    rows = sorted(year.rows, key=lambda each: each.on)
    for number, row in enumerate(rows, 1):
        row.id = number
    for row in rows:
        if row.is_taught:
            for paper, cents in row.parts.items():
                paper.settled_cents += cents
    return Case(
        name=f"services, {year.trade}, {year.bank.name}",
        seed=seed,
        owner=Owner(names=(year.owner.name,), ibans=("FR7630001007941234567890185",)),
        parties=[Party(id=each.id, name=each.name) for each in year.contacts],
        targets=[_target(paper) for paper in sorted(year.papers, key=lambda each: each.id)],
        transactions=[_transaction(row) for row in rows if not row.is_taught],
        taught=[_taught(row) for row in rows if row.is_taught],
        truths={row.id: _truth(row) for row in rows if not row.is_taught},
    )


def _target(paper: Paper) -> Target:
    return Target(
        kind=paper.kind,
        id=paper.id,
        reference=paper.reference,
        remaining_cents=paper.left_cents,
        total_cents=paper.cents,
        currency=paper.currency,
        on=paper.on,
        due_on=paper.due_on,
        party_id=paper.contact.id if paper.contact else None,
        party_name=paper.contact.name if paper.contact else "",
        label=paper.label,
        category=paper.category,
        document_type=paper.type,
    )


def _transaction(row: Row) -> Transaction:
    return Transaction(
        id=row.id, on=row.on, amount_cents=row.cents, currency=row.currency, label=row.label, pending=row.is_pending
    )


def _taught(row: Row) -> Taught:
    parts = {paper.id: cents for paper, cents in row.parts.items()}
    return Taught(transaction=_transaction(row), parts=parts, fee_cents=row.fee_cents)


def _truth(row: Row) -> Truth:
    return Truth(
        behaviour=row.behaviour,
        mode=row.mode,
        parts={paper.id: cents for paper, cents in row.parts.items()},
        fee_cents=row.fee_cents,
        cancels=row.twin.id if row.twin else None,
    )
