"""Purchases with a document in the vault: by card, by direct debit, by transfer; early, late, summed, shared out."""

from datetime import date, timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.firms import SUPPLIERS
from tests.worlds.unseen.services.sales_rhythm import month_after
from tests.worlds.unseen.services.year import Contact, Year


def _by_card(year: Year) -> Contact:
    return year.supplier(year.rng.choice(SUPPLIERS["card"]))


def _by_debit(year: Year) -> Contact:
    return year.supplier(year.rng.choice(SUPPLIERS["debit"]))


def card(year: Year) -> None:
    supplier, on = _by_card(year), year.day()
    paper = year.expense(supplier, year.small(4, 260), on)
    year.pays("card purchase", Mode.MUST, year.after(on, 0, 3), supplier.shown, "", paper, done=on)


def card_late(year: Year) -> None:
    supplier, on = _by_card(year), year.day()
    paper = year.expense(supplier, year.small(20, 400), on)
    done = year.after(on, 9, 13)
    year.pays(
        "card charged days after the order", Mode.MUST, year.after(done, 1, 2), supplier.shown, "", paper, done=done
    )


def card_before_document(year: Year) -> None:
    """The document is dated some days after the card."""
    supplier, on = _by_card(year), year.day()
    paper = year.expense(supplier, year.small(20, 300), on + timedelta(days=year.rng.randint(2, 5)))
    year.pays("card before the document", Mode.MAY, on, supplier.shown, "", paper, done=on)


def debit(year: Year) -> None:
    supplier, on = _by_debit(year), year.day()
    paper = year.expense(supplier, year.small(15, 180), on)
    year.pays("direct debit", Mode.MUST, year.after(on, 2, 18), supplier.shown, "", paper, operation="debit")


def debit_late(year: Year) -> None:
    supplier, on = _by_debit(year), year.day(0, 0.9)
    paper = year.expense(supplier, year.small(60, 260), on)
    year.pays(
        "direct debit 38 to 46 days later",
        Mode.MUST,
        year.after(on, 38, 44),
        supplier.shown,
        "",
        paper,
        operation="debit",
    )


def subscription(year: Year) -> None:
    """One amount each month, one document each month."""
    supplier, cents = _by_debit(year), year.small(8, 60)
    first = month_after(year.start, 1).replace(day=year.rng.randint(3, 22))
    for number in range(5):
        paper = year.expense(supplier, cents, month_after(first, number), label="Abonnement")
        year.pays(
            "monthly subscription", Mode.MUST, year.after(paper.on, 1, 4), supplier.shown, "", paper, operation="debit"
        )


def varying_bills(year: Year) -> None:
    supplier = _by_debit(year)
    first = month_after(year.start, 0).replace(day=year.rng.randint(3, 22))
    for number in range(4):
        paper = year.expense(supplier, year.small(40, 130), month_after(first, number))
        year.pays(
            "monthly bill of varying amount",
            Mode.MUST,
            year.after(paper.on, 8, 16),
            supplier.shown,
            "",
            paper,
            operation="debit",
        )


def transfer(year: Year) -> None:
    supplier, on = year.client(is_firm=True), year.day()
    reference = f"{year.rng.choice(('FA', 'FC', 'V', ''))}{year.rng.randint(10000, 99999)}"
    paper = year.expense(supplier, year.small(80, 900), on, reference=reference)
    year.pays(
        "transfer to a supplier",
        Mode.MUST,
        year.after(on, 3, 30),
        supplier.shown,
        year.rng.choice((reference, "")),
        paper,
        operation="out",
    )


def tickets_in_one_debit(year: Year) -> None:
    """Tolls or fuel: some tickets of the month in one debit."""
    supplier = year.supplier(
        year.rng.choice(("Ulys Télépéage", "Fulli APRR", "Total Fleet", "G7 Abonnement", "Bip&Go", "Uber Business"))
    )
    on = year.day(0, 0.9)
    papers = [
        year.expense(supplier, year.small(4, 48), on + timedelta(days=3 * step))
        for step in range(year.rng.choice((2, 3, 4)))
    ]
    year.pays(
        "tickets in one debit",
        Mode.MUST,
        year.after(papers[-1].on, 4, 12),
        supplier.shown,
        "",
        *papers,
        operation="debit",
    )


def two_cards(year: Year) -> None:
    supplier, on = _by_card(year), year.day()
    whole = year.small(300, 1500)
    paper = year.expense(supplier, whole, on)
    first = whole // 3 // 1000 * 1000
    for cents in (first, whole - first):
        year.row(
            "one purchase over two cards",
            Mode.MAY,
            year.after(on, 1, 2),
            -cents,
            supplier.shown,
            "",
            {paper: -cents},
            done=on,
        )


def instalments(year: Year) -> None:
    supplier, on = _by_card(year), year.day(0, 0.7)
    share = year.small(40, 220)
    paper = year.expense(supplier, share * 3, on)
    for number in range(3):
        told = f"{supplier.shown} {number + 1}/3" if year.rng.random() < 0.5 else supplier.shown
        year.row(
            "purchase in instalments",
            Mode.MAY,
            month_after(on, number),
            -share,
            told,
            "",
            {paper: -share},
        )


def yearly_paid_monthly(year: Year) -> None:
    supplier, on = year.client(is_firm=True), year.start + timedelta(days=5)
    share = year.small(12, 60)
    paper = year.expense(supplier, share * 12, on, label="Cotisation annuelle")
    for number in range(6):
        year.row(
            "yearly bill debited monthly",
            Mode.MAY,
            month_after(on, number),
            -share,
            supplier.shown,
            "",
            {paper: -share},
            operation="debit",
        )


def fee_and_tax(year: Year) -> None:
    """A bank's bill comes as two rows, the fee and its VAT."""
    bank, on = year.supplier(year.bank.name.split(" as ", maxsplit=1)[0]), year.day()
    fee, tax = 1250, 250
    paper = year.expense(bank, fee + tax, on, label="Frais bancaires")
    day = year.after(on, 0, 3)
    year.row(
        "fee and its VAT in two rows", Mode.MAY, day, -fee, "", "COMMISSION VIR SEPA", {paper: -fee}, operation="other"
    )
    year.row("fee and its VAT in two rows", Mode.MAY, day, -tax, "", "TVA VIR SEPA", {paper: -tax}, operation="other")


def bank_subscription(year: Year) -> None:
    bank = year.supplier(year.bank.name.split(" as ", maxsplit=1)[0])
    cents = year.small(7, 30)
    for number in range(3):
        on = month_after(year.start, number + 1).replace(day=2)
        paper = year.expense(bank, cents, on, label="Frais bancaires, abonnement")
        year.pays(
            "bank's subscription with a bill", Mode.MAY, year.after(on, 0, 2), "", f"{on:%m/%Y}", paper, operation="fee"
        )


def foreign_card(year: Year) -> None:
    supplier, on = year.supplier(year.rng.choice(("Figma Inc", "GitHub", "DeepL SE", "Zoom US", "Envato"))), year.day()
    expected = year.small(10, 120)
    paper = year.expense(supplier, expected, on)
    paid = round(expected * year.rng.uniform(0.985, 1.025))
    part = -min(expected, paid)
    year.row(
        "card abroad, near the document",
        Mode.ASK,
        year.after(on, 1, 3),
        -paid,
        f"{supplier.shown} {paid * 1.08 / 100:.2f} USD",
        "",
        {paper: part},
        done=on,
    )


def tip(year: Year) -> None:
    supplier, on = year.supplier(year.rng.choice(("Bistrot des Halles", "Taxi Occitan", "Crêperie Ti Koz"))), year.day()
    paper = year.expense(supplier, year.small(14, 60), on)
    year.row(
        "tip over the bill",
        Mode.ASK,
        year.after(on, 1, 3),
        paper.cents - year.rng.choice((100, 200, 300)),
        supplier.shown,
        "",
        {paper: paper.cents},
        done=on,
    )


def same_shop_twice(year: Year) -> None:
    """Two purchases at one shop in a few days, of different amounts; and one of them private."""
    supplier, on = _by_card(year), year.day()
    paper = year.expense(supplier, year.small(10, 120), on)
    year.pays("card purchase", Mode.MUST, year.after(on, 0, 2), supplier.shown, "", paper, done=on)
    done: date = on + timedelta(days=year.rng.randint(1, 3))
    year.nothing(
        "private purchase at a supplier", year.after(done, 0, 2), -year.small(10, 120), supplier.shown, done=done
    )
