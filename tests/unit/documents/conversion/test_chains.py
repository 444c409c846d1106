"""Chains of documents: never more than the quote, VAT exact in each document, deposits deducted once."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.complete import Surroundings, complete
from microdesk_desktop.documents.conversion.chain import Chain, Piece
from microdesk_desktop.documents.conversion.convert import claimable, converted
from microdesk_desktop.documents.conversion.credit import credited, groups_left
from microdesk_desktop.documents.conversion.remaining import remaining_of
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.documents.types import Deposit, Discount, Reference
from microdesk_desktop.domain.settle.targets import DocumentType as T
from tests.worlds.documents import NOVA

DAY = date(2026, 11, 26)
COMPANY = Company(name="Camille Roussel", vat_regime=VatRegime.REAL, vat_number="FR19812345676")
PERCENT = 10**5


class Ledger:
    """Issues the drafts of a chain without a vault."""

    def __init__(self, quote):
        self.pieces = []
        self.issue(quote)

    def issue(self, draft):
        numbered = {piece.number: piece for piece in self.pieces}
        around = Surroundings(
            company=COMPANY,
            buyer=NOVA,
            today=DAY,
            references={number: self.reference(numbered[number]) for number in draft.refers_to},
            deposits={number: self.deposit(numbered[number]) for number in draft.deposits},
        )
        document = complete(draft, around)
        piece = Piece(document=document, totals=totals_of(document), number=f"X-{len(self.pieces)}")
        self.pieces.append(piece)
        return piece

    def chain(self, piece=None):
        source = piece or self.pieces[0]
        return Chain(source=source, others=tuple(each for each in self.pieces if each is not source))

    def reference(self, piece):
        return Reference(number=piece.number, issued_on=DAY, type=piece.type)

    def deposit(self, piece):
        credits = self.chain(piece).credits_of(piece.number)
        cents = piece.totals.incl_tax - sum(note.totals.incl_tax for note in credits)
        return Deposit(reference=self.reference(piece), incl_tax_cents=cents)


def quote(*lines, **facts):
    return Draft(type=T.QUOTE, lines=lines, **facts)


def line(label, price, quantity=1, rate=None, **facts):
    return DraftLine(
        label=label,
        unit_price=round(price * 10**6),
        quantity=round(quantity * 10**4),
        vat_rate_bp=rate,
        **facts,
    )


def bases(piece):
    return {group.vat.rate_bp: group.base for group in piece.totals.groups}


LINES = st.lists(
    st.builds(
        DraftLine,
        label=st.sampled_from(["Atelier", "Conseil", "Fourniture"]),
        unit_price=st.integers(10_000, 3_000_000_000),
        quantity=st.integers(100, 500_000),
        vat_rate_bp=st.sampled_from([None, 1_000, 550, 210]),
        discount=st.none() | st.builds(Discount, percent=st.integers(1, 50 * PERCENT)),
    ),
    min_size=1,
    max_size=5,
)
QUOTES = st.builds(
    quote_of := lambda lines, discount: Draft(type=T.QUOTE, lines=tuple(lines), discount=discount),
    LINES,
    st.none() | st.builds(Discount, percent=st.integers(1, 30 * PERCENT)),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["invoice", "deposit", "credit", "credit amount"]), st.integers(1, 100 * PERCENT)),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(QUOTES, STEPS)
def test_a_chain_never_takes_more_than_its_quote_nor_gives_back_more_than_it_took(draft, steps):
    ledger = Ledger(draft)
    offer = ledger.pieces[0]
    for kind, amount in steps:
        step(ledger, kind, amount)
        check(ledger, offer)
    finish(ledger)
    check(ledger, offer)
    assert not [each for each in remaining_of(ledger.chain()).lines if each.line.quantity]


@contextmanager
def refused_at_most(*codes):
    """What may be refused, for these reasons only."""
    try:
        yield
    except KnownError as error:
        if error.code not in codes:
            raise


def step(ledger, kind, amount):
    with refused_at_most(ErrorCode.ABOVE_REMAINING, ErrorCode.NOTHING_LEFT):
        if kind == "invoice":
            ledger.issue(converted(ledger.chain(), T.INVOICE, Part(percent=amount)))
        elif kind == "deposit":
            ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part(percent=amount)))
        else:
            target = next((piece for piece in ledger.pieces if piece.type in (T.INVOICE, T.DEPOSIT)), None)
            if target is not None:
                part = Part(percent=amount) if kind == "credit amount" else Part()
                ledger.issue(credited(ledger.chain(target), part))


def finish(ledger):
    chain = ledger.chain()
    to = T.FINAL if chain.deposits_left() else T.INVOICE
    with refused_at_most(ErrorCode.NOTHING_LEFT):
        ledger.issue(converted(chain, to, Part()))


def check(ledger, offer):
    chain = ledger.chain()
    net = sum(sign * piece.totals.excl_tax for sign, piece in chain.takings() if not is_share(piece))
    assert net <= offer.totals.excl_tax
    assert claimable(chain, remaining_of(chain)) >= 0
    for piece in ledger.pieces:
        if piece.type in (T.INVOICE, T.DEPOSIT, T.FINAL):
            for group in groups_left(piece.totals, ledger.chain(piece).credits_of(piece.number)):
                assert group.base >= 0
                assert group.tax >= 0
        assert piece.totals.due >= 0
    deducted = [each.reference.number for piece in ledger.pieces for each in piece.document.deposits]
    assert len(deducted) == len(set(deducted))


def is_share(piece):
    """Whether it is a credit note of an amount, which gives no line back."""
    return piece.type is T.CREDIT_NOTE and any("Avoir partiel" in each.label for each in piece.document.lines)


THREE_RATES = (line("Livre", 100, rate=550), line("Repas", 200, rate=1_000), line("Conseil", 300))


def test_a_deposit_splits_over_the_rates_and_the_final_invoice_deducts_it_once_to_zero():
    ledger = Ledger(quote(*THREE_RATES))
    deposit = ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part()))
    assert bases(deposit) == {550: 30_00, 1_000: 60_00, 2_000: 90_00}
    whole = ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part(percent=70 * PERCENT)))
    final = ledger.issue(converted(ledger.chain(), T.FINAL, Part()))
    assert [each.reference.number for each in final.document.deposits] == [deposit.number, whole.number]
    assert (final.totals.incl_tax, final.totals.due) == (685_50, 0)
    with pytest.raises(KnownError, match=r"no_deposit|nothing_left"):
        converted(ledger.chain(), T.FINAL, Part())


def test_a_deposit_of_an_amount_makes_that_amount_over_the_rates():
    ledger = Ledger(quote(*THREE_RATES))
    deposit = ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part(incl_tax=200_00)))
    assert deposit.totals.incl_tax == 200_00
    assert set(bases(deposit)) == {550, 1_000, 2_000}


@given(st.integers(2, 685_50))
def test_a_deposit_is_at_most_a_cent_below_its_amount_and_never_above(cents):
    ledger = Ledger(quote(*THREE_RATES))
    deposit = ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part(incl_tax=cents)))
    assert cents - 1 <= deposit.totals.incl_tax <= cents


def test_a_credited_deposit_is_not_deducted_and_may_be_asked_again():
    ledger = Ledger(quote(line("Site", 1_000)))
    first = ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part()))
    ledger.issue(credited(ledger.chain(first), Part()))
    second = ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part(percent=50 * PERCENT)))
    ledger.issue(credited(ledger.chain(second), Part(incl_tax=120_00)))
    final = ledger.issue(converted(ledger.chain(), T.FINAL, Part()))
    assert [(each.reference.number, each.incl_tax_cents) for each in final.document.deposits] == [
        (second.number, 480_00)
    ]
    assert final.totals.due == 1_200_00 - 480_00


def test_parts_of_a_line_add_up_to_what_it_amounted_to():
    ledger = Ledger(quote(line("Tiers", 100.01, discount=Discount(cents=10))))
    for _ in range(2):
        ledger.issue(converted(ledger.chain(), T.INVOICE, Part(percent=3_333_300)))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part()))
    assert sum(piece.totals.excl_tax for piece in ledger.pieces[1:]) == 99_91
    assert remaining_of(ledger.chain()).lines == ()


def test_chosen_quantities_leave_the_rest_of_each_line():
    ledger = Ledger(quote(line("Jour", 400, 5), line("Trajet", 50, 2)))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(quantities={1: 20_000})))
    assert [(each.position, each.line.quantity) for each in remaining_of(ledger.chain()).lines] == [
        (0, 30_000),
        (1, 20_000),
    ]
    with pytest.raises(KnownError) as caught:
        converted(ledger.chain(), T.INVOICE, Part(quantities={1: 40_000}))
    assert caught.value.params["left"].cents == 1_560_00
    beyond = converted(ledger.chain(), T.INVOICE, Part(quantities={1: 40_000}), is_beyond=True)
    assert (beyond.lines[0].quantity, beyond.is_beyond_quote) == (40_000, True)


def test_a_partial_invoice_and_the_deposits_together_stay_within_the_quote():
    ledger = Ledger(quote(line("Site", 1_000)))
    ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part()))
    with pytest.raises(KnownError, match="deposits_left"):
        converted(ledger.chain(), T.INVOICE, Part())
    with pytest.raises(KnownError, match="above_remaining"):
        converted(ledger.chain(), T.INVOICE, Part(percent=71 * PERCENT))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(percent=70 * PERCENT)))
    final = ledger.issue(converted(ledger.chain(), T.FINAL, Part()))
    assert (final.totals.incl_tax, final.totals.due) == (360_00, 0)


def test_an_order_shares_what_remains_with_its_quote():
    ledger = Ledger(quote(line("Jour", 400, 5)))
    order = ledger.issue(converted(ledger.chain(), T.ORDER, Part()))
    ledger.issue(converted(ledger.chain(order), T.INVOICE, Part(quantities={1: 20_000})))
    assert [each.line.quantity for each in remaining_of(ledger.chain()).lines] == [30_000]
    assert [each.line.quantity for each in remaining_of(ledger.chain(order)).lines] == [30_000]


def test_a_corrective_invoice_takes_the_place_of_the_one_it_corrects():
    ledger = Ledger(quote(line("Jour", 400, 5)))
    invoice = ledger.issue(converted(ledger.chain(), T.INVOICE, Part(quantities={1: 20_000})))
    corrective = converted(ledger.chain(invoice), T.CORRECTIVE, Part())
    assert corrective.refers_to == (invoice.number,)
    ledger.issue(replace(corrective, lines=(replace(corrective.lines[0], quantity=30_000),)))
    assert [each.line.quantity for each in remaining_of(ledger.chain()).lines] == [20_000]


def test_what_was_credited_by_its_lines_may_be_invoiced_again_and_a_rebate_may_not():
    ledger = Ledger(quote(line("Jour", 400, 5)))
    invoice = ledger.issue(converted(ledger.chain(), T.INVOICE, Part()))
    ledger.issue(credited(ledger.chain(invoice), Part(quantities={1: 10_000})))
    ledger.issue(credited(ledger.chain(invoice), Part(incl_tax=100_00)))
    assert [each.line.quantity for each in remaining_of(ledger.chain()).lines] == [10_000]


def test_the_last_credit_note_gives_back_exactly_what_is_left():
    ledger = Ledger(quote(*THREE_RATES, discount=Discount(percent=7 * PERCENT)))
    invoice = ledger.issue(converted(ledger.chain(), T.INVOICE, Part()))
    ledger.issue(credited(ledger.chain(invoice), Part(incl_tax=123_45)))
    ledger.issue(credited(ledger.chain(invoice), Part(quantities={3: 5_000})))
    ledger.issue(credited(ledger.chain(invoice), Part()))
    left = groups_left(invoice.totals, ledger.chain(invoice).credits_of(invoice.number))
    assert all(group.base <= 2 and 0 <= group.tax <= 1 for group in left)
    with pytest.raises(KnownError, match=r"nothing_left|above_remaining"):
        ledger.issue(credited(ledger.chain(invoice), Part()))


def test_a_discount_of_the_whole_is_shared_to_the_cent():
    ledger = Ledger(quote(line("Jour", 10.05, 2), discount=Discount(percent=5 * PERCENT)))
    for part in (Part(quantities={1: 10_000}), Part()):
        ledger.issue(converted(ledger.chain(), T.INVOICE, part))
    assert [piece.totals.discount for piece in ledger.pieces] == [1_01, 50, 51]
    assert sum(piece.totals.excl_tax for piece in ledger.pieces[1:]) == 19_09


def test_three_thirds_are_the_whole():
    ledger = Ledger(quote(line("Forfait", 100)))
    for percent in (3_333_300, 3_333_300, 3_333_400):
        ledger.issue(converted(ledger.chain(), T.INVOICE, Part(percent=percent)))
    assert remaining_of(ledger.chain()).lines == ()
    assert sum(piece.totals.excl_tax for piece in ledger.pieces[1:]) == 100_00


def test_more_of_one_line_is_refused_though_others_leave_room():
    ledger = Ledger(quote(line("Jour", 400, 5), line("Trajet", 900)))
    with pytest.raises(KnownError, match="above_remaining"):
        converted(ledger.chain(), T.INVOICE, Part(quantities={1: 60_000}))


def test_credit_notes_never_give_back_more_tax_than_was_invoiced():
    ledger = Ledger(quote(line("Copie", 0.03, 2)))
    invoice = ledger.issue(converted(ledger.chain(), T.INVOICE, Part()))
    for part in (Part(quantities={1: 10_000}), Part()):
        ledger.issue(credited(ledger.chain(invoice), part))
    notes = ledger.chain(invoice).credits_of(invoice.number)
    assert [(note.totals.excl_tax, note.totals.tax) for note in notes] == [(3, 1), (2, 0)]
