"""One transfer for several documents, and amounts that fit by chance."""

from collections.abc import Sequence

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Piece, Row, Sight, after
from tests.worlds.unseen.craft.people import Client


def _open(book: Ledger, client: Client, count: int) -> list[Piece]:
    on = book.day(margin=100)
    return [book.document(client, after(on, 4 * each), book.odd(50, 700)) for each in range(count)]


def _pay(
    book: Ledger, behaviour: str, client: Client, parts: Sequence[Piece], what: str, mode: Mode = Mode.MUST
) -> Row:
    paid = after(max(each.on for each in parts), book.random.randint(6, 30))
    return book.receive(behaviour, mode, paid, parts, client.as_sender(book.random, "full"), what)


def all_open(book: Ledger) -> None:
    """All that the client owes, two or three documents, nothing told."""
    client = book.regular()
    _pay(book, "two or three at once", client, _open(book, client, book.random.choice((2, 2, 3))), "")


def all_but_one(book: Ledger) -> None:
    """All but one of four to six."""
    client = book.client()
    pieces = _open(book, client, book.random.choice((4, 5, 6)))
    left_out = book.random.choice(pieces)
    latest = pieces[-1]
    parts = [each for each in pieces if each is not left_out]
    row = _pay(book, "all but one", client, parts, book.random.choice(("", "FACTURES")))
    row.on = max(row.on, after(latest.on, 6))


def eight(book: Ledger) -> None:
    """Six to eight small documents at once."""
    client = book.names.firm()
    _pay(book, "six to eight at once", client, _open(book, client, book.random.choice((6, 7, 8))), "RELEVE DE FACTURES")


def clear_all(book: Ledger) -> None:
    """SOLDE DE TOUT COMPTE: all that is open."""
    client = book.names.person()
    text = book.random.choice(("SOLDE DE TOUT", "SOLDE TOUT COMPTE", "POUR SOLDE DE TOUTES FACTURES"))
    _pay(book, "all, said so", client, _open(book, client, 3), text)


def less_credit_note(book: Ledger) -> None:
    """An invoice less the credit note of a job put right."""
    client = book.client()
    on = book.day()
    piece = book.document(client, on, book.odd(300, 1900))
    note = book.document(client, after(on, 5), -book.odd(40, 200), DocumentType.CREDIT_NOTE, "Avoir")
    what = book.random.choice(("", "AVOIR DEDUIT", "FACT MOINS AVOIR"))
    _pay(book, "less the credit note", client, [piece, note], what)


def credit_note_paid_out(book: Ledger) -> None:
    """A credit note is paid back to the client by transfer."""
    client = book.client()
    on = book.day()
    book.settled(client, after(on, -20), book.odd(300, 900))
    note = book.document(client, on, -book.odd(40, 300), DocumentType.CREDIT_NOTE, "Avoir")
    who = client.as_sender(book.random, "full")
    paid = after(on, book.random.randint(2, 12))
    book.debit("credit note paid out", Mode.MUST, paid, [note], who, "REMBOURSEMENT AVOIR", kind="out")


def _one_and_half(book: Ledger) -> tuple[Client, Piece, Piece]:
    client = book.client()
    on = book.day(margin=60)
    whole = book.document(client, on, book.odd(200, 900))
    return client, whole, book.document(client, after(on, 7), book.odd(200, 900) * 2)


def one_and_a_half(book: Ledger) -> None:
    """One invoice whole and half of the next one, as the numbers tell."""
    client, whole, half = _one_and_half(book)
    parts = {whole: whole.cents, half: half.cents // 2}
    who = client.as_sender(book.random)
    text = book.random.choice(("{} + 50% {}", "{} ET MOITIE {}", "{} + ACOMPTE {}"))
    row = book.receive(
        "one and a half, told", Mode.MUST, after(half.on, 13), parts, who,
        lambda: text.format(whole.number, half.number), cents=sum(parts.values()),
    )  # fmt: skip
    row.sight = Sight.NUMBER


def one_and_a_half_untold(book: Ledger) -> None:
    """One invoice whole and half of the next one, nothing told."""
    client, whole, half = _one_and_half(book)
    parts = {whole: whole.cents, half: half.cents // 2}
    who, cents = client.as_sender(book.random), sum(parts.values())
    book.receive("one and a half, untold", Mode.ASK, after(half.on, 13), parts, who, cents=cents)


def lessons_at_once(book: Ledger) -> None:
    """Three of five appointments of one price, paid at once."""
    client = book.names.person()
    on = book.day(margin=100)
    pieces = [book.document(client, after(on, 7 * each), book.price(), label=book.trade.lesson) for each in range(5)]
    paid = after(pieces[-1].on, 5)
    book.receive("three of five equal ones", Mode.ASK, paid, pieces[:3], client.as_sender(book.random, "full"), "COURS")


def all_lessons(book: Ledger) -> None:
    """Four appointments of one price, all paid at once, their number told."""
    client = book.names.person()
    on = book.day(margin=100)
    pieces = [book.document(client, after(on, 7 * each), book.price(), label=book.trade.lesson) for each in range(4)]
    _pay(book, "all equal ones, count told", client, pieces, "4 SEANCES")


def chance_parts(book: Ledger) -> None:
    """Two parts that happen to make one of two invoices, and belong to the other, as its balance proves."""
    client = book.client()
    on = book.day(margin=110)
    small = book.round(400, 900)
    large = small + 50000
    book.document(client, on, small)
    piece = book.document(client, after(on, 3), large)
    who = client.as_sender(book.random, "full")
    rest, proved = large - small, after(on, 60)
    is_proved = after(proved, 2) <= book.end
    for at, cents in enumerate((20000, small - 20000)):
        paid = after(on, 15 + 20 * at)
        row = book.receive("parts that make another sum", Mode.ASK, paid, {piece: cents}, who, "ACOMPTE", cents=cents)
        row.mode, row.sight = (Mode.MAY, Sight.TOLD) if is_proved else (row.mode, row.sight)
    row = book.receive(
        "balance that proves them", Mode.MUST, proved, {piece: rest}, who,
        lambda: f"SOLDE {piece.number}", cents=rest,
    )  # fmt: skip
    row.sight = Sight.NUMBER


def chance_sum(book: Ledger) -> None:
    """One round invoice is paid; two others of the client make the same sum."""
    client = book.client()
    on = book.day(margin=100)
    one, other = book.round(100, 400), book.round(100, 400)
    for at, cents in enumerate((one, other)):
        book.document(client, after(on, at), cents)
    piece = book.document(client, after(on, 4), one + other)
    book.receive("single, a set makes it too", Mode.MAY, after(on, 15), [piece], client.as_sender(book.random, "full"))


def chance_strangers(book: Ledger) -> None:
    """A transfer from nobody known, equal to the sum of two clients' invoices: a gift of the family."""
    on = book.day(margin=90)
    cents = [book.document(book.names.person(), after(on, each), book.round(60, 300)).cents for each in range(2)]
    aunt = book.names.person().as_sender(book.random, "full")
    book.row(
        "gift, a sum by chance",
        Mode.NOTHING,
        after(on, 9),
        (),
        book.label("in", on, aunt, "BON ANNIVERSAIRE"),
        cents=sum(cents),
    )


def set_or_single(book: Ledger) -> None:
    """Two invoices are paid at once, which the label tells; a third one happens to be their sum."""
    client = book.client()
    on = book.day(margin=100)
    pieces = [book.document(client, after(on, at), book.round(100, 400)) for at in range(2)]
    book.document(client, after(on, 4), sum(each.cents for each in pieces))
    who, told = (
        client.as_sender(book.random, "full"),
        book.random.choice(("LES 2 FACTURES", "2 FACTURES", "VOS 2 FACTURES")),
    )
    book.receive("set told, a single makes it too", Mode.MAY, after(on, 15), pieces, who, told, sight=Sight.TOLD)


HABITS: tuple[Habit, ...] = (
    all_open, all_but_one, eight, clear_all, less_credit_note, credit_note_paid_out, one_and_a_half,
    one_and_a_half_untold, lessons_at_once, all_lessons, chance_parts, chance_sum, chance_strangers, set_or_single,
    all_open,
)  # fmt: skip
