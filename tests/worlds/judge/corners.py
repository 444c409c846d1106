"""The corners: what decides is a date, a label, a surname, a sign; or a payment is split, doubled, thrown back."""

from collections.abc import Callable
from datetime import timedelta

from microdesk_desktop.domain.settle.targets import TargetKind
from tests.worlds.judge.people import SUPPLIERS, TOWNS
from tests.worlds.judge.spellings import plain
from tests.worlds.judge.town import Client, Evidence, Town


def range_told(town: Town) -> None:
    client = town.client()
    targets = [town.invoice(client, town.odd(), town.day(5 * index)) for index in range(town.rng.choice((3, 4)))]
    first, last = town.number(targets[0]), town.number(targets[-1])
    if first.year != last.year:
        return
    motive = f"FACTURES {first.serial} {town.rng.choice(('A', 'AU', 'à'))} {last.serial}"
    town.pay_all("several, a range told", Evidence.NAME, targets, town.plainly(client), motive)


def twins_dated(town: Town) -> None:
    """Two equal invoices, and the payer tells the day of his."""
    client, cents = town.client(), town.odd()
    target = town.invoice(client, cents)
    town.invoice(client, cents, town.day(12, 9))
    motive = f"{town.rng.choice(('VOTRE FACTURE DU', 'FACTURE DU', 'Fact du'))} {target.on:%d/%m/%Y}"
    town.pay(
        "equal invoices, the day told",
        Evidence.NONE,
        target,
        town.plainly(client),
        motive,
        on=town.day(25, 20),
    )


def two_halves(town: Town) -> None:
    """Two transfers of a half, the number told on both."""
    client, half = town.client(), town.rng.randrange(20_000, 200_000)
    target = town.invoice(client, 2 * half)
    number, on, name = town.number(target).written(), town.paid_on(target), town.plainly(client)
    for days in (0, town.rng.choice((0, 1, 12))):
        town.pay("two halves, number told", Evidence.NUMBER, target, name, number, half, on + timedelta(days=days))


def whole_and_part(town: Town) -> None:
    """One invoice in full and a deposit on the next, both numbers told."""
    client = town.client()
    one, two = town.invoice(client, town.odd()), town.invoice(client, town.rng.randrange(500, 5_000) * 100, town.day(3))
    share, on, name = two.total_cents * 3 // 10, town.day(6, 20), town.plainly(client)
    motive = f"{town.number(one).written()} + ACOMPTE {town.number(two).written()}"
    label = town.bank.received(name, motive, on)
    parts = [(one, one.total_cents), (two, share)]
    town.move("one in full and a part of another", Evidence.NONE, on, one.total_cents + share, label, parts, name)


def label_only(town: Town) -> None:
    """An expense recorded without a supplier, its label tells."""
    name, category, seen = town.rng.choice(SUPPLIERS)
    cents, on = -town.rng.randrange(900, 60_000), town.today
    fact = town.record(
        TargetKind.EXPENSE,
        "",
        cents,
        on,
        category=category,
        label=f"{name} {town.rng.choice(('', 'abonnement', 'facture'))}".strip(),
    )
    label = town.bank.card(town.rng.choice(seen), town.rng.choice(TOWNS), on)
    town.move(
        "expense without supplier, label tells", Evidence.NONE, town.day(0, 3), cents, label, [(fact, cents)], name
    )


def through_a_platform(town: Town) -> None:
    name, category, _ = town.rng.choice(SUPPLIERS)
    cents, on = -town.rng.randrange(900, 60_000), town.today
    fact = town.record(TargetKind.EXPENSE, name, cents, on, category=category)
    shop = town.rng.choice(("PAYPAL *{}", "SUMUP  *{}", "SP {}", "Zettle_*{}")).format(plain(name))
    label = town.bank.card(shop, town.rng.choice(TOWNS), on)
    town.move("card through a platform", Evidence.DATE, town.day(0, 3), cents, label, [(fact, cents)], name)


def abroad(town: Town) -> None:
    """A card payment in another currency, the amount in euros exact."""
    name, category, seen = town.rng.choice(SUPPLIERS[12:24])
    cents, on = -town.rng.randrange(900, 30_000), town.today
    fact = town.record(TargetKind.EXPENSE, name, cents, on, category=category)
    dollars = f"{-cents * 109 // 10000},{-cents * 109 // 100 % 100:02}"
    tail = town.rng.choice((f" {dollars} USD COURS 1,09", f"\n{dollars} USD / 1 euro = 1,090000", f" {dollars}USD"))
    label = town.bank.card(town.rng.choice(seen), town.rng.choice(TOWNS), on) + tail
    town.move("card abroad", Evidence.DATE, town.day(0, 3), cents, label, [(fact, cents)], name)


def late_record(town: Town) -> None:
    """The expense bears the date of the supplier's invoice, some days before or after the card."""
    name, category, seen = town.rng.choice(SUPPLIERS)
    cents, on = -town.rng.randrange(900, 60_000), town.today
    fact = town.record(
        TargetKind.EXPENSE, name, cents, on + timedelta(days=town.rng.choice((-3, -2, -1, 1, 2))), category=category
    )
    label = town.bank.card(town.rng.choice(seen), town.rng.choice(TOWNS), on)
    town.move("card, recorded some days apart", Evidence.DATE, town.day(0, 3), cents, label, [(fact, cents)], name)


def namesake_of_the_owner(town: Town) -> None:
    """A client bears the user's surname."""
    surname = town.owner_name.split()[-1]
    known = next((each for each in town.clients if each.name == f"Paul {surname}"), None)
    client = known or Client(id=len(town.clients) + 1, name=f"Paul {surname}", is_person=True)
    if known is None:
        town.clients.append(client)
        town.world.parties.append(type(town.world.parties[0])(id=client.id, name=client.name))
    target = town.invoice(client, town.odd())
    name = town.rng.choice((f"PAUL {plain(surname)}", f"M PAUL {plain(surname)}", f"{plain(surname)} PAUL"))
    town.pay(
        "client with the owner's surname", Evidence.NAME, target, name, town.rng.choice(("", "FACTURE", "PRESTATION"))
    )


def thrown_back(town: Town) -> None:
    """The payment of an invoice is rejected: a debit that quotes its number, and settles nothing."""
    client = town.client()
    target = town.invoice(client, town.odd())
    on, number = town.day(3, 20), town.number(target).written()
    label = town.rng.choice(
        (f"IMPAYE {plain(client.name)} {number}", f"REJET VIR {number} {plain(client.name)}", f"VIR REJETE {number}")
    )
    town.move("payment thrown back", Evidence.NONE, on, -target.total_cents, label)


def sent_to_a_client(town: Town) -> None:
    """Money sent to a client who has only open invoices."""
    client = town.client()
    target = town.invoice(client, town.odd())
    on, name = town.day(3, 20), town.plainly(client)
    town.move(
        "money sent to a client, no credit note",
        Evidence.NONE,
        on,
        -target.total_cents,
        town.bank.sent(name, "REMBOURSEMENT", on),
    )


def supplier_s_own_number(town: Town) -> None:
    """A supplier's invoice number reads like one of ours."""
    name, category, seen = town.rng.choice(
        [each for each in SUPPLIERS if each[1] in {"Sous-traitance", "Comptabilité"}]
    )
    ours = town.invoice(town.client(), town.odd())
    cents = -town.rng.randrange(9_000, 190_000)
    fact = town.record(TargetKind.EXPENSE, name, cents, town.today, category=category)
    on = town.day(0, 30)
    label = town.bank.sent(town.rng.choice(seen), f"FACTURE {town.number(ours).written()}", on)
    town.move("supplier's number like ours", Evidence.DATE, on, cents, label, [(fact, cents)], name)


def many_small_equal(town: Town) -> None:
    """Several clients owe one common price; each tells his name."""
    cents = town.rng.choice((4500, 6000, 8000))
    for client in town.rng.sample(town.clients, min(5, len(town.clients))):
        target = town.invoice(client, cents)
        town.pay(
            "common price, name told",
            Evidence.NAME,
            target,
            town.plainly(client),
            town.rng.choice(("", "COURS", "FACTURE")),
        )


def sum_is_another_s(town: Town) -> None:
    """The sum of two invoices of the payer is, by chance, another client's invoice."""
    client = town.client()
    one, two = town.invoice(client, town.odd()), town.invoice(client, town.odd(), town.day(3))
    town.invoice(town.stranger(client), one.total_cents + two.total_cents)
    town.pay_all(
        "several, the sum is another's invoice", Evidence.NAME, [one, two], town.plainly(client), "VOS FACTURES"
    )


CORNERS: tuple[tuple[Callable[[Town], None], float], ...] = (
    (range_told, 1),
    (twins_dated, 1),
    (two_halves, 1),
    (whole_and_part, 0.7),
    (label_only, 1),
    (through_a_platform, 1.5),
    (abroad, 1.5),
    (late_record, 2),
    (namesake_of_the_owner, 1),
    (thrown_back, 1),
    (sent_to_a_client, 1),
    (supplier_s_own_number, 1),
    (many_small_equal, 0.6),
    (sum_is_another_s, 0.8),
)
