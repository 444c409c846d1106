"""One transfer for several documents: all, all but one, listed, less a credit note, one and a half."""

from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType, Party
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must, nothing
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing


def _several(ledger: Ledger, count: int, *, apart: int = 12) -> tuple[Party, dict[int, int]]:
    """A new client and open documents of odd amounts."""
    party, on = ledger.someone(), ledger.day(0.02, 0.6)
    cents = [ledger.odd(80, 1_500) for _ in range(count)]
    found = {}
    for each in cents:
        found[ledger.document(party, each, on)] = each
        on = ledger.after(on, 0, apart)
    return party, found


def _paid(ledger: Ledger, documents: dict[int, int]) -> date:
    """A day some time after the last of the documents."""
    return ledger.after(max(ledger.records[each].on for each in documents), 5, 30)


def everything(ledger: Ledger) -> None:
    """All that the client owes, without numbers."""
    party, documents = _several(ledger, ledger.chance.choice((2, 2, 3, 4)))
    words = ledger.chance.choice(("", "solde de tout compte", "SOLDE DE TOUT", "factures en attente", "merci"))
    paid = _paid(ledger, documents)
    claim = must("set: all that is owed", documents)
    ledger.row(Operation.CREDIT, paid, sum(documents.values()), party.name, words, claim)


def all_but_one(ledger: Ledger) -> None:
    """All but one of several documents, without numbers."""
    party, documents = _several(ledger, ledger.chance.choice((3, 4, 5, 6)))
    left = ledger.chance.choice(sorted(documents))
    paid = _paid(ledger, documents)
    settled = {each: cents for each, cents in documents.items() if each != left}
    claim = must("set: all but one", settled)
    ledger.row(Operation.CREDIT, paid, sum(settled.values()), party.name, "", claim)


def listed(ledger: Ledger) -> None:
    """Two to four documents, each cited in one way or another."""
    party, documents = _several(ledger, ledger.chance.choice((2, 2, 3, 4)))
    paid = _paid(ledger, documents)
    ids = list(documents)
    claim = must("set: list of numbers", documents, Proof.NUMBER)
    ledger.row(Operation.CREDIT, paid, sum(documents.values()), party.name, lambda n: n.listed(ids), claim)


def listed_many(ledger: Ledger) -> None:
    """Five to eight documents, cited by rank."""
    party, documents = _several(ledger, ledger.chance.choice((5, 6, 8)), apart=6)
    paid = _paid(ledger, documents)
    sign = ledger.chance.choice((" ", "+", "/", ", "))
    claim = must("set: five to eight numbers", documents, Proof.NUMBER)
    ledger.row(
        Operation.CREDIT,
        paid,
        sum(documents.values()),
        party.name,
        lambda n: "FACT " + sign.join(n[each].last for each in documents),
        claim,
    )


def one_settled(ledger: Ledger) -> None:
    """Three numbers, of which one was settled long ago."""
    party, documents = _several(ledger, 2)
    old = ledger.settled(party, ledger.after(ledger.records[min(documents)].on, -30, -8))
    claim = must("set: a settled one in the list", documents, Proof.NUMBER)
    paid, total = _paid(ledger, documents), sum(documents.values())
    ledger.row(Operation.CREDIT, paid, total, party.name, citing("{}, {}, {}", old, *documents), claim)


def ranged(ledger: Ledger) -> None:
    """Documents that follow one another, cited by the first and the last."""
    party, documents = _several(ledger, ledger.chance.choice((3, 4, 5)), apart=0)
    paid = _paid(ledger, documents)
    first, last = min(documents), max(documents)
    claim = must("set: range of numbers", documents, Proof.NUMBER)
    ledger.row(Operation.CREDIT, paid, sum(documents.values()), party.name, lambda n: n.ranged(first, last), claim)


def first_cited(ledger: Ledger) -> None:
    """Two documents are paid, one of them is cited."""
    party, documents = _several(ledger, 2)
    paid = _paid(ledger, documents)
    first = min(documents)
    claim = may("set: one cited, two paid", documents, Proof.OTHER)
    ledger.row(Operation.CREDIT, paid, sum(documents.values()), party.name, citing("facture {} etc", first), claim)


def less_credit_note(ledger: Ledger) -> None:
    """A credit note is taken off, cited or not."""
    party, documents = _several(ledger, ledger.chance.choice((1, 1, 2)))
    on = max(ledger.records[each].on for each in documents)
    taken = ledger.odd(15, 70)
    note = ledger.document(party, taken, ledger.after(on, 2, 9), DocumentType.CREDIT_NOTE)
    parts = {**documents, note: -taken}
    paid, first = ledger.after(on, 12, 35), min(documents)
    if ledger.either():
        claim = must("set: less a credit note, cited", parts, Proof.NUMBER)
        ledger.row(
            Operation.CREDIT,
            paid,
            sum(parts.values()),
            party.name,
            lambda n: f"{n.listed(list(documents)) if len(documents) > 1 else n[first].full} - avoir {n[note].full}",
            claim,
        )
        return
    words = ledger.chance.choice(("", "avoir déduit", "net de l'avoir"))
    claim = may("set: less a credit note, silent", parts)
    ledger.row(Operation.CREDIT, paid, sum(parts.values()), party.name, words, claim)


def one_and_a_half(ledger: Ledger) -> None:
    """One document whole and half of the next, both cited."""
    party, on = ledger.someone(), ledger.day(0.02, 0.6)
    whole, half = ledger.odd(300, 2_000), ledger.round(200, 1_000)
    one = ledger.document(party, whole, on)
    two = ledger.document(party, 2 * half, ledger.after(on, 1, 9))
    sign = ledger.chance.choice(("{} + 50% {}", "{} et la moitié de {}", "solde {} acompte 50 % {}"))
    claim = must("set: one and a half", {one: whole, two: half}, Proof.NUMBER)
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 12, 30),
        whole + half,
        party.name,
        citing(sign, one, two),
        claim,
    )


def equal_sums(ledger: Ledger) -> None:
    """Two choices of documents make the same sum."""
    party, on = ledger.someone(), ledger.day(0.02, 0.6)
    base, more = ledger.round(200, 400), ledger.round(500, 900)
    amounts = (base, more, base + 5_000, more - 5_000)
    documents = [ledger.document(party, cents, ledger.after(on, 0, 5)) for cents in amounts]
    claim = ask("set: two sets of one sum", {documents[0]: base, documents[1]: more})
    ledger.row(Operation.CREDIT, ledger.after(on, 10, 30), base + more, party.name, "", claim)


def chance_deposits(ledger: Ledger) -> None:
    """Two payments on account add up to one document by chance, and belong to another."""
    party, on = ledger.someone(), ledger.day(0.02, 0.6)
    first = ledger.document(party, 90_000, on)
    second = ledger.document(party, 140_000, ledger.after(on, 1, 9))
    for cents, document in ((40_000, second), (50_000, first)):
        claim = ask("set: payments on account that add up by chance", {document: cents})
        ledger.row(Operation.CREDIT, ledger.after(on, 12, 40), cents, party.name, "ACOMPTE", claim)


def chance_strangers(ledger: Ledger) -> None:
    """Private money whose amount is the sum of documents of two clients by chance."""
    on = ledger.day(0.02, 0.6)
    cents = [ledger.odd(60, 300), ledger.odd(60, 300)]
    for each in cents:
        party = ledger.someone()
        document = ledger.document(party, each, on)
        paid = must("sale: number cited", {document: each}, Proof.NUMBER)
        ledger.row(
            Operation.CREDIT,
            ledger.after(on, 14, 30),
            each,
            party.name,
            citing("Facture {}", document),
            paid,
        )
    words = ledger.chance.choice(("LEBONCOIN VELO", "VENTE CANAPE", "VINTED", "COVOITURAGE"))
    claim = nothing("private: sum of two documents by chance", is_deliberate=True)
    ledger.row(Operation.INSTANT, ledger.after(on, 5, 13), sum(cents), ledger.cast.person().name, words, claim)


ACCIDENTS = (
    everything,
    everything,
    all_but_one,
    listed,
    listed,
    listed_many,
    ranged,
    one_settled,
    first_cited,
    less_credit_note,
    one_and_a_half,
    equal_sums,
    chance_deposits,
    chance_strangers,
)
