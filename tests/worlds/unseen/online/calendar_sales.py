"""Retainers of one amount, standing orders, and payments that tell the month, the day or the quarter."""

from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import Party
from tests.worlds.unseen.online import people
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, must
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
ENGLISH = "January February March April May June July August September October November December".split()


def month_ends(ledger: Ledger, count: int) -> list[date]:
    """The last but a few days of months that follow one another."""
    months = max(1, (ledger.end - ledger.start).days // 31 - count - 1)
    first = ledger.start.month - 1 + ledger.chance.randrange(months)
    found = []
    for month in range(first, first + count):
        year, rest = ledger.start.year + month // 12, month % 12
        found.append(date(year, rest + 1, ledger.chance.choice((25, 26, 27, 28))))
    return found


def _retainer(ledger: Ledger, party: Party, days: list[date]) -> tuple[int, list[int]]:
    """Documents of one amount, one a month."""
    cents = ledger.round(200, 1_500)
    subject = ledger.chance.choice(("Maintenance", "Relecture", "Animation du site", "Community management"))
    made = [ledger.document(party, cents, on, label=f"{subject} {MONTHS[on.month - 1]}") for on in days]
    return cents, made


def steady_retainer(ledger: Ledger) -> None:
    """Each month is paid before the next one is invoiced."""
    party, days = ledger.someone(), month_ends(ledger, ledger.chance.choice((3, 4)))
    cents, documents = _retainer(ledger, party, days)
    lag = ledger.chance.randint(3, 16)
    for on, document in zip(days, documents, strict=True):
        claim = must("retainer: paid each month", {document: cents})
        ledger.row(Operation.CREDIT, ledger.after(on, lag, lag + 3), cents, party.name, "", claim)


def missing_month(ledger: Ledger) -> None:
    """One month is never paid, and no payment tells its month."""
    party, days = ledger.someone(), month_ends(ledger, 4)
    cents, documents = _retainer(ledger, party, days)
    skipped = ledger.chance.choice((1, 2))
    for turn, (on, document) in enumerate(zip(days, documents, strict=True)):
        if turn != skipped:
            claim = must("retainer: a month missing", {document: cents})
            ledger.row(Operation.CREDIT, ledger.after(on, 5, 20), cents, party.name, "", claim)


def month_told(ledger: Ledger) -> None:
    """One month is not paid, and each payment tells its month; the client may be called like one."""
    name = f"{ledger.cast.man().first} {ledger.chance.choice(people.CALENDAR_SURNAMES)}"
    is_named_so = ledger.chance.random() < 0.3
    party = ledger.client(name) if is_named_so else ledger.someone()
    days = month_ends(ledger, 4)
    cents, documents = _retainer(ledger, party, days)
    pattern = ledger.chance.choice(("HONORAIRES {}", "{}", "Forfait {}", "mois de {}", "retainer {}"))
    names = ENGLISH if pattern.startswith("retainer") else MONTHS
    behaviour = "retainer: month told, client named like a month" if is_named_so else "retainer: month told"
    skipped = ledger.chance.randrange(4)
    for turn, (on, document) in enumerate(zip(days, documents, strict=True)):
        if turn != skipped:
            text = pattern.format(names[on.month - 1])
            claim = must(behaviour, {document: cents}, Proof.TOLD)
            ledger.row(Operation.CREDIT, ledger.after(on, 4, 45), cents, party.name, text, claim)


def year_told(ledger: Ledger) -> None:
    """As above with the year, abbreviated."""
    party, days = ledger.someone(), month_ends(ledger, 3)
    cents, documents = _retainer(ledger, party, days)
    for on, document in list(zip(days, documents, strict=True))[1:]:
        text = ledger.chance.choice(
            (f"{on.month:02d}/{on.year}", f"{MONTHS[on.month - 1][:4]} {on.year % 100}", f"{on.year}-{on.month:02d}")
        )
        claim = must("retainer: month and year told", {document: cents}, Proof.TOLD)
        ledger.row(Operation.CREDIT, ledger.after(on, 30, 48), cents, party.name, text, claim)


def day_told(ledger: Ledger) -> None:
    """Two documents of one amount; the payments tell the day, without a year."""
    party, on, cents = ledger.someone(), ledger.day(0.02, 0.6), ledger.round(200, 1_500)
    days = [on, ledger.after(on, 9, 20)]
    documents = [ledger.document(party, cents, each) for each in days]
    paid = ledger.after(days[1], 6, 15)
    for issued, document in reversed(list(zip(days, documents, strict=True))):
        month = MONTHS[issued.month - 1]
        text = ledger.chance.choice(
            (
                f"FACT DU {issued.day:02d}/{issued.month:02d}",
                f"facture du {issued.day} {month}",
                f"{issued.day} {ENGLISH[issued.month - 1]} invoice",
                f"votre facture du {issued.day:02d}.{issued.month:02d}",
            )
        )
        claim = must("told: day of the document", {document: cents}, Proof.TOLD)
        ledger.row(Operation.CREDIT, paid, cents, party.name, text, claim)
        paid = ledger.after(paid, 2, 20)


def quarter_told(ledger: Ledger) -> None:
    """Two quarters of one amount; the payment tells the quarter."""
    party, cents = ledger.someone(), ledger.round(300, 2_500)
    quarter = (ledger.start.month - 1) // 3 + 1
    ends = [date(ledger.start.year + (quarter + each) // 4, (quarter + each) % 4 * 3 + 1, 2) for each in (0, 1)]
    numbers = [(quarter + each - 1) % 4 + 1 for each in (0, 1)]
    documents = [
        ledger.document(party, cents, on, label=f"Prestations du T{number}")
        for on, number in zip(ends, numbers, strict=True)
    ]
    told = ledger.chance.randrange(2)
    text = ledger.chance.choice(("T{}", "Prestations T{}", "{}E TRIMESTRE", "Q{}")).format(numbers[told])
    claim = must("told: quarter", {documents[told]: cents}, Proof.TOLD)
    ledger.row(Operation.CREDIT, ledger.after(ends[1], 12, 40), cents, party.name, text, claim)


def week_told(ledger: Ledger) -> None:
    """Weeks of one amount; the payment tells the week."""
    party, cents, on = ledger.someone(), ledger.round(200, 900), ledger.day(0.02, 0.6)
    monday = on - timedelta(days=on.weekday())
    weeks = [monday + timedelta(days=7 * each) for each in range(3)]
    documents = [
        ledger.document(party, cents, each + timedelta(days=4), label=f"Semaine {each.isocalendar().week}")
        for each in weeks
    ]
    for told in ledger.chance.sample(range(3), 2):
        week = weeks[told].isocalendar().week
        text = ledger.chance.choice((f"S{week}", f"SEMAINE {week}", f"sem. {week}", f"week {week}"))
        claim = must("told: week", {documents[told]: cents}, Proof.TOLD)
        ledger.row(Operation.CREDIT, ledger.after(weeks[2], 10, 30), cents, party.name, text, claim)


def standing_order(ledger: Ledger) -> None:
    """A standing order leaves a few days before each document."""
    party, cents = ledger.someone(), ledger.odd(150, 900)
    days = [date(each.year, each.month, 1) for each in month_ends(ledger, 4)][1:]
    lead = ledger.chance.choice((3, 4, 5))
    for on in days:
        document = ledger.document(party, cents, on)
        claim = must("retainer: standing order before the document", {document: cents})
        paid = on - timedelta(days=lead)
        ledger.row(Operation.INSTANT, paid, cents, party.name, "VIREMENT PERMANENT", claim)


def two_at_once(ledger: Ledger) -> None:
    """Two equal documents and two equal payments on one day: with numbers, by two clients, or silent."""
    on, cents = ledger.day(), ledger.round(200, 1_500)
    paid = ledger.after(on, 8, 30)
    form = ledger.chance.randrange(3)
    one = ledger.someone()
    parties = [one, ledger.someone() if form == 1 else one]
    documents = [ledger.document(party, cents, on) for party in parties]
    for party, document in zip(parties, documents, strict=True):
        parts = {document: cents}
        if form == 0:
            claim = must("equal on one day: numbers", parts, Proof.NUMBER)
            text = "Facture {}"
        elif form == 1:
            claim, text = must("equal on one day: two clients", parts), ""
        else:
            claim, text = ask("equal on one day: silent", parts), ""
        ledger.row(
            Operation.CREDIT,
            paid,
            cents,
            party.name,
            citing(text, document),
            claim,
        )


ACCIDENTS = (
    steady_retainer,
    steady_retainer,
    missing_month,
    month_told,
    month_told,
    year_told,
    day_told,
    quarter_told,
    week_told,
    standing_order,
    two_at_once,
    two_at_once,
)
