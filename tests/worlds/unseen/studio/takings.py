"""What payment services, card readers and cheque slips pay out: sums, net of a commission or not."""

from datetime import date, timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import firms
from tests.worlds.unseen.studio.entries import Cite, Doc
from tests.worlds.unseen.studio.ledger import Studio


def _net(cents: int, rate: int) -> int:
    """The commission in cents; the rate is in hundredths of a per cent."""
    return round(cents * rate / 10000)


def reader_told(studio: Studio) -> None:
    """Takings of a card reader, of which the label has the gross sum and the commission."""
    for _ in range(2):
        on = studio.day(20)
        docs = [studio.receipt(on, studio.odd(1500, 12000), "Tirage vendu") for _ in range(studio.rng.randrange(1, 4))]
        gross = sum(doc.cents for doc in docs)
        fee = _net(gross, 160)
        text = f"{gross // 100},{gross % 100:02}E COM {fee // 100},{fee % 100:02}E"
        studio.row(
            "card takings, commission told",
            studio.after(on, 1, 3),
            gross - fee,
            "raw",
            f"REMISE CB {on:%d/%m} R70304 CT1",
            (text,),
            parts={doc: doc.cents for doc in docs},
            fee=fee,
            mode=Mode.MUST,
            told=True,
        )


def reader_silent(studio: Studio) -> None:
    """Payouts of a reader at 1.75 %, the rate once attributed by hand; each pays what was sold the day before."""
    days = sorted(studio.day(30, lead=5) for _ in range(4))
    is_taught = studio.rng.random() < 0.6
    shown, code = studio.rng.choice(
        (("SUMUP PAYMENTS", "SUMUP PID"), ("ZETTLE BY PAYPAL", "IZ"), ("SQUAREUP INTL", "SQ"))
    )
    for rank, on in enumerate(days):
        doc = studio.receipt(on, studio.odd(2500, 24000), "Vente d'affiches")
        fee = _net(doc.cents, 175)
        taught = is_taught and rank == 0
        name = (
            "reader's payout, taught"
            if taught
            else "reader's payout, rate known"
            if is_taught
            else "reader's payout, rate unknown"
        )
        studio.row(
            name,
            studio.after(on, 1, 3),
            doc.cents - fee,
            "takings",
            shown,
            (f"{code}{4410 + rank * 37}",),
            parts={doc: doc.cents},
            fee=fee,
            mode=Mode.MUST if is_taught else Mode.ASK,
            taught=taught,
            known=True,
            certain=True,
        )


def card_page(studio: Studio) -> None:
    """Invoices paid on a card page, at 1.5 % and 25 cents; one payout for one invoice."""
    is_taught = studio.rng.random() < 0.5
    first = studio.day(100)
    for rank in range(3):
        client = studio.client()
        doc = studio.invoice(client, first + timedelta(days=rank * 20), studio.odd(), "Site express")
        fee = _net(doc.cents, 150) + 25
        taught = is_taught and rank == 0
        name = (
            "card page's payout, taught"
            if taught
            else "card page's payout, rate known"
            if is_taught
            else "card page's payout, rate unknown"
        )
        studio.row(
            name,
            studio.after(doc.on, 3, 9),
            doc.cents - fee,
            "takings",
            "STRIPE",
            ("STRIPE PAYOUT",),
            parts={doc: doc.cents},
            fee=fee,
            mode=Mode.MAY if is_taught else Mode.ASK,
            taught=taught,
            known=True,
            certain=True,
        )


def platform(studio: Studio) -> None:
    """A platform of freelancers pays the invoice net of its share; the number is told, the share or not."""
    shown = studio.rng.choice(firms.PLATFORMS)
    for told in (True, False):
        client, on = studio.client(), studio.day(60)
        doc = studio.invoice(client, on, studio.odd(60000, 300000), "Mission par plateforme")
        fee = _net(doc.cents, 1000)
        share = (f"FRAIS {fee // 100},{fee % 100:02} EUR",) if told else ()
        name = "platform's payout, share told" if told else "platform's payout, number only"
        studio.row(
            name,
            studio.after(on, 5, 30),
            doc.cents - fee,
            "credit",
            shown,
            (Cite((doc,)), *share),
            parts={doc: doc.cents},
            fee=fee,
            mode=Mode.MUST if told else Mode.ASK,
        )


def cheques(studio: Studio) -> None:
    """A slip of cheques that is the sum of receipts, the count told or not."""
    for told in (True, False):
        on = studio.day(40)
        count = studio.rng.randrange(2, 5)
        docs = [
            studio.receipt(
                on - timedelta(days=rank * 2),
                studio.odd(4000, 60000),
                f"Chèque {studio.surname()}",
                number=f"CHQ {7731000 + len(studio.docs)}",
            )
            for rank in range(count)
        ]
        name = "slip of cheques, counted" if told else "slip of cheques"
        _summed(
            studio,
            name,
            studio.after(on, 1, 5),
            docs,
            (f"{count} CHQ BORD {studio.rng.randrange(10**6, 10**7)}",) if told else (),
        )


def _summed(studio: Studio, name: str, on: date, docs: list[Doc], words: tuple[str, ...]) -> None:
    parts = {doc: doc.cents for doc in docs}
    mode = Mode.MUST if "counted" in name else Mode.MAY
    studio.row(name, on, sum(parts.values()), "cheques", "", words, parts=parts, mode=mode, known=True)


def cheque_of_client(studio: Studio) -> None:
    """One cheque of a client in a slip without a name."""
    client, on = studio.client(), studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Photos d'équipe")
    name = "one cheque, no name"
    studio.row(name, studio.after(on, 8, 40), doc.cents, "cheques", "", parts={doc: doc.cents}, mode=Mode.ASK)


def cash(studio: Studio) -> None:
    """Notes paid in that make the amount of an invoice."""
    client, on = studio.client(), studio.day(60)
    doc = studio.invoice(client, on, studio.rng.choice((21000, 34000, 47000)), "Portrait")
    studio.row(
        "cash of an invoice's amount",
        studio.after(on, 3, 30),
        doc.cents,
        "cash",
        "",
        parts={doc: doc.cents},
        mode=Mode.ASK,
    )


def several(studio: Studio) -> None:
    """A wallet pays two invoices of one day in one payout, net of 2.9 % and 35 cents for each."""
    on = studio.day(60)
    docs = [studio.invoice(studio.client(), on, studio.odd(20000, 90000), "Fichiers sources") for _ in range(2)]
    fee = sum(_net(doc.cents, 290) + 35 for doc in docs)
    studio.row(
        "one payout for two, rate unknown",
        studio.after(on, 1, 4),
        sum(doc.cents for doc in docs) - fee,
        "takings",
        "PAYPAL EUROPE",
        ("VIREMENT PAYPAL",),
        parts={doc: doc.cents for doc in docs},
        fee=fee,
        mode=Mode.ASK,
    )
