"""Firms that pay for persons, trading names, initials, cut labels."""

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Sight, after
from tests.worlds.unseen.craft.people import AGENCIES, INITIALS, INSURERS, NOTARIES, STREETS, TRADING, Client, plain


def syndic(book: Ledger) -> None:
    """A syndic pays for the residence that the label names."""
    street = book.random.choice(STREETS)
    client = Client(name=f"SDC Résidence des {street}", last=street)
    on = book.day()
    piece = book.document(client, on, book.odd(150, 2900))
    paid = after(on, book.random.randint(20, 50))
    who = book.random.choice(AGENCIES)
    book.receive("syndic, residence named", Mode.MUST, paid, [piece], who, f"COPRO LES {street} FOURNISSEUR")


def syndic_mute(book: Ledger) -> None:
    """A syndic pays two invoices of two residences at once, and names neither."""
    on = book.day()
    names = book.random.sample(STREETS, 2)
    pieces = [
        book.document(Client(name=f"Copropriété {each} {book.town()}", last=each), on, book.odd(150, 900))
        for each in names
    ]
    paid = after(on, book.random.randint(20, 50))
    who = book.random.choice(AGENCIES)
    book.receive(
        "syndic, two residences unnamed", Mode.ASK, paid, pieces, who, "REGLT FOURNISSEURS", sight=Sight.AMOUNT
    )


def syndic_of_two(book: Ledger) -> None:
    """A syndic known to pay for one residence pays, without naming it, what another one of its owes."""
    who = book.random.choice(AGENCIES)
    names = book.random.sample(STREETS, 2)
    on = book.day(margin=100)
    first, other = (Client(name=f"SDC Résidence des {each}", last=each) for each in names)
    piece = book.document(first, on, book.odd(150, 1900))
    book.receive(
        "syndic, taught for one", Mode.ASK, after(on, 20), [piece], who, "REGLT FOURNISSEURS", kind="in"
    ).taught = True
    book.document(first, after(on, 30), book.odd(150, 1900))
    piece = book.document(other, after(on, 33), book.odd(150, 1900))
    book.receive(
        "syndic, for another residence", Mode.ASK, after(on, 55), [piece], who, "REGLT FOURNISSEURS", kind="in"
    )


def notary(book: Ledger) -> None:
    """A notary pays for the estate of a client who died."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(150, 1900))
    paid = after(on, book.random.randint(30, 80))
    who = book.random.choice(NOTARIES)
    book.receive("notary pays", Mode.MAY, paid, [piece], who, f"SUCCESSION {client.last} {client.first}")


def insurer(book: Ledger) -> None:
    """The insurer pays for the insured, less the franchise, which the insured pays."""
    client = book.names.person()
    on = book.day()
    franchise = book.random.choice((13500, 15000, 18000))
    cents = book.odd(600, 2900)
    piece = book.document(client, on, cents + franchise, label="Dégât des eaux")
    paid = after(on, book.random.randint(15, 45))
    who = book.random.choice(INSURERS)
    claim = book.random.randint(2000000, 9999999)
    book.receive(
        "insurer, franchise off",
        Mode.MAY,
        paid,
        {piece: cents},
        who,
        f"SINISTRE {claim} {client.last} {client.first}",
        cents=cents,
    )
    book.receive(
        "franchise", Mode.MUST, after(paid, 8), {piece: franchise}, client.as_sender(book.random, "full"), "FRANCHISE",
        cents=franchise,
    )  # fmt: skip


def insurer_whole(book: Ledger) -> None:
    """The insurer pays the whole invoice and names the insured."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(300, 2900))
    paid = after(on, book.random.randint(15, 45))
    what = f"SIN {book.random.randint(100000, 999999)} ASSURE {client.first} {client.last}"
    book.receive("insurer, insured named", Mode.MUST, paid, [piece], book.random.choice(INSURERS), what)


def insurer_mute(book: Ledger) -> None:
    """The insurer tells its claim's number only, and pays to the cent."""
    on = book.day()
    piece = book.document(book.names.person(), on, book.odd(300, 2900), label="Remise en état après sinistre")
    paid = after(on, book.random.randint(15, 45))
    what = f"SINISTRE {book.random.randint(2000000, 9999999)}"
    book.receive(
        "insurer, nobody named", Mode.ASK, paid, [piece], book.random.choice(INSURERS), what, sight=Sight.AMOUNT
    )


def trading_name(book: Ledger) -> None:
    """A restaurant pays under its sign, not under the name of its company."""
    client = book.names.firm("SARL {}", "{} SAS", "EURL {} et Fils", "{} Restauration")
    sign = book.random.choice(TRADING)
    on = book.day(margin=130)
    first = book.document(client, on, book.odd(120, 1900))
    row = book.receive("trading name", Mode.ASK, after(on, 20), [first], sign, kind="in")
    if book.random.random() < 0.6:
        row.taught = True
        second = book.document(client, after(on, 40), book.odd(120, 1900))
        book.receive("trading name, taught", Mode.MUST, after(on, 58), [second], sign, sight=Sight.PAYER, kind="in")


def initials(book: Ledger) -> None:
    """An association pays under its initials."""
    name, letters = book.random.choice(INITIALS)
    client = Client(name=name, last=name.split()[-1])
    on = book.day()
    piece = book.document(client, on, book.odd(120, 1900))
    paid = after(on, book.random.randint(10, 40))
    book.receive("initials of the client", Mode.MAY, paid, [piece], letters, "REGLEMENT FOURNISSEUR", sight=Sight.PAYER)


def cesu(book: Ledger) -> None:
    """The vouchers of a client are paid by their clearing house, which names nobody."""
    on = book.day()
    piece = book.document(book.names.person(), on, book.odd(60, 380), label=book.trade.lesson)
    paid = after(on, book.random.randint(6, 25))
    what = f"REMBT CESU BORD {book.random.randint(1000000, 9999999)}"
    book.receive("CESU, nobody named", Mode.ASK, paid, [piece], "CRCESU", what, sight=Sight.AMOUNT)


def cesu_part(book: Ledger) -> None:
    """Vouchers for a part, and the client pays the rest under the name."""
    client = book.names.person()
    on = book.day()
    rest, vouchers = book.odd(40, 160), book.random.choice((4000, 6000, 10000))
    piece = book.document(client, on, rest + vouchers, label=book.trade.lesson)
    book.receive(
        "CESU for a part",
        Mode.ASK,
        after(on, 9),
        {piece: vouchers},
        "CRCESU",
        "REMBT CESU",
        cents=vouchers,
        sight=Sight.AMOUNT,
    )
    book.receive(
        "rest after CESU",
        Mode.MUST,
        after(on, 12),
        {piece: rest},
        client.as_sender(book.random, "full"),
        "RESTE APRES CESU",
        cents=rest,
    )


def cut_short(book: Ledger) -> None:
    """The label is cut at 32 characters, within the name or just after it."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(100, 1800))
    paid = after(on, book.random.randint(3, 25))
    whole = f"VIR SEPA RECU DE {client.as_sender(book.random, 'full')} REGLEMENT DE LA FACTURE DU MOIS"
    last = plain(client.last)
    shown = max(size for size in range(len(last) + 1) if last[:size] in whole[:32])
    mode = Mode.MUST if shown == len(last) else Mode.MAY if shown >= 4 else Mode.ASK
    book.row("cut at 32", mode, paid, [piece], lambda: whole[:32].strip())


def cut_number(book: Ledger) -> None:
    """The label is cut at 140 characters, within the second of two numbers."""
    client = book.names.firm()
    on = book.day()
    pieces = [book.document(client, on, book.odd(100, 900)) for _ in range(2)]
    paid = after(on, book.random.randint(8, 35))

    def text() -> str:
        head = f"VIR SEPA RECU /DE {plain(client.name)} /MOTIF PAIEMENT SUIVANT VOTRE RELEVE ET NOTRE BON A PAYER"
        whole = f"{head} FACTURES {pieces[0].number} ET {pieces[1].number}"
        return whole[: min(140, len(whole) - 2)]

    book.row("list cut at 140", Mode.MUST, paid, pieces, text)


def strange_payer(book: Ledger) -> None:
    """Nobody known, no number, but just what one client owes."""
    on = book.day()
    piece = book.document(book.names.person(), on, book.round(60, 500))
    stranger = book.names.person()
    paid = after(on, book.random.randint(3, 25))
    book.receive("stranger, equal amount", Mode.ASK, paid, [piece], stranger.as_sender(book.random, "full"), "MERCI")


HABITS: tuple[Habit, ...] = (
    syndic, syndic_mute, syndic_of_two, notary, insurer, insurer_whole, insurer_mute, trading_name, initials, cesu,
    cesu_part, cut_short, cut_number, strange_payer,
)  # fmt: skip
