"""What the freelancer spends, and all that settles nothing: taxes, fees, loans, cash, own transfers, private life."""

from collections.abc import Callable
from datetime import timedelta

from microdesk_desktop.domain.settle.targets import TargetKind
from tests.worlds.judge.banks import NEUTRAL
from tests.worlds.judge.people import HIDDEN_NAMES, SHOPS, SUPPLIERS, TOWNS
from tests.worlds.judge.spellings import plain
from tests.worlds.judge.town import Evidence, Town

EXPENSE = TargetKind.EXPENSE


def card(town: Town) -> None:
    name, category, seen = town.rng.choice(SUPPLIERS)
    cents, on = -town.rng.randrange(350, 60_000), town.today
    fact = town.record(EXPENSE, name, cents, on, category=category, label=town.rng.choice(("", "Achat", "Abonnement")))
    town.move(
        "card, name, date, amount",
        Evidence.DATE,
        town.day(0, 3),
        cents,
        town.bank.card(town.rng.choice(seen), town.rng.choice(TOWNS), on),
        [(fact, cents)],
        name,
    )


def two_cards_same_price(town: Town) -> None:
    """The same ticket twice, a week apart: the day in the label decides."""
    name, category, seen = town.rng.choice(SUPPLIERS)
    cents = -town.rng.randrange(350, 9_000)
    for _ in range(2):
        on = town.today
        fact = town.record(EXPENSE, name, cents, on, category=category)
        town.move(
            "card, same price another week",
            Evidence.DATE,
            town.day(0, 3),
            cents,
            town.bank.card(town.rng.choice(seen), town.rng.choice(TOWNS), on),
            [(fact, cents)],
            name,
        )
        town.today += timedelta(days=town.rng.randrange(8, 16))


def subscription(town: Town) -> None:
    name, category, seen = town.rng.choice(SUPPLIERS[:24] + SUPPLIERS[46:54])
    cents, by_card = -town.rng.randrange(400, 15_000), town.rng.random() < 0.4
    descriptor = town.rng.choice(seen)
    for month in range(town.rng.choice((4, 6))):
        on = town.day(30 * month)
        fact = town.record(EXPENSE, name, cents, on, category=category)
        booked = on + timedelta(days=town.rng.randrange(0, 4))
        label = (
            town.bank.card(descriptor, town.rng.choice(TOWNS), on)
            if by_card
            else town.bank.debit(descriptor, town.bank.digits(8), booked)
        )
        town.move(
            "monthly card" if by_card else "monthly debit", Evidence.DATE, booked, cents, label, [(fact, cents)], name
        )


def debit(town: Town) -> None:
    name, category, seen = town.rng.choice(SUPPLIERS)
    cents = -town.rng.randrange(900, 90_000)
    fact = town.record(EXPENSE, name, cents, town.today, category=category)
    on = town.day(town.rng.choice((0, 2, 5, 10, 15)), 3)
    town.move(
        "debit, name, amount",
        Evidence.DATE,
        on,
        cents,
        town.bank.debit(town.rng.choice(seen), town.bank.digits(7), on),
        [(fact, cents)],
        name,
    )


def transfer(town: Town) -> None:
    name, category, seen = town.rng.choice(
        [each for each in SUPPLIERS if each[1] in {"Sous-traitance", "Comptabilité", "Coworking", "Assurance"}]
    )
    cents = -town.rng.randrange(9_000, 190_000)
    fact = town.record(
        EXPENSE,
        name,
        cents,
        town.today,
        category=category,
        label=town.rng.choice(("Facture 2231", "", "Sous-traitance")),
    )
    on = town.day(0, 35)
    town.move(
        "transfer to a supplier",
        Evidence.DATE,
        on,
        cents,
        town.bank.sent(
            town.rng.choice(seen), town.rng.choice(("FACTURE 2231", "HONORAIRES", "FACT 118", "Facture")), on
        ),
        [(fact, cents)],
        name,
    )


def trade_name(town: Town) -> None:
    name, seen = town.rng.choice(HIDDEN_NAMES)
    cents = -town.rng.randrange(350, 30_000)
    fact = town.record(EXPENSE, name, cents, town.today)
    town.move(
        "supplier under another name",
        Evidence.NONE,
        town.day(0, 3),
        cents,
        town.bank.card(seen, town.rng.choice(TOWNS), town.today),
        [(fact, cents)],
        seen,
    )


def private_by_chance(town: Town) -> None:
    """A private purchase of the same amount as an expense that was paid in cash."""
    name, category, _ = town.rng.choice(SUPPLIERS)
    cents = -town.rng.randrange(350, 9_000)
    town.record(EXPENSE, name, cents, town.today, category=category)
    on = town.day(0, 6)
    town.move(
        "private purchase, an expense's amount",
        Evidence.NONE,
        on,
        cents,
        town.bank.card(town.rng.choice(SHOPS), town.rng.choice(TOWNS), on),
    )


def private(town: Town) -> None:
    on = town.day(0, 9)
    town.move(
        "private purchase",
        Evidence.NONE,
        on,
        -town.rng.randrange(200, 15_000),
        town.bank.card(town.rng.choice(SHOPS), town.rng.choice(TOWNS), on),
    )


def other_purchase(town: Town) -> None:
    """Another purchase at a known supplier, of another amount, not recorded."""
    name, _, seen = town.rng.choice(SUPPLIERS)
    on = town.day(0, 9)
    town.record(EXPENSE, name, -town.rng.randrange(5_000, 9_000), on)
    town.move(
        "unrecorded purchase at a known supplier",
        Evidence.NONE,
        on,
        -town.rng.randrange(300, 4_900),
        town.bank.card(town.rng.choice(seen), town.rng.choice(TOWNS), on),
    )


def given_back(town: Town) -> None:
    name, category, seen = town.rng.choice(SUPPLIERS)
    cents = town.rng.randrange(900, 30_000)
    fact = (
        town.record(EXPENSE, name, cents, town.today, category=category, label="Remboursement")
        if town.rng.random() < 0.6
        else None
    )
    shapes = (
        "AVOIR CARTE {} VANNES",
        "ANN CARTE {}",
        "REMBOURST CB DU " + f"{town.today:%d%m%y}" + " {}",
        "CARTE X2148 REMBT {}",
        "CREDIT CARTE BANCAIRE {}",
        "VIR SEPA RECU /DE {} /MOTIF REMBOURSEMENT",
    )
    on = town.day(0, 4)
    town.move(
        "supplier gives back" if fact else "supplier gives back, not recorded",
        Evidence.DATE if fact else Evidence.NONE,
        on,
        cents,
        town.rng.choice(shapes).format(town.rng.choice(seen)),
        [(fact, cents)] if fact else (),
        name,
    )


def own_transfer(town: Town) -> None:
    sign = town.rng.choice((1, -1))
    cents = (
        town.invoice(town.client(), town.price()).total_cents if sign > 0 and town.rng.random() < 0.5 else town.price()
    )
    name, on = plain(town.owner_name), town.day(0, 30)
    motive = town.rng.choice(("VIREMENT INTERNE", "EPARGNE", "LIVRET A", "APPORT", "REMUNERATION", "SALAIRE", ""))
    label = town.bank.received(name, motive, on) if sign > 0 else town.bank.sent(name, motive, on)
    label = town.rng.choice((label, label, f"VIR CPTE A CPTE {'RECU' if sign > 0 else 'EMIS'} {motive}".strip()))
    town.move("own transfer", Evidence.NONE, on, sign * cents, label)


def dues(town: Town) -> None:
    on, recorded = town.day(0, 20), town.rng.random() < 0.5
    name, category, label = town.rng.choice(
        (
            ("URSSAF", "Cotisations", "URSSAF BRETAGNE"),
            ("Urssaf", "Charges sociales", "URSSAF D ILE DE FRANCE"),
            ("DGFIP", "Impôts", "DGFIP IMPOT CFE"),
            ("Impôts", "Impôts", "DGFIP IMPOT 56000"),
            ("CIPAV", "Retraite", "CIPAV"),
        )
    )
    cents = -town.rng.randrange(5_000, 250_000)
    fact = town.record(EXPENSE, name, cents, on, category=category) if recorded and plain(name) in label else None
    town.move(
        "tax or social, recorded" if fact else "tax or social",
        Evidence.DATE if fact else Evidence.NONE,
        on + timedelta(days=town.rng.randrange(3)),
        cents,
        town.bank.debit(label, town.bank.digits(9), on),
        [(fact, cents)] if fact else (),
        name,
    )


def neutral(kind: str, sign: int) -> Callable[[Town], None]:
    def episode(town: Town) -> None:
        on = town.day(0, 20)
        cents = {"fees": 990, "cash": town.rng.choice((2000, 4000, 6000, 10000))}.get(kind, town.price())
        if kind in {"cash in", "card takings"} and town.rng.random() < 0.4:
            cents = town.invoice(town.client(), town.price()).total_cents
        elif kind in {"card total", "cheque out", "loan"} and town.rng.random() < 0.4:
            cents = -town.record(EXPENSE, town.rng.choice(SUPPLIERS)[0], -town.price(), on).total_cents
        town.move(kind, Evidence.NONE, on, sign * cents, town.bank.say(NEUTRAL[kind], on))

    return episode


def private_income(town: Town) -> None:
    on = town.day(0, 20)
    name = town.rng.choice(
        (
            "CPAM DU MORBIHAN",
            "CAF DU MORBIHAN",
            "FRANCE TRAVAIL BRETAGNE",
            "LEBONCOIN",
            "MME ODETTE KERBRAT",
            "VINTED UAB",
            "MUTUELLE GENERALE",
        )
    )
    town.move(
        "private income",
        Evidence.NONE,
        on,
        town.rng.randrange(900, 190_000),
        town.bank.received(name, town.rng.choice(("", "REMBOURSEMENT", "ALLOCATION 11/2025", "ANNIVERSAIRE")), on),
    )


def private_transfer(town: Town) -> None:
    on = town.day(0, 20)
    name = town.rng.choice(
        ("MME ODETTE KERBRAT", "AGENCE FONCIA LOYER", "M KEVIN LASALLE", "COMPTE COMMUN", "SCI DES GLENANS")
    )
    town.move(
        "private transfer",
        Evidence.NONE,
        on,
        -town.price(),
        town.bank.sent(name, town.rng.choice(("LOYER", "CADEAU", "VACANCES")), on),
    )


def returned(town: Town) -> None:
    on = town.day(0, 20)
    label = town.rng.choice(("REJET PRLV SEPA {}", "IMPAYE {}", "REJET VIREMENT {}", "ANNULATION PRLV {}")).format(
        town.rng.choice(SUPPLIERS)[2][0]
    )
    town.move("returned", Evidence.NONE, on, town.rng.randrange(900, 30_000), label)


PURCHASES: tuple[tuple[Callable[[Town], None], float], ...] = (
    (card, 9),
    (two_cards_same_price, 1.5),
    (subscription, 1.5),
    (debit, 3),
    (transfer, 2.5),
    (trade_name, 1.5),
    (private_by_chance, 1.5),
    (other_purchase, 1),
    (given_back, 1.5),
    (own_transfer, 2),
    (dues, 2),
)
NOISE: tuple[tuple[Callable[[Town], None], float], ...] = (
    (private, 8),
    (private_income, 2),
    (private_transfer, 2),
    (returned, 0.5),
    (own_transfer, 0.3),
    (dues, 0.5),
    (neutral("fees", -1), 2),
    (neutral("loan", -1), 1),
    (neutral("card total", -1), 1),
    (neutral("cash", -1), 2),
    (neutral("cash in", 1), 0.5),
    (neutral("cheque in", 1), 0.7),
    (neutral("cheque out", -1), 0.7),
    (neutral("card takings", 1), 1),
)
