"""How most clients pay: by number, by name, by month, at the rhythm of a retainer."""

from datetime import date, timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio.entries import Cite, Doc
from tests.worlds.unseen.studio.ledger import Studio

MONTH_NAMES = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
MONTHS = "JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE".split()
WORK = (
    "Site vitrine|Refonte du logo|Charte graphique|Reportage photo|Textes du site|Brochure 12 pages|Audit éditorial"
    "|Newsletter|Habillage vitrine|Bannières web|Maquette presse|Packaging|Conseil en image|Atelier de marque"
    "|Rapport annuel|Illustrations"
).split("|")


def ordinary(studio: Studio) -> None:
    """Regular clients, who mostly cite the number."""
    rng = studio.rng
    studio.regulars.extend(studio.client() for _ in range(7))
    for rank in range(studio.months):
        for _ in range(rng.choice((1, 2, 2))):
            client = rng.choice(studio.regulars)
            on = studio.month(rank, rng.randrange(1, 28))
            doc = studio.invoice(client, on, studio.amount(), rng.choice(WORK))
            paid = studio.after(on, 3, 42)
            if paid <= studio.end and rng.random() < 0.95:
                _ordinarily(studio, doc, paid)


def _ordinarily(studio: Studio, doc: Doc, paid: date) -> None:
    rng = studio.rng
    client = next(each for each in studio.regulars if each.party is doc.party)
    way = rng.random()
    word = rng.choice(
        (
            "FACTURE",
            "FACT",
            "REGLEMENT",
            "FA",
            "REGL FACT",
            "",
            "PAIEMENT FACTURE",
            "NOTRE REGLEMENT",
            "FACTURE N",
            "FACT NO",
            "V/FACT",
            "SUITE VOTRE FACTURE",
        )
    )
    if way < 0.36:
        studio.pays("number in full", client, paid, [doc], (word, Cite((doc,))))
    elif way < 0.5:
        studio.pays(
            "number spelled otherwise",
            client,
            paid,
            [doc],
            (word, Cite((doc,), rng.choice(("bare", "spaced", "unpadded")))),
        )
    elif way < 0.62:
        studio.pays(
            "number cut to its end", client, paid, [doc], (word or "FACT", Cite((doc,), "tail")), mode=Mode.MUST
        )
    else:
        kind = "name and odd amount" if doc.cents % 100 else "name and round amount"
        said = rng.choice(("", "", "VIREMENT", "REGLEMENT", "MERCI", doc.label, "FACTURE", "HONORAIRES"))
        studio.pays(kind, client, paid, [doc], (said,), frame=rng.choice(("credit", "credit", "instant")))


def retainers_with_month(studio: Studio) -> None:
    """One amount for several clients, the month told, some months paid late or never."""
    rng = studio.rng
    cents = studio.round()
    for client in [studio.client() for _ in range(rng.choice((1, 2)))]:
        ends = rng.random() < 0.5
        for rank in range(rng.randrange(0, 2), min(studio.months, 8)):
            month = studio.month(rank, 1)
            on = month.replace(day=28) if ends else (month + timedelta(days=32)).replace(day=1)
            name = MONTHS[month.month - 1]
            doc = studio.invoice(client, on, cents, f"Forfait {MONTH_NAMES[month.month - 1]} {month.year}")
            paid = studio.after(on, 2, 50)
            if rng.random() < 0.85 and paid <= studio.end:
                said = rng.choice((f"HONORAIRES {name}", f"{name} {month.year}", f"FORFAIT {name}", f"MOIS DE {name}"))
                studio.pays("month told", client, paid, [doc], (said,), told=True)


def retainers_in_rhythm(studio: Studio) -> None:
    """A retainer without a word, paid before the next invoice comes."""
    client, cents = studio.client(), studio.round()
    for rank in range(min(studio.months, 7)):
        on = studio.month(rank, 2)
        doc = studio.invoice(client, on, cents, "Community management")
        paid = studio.after(on, 3, 20)
        if paid <= studio.end:
            studio.pays("retainer in rhythm", client, paid, [doc], ("VIREMENT",))


def retainers_with_holes(studio: Studio) -> None:
    """A retainer without a word, paid late, one month never: whose month is it?"""
    client, cents, missing = studio.client(), studio.round(), studio.rng.randrange(1, 4)
    for rank in range(min(studio.months, 6)):
        on = studio.month(rank, 4)
        doc = studio.invoice(client, on, cents, "Maintenance du site")
        paid = studio.after(on, 33, 58)
        if rank != missing and paid <= studio.end:
            studio.pays("retainer with a month missing", client, paid, [doc], ("REGLEMENT",))


def periods_told(studio: Studio) -> None:
    """A quarter or a week is told instead of a number."""
    rng, client, cents = studio.rng, studio.client(), studio.round()
    for rank in range(2, studio.months, 3):
        on = studio.month(rank, 28)
        quarter = (on.month - 1) // 3 + 1
        doc = studio.invoice(client, on, cents, f"Accompagnement T{quarter} {on.year}")
        paid = studio.after(on, 5, 110)
        if paid <= studio.end:
            studio.pays("quarter told", client, paid, [doc], (f"T{quarter} {on.year}",), told=True)
    client, first = studio.client(), studio.day(80)
    docs = [
        studio.invoice(client, day, cents, f"Renfort semaine {day.isocalendar().week}")
        for day in (first + timedelta(days=7 * week) for week in range(3))
    ]
    for doc in docs:
        said = f"S{doc.on.isocalendar().week}"
        studio.pays(
            "week told",
            client,
            studio.after(doc.on, 20, 40),
            [doc],
            (rng.choice(("RENFORT", "PRESTA")), said),
            told=True,
        )


def days_told(studio: Studio) -> None:
    """The day of the invoice is told, without its year; the client owes two of one amount."""
    rng, client, cents = studio.rng, studio.client(), studio.round()
    first = studio.day(90)
    for gap in (0, 17):
        doc = studio.invoice(client, first + timedelta(days=gap), cents, rng.choice(WORK))
        day = doc.on
        said = rng.choice(
            (f"FACT DU {day:%d/%m}", f"FACTURE DU {day.day} {MONTHS[day.month - 1]}", f"VOTRE FACT. {day:%d.%m}")
        )
        studio.pays("day told without year", client, studio.after(first, 25, 50), [doc], (said,), told=True)


def standing_order(studio: Studio) -> None:
    """A standing order that comes a few days before each invoice."""
    rng, client = studio.rng, studio.client()
    is_odd = rng.random() < 0.6
    cents = studio.odd(40000, 140000) if is_odd else studio.round()
    day = rng.randrange(25, 28)
    stops = rng.random() < 0.4
    ranks = range(1, min(studio.months, rng.randrange(6, 10)))
    name = "standing order before the invoice" + (", last one unpaid" if stops else "")
    mode = Mode.MUST if is_odd and not stops else Mode.MAY
    for rank in ranks:
        doc = studio.invoice(client, studio.month(rank, 1), cents, "Abonnement web")
        if not (stops and rank == ranks[-1]):
            paid = studio.month(rank - 1, day)
            studio.pays(name, client, paid, [doc], ("ABONNEMENT",), mode=mode, frame="standing", certain=True)


def same_amount_many_clients(studio: Studio) -> None:
    """One price for all: only the names differ, two of them on one day."""
    cents, on = studio.round(), studio.day(60)
    paid = studio.after(on, 10, 20)
    for client in [studio.client() for _ in range(3)]:
        doc = studio.invoice(client, on, cents, "Atelier collectif")
        studio.pays("one amount, one day, several clients", client, paid, [doc], ("ATELIER",))


def twice_on_a_day(studio: Studio) -> None:
    """Two equal transfers of one client on one day, for two equal invoices."""
    client, cents, on = studio.client(), studio.amount(), studio.day(60)
    docs = [
        studio.invoice(client, on + timedelta(days=gap), cents, label) for gap, label in ((0, "Lot 1"), (6, "Lot 2"))
    ]
    paid = studio.after(docs[1].on, 8, 30)
    for doc in docs:
        studio.pays("two equal payments on one day", client, paid, [doc], ("REGLEMENT",))


def project_told(studio: Studio) -> None:
    """The payer names the work where two invoices have one amount."""
    client, cents, on = studio.client(), studio.round(), studio.day(70)
    for label in studio.rng.sample(WORK, 2):
        doc = studio.invoice(client, on, cents, label)
        studio.pays("work told", client, studio.after(on, 10, 45), [doc], (label,), told=True)


def late_payers(studio: Studio) -> None:
    """Paid after reminders, months later."""
    for cites in (True, False):
        client, on = studio.client(), studio.day(165)
        doc = studio.invoice(client, on, studio.odd(), studio.rng.choice(WORK))
        words = ("SUITE RELANCE", Cite((doc,))) if cites else ("AVEC NOS EXCUSES",)
        name = "late, with the number" if cites else "late, by name and odd amount"
        studio.pays(name, client, studio.after(on, 75, 140), [doc], words)


def ahead(studio: Studio) -> None:
    """Paid by name before the invoice is there."""
    client, on = studio.client(), studio.day(40, lead=12)
    doc = studio.invoice(client, on, studio.odd(), studio.rng.choice(WORK))
    paid = on - timedelta(days=studio.rng.randrange(4, 9))
    studio.pays("before the invoice", client, paid, [doc], ("PROJET",), mode=Mode.MAY)


def month_settled(studio: Studio) -> None:
    """The month told is settled already; the one open is the next."""
    client, cents, first = studio.client(), studio.round(), studio.rng.randrange(1, studio.months - 3)
    for rank in (first, first + 1):
        month = studio.month(rank, 28)
        label = f"Forfait {MONTH_NAMES[month.month - 1]} {month.year}"
        doc = studio.invoice(client, month, cents, label, settled=rank == first)
    said = MONTHS[studio.month(first, 28).month - 1]
    paid = studio.after(doc.on, 6, 20)
    studio.pays("month told is settled", client, paid, [doc], (f"HONORAIRES {said}",), mode=Mode.ASK, misled=True)


def two_retainers(studio: Studio) -> None:
    """Two retainers of one client, paid together, the month told."""
    client, first, second = studio.client(), studio.round(), studio.round() + 7500
    for rank in range(1, min(studio.months, 5)):
        month = studio.month(rank, 27)
        name = MONTHS[month.month - 1]
        docs = [
            studio.invoice(client, month, cents, f"{work} {MONTH_NAMES[month.month - 1]} {month.year}")
            for cents, work in ((first, "Réseaux sociaux"), (second, "Maintenance"))
        ]
        paid = studio.after(month, 4, 45)
        if paid <= studio.end:
            studio.pays("two retainers of a month told", client, paid, docs, (f"{name} {month.year}",), told=True)
