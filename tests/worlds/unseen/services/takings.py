"""Takings at markets and practices, and payouts of payment services net of what they keep."""

from dataclasses import dataclass
from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.year import Paper, Year


@dataclass(frozen=True, slots=True)
class Service:
    """A payment service: how its payouts are named, its share, what it adds to each sale, whether everybody knows."""

    name: str
    memo: str
    share: float
    each_cents: int
    is_public: bool = True

    def fee(self, cents: int) -> int:
        return round(cents * self.share) + self.each_cents


SERVICES = (
    Service("STRIPE TECHNOLOGY EUROPE LTD", "STRIPE PAYOUT", 0.015, 25),
    Service("SUMUP LIMITED", "SUMUP PID{ref}", 0.0175, 0),
    Service("PAYPAL EUROPE S.A R.L.", "PAYPAL TRANSFER", 0.029, 35),
    Service("ZETTLE BY PAYPAL", "PAYOUT {ref}", 0.0175, 0),
    Service("MALT COMMUNITY SA", "MALT {ref}", 0.10, 0, is_public=False),
    Service("MANGOPAY SA", "SUPERPROF {ref}", 0.12, 0, is_public=False),
)


def _memo(year: Year, service: Service) -> str:
    return service.memo.format(ref=year.rng.randint(100000, 999999))


def payouts_of_invoices(year: Year) -> None:
    """Invoices paid through a service, one payout each; the first may have been taught."""
    service = year.rng.choice(SERVICES)
    is_taught = year.rng.random() < 0.6
    for number in range(3):
        client, on = year.client(), year.day(0.3 * number, 0.3 * number + 0.25)
        paper = year.invoice(client, year.odd(80, 900), on)
        fee = service.fee(paper.cents)
        known = Mode.MAY if service.each_cents else Mode.MUST
        unknown = Mode.MAY if service.is_public else Mode.ASK
        mode = known if is_taught and number else unknown
        name = "payout of one invoice, rate taught" if is_taught else "payout of one invoice, rate unknown"
        year.row(
            name,
            mode,
            year.after(on, 3, 9),
            paper.cents - fee,
            service.name,
            _memo(year, service),
            {paper: paper.cents},
            fee_cents=fee,
            is_taught=is_taught and not number,
        )


def payouts_of_receipts(year: Year) -> None:
    """Card takings of a market, gross in the book of receipts, net on the account."""
    service = year.rng.choice(SERVICES[:4])
    is_taught = year.rng.random() < 0.5
    for number in range(4):
        on = year.day(0.22 * number, 0.22 * number + 0.2)
        count = year.rng.choice((1, 2, 3))
        papers = [year.receipt(year.small(14, 140), on, "Vente carte") for _ in range(count)]
        fee = sum(service.fee(paper.cents) for paper in papers)
        gross = sum(paper.cents for paper in papers)
        if is_taught and not number:
            papers, fee, gross = papers[:1], service.fee(papers[0].cents), papers[0].cents
        name = "payout of receipts, rate taught" if is_taught else "payout of receipts, rate unknown"
        mode = Mode.MAY if count == 1 else Mode.ASK
        year.row(
            name,
            mode,
            year.after(on, 1, 3),
            gross - fee,
            service.name,
            _memo(year, service),
            {p: p.cents for p in papers},
            fee_cents=fee,
            is_taught=is_taught and not number,
        )


def terminal_fee_told(year: Year) -> None:
    """The bank's terminal tells the gross amount and the commission."""
    on = year.day()
    papers = [year.receipt(year.small(20, 160), on, "Encaissement CB") for _ in range(year.rng.choice((1, 2)))]
    gross = sum(paper.cents for paper in papers)
    fee = max(12, round(gross * 0.008))
    told = f"{gross / 100:.2f}E COM {fee / 100:.2f}E".replace(".", ",")
    year.row(
        "card takings, commission told",
        Mode.MUST if len(papers) == 1 else Mode.MAY,
        year.after(on, 1, 2),
        gross - fee,
        f"REMISE CB {on:%d/%m}",
        told,
        {p: p.cents for p in papers},
        fee_cents=fee,
        operation="other",
    )


def terminal_gross(year: Year) -> None:
    """The day's card takings, one receipt for the whole day, paid gross."""
    for number in range(3):
        on = year.day(0.3 * number, 0.3 * number + 0.3)
        paper = year.receipt(year.small(60, 480), on, "Recette du jour CB")
        year.pays(
            "card takings of a day, gross", Mode.MUST, year.after(on, 1, 2), "", "", paper, operation="takings", done=on
        )


def cheques(year: Year) -> None:
    """A deposit of cheques: some receipts of the days before, added up."""
    on = year.day()
    papers = [
        year.receipt(year.small(25, 180), on - timedelta(days=step), "Chèque")
        for step in range(year.rng.choice((2, 3, 4)))
    ]
    year.pays("deposit of cheques", Mode.ASK, year.after(on, 1, 6), "", "", *papers, operation="cheques")


def one_cheque(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays("one cheque for an invoice", Mode.ASK, year.after(on, 5, 30), "", "", paper, operation="cheques")


def cash_takings(year: Year) -> None:
    on = year.day()
    papers: list[Paper] = [
        year.receipt(year.rng.randint(4, 40) * 500, on - timedelta(days=7 * step), "Marché espèces")
        for step in range(2)
    ]
    year.pays("cash paid in", Mode.ASK, year.after(on, 1, 4), "", "", *papers, operation="cash")


def health_fund(year: Year) -> None:
    """A health fund pays a practitioner for several acts in one transfer."""
    fund = year.supplier(f"CPAM {year.register.town()}")
    on = year.day()
    papers = [
        year.receipt(year.small(18, 95), on + timedelta(days=step), "Actes tiers payant", fund)
        for step in range(year.rng.choice((1, 2, 3)))
    ]
    mode = Mode.MUST if len(papers) == 1 else Mode.MAY
    year.pays(
        "health fund for acts",
        mode,
        year.after(papers[-1].on, 3, 8),
        fund.name,
        f"LOT {year.rng.randint(100, 999)}",
        *papers,
    )


def instant_person(year: Year) -> None:
    """A patient or customer pays at once by telephone."""
    client, on = year.client(is_firm=False), year.day()
    paper = year.receipt(year.rng.choice((4500, 5000, 5500, 6000, 7000)), on, "Séance", client)
    year.pays(
        "session paid at once",
        Mode.MUST,
        on,
        client.shown,
        year.rng.choice(("WERO", "seance", "", "Paylib")),
        paper,
        operation="instant",
    )


def wallet(year: Year) -> None:
    """A wallet pays without the customer's name."""
    client, on = year.client(is_firm=False), year.day()
    paper = year.receipt(year.small(30, 90), on, "Séance", client)
    year.pays(
        "wallet without a name",
        Mode.ASK,
        year.after(on, 1, 3),
        year.rng.choice(("LYDIA SOLUTIONS", "SUMERIA", "PUMPKIN")),
        "",
        paper,
    )
