"""Deposits, balances, instalments; too much, too little, twice."""

from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType, Party
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must, nothing
from tests.worlds.unseen.online.ledger import Claim, Ledger, Proof
from tests.worlds.unseen.online.numbering import citing


def deposit_and_balance(ledger: Ledger) -> None:
    """A quote, its deposit document, then the final one; the deposit is paid by the quote's number."""
    party, on, total = ledger.someone(), ledger.day(0.08, 0.6), ledger.odd(900, 5_000)
    share = ledger.chance.choice((30, 40, 50))
    deposit, balance = total * share // 100, total - total * share // 100
    quote = ledger.document(party, total, ledger.after(on, -15, -3), DocumentType.QUOTE)
    first = ledger.document(party, deposit, on, DocumentType.DEPOSIT, label=f"Acompte de {share} %")
    later = ledger.after(on, 25, 50)
    last = ledger.document(party, balance, later, DocumentType.FINAL, label="Solde")
    claim = must("share: deposit by its quote", {first: deposit}, Proof.TOLD)
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 2, 12),
        deposit,
        party.name,
        citing(f"ACOMPTE {share}% DEVIS {{}}", quote),
        claim,
    )
    claim = must("share: balance", {last: balance}, Proof.TOLD)
    ledger.row(Operation.CREDIT, ledger.after(later, 5, 30), balance, party.name, "SOLDE", claim)


def thirds(ledger: Ledger) -> None:
    """One document in three or four equal parts, each told."""
    party, on = ledger.someone(), ledger.day(0.02, 0.5)
    count = ledger.chance.choice((3, 3, 4))
    each = ledger.odd(120, 900)
    document = ledger.document(party, each * count, on)
    has_number = ledger.either()
    behaviour = "share: instalments, number" if has_number else "share: instalments, name"
    for turn in range(1, count + 1):
        claim = must(behaviour, {document: each}, Proof.NUMBER if has_number else Proof.TOLD)
        ledger.row(
            Operation.CREDIT,
            on,
            each,
            party.name,
            citing(f"{turn}/{count} facture {{}}", document) if has_number else f"ECHEANCE {turn}/{count}",
            claim,
        )
        on = ledger.after(on, 27, 33)


def third_of_ten(ledger: Ledger) -> None:
    """Three instalments of a plan of ten, which looks like a date."""
    party, on, each = ledger.someone(), ledger.day(0.02, 0.4), ledger.odd(60, 300)
    document = ledger.document(party, each * 10, on)
    for turn in (1, 2, 3):
        claim = must("share: instalments of ten", {document: each}, Proof.NUMBER)
        ledger.row(
            Operation.CREDIT,
            ledger.after(on, 30 * turn, 30 * turn + 3),
            each,
            party.name,
            citing(f"ECHEANCE {turn}/10 {{}}", document),
            claim,
        )


def percent_cited(ledger: Ledger) -> None:
    """A share of a document, in percent, with its number."""
    party, on, total = ledger.someone(), ledger.day(), ledger.round(600, 3_000)
    share = ledger.chance.choice((30, 40, 60))
    document, cents = ledger.document(party, total, on), total * share // 100
    claim = must("share: percent and number", {document: cents}, Proof.NUMBER)
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 2, 20),
        cents,
        party.name,
        citing(f"{share}% facture {{}}", document),
        claim,
    )


def part_cited(ledger: Ledger) -> None:
    """Less than what is owed, with the number."""
    party, on, total = ledger.someone(), ledger.day(), ledger.odd(900, 3_000)
    document, cents = ledger.document(party, total, on), ledger.round(200, 800)
    claim = must("share: part with the number", {document: cents}, Proof.NUMBER)
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 10, 40),
        cents,
        party.name,
        citing("acompte sur {}", document),
        claim,
    )


def rest(ledger: Ledger) -> None:
    """A part came in before the period; the rest is paid with the number or without."""
    party, on, total = ledger.someone(), ledger.day(), ledger.odd(900, 3_000)
    paid = ledger.round(200, 600)
    document, cents = ledger.document(party, total, on, paid=paid), total - paid
    is_cited = ledger.either()
    claim = must("share: the rest", {document: cents}, Proof.NUMBER if is_cited else Proof.NAME)
    text = citing("{}", document) if is_cited else ledger.chance.choice(("", "solde", "reste du"))
    ledger.row(Operation.CREDIT, ledger.after(on, 15, 60), cents, party.name, text, claim)


def overpaid(ledger: Ledger) -> None:
    """More than what is owed: an indemnity, a round sum, a slip."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(200, 1_800)
    document = ledger.document(party, cents, on)
    paid, form = ledger.after(on, 20, 50), ledger.chance.randrange(4)
    if form == 0:
        claim = may("near: indemnity of 40 € added", {document: cents}, Proof.NUMBER)
        _cited(ledger, party, document, paid, cents + 4_000, "{} + indemnité 40 EUR", claim)
    elif form == 1:
        claim = may("near: overpaid, number", {document: cents}, Proof.NUMBER)
        _cited(ledger, party, document, paid, cents + ledger.chance.choice((1_000, 9_900, 27)), "facture {}", claim)
    elif form == 2:
        slip = cents + 9_000 if cents // 1_000 % 10 == 0 else cents + 900
        claim = may("near: a digit mistyped, number", {document: cents}, Proof.NUMBER)
        _cited(ledger, party, document, paid, slip, "{}", claim)
    else:
        claim = ask("near: rounded up, name", {document: cents})
        rounded = cents + 1_000 - cents % 1_000
        ledger.row(Operation.CREDIT, paid, rounded, party.name, "", claim)


def underpaid(ledger: Ledger) -> None:
    """Some cents or two percent less than owed."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(200, 1_800)
    document = ledger.document(party, cents, on)
    paid, form = ledger.after(on, 8, 40), ledger.chance.randrange(5)
    if form == 0:
        less = cents - ledger.chance.choice((1, 3, 9, 50))
        claim = may("near: cents missing, number", {document: less}, Proof.NUMBER)
        _cited(ledger, party, document, paid, less, "facture {}", claim)
    elif form == 1:
        less = cents - ledger.chance.choice((1, 9, 90))
        claim = ask("near: cents missing, name", {document: less})
        ledger.row(Operation.CREDIT, paid, less, party.name, "", claim)
    elif form == 2:
        less = cents - cents * 2 // 100
        claim = may("near: discount of 2 %, number", {document: less}, Proof.NUMBER)
        _cited(ledger, party, document, paid, less, "{} escompte 2%", claim)
    elif form == 3:
        less = cents * 5 // 6
        claim = may("near: without VAT, number", {document: less}, Proof.NUMBER)
        _cited(ledger, party, document, paid, less, "facture {} HT", claim)
    else:
        less = cents - cents * 2 // 100
        claim = ask("near: discount of 2 %, name", {document: less})
        ledger.row(Operation.CREDIT, paid, less, party.name, "SOUS DEDUCTION ESCOMPTE", claim)


def twice(ledger: Ledger) -> None:
    """Paid twice by error, and not paid back yet."""
    party, on, cents = ledger.someone(), ledger.day(0.02, 0.7), ledger.odd(200, 1_800)
    document = ledger.document(party, cents, on)
    paid = ledger.after(on, 8, 30)
    claim = must("twice: the first", {document: cents}, Proof.NUMBER)
    _cited(ledger, party, document, paid, cents, "facture {}", claim)
    again = nothing("twice: the second", is_deliberate=True)
    _cited(ledger, party, document, ledger.after(paid, 5, 30), cents, "facture {}", again)


def _cited(ledger: Ledger, party: Party, document: int, on: date, cents: int, pattern: str, claim: Claim) -> None:
    ledger.row(Operation.CREDIT, on, cents, party.name, citing(pattern, document), claim)


ACCIDENTS = (
    deposit_and_balance,
    deposit_and_balance,
    thirds,
    third_of_ten,
    percent_cited,
    part_cited,
    rest,
    overpaid,
    overpaid,
    underpaid,
    underpaid,
    underpaid,
    twice,
)
