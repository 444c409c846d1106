"""What settles nothing: taxes, own transfers, benefits, loans, groceries, fees, presents, tests of accounts."""

from collections.abc import Sequence

from tests.worlds.unseen.studio import people, shops
from tests.worlds.unseen.studio.ledger import IBAN, Studio


def _one(behaviour: str, frame: str, *texts: str) -> tuple[str, str, tuple[str, ...]]:
    return behaviour, frame, texts


# The behaviour, the frame, what the label has; least and most cents, negative for money out; how often a month.
KINDS: Sequence[tuple[tuple[str, str, tuple[str, ...]], int, int, float]] = (
    (
        _one("social contributions", "debit", "URSSAF ILE DE FRANCE", "URSSAF RHONE ALPES", "URSSAF PAYS DE LA LOIRE"),
        -180000,
        -12000,
        0.7,
    ),
    (
        _one(
            "tax",
            "debit",
            "DGFIP IMPOT PRELEVEMENT A LA SOURCE",
            "DIRECTION GENERALE DES FINANCES PUBLIQUES CFE",
            "DGFIP TVA",
        ),
        -90000,
        -4000,
        0.5,
    ),
    (_one("refund of tax", "credit", "DGFIP REMB CREDIT TVA", "DRFIP REMBOURST IMPOT REVENUS"), 6000, 180000, 0.15),
    (_one("refund of contributions", "credit", "URSSAF REMBOURSEMENT", "CIPAV REMB TROP PERCU"), 4000, 60000, 0.1),
    (
        _one("benefit", "credit", "FRANCE TRAVAIL", "CAF DU MORBIHAN", "CPAM IJ 0526", "CAF PRESTATIONS"),
        14000,
        140000,
        0.5,
    ),
    (_one("refund of care", "credit", "CPAM RENNES", "MUTUELLE HARMONIA", "ALAN REMBOURSEMENT SANTE"), 700, 14000, 0.7),
    (_one("cash withdrawal", "atm", ""), -20000, -2000, 0.6),
    (
        _one(
            "bank's fee",
            "raw",
            "COTISATION MENSUELLE",
            "F COMMISSION D INTERVENTION",
            "FRAIS DE TENUE DE COMPTE",
            "COMMISSIONS",
        ),
        -2400,
        -200,
        0.7,
    ),
    (_one("loan", "raw", "ECHEANCE PRET 00417", "ECH PRET CAP+IN 04829", "REMBOURSEMENT DE PRET"), -64000, -15000, 0.5),
    (_one("loan paid out", "raw", "DEBLOCAGE PRET PROFESSIONNEL"), 500000, 1500000, 0.05),
    (_one("interest", "raw", "INTERETS CREDITEURS", "INTERETS SUR LIVRET"), 100, 4000, 0.1),
    (_one("overdraft interest", "raw", "AGIOS ARRETE DE COMPTE", "INTERETS DEBITEURS"), -3900, -120, 0.15),
    (
        _one(
            "private debit",
            "debit",
            "SPOTIFAME",
            "MAIF HABITATION",
            "EAU DU PAYS",
            "CANTINE SCOLAIRE",
            "SALLE DE SPORT ONAIR",
        ),
        -14000,
        -900,
        0.9,
    ),
    (_one("private insurance pays", "credit", "MAIF SINISTRE 2026", "PACIFICA INDEMNITE"), 12000, 150000, 0.08),
    (_one("marketplace for second hand", "credit", "LEBONCOIN PAIEMENT", "VINTED MANGOPAY"), 900, 12000, 0.25),
    (_one("test of an account", "credit", "STRIPE VERIFICATION", "ACCOUNT TEST SUMUP"), 1, 60, 0.08),
    (_one("prize or grant", "credit", "REGION AIDE A LA CREATION", "ADAGP DROITS D AUTEUR"), 20000, 200000, 0.07),
)


def everyday(studio: Studio) -> None:
    """Private life and administration, month after month."""
    rng = studio.rng
    for rank in range(studio.months):
        for (behaviour, frame, texts), least, most, rate in KINDS:
            if rng.random() < rate:
                on = studio.after(studio.month(rank, rng.randrange(1, 27)), 0, 0)
                cents = rng.randrange(least, most)
                studio.row(
                    behaviour,
                    on,
                    cents if rng.random() < 0.7 else cents // 100 * 100 or cents,
                    frame,
                    rng.choice(texts),
                )
        for _ in range(rng.randrange(2, 5)):
            on = studio.month(rank, rng.randrange(1, 28))
            shop = rng.choice(shops.GROCERS if rng.random() < 0.6 else shops.PRIVATE_SHOPS)
            studio.row("private purchase", on, -rng.randrange(390, 14000), "card", shop, bought=on)


def own_transfers(studio: Studio) -> None:
    """Wages that the owner takes, savings, money put in."""
    rng = studio.rng
    first, surname = studio.owner
    for rank in range(studio.months):
        on = studio.after(studio.month(rank, rng.randrange(1, 6)), 0, 1)
        said = rng.choice(("REMUNERATION", "VIREMENT COMPTE PERSO", "SALAIRE", ""))
        studio.row(
            "own transfer out",
            on,
            -rng.choice((120000, 150000, 180000, 90000)),
            "transfer",
            f"{first} {surname}",
            (said,),
        )
        if rng.random() < 0.1:
            studio.row("own transfer out", studio.month(rank, 15), -50000, "transfer", "LIVRET", (IBAN,))
        if rng.random() < 0.35:
            on = studio.after(studio.month(rank, rng.randrange(8, 26)), 0, 1)
            words = (rng.choice(("APPORT", "VIR COMPTE A COMPTE", "DEPUIS LIVRET", "PROVISION URSSAF")),)
            studio.row(
                "own transfer in",
                on,
                rng.choice((30000, 60000, 90000, 120000)),
                "credit",
                f"M OU MME {first} {surname}",
                words,
            )


def rent(studio: Studio) -> None:
    """Rent and childcare, to people who are no suppliers."""
    landlord, nurse = studio.rng.sample(people.PRIVATE_SURNAMES, 2)
    for rank in range(studio.months):
        studio.row("private rent", studio.month(rank, 3), -78000, "transfer", f"M {landlord}", ("LOYER",))
        if studio.rng.random() < 0.5:
            studio.row(
                "childcare",
                studio.month(rank, 27),
                -studio.rng.randrange(20000, 64000),
                "transfer",
                f"MME {nurse}",
                ("NOUNOU",),
            )


def friends(studio: Studio) -> None:
    """Friends who pay their share back, at round amounts such as freelancers ask."""
    rng = studio.rng
    for _ in range(5):
        who = f"{studio.first_name()} {rng.choice(people.PRIVATE_SURNAMES)}"
        words = (rng.choice(("WEEK END", "MERCI", "RESTO", "REMBOURSEMENT", "CAGNOTTE", "VACANCES", "PARTAGE")),)
        cents = rng.choice((2000, 4500, 12000, 30000, 45000, 60000))
        studio.row("friend pays back", studio.day(5), cents, rng.choice(("credit", "instant")), who, words)


def lookalikes(studio: Studio) -> None:
    """Money of institutions that has, by chance, the amount of an open invoice."""
    rng = studio.rng
    opened = [each for each in studio.docs if each.type and each.left > 0 and each.currency == "EUR" and each.party]
    for text in rng.sample(
        ("FRANCE TRAVAIL ARE", "CPAM INDEMNITES JOURNALIERES", "DGFIP REMB TROP PERCU", "MUTUELLE HARMONIA", "CAF"), 3
    ):
        doc = rng.choice(opened)
        on = studio.after(doc.on, 3, 25)
        if on <= studio.end:
            studio.row("benefit of an invoice's amount", on, doc.cents, "credit", text)
    if rng.random() < 0.7:
        doc = rng.choice(opened)
        first, surname = studio.owner
        studio.row(
            "own transfer of an invoice's amount",
            studio.after(doc.on, 3, 25),
            doc.cents,
            "credit",
            f"{first} {surname}",
            ("EPARGNE",),
        )


def card_credit(studio: Studio) -> None:
    """Private goods given back, with the word AVOIR, which credit notes have too."""
    for _ in range(2):
        on = studio.day(10)
        shop = studio.rng.choice(shops.PRIVATE_SHOPS)
        studio.row("private card refund", on, studio.odd(900, 9000), "refund", shop, bought=on)


def expenses_of_employer(studio: Studio) -> None:
    """A former employer pays a last note of expenses and a wage."""
    if studio.rng.random() < 0.5:
        who = f"{studio.stem()} RESSOURCES"
        studio.row("note of expenses", studio.day(10), studio.odd(3000, 20000), "credit", who, ("NOTE DE FRAIS",))
        studio.row("last wage", studio.month(0, 4), studio.odd(90000, 210000), "credit", who, ("SALAIRE",))
