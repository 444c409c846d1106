"""Payers whose name is not, or not quite, the client's: homonyms, relatives, trading names, parent companies."""

from microdesk_desktop.domain.settle.targets import Party
from tests.worlds.unseen.online import people
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must, nothing
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing

_IN = (Operation.CREDIT, Operation.INSTANT)


def other_first_name(ledger: Ledger) -> None:
    """A relative of the client pays, or sends money for another reason."""
    client = ledger.cast.person()
    party, on = ledger.client(client.name), ledger.day()
    relative = ledger.cast.person(client.surname)
    shown = ledger.chance.choice((relative.name, relative.reversed, relative.formal))
    if ledger.chance.random() < 0.6:
        cents = ledger.round(150, 1_200)
        document = ledger.document(party, cents, on)
        claim = ask("payer: other first name, same surname", {document: cents})
        ledger.row(ledger.chance.choice(_IN), ledger.after(on, 4, 30), cents, shown.upper(), "", claim)
        return
    cents = ledger.round(100, 800)
    document = ledger.document(party, cents, on)
    words = ledger.chance.choice(("CADEAU ANNIVERSAIRE", "REMBOURSEMENT RESTO", "PART VACANCES", "CAGNOTTE NOEL"))
    claim = nothing("payer: gift of a namesake", is_deliberate=True)
    ledger.row(ledger.chance.choice(_IN), ledger.after(on, 4, 30), cents, shown.upper(), words, claim)
    paid = must("sale: number cited", {document: cents}, Proof.NUMBER)
    ledger.row(Operation.CREDIT, ledger.after(on, 31, 50), cents, client.name, citing("facture {}", document), paid)


def other_civility(ledger: Ledger) -> None:
    """The label has the surname with the civility of the other sex."""
    client = ledger.cast.person()
    party, on, cents = ledger.client(client.name), ledger.day(), ledger.round(150, 1_200)
    document = ledger.document(party, cents, on)
    shown = f"{'M' if client.is_woman else 'MME'} {client.surname}".upper()
    claim = ask("payer: other civility", {document: cents})
    ledger.row(ledger.chance.choice(_IN), ledger.after(on, 4, 30), cents, shown, "", claim)


def _namesakes(ledger: Ledger) -> tuple[people.Person, people.Person, Party, Party]:
    one = ledger.cast.woman()
    two = ledger.cast.man(one.surname)
    return one, two, ledger.client(one.name), ledger.client(two.name)


def two_of_one_surname(ledger: Ledger) -> None:
    """Two clients of one surname owe the same; the label says the surname only."""
    one, _, first, second = _namesakes(ledger)
    on, cents = ledger.day(), ledger.round(150, 1_200)
    document = ledger.document(first, cents, on)
    ledger.document(second, cents, ledger.after(on, 0, 6))
    shown = ledger.chance.choice((one.surname, f"FAMILLE {one.surname}")).upper()
    claim = ask("payer: two of one surname, same amount", {document: cents})
    ledger.row(ledger.chance.choice(_IN), ledger.after(on, 8, 30), cents, shown, "", claim)


def two_full_names(ledger: Ledger) -> None:
    """Two clients of one surname owe the same and each pays under the full name."""
    one, two, first, second = _namesakes(ledger)
    on, cents = ledger.day(), ledger.round(150, 1_200)
    for person, party in ((one, first), (two, second)):
        document = ledger.document(party, cents, on)
        claim = must("payer: two of one surname, full name", {document: cents}, Proof.TOLD)
        shown = ledger.chance.choice((person.formal, person.reversed)).upper()
        ledger.row(ledger.chance.choice(_IN), ledger.after(on, 3, 25), cents, shown, "", claim)


def surname_and_odd_amount(ledger: Ledger) -> None:
    """Two clients of one surname, of whom one owes this amount."""
    one, _, first, second = _namesakes(ledger)
    on, cents = ledger.day(), ledger.odd(150, 1_200)
    document = ledger.document(first, cents, on)
    ledger.settled(second, ledger.after(on, -40, 5))
    claim = must("payer: surname shared, one owes it", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 8, 30), cents, one.surname.upper(), "", claim)


def initial(ledger: Ledger) -> None:
    """The first name is an initial."""
    client = ledger.cast.person()
    party, on, cents = ledger.client(client.name), ledger.day(), ledger.odd(100, 1_200)
    document = ledger.document(party, cents, on)
    claim = must("payer: initial and surname", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 3, 25), cents, client.initial.upper(), "", claim)


def compound(ledger: Ledger) -> None:
    """Compound first names and couples, in another order than in the files."""
    man = people.Person(ledger.chance.choice(people.COMPOUND), ledger.cast.surname(), is_woman=False)
    wife = ledger.cast.surname()
    name, shown = ledger.chance.choice(
        (
            (man.name, man.reversed.replace("-", " ")),
            (f"{man.surname}-{wife} {man.first}", f"M {wife} {man.surname} {man.first.replace('-', ' ')}"),
            (f"Indivision {man.surname} et {wife}", f"M OU MME {man.surname} {wife}"),
        )
    )
    party, on, cents = ledger.client(name), ledger.day(), ledger.odd(100, 1_500)
    document = ledger.document(party, cents, on)
    claim = must("payer: compound name or couple", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 3, 25), cents, shown.upper(), "", claim)


def married_name(ledger: Ledger) -> None:
    """The label adds a birth name or a husband's name."""
    client = ledger.cast.woman()
    party, on, cents = ledger.client(client.name), ledger.day(), ledger.odd(100, 1_500)
    document = ledger.document(party, cents, on)
    added = f"{ledger.chance.choice(people.MARRIED)} {ledger.cast.surname()}"
    claim = must("payer: married name added", {document: cents})
    shown = f"MME {client.first} {client.surname} {added}".upper()
    ledger.row(Operation.CREDIT, ledger.after(on, 3, 25), cents, shown, "", claim)


def acronym(ledger: Ledger) -> None:
    """The initials of a long name: likely at first, certain once taught."""
    words = ("Confrérie", "Fédération", "Union", "Comité", "Ligue")
    name = f"{ledger.chance.choice(words)} des {ledger.cast.proper()} et {ledger.cast.proper()} de {ledger.cast.town()}"
    shown = "".join(word[0] for word in name.split() if word[0].isupper())
    _alias(ledger, ledger.client(name), shown, "acronym", is_likely=True)


def trading_name(ledger: Ledger) -> None:
    """The company pays under the name of its shop, or the other way round."""
    legal, trade = ledger.cast.company(), ledger.cast.company()
    _alias(ledger, ledger.client(trade.name), legal.name.upper(), "trading name")


def parent_company(ledger: Ledger) -> None:
    """The parent company abroad pays for its subsidiary."""
    _alias(ledger, ledger.client(ledger.cast.company().name), ledger.cast.abroad().name, "parent company")


def spouse(ledger: Ledger) -> None:
    """Somebody of another name pays for the client."""
    _alias(ledger, ledger.client(ledger.cast.person().name), ledger.cast.person().formal.upper(), "spouse")


def treasury(ledger: Ledger) -> None:
    """The public treasury pays for a town hall."""
    town = ledger.cast.town()
    party = ledger.client(f"Mairie de {town}")
    office = f"SGC {ledger.cast.town().upper()}"
    if ledger.either():
        on, cents = ledger.day(), ledger.odd(200, 2_500)
        document = ledger.document(party, cents, on)
        claim = must("payer: treasury names the town", {document: cents})
        text = (
            f"MAIRIE {town.upper()} MANDAT {ledger.chance.randrange(200, 990)} BORD {ledger.chance.randrange(11, 99)}"
        )
        ledger.row(Operation.CREDIT, ledger.after(on, 20, 40), cents, office, text, claim)
        return
    _alias(ledger, party, office, "treasury")


def cites_for_other(ledger: Ledger) -> None:
    """A stranger pays and cites the number."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(200, 2_500)
    document = ledger.document(party, cents, on)
    claim = must("payer: stranger cites the number", {document: cents}, Proof.NUMBER)
    shown = ledger.chance.choice((ledger.cast.company().name, ledger.cast.person().name)).upper()
    ledger.row(Operation.CREDIT, ledger.after(on, 5, 30), cents, shown, citing("Facture {}", document), claim)


def _alias(ledger: Ledger, party: Party, shown: str, sort: str, *, is_likely: bool = False) -> None:
    """One payment that nobody can place; or one attributed by hand, then others like it."""
    on = ledger.day(0.02, 0.4)
    if ledger.either():
        cents = ledger.odd(150, 2_000)
        document = ledger.document(party, cents, on)
        claim = ask(f"alias: {sort}, first time", {document: cents})
        if is_likely:
            claim = may(f"alias: {sort}, first time", {document: cents}, Proof.OTHER)
        ledger.row(Operation.CREDIT, ledger.after(on, 5, 30), cents, shown, "", claim)
        return
    for turn in range(ledger.chance.choice((2, 3))):
        cents = ledger.odd(150, 2_000)
        document = ledger.document(party, cents, on)
        claim = must(f"alias: {sort}, taught", {document: cents}, Proof.TAUGHT)
        ledger.row(Operation.CREDIT, ledger.after(on, 5, 24), cents, shown, "", claim, is_taught=not turn)
        on = ledger.after(on, 28, 45)


ACCIDENTS = (
    other_first_name,
    other_first_name,
    other_civility,
    two_of_one_surname,
    two_full_names,
    surname_and_odd_amount,
    initial,
    compound,
    married_name,
    acronym,
    acronym,
    trading_name,
    trading_name,
    parent_company,
    spouse,
    treasury,
    treasury,
    cites_for_other,
)
