"""Names that the payer's bank spells in its own way, says by half, or does not say at all."""

from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import may, must
from tests.worlds.unseen.online.companies import ABROAD_FORMS, FORMS
from tests.worlds.unseen.online.ledger import Claim, Ledger, Proof
from tests.worlds.unseen.online.numbering import Text, citing

_TRANSLITERATED = (
    ("Jürgen Schönfärber", "JUERGEN SCHOENFAERBER"),
    ("Søren Bjørnholt", "SOEREN BJOERNHOLT"),
    ("Grüßgott Verlag GmbH", "GRUESSGOTT VERLAG GMBH"),
    ("Łukasz Wróblewski", "LUKASZ WROBLEWSKI"),
    ("Ångbåten Spel AB", "AANGBAATEN SPEL AB"),
    ("Dimitris Papatheodorou", "DIMITRIOS PAPATHEODOROU"),
    ("Œuvres Vives Éditions", "OEUVRES VIVES EDITIONS"),
    ("Yevheniia Shevchuk", "EVGENIA SHEVCHUK"),
)


def _one(ledger: Ledger, name: str, shown: str, claim: Claim, text: Text = "", *, days: int = 35) -> None:
    """One document of this client, paid under the name that the bank shows; the claim has the cents, as target 0."""
    on = ledger.day()
    ((_, cents),) = claim.parts.items()
    document = ledger.document(ledger.client(name), cents, on)
    settled = Claim(behaviour=claim.behaviour, mode=claim.mode, parts={document: cents}, proof=claim.proof, fee_cents=0)
    words = citing("facture {}", document) if claim.proof is Proof.NUMBER else text
    ledger.row(Operation.CREDIT, ledger.after(on, 3, days), cents, shown, words, settled)


def misspelt(ledger: Ledger) -> None:
    """A letter is missing or doubled."""
    company = ledger.cast.abroad()
    place = ledger.chance.randrange(3, len(company.proper) - 2)
    proper = company.proper
    wrong = proper[:place] + (proper[place] * 2 if ledger.either() else "") + proper[place + 1 :]
    shown = company.name.replace(proper, wrong).upper()
    _one(ledger, company.name, shown, must("payer: name misspelt", {0: ledger.odd(200, 2_900)}, Proof.OTHER))


def transliterated(ledger: Ledger) -> None:
    """Letters that French banks do not have."""
    name, shown = ledger.chance.choice(_TRANSLITERATED)
    _one(ledger, name, shown, must("payer: transliterated name", {0: ledger.odd(200, 2_900)}, Proof.OTHER))


def other_form(ledger: Ledger) -> None:
    """The legal form has changed since, or stands first."""
    company = ledger.cast.company() if ledger.either() else ledger.cast.abroad()
    form = ledger.chance.choice((*FORMS[:4], *ABROAD_FORMS[:5]))
    shown = f"{form} {company.proper}" if ledger.either() else f"{company.proper} {form}"
    _one(ledger, company.name, shown, must("payer: other legal form", {0: ledger.odd(200, 2_900)}))


def first_name_alone(ledger: Ledger) -> None:
    """A wallet shows the first name alone, or with the initial of the surname."""
    person = ledger.cast.person()
    shown = ledger.chance.choice((person.first, f"{person.first} {person.surname[0]}."))
    claim = may("payer: first name alone", {0: ledger.odd(60, 700)}, Proof.OTHER)
    _one(ledger, person.name, f"WERO {shown}", claim, days=12)


def relative_cites(ledger: Ledger) -> None:
    """A relative pays and cites the number."""
    person = ledger.cast.person()
    relative = ledger.cast.person(person.surname)
    claim = must("payer: relative cites the number", {0: ledger.round(150, 1_200)}, Proof.NUMBER)
    _one(ledger, person.name, relative.formal.upper(), claim)


def amount_alone(ledger: Ledger) -> None:
    """Nothing but an odd amount that one open document has."""
    shown = ledger.chance.choice(("VIREMENT SEPA RECU", "VIREMENT EN VOTRE FAVEUR", "TRANSFER", "Virement"))
    claim = may("sale: odd amount alone", {0: ledger.odd(300, 4_000)}, Proof.OTHER)
    _one(ledger, ledger.cast.anyone(), shown, claim)


def one_cheque(ledger: Ledger) -> None:
    """One cheque of the amount of an open document, without a name."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(100, 1_500)
    document = ledger.document(party, cents, on)
    claim = may("takings: one cheque, amount of a document", {document: cents}, Proof.OTHER)
    text = f"1 CHQ BORD {ledger.chance.randrange(10**6, 10**7)}"
    ledger.row(Operation.CHEQUES, ledger.after(on, 4, 35), cents, "", text, claim)


def ceiling(ledger: Ledger) -> None:
    """The payer's bank has a ceiling: one document in two transfers on one day or two."""
    party, on, cents = ledger.someone(), ledger.day(), ledger.odd(2_100, 4_800)
    document, paid = ledger.document(party, cents, on), ledger.after(on, 5, 30)
    is_cited = ledger.either()
    for each in (200_000, cents - 200_000):
        parts = {document: each}
        if is_cited:
            claim = must("share: two transfers, number", parts, Proof.NUMBER)
        else:
            claim = may("share: two transfers, name", parts, Proof.TOLD)
        text = citing("facture {}", document) if is_cited else ""
        ledger.row(Operation.INSTANT, paid, each, party.name, text, claim)


ACCIDENTS = (
    misspelt,
    transliterated,
    other_form,
    first_name_alone,
    relative_cites,
    amount_alone,
    one_cheque,
    ceiling,
)
