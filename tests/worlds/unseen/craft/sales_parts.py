"""Deposits, balances, payments in several times, retentions."""

from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Piece, Sight, after
from tests.worlds.unseen.craft.people import Client


def _job(book: Ledger, percent: int, *, is_round: bool = False) -> tuple[Client, Piece, Piece, Piece]:
    """A quote, its deposit some days later, and the final invoice for the rest."""
    client = book.client()
    on = book.day(margin=110)
    total = book.round(900, 6000) if is_round else book.odd(900, 6000)
    deposit = total * percent // 100
    quote = book.document(client, on, total, DocumentType.QUOTE)
    label = quote.label
    asked = book.document(client, after(on, 6), deposit, DocumentType.DEPOSIT, f"Acompte {percent} % {label}")
    final = book.document(client, after(on, 48), total - deposit, DocumentType.FINAL, f"Solde {label}")
    return client, quote, asked, final


def deposit_and_balance(book: Ledger) -> None:
    """Deposit and balance are told as such."""
    percent = book.random.choice((30, 30, 40))
    client, _, asked, final = _job(book, percent, is_round=book.random.random() < 0.4)
    who = client.as_sender(book.random)
    told = book.random.choice((f"ACOMPTE {percent}%", f"ACOMPTE {percent} %", "ACOMPTE TRAVAUX", "1ER ACOMPTE"))
    book.receive(
        "deposit told", Mode.MUST, after(asked.on, book.random.randint(1, 9)), [asked], who, told, sight=Sight.TOLD
    )
    told = book.random.choice(("SOLDE", "SOLDE TRAVAUX", "RESTE A PAYER", "SOLDE CHANTIER"))
    book.receive(
        "balance told", Mode.MUST, after(final.on, book.random.randint(2, 25)), [final], who, told, sight=Sight.TOLD
    )


def deposit_by_quote(book: Ledger) -> None:
    """The deposit is paid on the number of the quote, the balance on that of the final invoice."""
    client, quote, asked, final = _job(book, 30)
    who = client.as_sender(book.random, "full")
    paid = after(asked.on, book.random.randint(1, 9))
    book.receive("deposit, quote's number", Mode.MUST, paid, [asked], who, lambda: f"ACOMPTE DEVIS {quote.number}")
    paid = after(final.on, book.random.randint(2, 25))
    book.receive("balance, number", Mode.MUST, paid, [final], who, book.cite(final), sight=Sight.NUMBER)


def halves(book: Ledger) -> None:
    """Half as deposit, half as balance; both are due when the first transfer comes, and it tells which."""
    client = book.client()
    on = book.day(margin=100)
    half = book.round(300, 1500)
    asked = book.document(client, on, half, DocumentType.DEPOSIT, "Acompte 50 %")
    final = book.document(client, after(on, 9), half, DocumentType.FINAL, "Solde")
    who = client.as_sender(book.random, "full")
    book.receive("equal halves, told", Mode.MUST, after(on, 15), [asked], who, "ACOMPTE 50%", sight=Sight.TOLD)
    book.receive("equal halves, told", Mode.MUST, after(on, 34), [final], who, "SOLDE 50%", sight=Sight.TOLD)


def deposit_before_any(book: Ledger) -> None:
    """The client pays 30 % of the quote at once; the only invoice comes a month later, and the balance proves it."""
    client = book.client()
    on = book.day(margin=120)
    total = book.odd(900, 4000)
    deposit = total * 30 // 100
    book.document(client, on, total, DocumentType.QUOTE)
    piece = book.document(client, after(on, 36), total)
    who = client.as_sender(book.random)
    rest, paid = total - deposit, after(on, 45)
    mode = Mode.MAY if after(paid, 2) <= book.end else Mode.ASK
    book.receive("deposit before any invoice", mode, after(on, 4), {piece: deposit}, who, "ACOMPTE 30%", cents=deposit)
    book.receive("balance of that", Mode.MAY, paid, {piece: rest}, who, "SOLDE", cents=rest)


def thirds(book: Ledger) -> None:
    """One invoice in three times, each rank told."""
    client = book.client()
    on = book.day(margin=110)
    third = book.odd(150, 700)
    piece = book.document(client, on, 3 * third)
    style = book.random.choice(("{}/3", "ECHEANCE {}/3", "PAIEMENT {} SUR 3", "{}E VERSEMENT"))
    who = client.as_sender(book.random)
    for rank in (1, 2, 3):
        paid = after(on, 30 * rank - 24)
        book.receive(
            "in three, rank told",
            Mode.MUST,
            paid,
            {piece: third},
            who,
            style.format(rank),
            cents=third,
            sight=Sight.TOLD,
        )


def instalments(book: Ledger) -> None:
    """A large job in six to ten monthly parts by standing order, ranks told."""
    client = book.names.person()
    count = book.random.choice((6, 8, 10))
    part = book.round(100, 300)
    piece = book.document(client, month_start(book), part * count)
    who = client.as_sender(book.random, "full")
    shown = min(count, max(3, book.days // 31 - 1))
    for rank in range(1, shown + 1):
        paid = after(piece.on, 30 * rank - 20)
        text = f"ECHEANCE {rank}/{count}"
        row = book.receive("standing part n/N", Mode.MUST, paid, {piece: part}, who, text, cents=part, kind="standing")
        row.sight = Sight.TOLD


def untold_parts(book: Ledger) -> None:
    """One invoice in round parts under the name, nothing told."""
    client = book.names.person()
    on = book.day(margin=110)
    cents = book.odd(500, 1400)
    piece = book.document(client, on, cents)
    first = 20000
    who = client.as_sender(book.random, "full")
    book.receive("in parts, untold", Mode.MAY, after(on, 8), {piece: first}, who, cents=first)
    book.receive("in parts, untold", Mode.MAY, after(on, 38), {piece: first}, who, cents=first)
    book.receive(
        "last part, to the cent", Mode.MUST, after(on, 66), {piece: cents - 2 * first}, who, cents=cents - 2 * first
    )


def untold_parts_of_two(book: Ledger) -> None:
    """Round parts while two invoices of the client are open."""
    client = book.names.person()
    on = book.day(margin=110)
    first, _ = (book.document(client, after(on, gap), book.odd(500, 1400)) for gap in (0, 5))
    who = client.as_sender(book.random, "full")
    book.receive("a part, two open", Mode.ASK, after(on, 12), {first: 30000}, who, "ACOMPTE", cents=30000)


def three_cheques(book: Ledger) -> None:
    """Three equal cheques given at once, as the invoice says, deposited month by month."""
    on = book.day(margin=110)
    third = book.odd(120, 500)
    piece = book.document(book.names.person(), on, 3 * third, label="Payable en 3 chèques")
    for rank in range(3):
        paid = after(on, 4 + 30 * rank)
        book.row(
            "three cheques", Mode.MAY, paid, {piece: third}, book.label("chin", paid), cents=third, sight=Sight.AMOUNT
        )


def retention(book: Ledger) -> None:
    """A builder holds back five per cent, and says so beside the number."""
    client = book.names.firm()
    on = book.day()
    cents = book.odd(1200, 4800)
    piece = book.document(client, on, cents)
    paid = cents - cents * 5 // 100
    what = book.cite(piece)
    row = book.receive(
        "retention of 5 %", Mode.MUST, after(on, 30), {piece: paid}, client.as_sender(book.random),
        lambda: f"{what()} RG 5% DEDUITE", cents=paid,
    )  # fmt: skip
    row.sight = Sight.NUMBER


def stage_payment(book: Ledger) -> None:
    """Deposit, stage and balance of one job, all invoiced, the ranks told in words."""
    client = book.client()
    on = book.day(margin=130)
    cents = book.round(400, 1500)
    kinds = (DocumentType.DEPOSIT, DocumentType.DEPOSIT, DocumentType.FINAL)
    labels = ("Acompte à la commande", "Acompte en cours de chantier", "Solde à la réception")
    pieces = [book.document(client, after(on, 20 * at), cents, kind, labels[at]) for at, kind in enumerate(kinds)]
    who = client.as_sender(book.random, "full")
    for at, told in enumerate(("ACOMPTE COMMANDE", "2EME ACOMPTE", "SOLDE RECEPTION")):
        row = book.receive("stages told", Mode.MUST, after(pieces[2].on, 4 + 6 * at), [pieces[at]], who, told)
        row.sight = Sight.TOLD


def month_start(book: Ledger) -> date:
    """A day in the first month of the account."""
    return after(book.start, book.random.randint(2, 20))


HABITS: tuple[Habit, ...] = (
    deposit_and_balance, deposit_by_quote, halves, deposit_before_any, thirds, instalments, untold_parts,
    untold_parts_of_two, three_cheques, retention, stage_payment, deposit_and_balance,
)  # fmt: skip
