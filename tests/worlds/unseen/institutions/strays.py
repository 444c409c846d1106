"""Numbers in labels that are not the document's: settled, another client's, a quote's, the payer's own, mistyped."""

from collections.abc import Iterator

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import bodies
from tests.worlds.unseen.institutions.habits import Habit, Saying, client_name
from tests.worlds.unseen.institutions.numbering import letters_for_digits, transposed
from tests.worlds.unseen.institutions.world import Doc, World


def _named(world: World, doc: Doc) -> str:
    """The payer with its client's name, for those whom the treasury pays."""
    return client_name(doc)


def _transposed(world: World, doc: Doc) -> str:
    return f"FACTURE {transposed(doc.number)}"


def _letters(world: World, doc: Doc) -> str:
    return f"FACTURE {letters_for_digits(doc.number)}"


def _last_year(world: World, doc: Doc) -> str:
    year = doc.on.year
    for this, last in ((str(year), str(year - 1)), (f"{year % 100}", f"{year % 100 - 1}")):
        if this in doc.number[:-3]:
            return f"FACTURE {doc.number.replace(this, last, 1)}"
    return f"FACTURE {doc.number}/{year - 1}"


def _own_order(world: World, doc: Doc) -> str:
    rng = world.rng
    return rng.choice(
        (
            f"COMMANDE N {rng.randrange(4500, 4599)}",
            f"BDC {doc.on.year}-{rng.randrange(10, 99):04d}",
            f"MARCHE {doc.on.year}-{rng.randrange(1, 40):03d}",
            f"NOTRE REF {rng.randrange(10**5, 10**6)}",
            f"PIECE {rng.randrange(100, 999)}",
            f"CONVENTION {doc.on.year}/{rng.randrange(1, 90):02d}",
        )
    )


def _other_clients_number(world: World, doc: Doc) -> str:
    others = [each for each in world.docs if each.type and each.client is not doc.client and each.cents != doc.cents]
    return f"FACT {world.rng.choice(others).number}"


def _own_order_alike(world: World, doc: Doc) -> str:
    others = [each for each in world.docs if each.type and each.client is not doc.client and each.cents != doc.cents]
    return f"{world.rng.choice(('COMMANDE', 'BDC', 'MARCHE', 'V/REF', 'PO'))} {world.rng.choice(others).number}"


def settled_number(world: World) -> Iterator[None]:
    """The client tells again the number of an invoice that it paid before."""
    client, on = world.client(), world.day()
    old = world.invoice(client, 0, on, is_settled=True)
    doc = world.invoice(client, 0, world.later(on, 25, 40))
    yield
    world.pay("number of a settled invoice", Mode.MUST, doc, what=world.spell(old))


def settled_number_same_amount(world: World) -> Iterator[None]:
    """The number told is settled, and the open invoice has its very amount: paid twice, or a slip."""
    client, on, cents = world.client(), world.day(), world.round()
    old = world.invoice(client, cents, on, is_settled=True)
    doc = world.invoice(client, cents, world.later(on, 25, 40))
    yield
    world.pay("number of a settled invoice, one amount", Mode.ASK, doc, what=world.spell(old))


def other_open_number(world: World) -> Iterator[None]:
    """The client tells the number of another of its open invoices and pays the amount of this one."""
    client, on = world.client(), world.day()
    doc, told = world.invoice(client, 0, on), world.invoice(client, 0, world.later(on, 0, 8))
    yield
    day, is_left = world.later(told.on, 10, 30), world.rng.random() < 0.5
    number = "number of another open invoice"
    mode, behaviour = (Mode.ASK, number) if is_left else (Mode.MAY, f"{number}, paid later")
    world.pay(behaviour, mode, doc, what=world.spell(told), on=day)
    if not is_left:
        on = world.later(day, 20, 40)
        world.pay("number told", Mode.MUST, told, what=world.spell(told), on=on, cites=True)


def quote_number(world: World) -> Iterator[None]:
    """The client tells the number of the quote, of the order or of the pro-forma that came before."""
    client, on = world.client(), world.day()
    type_ = world.rng.choice((DocumentType.QUOTE, DocumentType.ORDER, DocumentType.PROFORMA))
    cents = world.odd()
    before = world.invoice(client, cents, on, type_=type_)
    doc = world.invoice(client, cents, world.later(on, 12, 30))
    yield
    world.pay("number of the quote", Mode.MUST, doc, what=f"{world.rng.choice(('DEVIS', 'VOTRE', ''))} {before.number}")


def quote_paid(world: World) -> Iterator[None]:
    """A deposit on a quote for which no document exists yet, while another invoice is open."""
    client, on = world.client(), world.day()
    quote = world.invoice(client, world.odd(1500, 4000), on, type_=DocumentType.QUOTE)
    yield
    rate = world.rng.choice((30, 40, 50))
    what, day = f"ACOMPTE {rate}% {quote.number}", world.later(on, 4, 20)
    world.nothing("deposit on a quote", "in", client.bank_name, what, quote.cents * rate // 100, day)


def wrong_amount(world: World) -> Iterator[None]:
    """Name and number are right, and the amount has two digits exchanged."""
    doc = world.invoice(world.client(), world.rng.randrange(5, 30) * 10_000 + 4_500)
    yield
    cents = doc.cents - 900 if world.rng.random() < 0.6 else doc.cents + 900
    world.pay(
        "number told, wrong amount",
        Mode.MAY,
        doc,
        what=world.spell(doc),
        cents=cents,
        cites=True,
        parts={doc: min(cents, doc.cents)},
    )


def paid_twice(world: World) -> Iterator[None]:
    """The same number is paid twice, and the second payment stays with the owner."""
    doc = world.invoice(world.client())
    yield
    what = world.spell(doc)
    first = world.pay("number told", Mode.MUST, doc, what=what, cites=True)
    assert doc.client
    on = world.later(first.on, 5, 30)
    world.nothing("paid a second time", "in", doc.client.bank_name, what, doc.cents, on)


ACCIDENTS: tuple[Habit, ...] = (
    Saying("digits of the number exchanged", Mode.MUST, _transposed),
    Saying("letter typed for a digit", Mode.MUST, _letters),
    Saying("number of last year", Mode.MUST, _last_year),
    Saying("payer's own order", Mode.MUST, _own_order, bodies.PAYING_ITSELF),
    Saying("payer's own order, public body", Mode.MUST, _own_order, bodies.PAID_BY_TREASURY, _named),
    Saying("payer's own order like another's number", Mode.MUST, _own_order_alike),
    Saying("number of another client's invoice", Mode.MAY, _other_clients_number),
    *(
        settled_number,
        settled_number_same_amount,
        other_open_number,
        quote_number,
        quote_paid,
        wrong_amount,
        paid_twice,
    ),
)
