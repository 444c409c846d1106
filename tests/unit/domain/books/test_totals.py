"""What the lines of a book come to, against sums made one line at a time."""

from collections import defaultdict
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import BookLine, VatPart
from microdesk_desktop.domain.books.totals import Sums, period_totals, sums_of
from microdesk_desktop.domain.company import DeclarationPeriod
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind

CENTS = st.integers(-5_000_00, 50_000_00)


@st.composite
def book_lines(draw: st.DrawFn) -> BookLine:
    on = draw(st.dates(date(2025, 11, 1), date(2027, 2, 28)))
    rates = draw(st.lists(st.tuples(CENTS, CENTS), max_size=2))
    return BookLine(
        on=on,
        paid_on=on,
        reference="R-1",
        party="Nova",
        nature="Site",
        activity=draw(st.sampled_from([None, *Activity])),
        amount_cents=draw(CENTS),
        method=draw(st.sampled_from([None, *Method])),
        document="",
        kind=TargetKind.RECEIPT,
        target_id=1,
        vat=tuple(VatPart("S", 2_000, base, tax) for base, tax in rates),
        disbursement_cents=draw(CENTS),
        currency=draw(st.sampled_from(["EUR", "EUR", "USD"])),
    )


@given(st.lists(book_lines(), max_size=30).map(lambda lines: sorted(lines, key=lambda line: line.on)))
def test_each_period_and_activity_has_the_sums_of_its_lines_in_euros(lines: list[BookLine]) -> None:
    for rhythm in DeclarationPeriod:
        expected: defaultdict[tuple[str, Activity | None], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for line in lines:
            month = f"{line.on.year}-{line.on.month:02}"
            quarter = f"{line.on.year}-T{(line.on.month + 2) // 3}"
            sums = expected[quarter if rhythm is DeclarationPeriod.QUARTERLY else month, line.activity]
            if line.currency == "EUR":
                vat = sum(part.tax_cents for part in line.vat)
                paid = line.amount_cents + vat + line.disbursement_cents
                for place, cents in enumerate((line.amount_cents, vat, line.disbursement_cents)):
                    sums[place] += cents
                sums[3] += paid if line.method is Method.CASH else 0
        found = {(each.period.name, each.activity): each.sums for each in period_totals(lines, rhythm)}
        assert found == {key: Sums(*sums) for key, sums in expected.items()}
        assert sum(each.gross for each in found.values()) == sums_of(lines).gross
