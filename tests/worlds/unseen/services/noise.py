"""What settles nothing: private life, taxes, benefits, loans, savings, cash and fees."""

from datetime import timedelta

from tests.worlds.unseen.services.firms import SHOPS
from tests.worlds.unseen.services.sales_rhythm import month_after
from tests.worlds.unseen.services.year import Year


def private_cards(year: Year) -> None:
    for _ in range(8):
        done = year.day()
        year.nothing(
            "private card purchase", year.after(done, 0, 3), -year.small(3, 140), year.rng.choice(SHOPS), done=done
        )


def private_debits(year: Year) -> None:
    """Rent, school, insurance of the household: the same each month, with no document."""
    who, cents = year.rng.choice(
        (
            ("FONCIA GESTION", 74500),
            ("CANTINE SCOLAIRE", 6240),
            ("MATMUT HABITATION", 2315),
            ("NAVIGO ANNUEL", 8640),
            ("CREDIT MUTUEL ASSUR", 4471),
            ("SFR MOBILE", 1699),
            ("CANAL PLUS", 2499),
        )
    )
    day = year.rng.randint(3, 25)
    for number in range(4):
        year.nothing(
            "private direct debit", month_after(year.start, number + 1).replace(day=day), -cents, who, operation="debit"
        )


def taxes(year: Year) -> None:
    who, what = year.rng.choice(
        (
            ("URSSAF ILE DE FRANCE", "COTISATIONS"),
            ("DGFIP IMPOT", "PRELEVEMENT A LA SOURCE"),
            ("DGFIP", "CFE 2025"),
            ("CIPAV RETRAITE", ""),
            ("DIRECTION GENERALE DES FINANCES PUBLIQUES", "TVA"),
            ("URSSAF MIDI PYRENEES", ""),
        )
    )
    for number in range(3):
        on = month_after(year.start, 3 * number % year.months).replace(day=5)
        year.nothing("tax or contribution", on, -year.odd(60, 700), who, what, operation="debit")


def own_transfers(year: Year) -> None:
    for _ in range(3):
        cents = year.whole(100, 900)
        to = year.rng.choice(
            (f"{year.owner.civility} {year.owner.name}", f"{year.owner.surname} {year.owner.first}", year.owner.name)
        )
        memo = year.rng.choice(("EPARGNE", "VERS LIVRET A", "COMPTE PERSO", "REMUNERATION", "virement interne"))
        is_out = year.rng.random() < 0.6
        year.nothing(
            "own transfer", year.day(), -cents if is_out else cents, to, memo, operation="out" if is_out else "in"
        )


def withdrawals(year: Year) -> None:
    for _ in range(3):
        done = year.day()
        year.nothing(
            "cash withdrawn",
            year.after(done, 0, 2),
            -year.rng.choice((2000, 4000, 6000, 8000, 10000)),
            "",
            operation="withdrawal",
            done=done,
        )


def benefits(year: Year) -> None:
    for _ in range(3):
        who, what = year.rng.choice(
            (
                ("CAF DU RHONE", "PRIME ACTIVITE"),
                ("FRANCE TRAVAIL", "ARE"),
                ("CPAM", "INDEMNITES JOURNALIERES"),
                ("CARSAT", "PENSION"),
                ("DGFIP", "REMB CREDIT TVA"),
                ("URSSAF", "REMBOURSEMENT TROP VERSE"),
                ("DRFIP", "CREDIT IMPOT"),
                ("MUTUELLE MGEN", "REMB SOINS"),
                ("REGION OCCITANIE", "AIDE CREATION"),
                ("CAF", "APL"),
            )
        )
        year.nothing("benefit or tax refund", year.day(), year.odd(30, 700), who, what)


def benefit_like_an_invoice(year: Year) -> None:
    """A benefit that happens to be as much as an open invoice."""
    client, on = year.client(), year.day()
    paper = year.invoice(client, year.whole(200, 500), on)
    who = year.rng.choice(("FRANCE TRAVAIL OCCITANIE", "CAF DE LA LOIRE", "CPAM DU GARD", "CARSAT SUD EST"))
    year.nothing(
        "benefit of an invoice's amount",
        year.after(on, 3, 15),
        paper.cents,
        who,
        year.rng.choice(("ALLOCATION", "PRESTATIONS", "")),
    )


def private_credits(year: Year) -> None:
    for _ in range(3):
        payer = year.crowd.person()
        memo = year.rng.choice(
            (
                "REMBOURSEMENT RESTO",
                "CADEAU",
                "LOYER COLOC",
                "essence covoit",
                "anniversaire Mamie",
                "VENTE CANAPE",
                "pour les courses",
            )
        )
        year.nothing("private money from a person", year.day(), year.small(8, 350), payer.shown(year.rng), memo)


def platforms_private(year: Year) -> None:
    for who in year.rng.sample(
        ("VINTED UAB", "LEBONCOIN", "BLABLACAR", "AIRBNB PAYMENTS", "LEETCHI", "IGRAAL", "FDJ GAINS", "PMU"), 2
    ):
        year.nothing("private money from a platform", year.day(), year.small(6, 180), who, "")


def private_transfers(year: Year) -> None:
    for _ in range(3):
        payee = year.crowd.person()
        year.nothing(
            "private transfer out",
            year.day(),
            -year.small(10, 400),
            payee.shown(year.rng),
            year.rng.choice(("merci", "loyer", "NOUNOU", "cagnotte", "")),
            operation="out",
        )


def loan(year: Year) -> None:
    cents = year.odd(80, 600)
    if year.rng.random() < 0.4:
        year.nothing(
            "loan paid out",
            year.day(0, 0.2),
            year.whole(900, 1900) * 5,
            "DEBLOCAGE PRET",
            f"{year.rng.randint(10**8, 10**9)}",
            operation="other",
        )
    for number in range(4):
        year.nothing(
            "loan instalment", month_after(year.start, number + 1).replace(day=10), -cents, "", operation="loan"
        )


def deferred_total(year: Year) -> None:
    for number in range(3):
        on = month_after(year.start, number + 2).replace(day=28)
        year.nothing("total of the deferred card", on, -year.small(200, 1400), "", operation="deferred")


def fees(year: Year) -> None:
    for _ in range(3):
        what = year.rng.choice(
            ("", "COMMISSION D'INTERVENTION", "FRAIS DE TENUE", "CARTE VISA", "OPTION INTERNATIONAL", "AGIOS T2")
        )
        year.nothing("bank fee without a bill", year.day(), -year.small(2, 28), "", what, operation="fee")


def interest(year: Year) -> None:
    year.nothing(
        "interest or bonus",
        year.day(),
        year.small(1, 60),
        year.rng.choice(("INTERETS CREDITEURS", "PARRAINAGE", "PRIME DE BIENVENUE")),
        "",
        operation="other",
    )


def salary(year: Year) -> None:
    """A part-time job beside the trade."""
    who, cents = (
        year.rng.choice(("LYCEE JEANNE D ARC", "GRETA DU VAR", "MAIRIE DE LOUDEAC", "ASSO LES PETITS PAS")),
        year.odd(300, 700),
    )
    for number in range(3):
        on = month_after(year.start, number + 1).replace(day=27)
        year.nothing(
            "salary of a side job", on, cents + 100 * number, who, year.rng.choice(("SALAIRE", "PAIE", "TRAITEMENT"))
        )


def expense_claim(year: Year) -> None:
    year.nothing(
        "expenses paid back by an association", year.day(), year.small(12, 160), "ASSO CHORALE ARPEGE", "NOTE DE FRAIS"
    )


def gift_card(year: Year) -> None:
    shop = year.rng.choice(("CULTURA", "DECATHLON", "SEZANE", "FNAC", "LEROY MERLIN"))
    on = year.day()
    year.nothing(
        "refund of a private purchase", year.after(on, 5, 20), year.small(12, 120), shop, operation="card_back", done=on
    )


def insurance(year: Year) -> None:
    year.nothing(
        "insurance pays a damage",
        year.day(),
        year.odd(80, 900),
        year.rng.choice(("MAIF", "MACIF SINISTRES", "GROUPAMA")),
        f"SINISTRE {year.rng.randint(10**6, 10**7)}",
    )


def stranger_round(year: Year) -> None:
    """A stranger's round money for something private, as much as an open invoice of somebody else."""
    client, on = year.client(is_firm=True), year.day(0, 0.9)
    paper = year.invoice(client, year.whole(100, 400), on)
    payer = year.crowd.person()
    year.nothing(
        "stranger's money of an invoice's amount",
        year.after(on, 2, 12),
        paper.cents,
        payer.shown(year.rng),
        year.rng.choice(("VENTE VELO", "REMB VACANCES", "caution", "PART CADEAU COMMUN")),
    )


def bounced_trial(year: Year) -> None:
    """A test of the card: some cents out and in again."""
    on = year.day()
    out = year.nothing("card checked with some cents", on, -100, "GOOGLE TEMPORARY HOLD", done=on)
    back = year.nothing(
        "card checked with some cents",
        on + timedelta(days=1),
        100,
        "GOOGLE TEMPORARY HOLD",
        operation="card_back",
        done=on,
    )
    year.cancel(out, back)
