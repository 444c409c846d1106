"""What comes back each week or month: retainers, standing orders, lessons, instalments, months and days told."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.year import Contact, Paper, Year

MONTHS = "JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE".split()


def month_after(on: date, months: int) -> date:
    years, month = divmod(on.month - 1 + months, 12)
    return on.replace(year=on.year + years, month=month + 1, day=min(on.day, 28))


def _monthly(year: Year, client: Contact, count: int, cents: int, first: date) -> list[Paper]:
    return [
        year.invoice(client, cents, month_after(first, number), label=_told(month_after(first, number)))
        for number in range(count)
    ]


def _told(on: date) -> str:
    return f"Forfait {MONTHS[on.month - 1].lower()} {on.year}"


def _first(year: Year, count: int, day: int) -> date:
    return month_after(year.start, year.rng.randint(0, max(0, year.months - count - 1))).replace(day=day)


def retainer(year: Year) -> None:
    """The same fee each month, paid in order, each before the next invoice."""
    client, cents = year.client(), year.whole(150, 900)
    for paper in _monthly(year, client, 4, cents, _first(year, 4, year.rng.randint(1, 4))):
        year.pays("retainer paid in the month", Mode.MUST, year.after(paper.on, 3, 14), client.shown, "", paper)


def retainer_month_told(year: Year) -> None:
    """The month is told, and one month is never paid."""
    client, cents = year.client(), year.whole(150, 900)
    papers = _monthly(year, client, 6, cents, _first(year, 6, 28))
    missing = year.rng.randint(1, 3)
    cue = year.rng.choice(("HONORAIRES", "FORFAIT", "COACHING", "COURS", "PRESTATIONS", "Suivi"))
    for number, paper in enumerate(papers):
        if number != missing:
            memo = f"{cue} {MONTHS[paper.on.month - 1]}" + (f" {paper.on.year}" if year.rng.random() < 0.3 else "")
            year.pays(
                "retainer, month told, one missing", Mode.MUST, year.after(paper.on, 2, 18), client.shown, memo, paper
            )


def retainer_month_missing(year: Year) -> None:
    """Nothing is told, and one month is never paid: after that, nobody knows which is paid."""
    client, cents = year.client(), year.whole(150, 900)
    papers = _monthly(year, client, 5, cents, _first(year, 5, year.rng.randint(1, 4)))
    for number, paper in enumerate(papers):
        if number != 1:
            name = "retainer before a gap" if not number else "retainer after a gap, nothing told"
            year.pays(name, Mode.MAY if not number else Mode.ASK, year.after(paper.on, 4, 14), client.shown, "", paper)


def standing_order_early(year: Year) -> None:
    """The order leaves some days before each invoice is written."""
    client, cents = year.client(), year.odd(80, 500)
    for paper in _monthly(year, client, 5, cents, _first(year, 5, 3)):
        year.pays(
            "standing order before the invoice",
            Mode.MUST,
            paper.on - timedelta(days=year.rng.randint(3, 4)),
            client.shown,
            year.rng.choice(("", "VIREMENT PERMANENT")),
            paper,
        )


def day_told(year: Year) -> None:
    """Several sessions of one price; the payer tells the day of the invoice."""
    client, cents = year.client(), year.whole(60, 300)
    first = year.day(0, 0.7)
    days = [first + timedelta(days=step) for step in (0, 9, 17)]
    papers = [year.invoice(client, cents, day) for day in days]
    order = [2, 0]
    for number in order:
        paper = papers[number]
        forms = (
            f"FACT DU {paper.on:%d/%m}",
            f"FACTURE DU {paper.on:%d/%m/%y}",
            f"FACTURE DU {paper.on.day} {MONTHS[paper.on.month - 1]}",
            f"SEANCE DU {paper.on:%d.%m}",
            f"fac du {paper.on:%d-%m-%Y}",
        )
        year.pays(
            "day of the invoice told", Mode.MUST, year.after(first, 20, 40), client.shown, year.rng.choice(forms), paper
        )


def quarter_told(year: Year) -> None:
    client, cents = year.client(), year.whole(200, 900)
    papers = []
    for number in range(3):
        on = month_after(year.start.replace(month=3 * ((year.start.month + 2) // 3), day=28), 3 * number)
        papers.append(year.invoice(client, cents, on, label=f"Prestations T{on.month // 3} {on.year}"))
    for paper in papers[1:]:
        when = f"T{paper.on.month // 3}"
        forms = (
            when,
            f"{when} {paper.on.year}",
            f"TRIMESTRE {paper.on.month // 3}",
            f"{paper.on.month // 3}E TRIMESTRE",
        )
        year.pays(
            "quarter told",
            Mode.MUST,
            year.after(paper.on, 5, 25),
            client.shown,
            f"PRESTATIONS {year.rng.choice(forms)}",
            paper,
        )


def week_told(year: Year) -> None:
    client, cents = year.client(is_firm=True), year.whole(300, 900)
    monday = year.day(0, 0.8)
    monday -= timedelta(days=monday.weekday())
    papers = []
    for number in range(3):
        on = monday + timedelta(days=7 * number + 4)
        papers.append(year.invoice(client, cents, on, label=f"Mission semaine {on.isocalendar().week}"))
    for paper in papers[1:]:
        week = paper.on.isocalendar().week
        form = year.rng.choice((f"S{week:02d}", f"SEMAINE {week}", f"SEM {week}"))
        year.pays("week told", Mode.MUST, year.after(papers[-1].on, 8, 25), client.shown, form, paper)


def lessons(year: Year) -> None:
    """A pupil pays the same price week after week, the day of the lesson or the next."""
    pupil, cents = year.client(is_firm=False), year.rng.choice((2500, 3000, 3500, 4200, 4500, 6000))
    first = year.day(0, 0.75)
    for week in range(5):
        on = first + timedelta(days=7 * week)
        receipt = year.receipt(cents, on, "Cours particulier", pupil)
        memo = year.rng.choice(("", "cours", "COURS", "merci"))
        year.pays("weekly lesson", Mode.MUST, on + timedelta(days=year.rng.randint(0, 1)), pupil.shown, memo, receipt)


def instalments_numbered(year: Year) -> None:
    client, on, count = year.client(), year.day(0, 0.6), year.rng.choice((2, 3, 4))
    share = year.odd(120, 500)
    paper = year.invoice(client, share * count, on)
    style = year.rng.choice(("{n}/{k} {ref}", "{ref} {n}/{k}", "{ref} ECHEANCE {n}/{k}", "{ref} versement {n} sur {k}"))
    for number in range(1, count + 1):
        year.row(
            "instalments, number cited",
            Mode.MUST,
            year.after(month_after(on, number - 1), 2, 6),
            share,
            client.shown,
            _instalment(style, number, count, paper),
            {paper: share},
            is_cited=True,
        )


def _instalment(style: str, number: int, count: int, paper: Paper) -> Callable[[], str]:
    return lambda: style.format(n=number, k=count, ref=paper.reference)


def instalments_by_name(year: Year) -> None:
    client, on, count = year.client(), year.day(0, 0.5), 10
    share = year.whole(40, 120)
    paper = year.invoice(client, share * count, on, days=330)
    for number in range(1, 5):
        year.row(
            "instalments told, by name",
            Mode.MUST,
            year.after(month_after(on, number - 1), 3, 6),
            share,
            client.shown,
            f"ECHEANCE {number}/{count}",
            {paper: share},
        )


def instalments_silent(year: Year) -> None:
    client, on = year.client(), year.day(0, 0.6)
    share = year.whole(60, 200)
    paper = year.invoice(client, share * 3, on)
    for number in range(3):
        year.row(
            "equal parts, nothing told",
            Mode.MAY,
            year.after(month_after(on, number), 2, 9),
            share,
            client.shown,
            "",
            {paper: share},
        )


def two_on_one_day(year: Year) -> None:
    """Two clients owe the same and pay the same day; or one client sends two equal transfers."""
    on, cents = year.day(), year.whole(80, 600)
    one, two = year.client(), year.client()
    papers = [year.invoice(one, cents, on), year.invoice(two, cents, on)]
    day = year.after(on, 5, 20)
    for paper, client in zip(papers, (one, two), strict=True):
        year.pays("equal payments of two clients on one day", Mode.MUST, day, client.shown, "", paper)


def two_equal_of_one(year: Year) -> None:
    client, on, cents = year.client(), year.day(), year.odd()
    papers = [year.invoice(client, cents, on), year.invoice(client, cents, on + timedelta(days=2))]
    day = year.after(on, 6, 20)
    for paper in papers:
        year.pays(
            "two equal payments on one day, by number",
            Mode.MUST,
            day,
            client.shown,
            _cites(paper),
            paper,
            is_cited=True,
        )


def _cites(paper: Paper) -> Callable[[], str]:
    return lambda: f"FACTURE {paper.reference}"


def same_amount_for_several(year: Year) -> None:
    """A price list: several clients owe one amount; each is named."""
    on, cents = year.day(0, 0.85), year.whole(60, 250)
    for _ in range(3):
        client = year.client(is_firm=False)
        paper = year.invoice(client, cents, on)
        year.pays("one price for several, each named", Mode.MUST, year.after(on, 2, 25), client.shown, "", paper)
