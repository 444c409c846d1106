"""Sales as they go on most days: one document, one transfer."""

from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import Numbers, citing

WORDS = ("", "", "facture", "Règlement", "virement", "merci", "prestation", "paiement", "your work")
CITING = (
    "Facture {}",
    "FACT {}",
    "{}",
    "Règlement facture n° {}",
    "Invoice {}",
    "Rglt {}",
    "Paiement {} merci",
    "votre facture {}",
)


def ordinary(ledger: Ledger) -> None:
    """One document of a new or known client, cited or not."""
    party = ledger.regular() if ledger.either() else ledger.someone()
    on = ledger.day()
    cents = ledger.odd(80, 4_800)
    document = ledger.document(party, cents, on)
    paid = ledger.after(on, 1, 44)
    pattern = ledger.chance.choice(CITING)
    operation = ledger.chance.choice((Operation.CREDIT, Operation.CREDIT, Operation.INSTANT))
    if ledger.chance.random() < 0.6:
        claim = must("sale: number cited", {document: cents}, Proof.NUMBER)
        ledger.row(operation, paid, cents, party.name, lambda n: pattern.format(n.spelled(document)), claim)
        return
    words = ledger.chance.choice(WORDS)
    ledger.row(operation, paid, cents, party.name, words, must("sale: name and odd amount", {document: cents}))


def round_amount(ledger: Ledger) -> None:
    """A round amount, the only open document of the client."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.round(150, 3_000)
    document = ledger.document(party, cents, on)
    claim = must("sale: name and round amount", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 2, 35), cents, party.name, ledger.chance.choice(WORDS), claim)


def number_without_name(ledger: Ledger) -> None:
    """The payer's name is lost on the way, the number is not."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(100, 3_000)
    document = ledger.document(party, cents, on)
    claim = must("sale: number, no name", {document: cents}, Proof.NUMBER)
    ledger.row(Operation.CREDIT, ledger.after(on, 3, 30), cents, "", citing("Facture {}", document), claim)


def long_name(ledger: Ledger) -> None:
    """The name fills the field of the bank, which cuts it."""
    party, on, cents = ledger.client(ledger.cast.long().name), ledger.day(), ledger.odd(200, 3_000)
    document = ledger.document(party, cents, on)
    claim = must("sale: long name cut", {document: cents})
    who = party.name[: ledger.chance.choice((26, 32, 35))]
    ledger.row(Operation.CREDIT, ledger.after(on, 5, 40), cents, who, "", claim)


def long_text(ledger: Ledger) -> None:
    """The text is so long that the number at its end is cut away."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(200, 3_000)
    document = ledger.document(party, cents, on)

    def text(numbers: Numbers) -> str:
        story = (
            "Règlement de votre prestation de conception et de suivi selon notre échange du mois dernier avec tous nos"
        )
        return f"{story} remerciements pour la qualité du travail, facture {numbers[document].full}"

    claim = must("sale: number cut away", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 5, 40), cents, party.name, text, claim)


def plural_for_one(ledger: Ledger) -> None:
    """FACTURES, said of one document."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(200, 2_500)
    document = ledger.document(party, cents, on)
    words = ledger.chance.choice(("REGLEMENT FACTURES", "vos factures", "Factures du mois", "invoices"))
    claim = must("sale: FACTURES for one", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 35), cents, party.name, words, claim)


def written_otherwise(ledger: Ledger) -> None:
    """Apostrophes, ampersands and accents, of which each bank keeps what it likes."""
    proper = ledger.cast.proper()
    name, shown = ledger.chance.choice(
        (
            (f"L'Écurie d'{proper} & Fils", f"L ECURIE D {proper.upper()} ET FILS"),
            (f"{proper}-sur-Mer (Les Gîtes)", f"LES GITES {proper.upper()} SUR MER"),
            (f"Éts. {proper} Père & Fille", f"ETS {proper.upper()} PERE FILLE"),
            (f"SARL {proper}", f"{proper.upper()} S.A.R.L."),
        )
    )
    party, on, cents = ledger.client(name), ledger.day(), ledger.odd(90, 2_000)
    document = ledger.document(party, cents, on)
    claim = must("sale: name written otherwise", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 35), cents, shown, "", claim)


def late(ledger: Ledger) -> None:
    """Paid months after it was due."""
    party, on, cents = ledger.someone(), ledger.day(0.02, 0.5), ledger.odd(200, 2_500)
    document = ledger.document(party, cents, on)
    paid = ledger.after(on, 95, 150)
    if ledger.either():
        claim = must("sale: months late, number", {document: cents}, Proof.NUMBER)
        ledger.row(Operation.CREDIT, paid, cents, party.name, citing("facture {}", document), claim)
        return
    claim = may("sale: months late, name", {document: cents})
    ledger.row(Operation.CREDIT, paid, cents, party.name, "avec nos excuses", claim)


def early(ledger: Ledger) -> None:
    """Paid before the document was issued."""
    party, on, cents = ledger.someone(), ledger.day(0.1), ledger.odd(200, 2_500)
    document = ledger.document(party, cents, on)
    claim = may("sale: paid before the document", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, -10, -5), cents, party.name, "selon notre accord", claim)


def pending(ledger: Ledger) -> None:
    """Announced by the bank, not booked yet."""
    party, cents = ledger.someone(), ledger.odd(200, 2_500)
    on = ledger.after(ledger.end, -20, -6)
    document = ledger.document(party, cents, on)
    claim = may("sale: pending", {document: cents}, Proof.NUMBER)
    ledger.row(
        Operation.INSTANT,
        ledger.end,
        cents,
        party.name,
        citing("facture {}", document),
        claim,
        is_pending=True,
    )


def owner_named(ledger: Ledger) -> None:
    """The label names the owner too, whose name is no sign of a transfer between own accounts."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(200, 2_500)
    document = ledger.document(party, cents, on)
    text = ledger.chance.choice(("A l'attention de {}", "pour {}", "BEN {}", "{} - prestations")).format(
        ledger.cast.owner.name
    )
    claim = must("sale: owner's name in the label", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 35), cents, party.name, text, claim)


def service_alike(ledger: Ledger) -> None:
    """A client whose name resembles that of a payment service or a bank."""
    name = ledger.chance.choice(
        ("Wise Owl Books Ltd", "Stripe & Plaid Tailors LLC", "Shine Cosmetics GmbH", "Fortunéo Voyages SARL")
    )
    party, on, cents = ledger.client(name), ledger.day(), ledger.odd(200, 2_500)
    document = ledger.document(party, cents, on)
    claim = must("sale: client named like a service", {document: cents})
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 35), cents, name, "", claim)


def part_unannounced(ledger: Ledger) -> None:
    """Half of what is owed, without a word."""
    party, on, half = ledger.someone(), ledger.day(), ledger.round(200, 1_500)
    document = ledger.document(party, 2 * half, on)
    claim = ask("share: part without a word", {document: half})
    ledger.row(Operation.CREDIT, ledger.after(on, 10, 50), half, party.name, "", claim)


ACCIDENTS = (
    round_amount,
    number_without_name,
    long_name,
    long_text,
    plural_for_one,
    written_otherwise,
    late,
    early,
    pending,
    owner_named,
    service_alike,
    part_unannounced,
)
