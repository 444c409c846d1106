"""Slips of banks and clients: labels cut and glued, corrected invoices, payments for others, receipts."""

from collections.abc import Iterator
from datetime import timedelta

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions.habits import Habit, Saying, nothing_said
from tests.worlds.unseen.institutions.people import plain
from tests.worlds.unseen.institutions.takings import PUBLISHERS, SOCIETIES
from tests.worlds.unseen.institutions.world import Doc, World

STATEMENT_WIDTH = 32


def _glued(world: World, doc: Doc) -> str:
    return f"FACT{doc.number}{doc.on:%d%m%Y}"


def _split(world: World, doc: Doc) -> str:
    place = len(doc.number) - 2
    return f"FACTURE {doc.number[:place]} {doc.number[place:]}"


def _with_service(world: World, doc: Doc) -> str:
    rng = world.rng
    return f"DEPT FORMATION UO{rng.randrange(10, 99)} {doc.number} CODE {rng.randrange(6000, 6999)}"


def cut(world: World) -> Iterator[None]:
    """The statement keeps 32 characters, of the name and perhaps of the number."""
    doc = world.invoice(world.customer("firm", "venue", "association", "person"))
    yield
    assert doc.client
    on = world.later(doc.on, 8, 40)
    row = world.pay("label cut at 32 characters", Mode.MUST, doc, on=on)
    row.label = f"VIR {doc.client.bank_name} {doc.number}"[:STATEMENT_WIDTH]


def cut_after_long_words(world: World) -> Iterator[None]:
    """The bank cuts a long reason at 140 characters, before the last number of a list."""
    client, on = world.client("association", "venue", "fund"), world.day()
    docs = [world.invoice(client, 0, on) for _ in range(3)]
    yield
    words = "REGLEMENT DES INTERVENTIONS REALISEES DANS LE CADRE DU PROJET ANNUEL SELON CONVENTION SIGNEE "
    row = world.pay("label cut at 140 characters", Mode.MAY, docs)
    row.label = f"VIR SEPA {client.bank_name} {words}{' '.join(doc.number for doc in docs)}"[:140]


def corrected(world: World) -> Iterator[None]:
    """An invoice was corrected for another amount; the client pays that, with the first number."""
    client, on = world.client(), world.day()
    first = world.invoice(client, 0, on, is_settled=True)
    note_day = world.later(on, 4, 9)
    world.invoice(client, first.cents, note_day, type_=DocumentType.CREDIT_NOTE, is_settled=True)
    doc = world.invoice(client, 0, note_day, type_=DocumentType.CORRECTIVE)
    yield
    world.pay("first number of a corrected invoice", Mode.MUST, doc, what=world.spell(first))


def client_pays_for_another(world: World) -> Iterator[None]:
    """A client pays the invoice of another client, with its number or without."""
    one, other, on = world.client("firm", "venue"), world.client("association"), world.day()
    world.invoice(one, 0, on)
    doc = world.invoice(other, 0, on)
    yield
    if world.rng.random() < 0.5:
        what = world.spell(doc)
        behaviour = "client pays for another, number told"
        world.pay(behaviour, Mode.MUST, doc, who=one.bank_name, what=what, cites=True)
        return
    world.pay("client pays for another", Mode.ASK, doc, who=one.bank_name, what=nothing_said(world, doc))


def for_another(world: World) -> Iterator[None]:
    """A body pays on behalf of a client, whom the label names."""
    doc, payer = world.invoice(world.client("association", "venue")), world.client("chamber", "fund")
    yield
    assert doc.client
    what = f"POUR LE COMPTE DE {plain(doc.client.name)}"
    world.pay("on behalf of a client named", Mode.MUST, doc, who=payer.bank_name, what=what)


def monthly_receipts(world: World) -> Iterator[None]:
    """A society or publisher pays every month, and each month has its receipt."""
    who, on = world.rng.choice((*SOCIETIES, *PUBLISHERS)), world.day(160)
    docs = [world.receipt(world.odd(15, 300), on + timedelta(days=30 * rank), who, "Droits") for rank in range(4)]
    yield
    for doc in docs:
        on = world.later(doc.on, 1, 8)
        world.pay("receipts of one payer every month", Mode.MUST, doc, who=plain(who), what="DROITS", on=on)


def equal_receipts(world: World) -> Iterator[None]:
    """A magazine pays one amount every month, and each month has its receipt."""
    who, on, cents = world.rng.choice(PUBLISHERS), world.day(160), world.odd(60, 300)
    docs = [world.receipt(cents, on + timedelta(days=30 * rank), who, "Chronique") for rank in range(4)]
    yield
    for doc in docs:
        on = world.later(doc.on, 1, 8)
        world.pay("equal receipts every month", Mode.MUST, doc, who=plain(who), what="PIGE", on=on, in_order=True)


ACCIDENTS: tuple[Habit, ...] = (
    Saying("number glued to a day", Mode.MUST, _glued),
    Saying("number split by a space", Mode.MUST, _split),
    Saying("number among codes of a service", Mode.MUST, _with_service, cites=True),
    *(cut, cut, cut_after_long_words, corrected, client_pays_for_another, client_pays_for_another, for_another),
    *(monthly_receipts, equal_receipts),
)
