"""Numbers in labels that are right, wrong, foreign, misread, listed, or no document's number at all."""

from collections.abc import Callable

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Piece, Row, Sight, after
from tests.worlds.unseen.craft.numbering import lettered, listed, ranged, rank_of, transposed
from tests.worlds.unseen.craft.people import Client


def _stray(book: Ledger, behaviour: str, client: Client, piece: Piece, what: Callable[[], str]) -> Row:
    """The client pays this odd amount under the full name, with a number that is not the invoice's."""
    paid = after(piece.on, book.random.randint(3, 30))
    return book.receive(behaviour, Mode.MUST, paid, [piece], client.as_sender(book.random, "full"), what)


def settled_number(book: Ledger) -> None:
    """The payer repeats the number of the invoice before, settled long ago."""
    client = book.regular()
    on = book.day(since=40)
    old = book.settled(client, after(on, -35), book.odd(100, 1500))
    _stray(book, "number of a settled one", client, book.document(client, on, book.odd(100, 1500)), book.cite(old))


def number_of_other_client(book: Ledger) -> None:
    """The number cited is an open invoice of another client, of another amount."""
    client, other = book.client(), book.client()
    on = book.day()
    theirs = book.document(other, on, book.odd(100, 1500))
    _stray(book, "number of another client", client, book.document(client, on, book.odd(100, 1500)), book.cite(theirs))


def quote_number(book: Ledger) -> None:
    """The number cited is the quote's."""
    client = book.regular()
    on = book.day(since=30)
    cents = book.odd(300, 3600)
    quote = book.document(client, after(on, -25), cents, DocumentType.QUOTE)
    _stray(book, "quote's number", client, book.document(client, on, cents), lambda: f"DEVIS {quote.number}")


def own_order(book: Ledger) -> None:
    """The number cited is that of our order form."""
    client = book.regular()
    on = book.day(since=30)
    cents = book.odd(300, 3600)
    order = book.document(client, after(on, -14), cents, DocumentType.ORDER)
    _stray(book, "our order's number", client, book.document(client, on, cents), lambda: f"COMMANDE {order.number}")


def reissued(book: Ledger) -> None:
    """The invoice was cancelled by a credit note and issued anew; the payer cites the first one."""
    client = book.regular()
    on = book.day(since=20)
    cents = book.odd(200, 1900)
    first = book.settled(client, after(on, -9), cents)
    book.settled(client, after(on, -1), -cents, DocumentType.CREDIT_NOTE)
    anew = book.document(client, on, cents, DocumentType.CORRECTIVE)
    _stray(book, "cancelled and issued anew", client, anew, book.cite(first))


def order_number(book: Ledger) -> None:
    """The payer's own order has a number much like one of ours."""
    client = book.names.firm()
    on = book.day()
    other = book.document(book.client(), on, book.odd(100, 1500))
    word = book.random.choice(("COMMANDE N", "BDC", "NOTRE REF", "PIECE", "MARCHE", "OT", "DOSSIER"))
    piece = book.document(client, on, book.odd(100, 1500))
    _stray(book, "payer's own number", client, piece, lambda: f"{word} {rank_of(other.number)}")


def mistyped(book: Ledger) -> None:
    """Two digits of the number change places."""
    client = book.regular()
    piece = book.document(client, book.day(), book.odd(100, 1500))
    _stray(book, "digits transposed", client, piece, lambda: f"FACTURE {transposed(piece.number, book.random)}")


def last_year(book: Ledger) -> None:
    """The number has last year's year, where numbers have one."""
    if str(book.start.year) not in book.scheme.invoice(book.start, 1):
        return
    client = book.regular()
    piece = book.document(client, book.day(), book.odd(100, 1500))
    _stray(
        book, "last year's number", client, piece,
        lambda: f"FACTURE {piece.number.replace(str(piece.on.year), str(piece.on.year - 1))}",
    )  # fmt: skip


def letters_for_digits(book: Ledger) -> None:
    """Letters O and I for noughts and ones."""
    client = book.regular()
    piece = book.document(client, book.day(), book.odd(100, 1500))
    _stray(book, "letters for digits", client, piece, lambda: f"FACTURE {lettered(piece.number)}")


def short_number(book: Ledger) -> None:
    """The last digits of the number without noughts, beside name and amount."""
    client = book.regular()
    piece = book.document(client, book.day(), book.odd(100, 1500))
    _stray(book, "short number", client, piece, lambda: f"FACT {rank_of(piece.number).lstrip('0')}")


def phone_and_card(book: Ledger) -> None:
    """A telephone, a post code or an hour looks like numbers of documents."""
    client = book.regular()
    piece = book.document(client, book.day(), book.odd(100, 1500))
    seen = f"INTERVENTION DU {after(piece.on, -2):%d/%m/%Y}"
    said = ("TEL 06 12 34 00 44", "31 RUE DES LYS 07120", "BANQUE N26", "RDV 0900", "LOT 0118 APPT 12", seen, seen)
    extra = book.random.choice(said)
    _stray(book, "digits that are no number", client, piece, lambda: extra)


def wrong_amount(book: Ledger) -> None:
    """One invoice of the client is cited, and what is paid is just another one."""
    client = book.regular()
    on = book.day()
    cited = book.document(client, on, book.odd(100, 900))
    paid = book.document(client, after(on, 3), book.odd(100, 900))
    _stray(book, "number of one, amount of other", client, paid, book.cite(cited)).mode = Mode.ASK


def wrong_number_stranger(book: Ledger) -> None:
    """Somebody unknown cites a number with an amount that does not fit."""
    on = book.day()
    piece = book.document(book.client(), on, book.odd(400, 900))
    stranger = book.names.person().as_sender(book.random)
    cents = book.odd(60, 300)
    paid = after(on, book.random.randint(3, 30))
    book.receive(
        "number, stranger, other amount", Mode.ASK, paid, {piece: cents}, stranger, book.cite(piece), cents=cents
    )


def part_with_number(book: Ledger) -> None:
    """The client cites the number and pays a part."""
    client = book.regular()
    on = book.day()
    cents = book.odd(500, 2400)
    piece = book.document(client, on, cents)
    part = book.round(100, 400)
    who = client.as_sender(book.random)
    paid = after(on, book.random.randint(3, 20))
    book.receive(
        "number, a part", Mode.MUST, paid, {piece: part}, who, book.cite(piece), cents=part, sight=Sight.NUMBER
    )
    if book.random.random() < 0.6:
        rest = cents - part
        book.receive("rest, by name", Mode.MUST, after(paid, 25), {piece: rest}, who, "LE RESTE", cents=rest)


def _several(book: Ledger, count: int, client: Client, *, same_day: bool = False) -> list[Piece]:
    on = book.day()
    return [book.document(client, after(on, 0 if same_day else 5 * each), book.odd(60, 900)) for each in range(count)]


def number_list(book: Ledger) -> None:
    """Two to four numbers, all whole or with short ends."""
    client = book.regular()
    pieces = _several(book, book.random.choice((2, 2, 3, 4)), client, same_day=book.random.random() < 0.5)
    paid = after(pieces[-1].on, book.random.randint(5, 30))
    who = client.as_sender(book.random)
    row = book.receive(
        "list of numbers", Mode.MUST, paid, pieces, who, lambda: listed([each.number for each in pieces], book.random)
    )
    row.sight = Sight.NUMBER


def number_range(book: Ledger) -> None:
    """A run of three to five numbers, first and last told."""
    client = book.names.firm()
    pieces = _several(book, book.random.choice((3, 4, 5)), client, same_day=True)
    paid = after(pieces[-1].on, book.random.randint(5, 30))
    who = client.as_sender(book.random)
    row = book.receive(
        "range of numbers", Mode.MUST, paid, pieces, who,
        lambda: ranged(pieces[0].number, pieces[-1].number, book.random),
    )  # fmt: skip
    row.sight = Sight.NUMBER


def list_of_two_clients(book: Ledger) -> None:
    """A son pays his own invoice and his mother's, both numbers told."""
    one, other = book.names.person(), book.names.person()
    on = book.day()
    pieces = [book.document(each, on, book.odd(60, 900)) for each in (one, other)]
    who = one.as_sender(book.random)
    row = book.receive(
        "list over two clients", Mode.MUST, after(on, 12), pieces, who,
        lambda: listed([each.number for each in pieces], book.random),
    )  # fmt: skip
    row.sight = Sight.NUMBER


def crossed_numbers(book: Ledger) -> None:
    """Two invoices of one amount, paid in the other order, numbers told."""
    client = book.regular()
    on = book.day()
    cents = book.round(100, 800)
    first, second = (book.document(client, after(on, gap), cents) for gap in (0, 6))
    who = client.as_sender(book.random)
    for at, piece in enumerate((second, first)):
        paid = after(on, 15 + 9 * at)
        book.receive("equal, numbers crossed", Mode.MUST, paid, [piece], who, book.cite(piece), sight=Sight.NUMBER)


def taken_number(book: Ledger) -> None:
    """The number cited was settled by hand before; an invoice of the same amount is open."""
    client = book.regular()
    on = book.day(since=40)
    cents = book.round(100, 800)
    old = book.settled(client, after(on, -30), cents)
    piece = book.document(client, on, cents)
    _stray(book, "settled number, equal open one", client, piece, book.spell(old)).mode = Mode.ASK


HABITS: tuple[Habit, ...] = (
    settled_number, number_of_other_client, quote_number, order_number, mistyped, last_year, letters_for_digits,
    own_order, reissued, short_number, phone_and_card, wrong_amount, wrong_number_stranger, part_with_number,
    number_list, number_range, list_of_two_clients, crossed_numbers, taken_number,
)  # fmt: skip
