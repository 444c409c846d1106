"""Payments that are not one for one: several at once, in parts, too little, too much, given back, deducted."""

from collections.abc import Callable
from datetime import timedelta

from microdesk_desktop.domain.settle.targets import DocumentType, Target
from tests.worlds.judge.spellings import SPELLINGS
from tests.worlds.judge.town import Evidence, Town


def _together(town: Town, count: int) -> tuple[list[Target], str]:
    client = town.client()
    targets = [town.invoice(client, town.odd(), town.day(5 * index)) for index in range(count)]
    return targets, town.plainly(client)


def several_cited(town: Town) -> None:
    targets, name = _together(town, town.rng.choice((2, 2, 3, 4)))
    spelling = town.rng.choice(("exact", "exact", "spaces", "no separators", "lower case"))
    numbers = [
        town.number(target).written(
            **(
                {"first": "", "second": ""}
                if spelling == "no separators"
                else {"first": " ", "second": " "}
                if spelling == "spaces"
                else {}
            )
        )
        for target in targets
    ]
    word = town.rng.choice(("FACTURES", "FACT", "REGLEMENT FACTURES", "Fact."))
    joined = town.rng.choice((", ", " ET ", " + ", " / ", " ; ", " & ")).join(numbers)
    town.pay_all(
        "several, numbers listed",
        Evidence.NUMBER,
        targets,
        name,
        f"{word} {joined.lower() if spelling == 'lower case' else joined}",
    )


def several_shortened(town: Town) -> None:
    """F-2026-0042/43, or FACTURES 42 ET 43."""
    targets, name = _together(town, town.rng.choice((2, 3)))
    numbers = [town.number(target) for target in targets]
    serials = [str(number.serial) for number in numbers]
    if town.rng.random() < 0.5:
        motive = f"FACTURES {town.rng.choice((' ET ', ', ', ' + ', '-', '/')).join(serials)}"
    else:
        motive = f"FACT {'/'.join([numbers[0].written(), *serials[1:]])}"
    town.pay_all("several, numbers shortened", Evidence.NAME, targets, name, motive)


def several_summed(town: Town) -> None:
    count = town.rng.choice((2, 2, 3))
    targets, name = _together(town, count)
    town.pay_all(
        "several, only name and sum",
        Evidence.NAME,
        targets,
        name,
        town.rng.choice(("", "VOS FACTURES", "REGLEMENT", f"{count} FACTURES", "Factures mars et avril")),
    )


def some_of_many(town: Town) -> None:
    targets, name = _together(town, 5)
    town.pay_all(
        "several out of five, name and sum",
        Evidence.NAME,
        town.rng.sample(targets, 2),
        name,
        town.rng.choice(("", "VOS FACTURES", "REGLEMENT")),
    )


def deposit_documents(town: Town) -> None:
    """A deposit invoice and a final invoice, each with its own amount."""
    client, total = town.client(), town.rng.randrange(500, 6_000) * 100
    deposit = town.invoice(client, total * 3 // 10, kind=DocumentType.DEPOSIT)
    final = town.invoice(client, total, town.day(40), kind=DocumentType.FINAL, left=total - deposit.total_cents)
    told = town.rng.random() < 0.5
    say = (lambda target, word: f"{word} {town.number(target).written()}") if told else (lambda target, word: word)
    evidence = Evidence.NUMBER if told else Evidence.NAME
    town.pay(
        "deposit document",
        evidence,
        deposit,
        town.plainly(client),
        say(deposit, town.rng.choice(("ACOMPTE", "ACPTE 30%", "Acompte commande"))),
    )
    town.pay(
        "final document",
        evidence,
        final,
        town.plainly(client),
        say(final, town.rng.choice(("SOLDE", "Solde facture", "SOLDE TRAVAUX"))),
    )


def deposit_then_balance(town: Town) -> None:
    client, total = town.client(), town.rng.randrange(500, 6_000) * 100
    target = town.invoice(client, total)
    share = total * town.rng.choice((30, 40, 50)) // 100
    number, on = town.number(target).written(), town.day(1, 8)
    told = town.rng.random() < 0.6
    town.pay(
        "deposit, number told",
        Evidence.NUMBER,
        target,
        town.plainly(client),
        f"{town.rng.choice(('ACOMPTE', 'ACPTE 30%', 'Acompte'))} {number}",
        share,
        on,
    )
    later = on + timedelta(days=town.rng.randrange(15, 60))
    town.pay(
        "balance, number told" if told else "balance, name only",
        Evidence.NUMBER if told else Evidence.NAME,
        target,
        town.plainly(client),
        f"SOLDE {number}" if told else town.rng.choice(("SOLDE", "", "Solde travaux")),
        total - share,
        later,
    )


def deposit_unnumbered(town: Town) -> None:
    client, total = town.client(), town.rng.randrange(500, 6_000) * 100
    target = town.invoice(client, total)
    town.pay(
        "deposit, name only",
        Evidence.NONE,
        target,
        town.plainly(client),
        town.rng.choice(("ACOMPTE 30%", "ACPTE 30%", "Acompte")),
        total * 3 // 10,
        town.day(1, 20),
    )


def instalments(town: Town) -> None:
    client, count = town.client(), town.rng.choice((3, 4))
    total = town.rng.randrange(300, 3_000) * 100 * count
    target = town.invoice(client, total)
    told = town.rng.random() < 0.6
    for index in range(count):
        motive = (
            f"{town.number(target).written()} ECHEANCE {index + 1}/{count}" if told else f"ECHEANCE {index + 1}/{count}"
        )
        town.pay(
            "instalments, number told" if told else "instalments, name only",
            Evidence.NUMBER if told else Evidence.NONE,
            target,
            town.plainly(client),
            motive,
            total // count,
            town.day(5 + 30 * index, 6),
        )


def underpaid(town: Town) -> None:
    client = town.client()
    target = town.invoice(client, town.price())
    less = town.rng.choice((1, 100, 1500, target.total_cents // 50 + 1))
    town.pay(
        "underpaid by a little, number told",
        Evidence.NONE,
        target,
        town.plainly(client),
        SPELLINGS["exact"](town.rng, town.number(target)),
        target.total_cents - less,
    )


def overpaid(town: Town) -> None:
    client = town.client()
    target = town.invoice(client, town.price())
    on, name = town.paid_on(target), town.plainly(client)
    cents = target.total_cents + town.rng.choice((1, 200, 5000))
    town.move(
        "overpaid, number told",
        Evidence.NONE,
        on,
        cents,
        town.bank.received(name, SPELLINGS["exact"](town.rng, town.number(target)), on),
        [(target, target.total_cents)],
        name,
    )


def paid_twice(town: Town) -> None:
    client = town.client()
    target = town.invoice(client, town.odd())
    name, motive, on = town.plainly(client), SPELLINGS["exact"](town.rng, town.number(target)), town.paid_on(target)
    town.pay("paid, then paid again by mistake", Evidence.NUMBER, target, name, motive, on=on)
    again = on + timedelta(days=town.rng.randrange(2, 9))
    town.move(
        "paid again by mistake",
        Evidence.NONE,
        again,
        target.total_cents,
        town.bank.received(name, motive, again),
        shown=name,
    )


def refunded(town: Town) -> None:
    client = town.client()
    note = town.invoice(client, -town.odd(), kind=DocumentType.CREDIT_NOTE)
    told, name, on = town.rng.random() < 0.5, town.plainly(client), town.day(1, 15)
    motive = (
        f"REMBOURSEMENT {town.number(note).written()}"
        if told
        else town.rng.choice(("REMBOURSEMENT", "AVOIR", "Remboursement trop percu"))
    )
    town.move(
        "credit note refunded",
        Evidence.NUMBER if told else Evidence.NAME,
        on,
        note.total_cents,
        town.bank.sent(name, motive, on),
        [(note, note.total_cents)],
        name,
    )


def netted(town: Town) -> None:
    """The client deducts the credit note from the next payment."""
    client, cents = town.client(), town.rng.randrange(60_000, 400_000)
    target = town.invoice(client, cents)
    note = town.invoice(client, -town.rng.randrange(3_000, 50_000), town.day(4), kind=DocumentType.CREDIT_NOTE)
    told, name, on = town.rng.random() < 0.6, town.plainly(client), town.day(8, 25)
    less = town.rng.choice(("MOINS AVOIR", "- AVOIR", "DEDUIT", "AVOIR"))
    motive = (
        f"FACT {town.number(target).written()} {less} {town.number(note).written()}"
        if told
        else town.rng.choice(("", "FACTURE MOINS AVOIR"))
    )
    behaviour, evidence = (
        ("credit note netted, numbers told", Evidence.NUMBER)
        if told
        else ("credit note netted, name and sum", Evidence.NAME)
    )
    town.move(
        behaviour,
        evidence,
        on,
        target.total_cents + note.total_cents,
        town.bank.received(name, motive, on),
        [(target, target.total_cents), (note, note.total_cents)],
        name,
    )


AMOUNTS: tuple[tuple[Callable[[Town], None], float], ...] = (
    (several_cited, 2),
    (several_shortened, 1.2),
    (several_summed, 2),
    (some_of_many, 0.7),
    (deposit_documents, 1.5),
    (deposit_then_balance, 2),
    (deposit_unnumbered, 1),
    (instalments, 1),
    (underpaid, 1),
    (overpaid, 1),
    (paid_twice, 1),
    (refunded, 1.5),
    (netted, 1.5),
)
