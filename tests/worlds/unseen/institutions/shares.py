"""Invoices paid in part or with more: deposits, balances, instalments, retentions, penalties, interest, discounts."""

from collections.abc import Iterator

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import bodies
from tests.worlds.unseen.institutions.habits import Habit
from tests.worlds.unseen.institutions.world import Doc, World


def _payer(doc: Doc) -> str:
    assert doc.client
    return doc.client.treasury or doc.client.bank_name


def deposit_and_balance(world: World) -> Iterator[None]:
    """A deposit at the order and a balance after the service, each with its own document."""
    client, on, rate = world.client(), world.day(120), world.rng.choice((30, 40, 50))
    cents = world.odd(900, 4200)
    deposit = world.invoice(client, cents * rate // 100, on, type_=DocumentType.DEPOSIT)
    final = world.invoice(client, cents - deposit.cents, world.later(on, 30, 55), type_=DocumentType.FINAL)
    yield
    is_stated = world.rng.random() < 0.5
    for doc, word in ((deposit, f"ACOMPTE {rate}%"), (final, "SOLDE")):
        what = f"{word} {world.spell(doc) if is_stated else ''}"
        behaviour = f"{word.split()[0].lower()} document, {'number told' if is_stated else 'no number'}"
        world.pay(behaviour, Mode.MUST, doc, what=what, cites=is_stated)


def instalments(world: World) -> Iterator[None]:
    """One invoice in three or four equal payments, told as 1/3, 2/3…"""
    count = world.rng.choice((3, 4))
    doc = world.invoice(world.client(), count * world.odd(150, 600), world.day(150))
    yield
    is_stated, on, share = world.rng.random() < 0.5, doc.on, doc.cents // count
    for rank in range(1, count + 1):
        on = world.later(on, 26, 31)
        said = f"{world.rng.choice(('ECHEANCE', 'ECH', 'VERSEMENT'))} {rank}/{count}"
        what, parts = f"{said} {doc.number if is_stated else ''}", {doc: share}
        behaviour = "instalment, number told" if is_stated else "instalment, only its rank told"
        world.pay(behaviour, Mode.MUST, doc, what=what, parts=parts, on=on, cites=is_stated)


def part_with_number(world: World) -> Iterator[None]:
    """A part with the number, then the rest."""
    doc = world.invoice(world.client(), world.odd(900, 3900), world.day(110))
    yield
    cents, what = world.rng.randrange(3, 8) * doc.open_cents // 1000 * 100, world.spell(doc)
    first = world.pay("part, number told", Mode.MUST, doc, what=f"ACOMPTE {what}", parts={doc: cents}, cites=True)
    on = world.later(first.on, 10, 40)
    is_stated = world.rng.random() < 0.5
    behaviour = "balance with number" if is_stated else "balance by its odd amount"
    world.pay(behaviour, Mode.MUST, doc, what=f"SOLDE {what if is_stated else ''}", on=on, cites=is_stated)


def retention(world: World) -> Iterator[None]:
    """A public body keeps 5 % back, and pays it some months later."""
    client = world.client("town", "hospital", "university", "syndic")
    doc = world.invoice(client, 2000 * world.rng.randrange(60, 200), world.day(150))
    yield
    kept = doc.cents * 5 // 100
    what, parts = f"{doc.number} RETENUE GARANTIE 5%", {doc: doc.cents - kept}
    first = world.pay("retention, number told", Mode.MUST, doc, who=_payer(doc), what=what, parts=parts, cites=True)
    what, on = f"LIBERATION RG {doc.number}", world.later(first.on, 50, 80)
    world.pay("retention paid out, number told", Mode.MUST, doc, who=_payer(doc), what=what, on=on, cites=True)


def penalty(world: World) -> Iterator[None]:
    """A public body takes penalties off."""
    doc = world.invoice(world.client(*bodies.PAID_BY_TREASURY), world.odd(900, 3900))
    yield
    off = world.rng.choice((5000, 7500, 10_000))
    what, parts = f"{doc.number} PENALITES RETARD {off // 100},00", {doc: doc.cents - off}
    world.pay("penalty taken off, number told", Mode.MUST, doc, who=_payer(doc), what=what, parts=parts, cites=True)


def late_interest(world: World) -> Iterator[None]:
    """The indemnity of 40 €, or interest too, is added to the payment."""
    doc = world.invoice(world.client(), world.odd(900, 3900))
    yield
    on, whole = world.later(doc.on, 62, 80), {doc: doc.cents}
    if world.rng.random() < 0.5:
        what = f"{world.spell(doc)} + INDEMNITE 40 EUR"
        cents = doc.cents + 4000
        world.pay("indemnity added", Mode.MUST, doc, what=what, cents=cents, parts=whole, on=on, cites=True)
        return
    what, cents = f"{world.spell(doc)} INTERETS MORATOIRES", doc.cents + world.rng.randrange(700, 4900)
    world.pay("interest added", Mode.MAY, doc, what=what, cents=cents, parts=whole, on=on, cites=True)


def interest_alone(world: World) -> Iterator[None]:
    """The treasury pays the interest apart, after the invoice."""
    doc = world.invoice(world.client(*bodies.PAID_BY_TREASURY))
    yield
    first = world.pay("treasury, number told", Mode.MUST, doc, who=_payer(doc), what=doc.number, cites=True)
    what, on = f"INTERETS MORATOIRES {doc.number}", world.later(first.on, 3, 30)
    world.nothing("interest paid apart", "in", _payer(doc), what, 4000 + world.rng.randrange(0, 900), on)


def near_amounts(world: World) -> Iterator[None]:
    """The payer rounds, takes a discount or a bank fee off, or pays some euros too many."""
    docs, rng = [world.invoice(world.client(), world.odd(400, 3900)) for _ in range(2)], world.rng
    yield
    for doc in docs:
        cents = doc.cents
        behaviour, paid = rng.choice(
            (
                ("discount of 2 % taken", cents - cents * 2 // 100),
                ("rounded down", cents // 100 * 100),
                ("rounded up", (cents // 1000 + 1) * 1000),
                ("cents too few", cents - rng.randrange(1, 10)),
                ("overpaid", cents + rng.choice((2000, 5000, 10_000))),
                ("underpaid", cents - rng.choice((1000, 2000, 3000))),
                ("duty-free amount paid", cents * 100 // 120),
            )
        )
        said = f"{world.spell(doc)} {'ESCOMPTE 2%' if behaviour.startswith('discount') else ''}"
        world.pay(behaviour, Mode.MAY, doc, what=said, cents=paid, parts={doc: min(paid, cents)}, cites=True)


def near_amount_by_name(world: World) -> Iterator[None]:
    """A payment near the only open invoice of the client, without number."""
    doc = world.invoice(world.client(), world.odd(400, 3900))
    yield
    paid = doc.cents - world.rng.choice((150, 300, 450, 1200, 2500))
    world.pay("near amount by name", Mode.ASK, doc, cents=paid, parts={doc: paid})


def overpaid_and_returned(world: World) -> Iterator[None]:
    """The excess of an overpaid invoice goes back."""
    doc = world.invoice(world.client())
    yield
    what, more = world.spell(doc), world.rng.choice((1000, 5000, 10_000))
    first = world.pay("overpaid", Mode.MAY, doc, what=what, cents=doc.cents + more, parts={doc: doc.cents}, cites=True)
    on = world.later(first.on, 3, 12)
    world.nothing("excess paid back", "out", _payer(doc), f"TROP PERCU {doc.number}", -more, on)


def credit_note_paid_back(world: World) -> Iterator[None]:
    """A credit note on a settled invoice is paid back to the client."""
    client, on = world.client(), world.day()
    world.invoice(client, 0, on, is_settled=True)
    note = world.invoice(client, world.odd(60, 400), world.later(on, 5, 20), type_=DocumentType.CREDIT_NOTE)
    yield
    is_stated = world.rng.random() < 0.6
    what, day = f"AVOIR {note.number if is_stated else ''}", world.later(note.on, 1, 12)
    world.pay("credit note paid back", Mode.MUST, note, by="out", what=what, on=day, cites=is_stated)


def expenses_invoiced_again(world: World) -> Iterator[None]:
    """The client pays the fees and, apart, the travel that was invoiced again."""
    client, on = world.client(), world.day()
    fees, travel = (
        world.invoice(client, 0, on),
        world.invoice(client, world.odd(60, 320), on, label="Frais de déplacement"),
    )
    yield
    day = world.later(on, 12, 40)
    world.pay("fees apart from travel", Mode.MUST, fees, what="HONORAIRES", on=day)
    world.pay("travel invoiced again", Mode.MUST, travel, what="FRAIS DEPLACEMENT", on=world.later(day, 0, 6))


ACCIDENTS: tuple[Habit, ...] = (
    *(deposit_and_balance, deposit_and_balance, instalments, instalments, part_with_number, retention, penalty),
    *(late_interest, late_interest, interest_alone, near_amounts, near_amounts, near_amounts, near_amount_by_name),
    *(overpaid_and_returned, credit_note_paid_back, expenses_invoiced_again),
)
