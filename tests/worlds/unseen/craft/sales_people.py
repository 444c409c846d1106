"""Who pays: namesakes, couples, parents, tenants and landlords, notaries, syndics, insurers."""

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, Piece, Sight, after
from tests.worlds.unseen.craft.people import TOWNS, Client


def _namesakes(book: Ledger, *, unlike_civility: bool = False) -> tuple[Client, Client]:
    surname = book.names.surname()
    one = book.names.person(surname=surname, civility="M.")
    other_civility = "Mme" if unlike_civility else book.random.choice(("M.", "Mme"))
    other = book.names.person(surname=surname, civility=other_civility, unlike=[one.first, one.partner])
    return one, other


def _same_price(book: Ledger, one: Client, other: Client, cents: int) -> tuple[Piece, Piece]:
    on = book.day()
    return book.document(one, on, cents), book.document(other, after(on, book.random.randint(0, 9)), cents)


def namesakes_by_first_name(book: Ledger) -> None:
    """Two clients of one surname owe the same; the label has the first name."""
    one, other = _namesakes(book)
    first, second = _same_price(book, one, other, book.round(80, 600))
    paid = after(second.on, book.random.randint(3, 20))
    book.receive("namesakes, first name told", Mode.MUST, paid, [second], other.as_sender(book.random, "full"))
    book.receive("namesakes, first name told", Mode.MUST, after(paid, 4), [first], one.as_sender(book.random, "turned"))


def namesakes_by_initial(book: Ledger) -> None:
    """Two clients of one surname owe the same; the label has an initial."""
    one, other = _namesakes(book)
    _, second = _same_price(book, one, other, book.odd(80, 600))
    paid = after(second.on, book.random.randint(3, 20))
    row = book.receive("namesakes, initial told", Mode.MAY, paid, [second], other.as_sender(book.random, "initial"))
    row.sight = Sight.TOLD


def namesakes_one_owes(book: Ledger) -> None:
    """The surname alone, which two clients have, but only one of them owes that odd amount."""
    one, other = _namesakes(book)
    on = book.day()
    piece = book.document(one, on, book.odd(80, 900))
    book.document(other, on, book.odd(80, 900))
    paid = after(on, book.random.randint(3, 25))
    book.receive("namesakes, one owes it", Mode.MUST, paid, [piece], one.as_sender(book.random, "surname"))


def namesakes_both_owe(book: Ledger) -> None:
    """The surname alone, and both owe just that."""
    one, other = _namesakes(book)
    first, second = _same_price(book, one, other, book.round(80, 600))
    payer = book.random.choice((first, second))
    paid = after(second.on, book.random.randint(3, 20))
    book.receive("namesakes, both owe it", Mode.ASK, paid, [payer], one.last.upper(), "REGLEMENT")


def namesakes_by_civility(book: Ledger) -> None:
    """MME with the surname alone, where a man and a woman of that surname owe the same."""
    one, other = _namesakes(book, unlike_civility=True)
    _, second = _same_price(book, one, other, book.round(80, 600))
    paid = after(second.on, book.random.randint(3, 20))
    row = book.receive("namesakes, civility told", Mode.MAY, paid, [second], other.as_sender(book.random, "surname"))
    row.sight = Sight.TOLD


def other_first_name(book: Ledger) -> None:
    """Somebody of the client's surname, who is not the client, pays what the client owes, and it is a round amount."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.round(60, 500))
    cousin = book.names.person(surname=client.last, unlike=[client.first, client.partner])
    paid = after(on, book.random.randint(3, 25))
    book.receive(
        "other first name",
        Mode.ASK,
        paid,
        [piece],
        cousin.as_sender(book.random, "full"),
        book.random.choice(("", "TRAVAUX")),
    )


def other_first_name_number(book: Ledger) -> None:
    """The spouse pays and writes the number."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(60, 900))
    what = book.cite(piece)
    who = f"{'MME' if client.civility == 'M.' else 'M'} {client.last} {client.partner}"
    paid = after(on, book.random.randint(3, 25))
    book.receive("spouse, number", Mode.MUST, paid, [piece], who, what, sight=Sight.NUMBER)


def joint_account(book: Ledger) -> None:
    """The couple's joint account, in the other's first name, pays to the cent."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(60, 1500))
    paid = after(on, book.random.randint(3, 25))
    book.receive("joint account", Mode.MAY, paid, [piece], client.as_sender(book.random, "joint"))


def couple_shares(book: Ledger) -> None:
    """Each of a couple pays one half on the same day."""
    client = book.names.person()
    on = book.day()
    half = book.odd(100, 700)
    piece = book.document(client, on, 2 * half)
    paid = after(on, book.random.randint(3, 20))
    for first in (client.first, client.partner):
        who = f"{client.last} {first}"
        book.receive("couple, half each", Mode.MAY, paid, {piece: half}, who, "MOITIE TRAVAUX", cents=half)


def maiden_name(book: Ledger) -> None:
    """The client's account is in her maiden name; once taught it is known."""
    client = book.names.person(civility="Mme")
    who = f"MME {client.first} {book.names.surname()}"
    on = book.day(margin=130)
    first = book.document(client, on, book.odd(60, 900))
    taught = book.random.random() < 0.75
    paid = book.receive("maiden name", Mode.ASK, after(on, 12), [first], who, kind="in")
    paid.taught = taught
    later = after(on, 55)
    second = book.document(client, later, book.odd(60, 900))
    if taught:
        book.receive("maiden name, taught", Mode.MUST, after(later, 9), [second], who, sight=Sight.PAYER, kind="in")
    else:
        book.receive("maiden name", Mode.ASK, after(later, 9), [second], who, kind="in")


def parent_pays(book: Ledger) -> None:
    """A parent of another surname pays the lessons of a child, whom the label names."""
    child = book.names.person()
    parent = book.names.person()
    on = book.day()
    piece = book.document(child, on, book.odd(60, 400), label=book.trade.lesson)
    paid = after(on, book.random.randint(2, 20))
    what = f"{book.trade.lesson} {child.first} {child.last}"
    book.receive("parent pays, child named", Mode.MUST, paid, [piece], parent.as_sender(book.random), what)


def parent_pays_first_name(book: Ledger) -> None:
    """The label has the child's first name only, and the amount is odd."""
    child = book.names.person()
    parent = book.names.person()
    on = book.day()
    piece = book.document(child, on, book.odd(60, 400), label=book.trade.lesson)
    paid = after(on, book.random.randint(2, 20))
    what = f"{book.trade.lesson} de {child.first}"
    book.receive(
        "parent pays, first name", Mode.MAY, paid, [piece], parent.as_sender(book.random), what, sight=Sight.AMOUNT
    )


def misspelt(book: Ledger) -> None:
    """The bank has the surname with a letter doubled, dropped or exchanged, and the first name right."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(60, 900))
    last = client.last.upper()
    at = book.random.randint(2, len(last) - 2)
    wrong = book.random.choice(
        (last[:at] + last[at - 1 :], last[:at] + last[at + 1 :], last[:at] + "Y" + last[at + 1 :])
    )
    paid = after(on, book.random.randint(2, 25))
    book.receive("surname misspelt", Mode.MAY, paid, [piece], f"{client.first} {wrong}", "TRAVAUX")


def mojibake(book: Ledger) -> None:
    """An export spoils the accents of the name."""
    client = book.names.accented()
    on = book.day()
    piece = book.document(client, on, book.odd(60, 1900))
    paid = after(on, book.random.randint(2, 25))
    spoilt = f"Virement reçu {client.first} {client.last} Règlement".encode().decode("latin-1")
    label = "".join(each for each in spoilt if each.isprintable())
    row = book.row("accents spoilt", Mode.MUST, paid, [piece], lambda: label)
    row.sight = Sight.PAYER


def glued(book: Ledger) -> None:
    """Civility, surname and first name without blanks."""
    client = book.names.person()
    on = book.day()
    piece = book.document(client, on, book.odd(60, 900))
    paid = after(on, book.random.randint(2, 25))
    who = client.as_sender(book.random, "full").replace(" ", "")
    book.receive("name without blanks", Mode.MAY, paid, [piece], who, sight=Sight.PAYER)


def equal_on_one_day(book: Ledger) -> None:
    """Two clients pay the same price on one day, each under the full name."""
    on = book.day()
    cents = book.price()
    clients = [book.names.person(), book.names.person()]
    pieces = [book.document(each, on, cents, label=book.trade.lesson) for each in clients]
    paid = after(on, book.random.randint(1, 9))
    for client, piece in zip(reversed(clients), reversed(pieces), strict=True):
        book.receive(
            "equal, one day, two names", Mode.MUST, paid, [piece], client.as_sender(book.random, "full"), "COURS"
        )


def equal_of_one_client(book: Ledger) -> None:
    """One client pays two equal invoices by two transfers on one day."""
    client = book.client()
    on = book.day()
    cents = book.price()
    who = client.as_sender(book.random)
    pieces = [book.document(client, after(on, gap), cents, label=book.trade.lesson) for gap in (0, 2)]
    for piece in pieces:
        book.receive("equal, one day, one client", Mode.MAY, after(on, 8), [piece], who, kind="in")


def _third_party(book: Ledger, behaviour: str, client: Client, who: str, what: str) -> None:
    """A payer who is not the client: asked at first, known once taught."""
    on = book.day(margin=130)
    first = book.document(client, on, book.odd(120, 1900))
    paid = book.receive(behaviour, Mode.ASK, after(on, book.random.randint(5, 25)), [first], who, what, kind="in")
    if book.random.random() < 0.7:
        paid.taught = True
        later = after(on, book.random.randint(30, 60))
        second = book.document(client, later, book.odd(120, 1900))
        row = book.receive(f"{behaviour}, taught", Mode.MUST, after(later, 14), [second], who, what, kind="in")
        row.sight = Sight.PAYER


def landlord(book: Ledger) -> None:
    """The landlord pays for the works at the tenant's."""
    tenant = book.names.person()
    _third_party(book, "landlord pays", tenant, f"SCI {book.names.surname()}", "TRAVAUX LOCATAIRE")


def treasury(book: Ledger) -> None:
    """The treasury of the next town pays for a commune."""
    seat, town = book.random.sample(TOWNS, 2)
    commune = Client(name=book.random.choice(("Commune de {}", "Mairie de {}", "École de {}")).format(town), last=town)
    _third_party(book, "treasury pays", commune, f"SGC {seat} SERVICE GESTION COMPTABLE", "MANDAT BORD DEPENSE")


def parent_company(book: Ledger) -> None:
    """The group's treasury pays for the client."""
    who = f"HOLDING {book.names.surname()} TRESORERIE"
    _third_party(book, "parent company pays", book.names.firm(), who, "FOURNISSEUR")


HABITS: tuple[Habit, ...] = (
    namesakes_by_first_name, namesakes_by_initial, namesakes_one_owes, namesakes_both_owe, namesakes_by_civility,
    other_first_name, other_first_name_number, joint_account, couple_shares, maiden_name, parent_pays, misspelt,
    mojibake, glued, equal_on_one_day, equal_of_one_client, parent_pays_first_name, landlord, treasury,
    parent_company,
)  # fmt: skip
