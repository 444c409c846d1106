"""Numbers in labels that are not the document's, and numbers that are, in spite of how they look."""

from collections.abc import Callable

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import Numbers, citing


def _one(ledger: Ledger, behaviour: str, text: Callable[[Numbers, int], str], proof: Proof = Proof.NAME) -> None:
    """One document of an odd amount, paid under the client's name with this text."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(150, 3_500)
    document = ledger.document(party, cents, on)
    claim = must(behaviour, {document: cents}, proof)
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 35), cents, party.name, lambda n: text(n, document), claim)


def quote_cited(ledger: Ledger) -> None:
    """The quote's number is cited, or that of a pro-forma, instead of the invoice's."""
    party, on, cents = ledger.someone(), ledger.day(0.1), ledger.odd(150, 3_500)
    kind = ledger.chance.choice((DocumentType.QUOTE, DocumentType.QUOTE, DocumentType.PROFORMA))
    quote = ledger.document(party, cents, ledger.after(on, -30, -6), kind)
    document = ledger.document(party, cents, on)
    claim = must("stray: number of the quote", {document: cents})
    text = ledger.chance.choice(("Devis {}", "selon devis {}", "ref {}"))
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 35), cents, party.name, citing(text, quote), claim)


def settled_cited(ledger: Ledger) -> None:
    """A document that was paid long ago is cited: another client's, or the client's own."""
    party, on, cents = ledger.someone(), ledger.day(0.15), ledger.odd(150, 3_500)
    owner = party if ledger.either() else ledger.someone()
    old = ledger.settled(owner, ledger.after(on, -50, -20))
    document = ledger.document(party, cents, on)
    whose = "own" if owner is party else "another client's"
    claim = must(f"stray: settled document, {whose}", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 35), cents, party.name, citing("Facture {}", old), claim)


def last_year(ledger: Ledger) -> None:
    """The year of the number is last year's, where numbers have a year."""
    if ledger.scheme.is_yearly:
        _one(ledger, "stray: last year's number", lambda n, document: f"Facture {n[document].last_year}")


def transposed(ledger: Ledger) -> None:
    """Two digits of the number are exchanged."""
    _one(ledger, "stray: digits transposed", lambda n, document: f"facture {n[document].transposed}")


def own_order(ledger: Ledger) -> None:
    """The payer's own order or file number, which may look like one of ours."""
    rank = ledger.chance.randrange(1, 160)
    pattern = ledger.chance.choice(
        (
            "COMMANDE N {0:05d}",
            "BDC 45000{0:05d}",
            "PO {0:04d}",
            "NOTRE REF {0:04d}",
            "PIECE {0:06d}",
            "MARCHE 2025-{0:03d}",
            "Order #{0:04d}",
            "TICKET-{0}",
            "DOSSIER {0:04d} LOT 2",
            "CODE CLIENT 0{0:04d}",
            "VENDOR NO {0:06d}",
        )
    )
    _one(ledger, "stray: payer's own order", lambda n, document: pattern.format(rank))


def resembling_digits(ledger: Ledger) -> None:
    """A telephone, a card, a date, an amount or a bank's name with digits that resemble a number."""
    rank = ledger.chance.randrange(10, 99)
    pattern = ledger.chance.choice(
        (
            "TEL 06 12 00 {0} 26",
            "USD {0}12.{0} COURS 1,08{0}",
            "VIR DU 12/0{0:02d} 10H{0}",
            "depuis N26 Bank",
            "IBAN FR76 3000 40{0} 0000",
            "Carte *00{0}",
            "TVA FR{0}812004{0}17",
            "RUE DES LILAS {0} 75010",
            "CODE 00{0}26 AGENCE 0{0}1",
        )
    )
    _one(ledger, "stray: digits like a number", lambda n, document: pattern.format(rank))


def letters(ledger: Ledger) -> None:
    """The letter O for zeros."""
    _one(ledger, "number: letters for digits", lambda n, document: f"Facture {n[document].with_letters}")


def short(ledger: Ledger) -> None:
    """The rank alone, without the year and the zeros."""
    text = ledger.chance.choice(("fact {}", "Facture n°{}", "F {}", "invoice #{}"))
    _one(
        ledger,
        "number: rank alone",
        lambda n, document: text.format(n[document].short),
        Proof.NUMBER,
    )


def split(ledger: Ledger) -> None:
    """A space within the number, where the bank begins a new line."""
    _one(
        ledger,
        "number: split by a space",
        lambda n, document: f"Facture {n[document].full[:-2]} {n[document].full[-2:]}",
        Proof.NUMBER,
    )


def structured(ledger: Ledger) -> None:
    """A structured creditor reference made of the number."""
    digits = ledger.chance.randrange(10, 98)
    _one(
        ledger,
        "number: structured reference",
        lambda n, document: f"RF{digits}{n[document].tight}",
        Proof.NUMBER,
    )


def twins(ledger: Ledger) -> None:
    """Two documents of one amount; the number says which."""
    party, on, cents = ledger.someone(), ledger.day(0.05, 0.6), ledger.round(300, 2_000)
    documents = [ledger.document(party, cents, on), ledger.document(party, cents, ledger.after(on, 3, 12))]
    plain = ledger.either()
    for document in documents[::-1] if ledger.either() else documents:
        claim = must("number: tells twins apart", {document: cents}, Proof.NUMBER)

        def text(numbers: Numbers, document: int = document) -> str:
            return numbers[document].last if plain else f"facture {numbers[document].full}"

        ledger.row(Operation.CREDIT, ledger.after(on, 14, 45), cents, party.name, text, claim)


def paid_twin_cited(ledger: Ledger) -> None:
    """The number of a settled document; one of the same amount is open."""
    party, on, cents = ledger.someone(), ledger.day(0.2), ledger.round(300, 2_000)
    old = ledger.settled(party, ledger.after(on, -35, -25), cents)
    document = ledger.document(party, cents, on)
    claim = ask("stray: settled document of the same amount", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 6, 30), cents, party.name, lambda n: n[old].last, claim)


def number_of_other_client(ledger: Ledger) -> None:
    """The name and the amount are one client's, the number an open document of another's."""
    party, other, on = ledger.someone(), ledger.someone(), ledger.day(0.05, 0.6)
    cents, others = ledger.odd(150, 3_000), ledger.odd(150, 3_000)
    document = ledger.document(party, cents, on)
    foreign = ledger.document(other, others, ledger.after(on, -8, 2))
    claim = may("stray: open document of another client", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 5, 20), cents, party.name, citing("facture {}", foreign), claim)
    paid = must("sale: number cited", {foreign: others}, Proof.NUMBER)
    ledger.row(Operation.CREDIT, ledger.after(on, 25, 50), others, other.name, citing("Fact {}", foreign), paid)


def amount_of_other_document(ledger: Ledger) -> None:
    """One document of the client is cited, another one's amount is paid."""
    party, on = ledger.someone(), ledger.day(0.05, 0.6)
    cents = ledger.odd(150, 3_000)
    document = ledger.document(party, cents, on)
    other = ledger.document(party, ledger.odd(3_100, 4_500), ledger.after(on, 1, 15))
    claim = may("stray: amount of another document", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 16, 40), cents, party.name, citing("facture {}", other), claim)


ACCIDENTS = (
    quote_cited,
    settled_cited,
    settled_cited,
    last_year,
    transposed,
    own_order,
    own_order,
    resembling_digits,
    letters,
    short,
    split,
    structured,
    twins,
    paid_twin_cited,
    number_of_other_client,
    amount_of_other_document,
)
