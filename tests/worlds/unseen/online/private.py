"""What settles nothing: private life, taxes, own transfers, benefits, loans, fees."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import must, nothing
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing
from tests.worlds.unseen.online.suppliers import GROCERS, SHOPS

_O = Operation


def groceries(ledger: Ledger) -> None:
    """Daily life, by card."""
    cents = ledger.odd(3, 120)
    who = ledger.chance.choice(GROCERS)
    ledger.row(_O.CARD, ledger.day(0.0, 1.0), -cents, who, "", nothing("private: card"))


def online_purchase(ledger: Ledger) -> None:
    """Things ordered for the home, through the same services as the company's."""
    who = ledger.chance.choice(
        ("VINTED*91820033", "PAYPAL *SPECTACLES", "KLARNA*MODALIA", "STREAMFLIX.COM", "APP STORE 0800", "SP JARDINOU")
    )
    ledger.row(_O.CARD, ledger.day(0.0, 1.0), -ledger.odd(4, 90), who, "", nothing("private: online"))


def cash(ledger: Ledger) -> None:
    """Cash from a machine."""
    cents = ledger.chance.choice((2_000, 4_000, 6_000, 10_000))
    claim = nothing("private: cash")
    ledger.row(_O.CASH, ledger.day(0.0, 1.0), -cents, f"DAB {ledger.chance.choice('ABCDEF')}12 CENTRE", "", claim)


def own_transfer(ledger: Ledger) -> None:
    """Money moved between own accounts, seen from both or from one."""
    on, cents = ledger.day(0.0, 0.98), ledger.round(100, 2_000)
    owner = ledger.cast.owner
    text = ledger.chance.choice(("", "VIREMENT INTERNE", "Salaire", "vers compte perso", "NOTE DE FRAIS", "epargne"))
    claim = nothing("own transfer")
    name = ledger.chance.choice((owner.name, owner.reversed.upper(), owner.formal.upper(), ledger.cast.iban))
    ledger.row(_O.TRANSFER, on, -cents, name, text, claim, bank=ledger.banks[0])
    if ledger.chance.random() < 0.4:
        ledger.row(_O.CREDIT, ledger.after(on, 0, 2), cents, name, text, claim, bank=ledger.banks[1])


def own_service(ledger: Ledger) -> None:
    """Money put on, or taken from, the owner's account at a payment service."""
    name = ledger.cast.owner.name
    who, text, signed = ledger.chance.choice(
        (
            ("Wise", f"Top up {name}", -1),
            ("REVOLUT**4417", "", -1),
            ("PayPal", "Add money to account", -1),
            (name, "Sent from Wise", 1),
        )
    )
    operation = _O.CARD if who.startswith("REVOLUT") else _O.TRANSFER if signed < 0 else _O.CREDIT
    claim = nothing("own transfer: payment service")
    ledger.row(operation, ledger.day(), signed * ledger.round(50, 600), who, text, claim)


def benefits(ledger: Ledger) -> None:
    """Benefits and refunds of social bodies, which look like a client's payment."""
    who, text = ledger.chance.choice(
        (
            ("CPAM DES TROIS RIVIERES", "REMBOURSEMENT SOINS"),
            ("FRANCE TRAVAIL", "ARE {} ALLOCATION"),
            ("CAF DU LITTORAL", "PRESTATIONS {}"),
            ("MUTUELLE HARMONIA", "REMBT FACT 00{}"),
            ("URSSAF", "REMBOURSEMENT CREDIT {}"),
            ("AGESSA MALADIE IJ", "INDEMNITES JOURNALIERES"),
            ("AGEFICE", "PRISE EN CHARGE DOSSIER {}"),
        )
    )
    filled = text.format(ledger.chance.randrange(10, 999))
    ledger.row(_O.CREDIT, ledger.day(0.0, 1.0), ledger.odd(8, 1_300), who, filled, nothing("benefit"))


def tax_back(ledger: Ledger) -> None:
    """The treasury pays taxes back."""
    text = ledger.chance.choice(("REMB CREDIT TVA", "RBT TROP PERCU IR", "CREDIT IMPOT", "DEGREVEMENT CFE"))
    ledger.row(_O.CREDIT, ledger.day(), ledger.odd(40, 900), "DGFIP DDFIP", text, nothing("tax paid back"))


def benefit_equal(ledger: Ledger) -> None:
    """A benefit of the very amount of an open document, which its client pays later."""
    party, on, cents = ledger.someone(), ledger.day(0.02, 0.7), ledger.odd(200, 1_200)
    document = ledger.document(party, cents, on)
    who = ledger.chance.choice(("FRANCE TRAVAIL", "CAF DU LITTORAL", "DGFIP DDFIP", "URSSAF"))
    claim = nothing("benefit equal to a document by chance", is_deliberate=True)
    ledger.row(_O.CREDIT, ledger.after(on, 3, 12), cents, who, "VERSEMENT", claim)
    paid = must("sale: number cited", {document: cents}, Proof.NUMBER)
    ledger.row(_O.CREDIT, ledger.after(on, 15, 40), cents, party.name, citing("Facture {}", document), paid)


def private_sale(ledger: Ledger) -> None:
    """Things of the owner's own that were sold, gifts, shares of a meal."""
    words = ledger.chance.choice(
        ("LEBONCOIN", "VINTED", "cadeau", "resto samedi", "REMB COURSES", "Tricount", "loyer coloc", "anniversaire")
    )
    cents = ledger.round(50, 400) if ledger.either() else ledger.odd(8, 200)
    who = ledger.cast.man(ledger.chance.choice(("Rossignol", "Lemoine", "Nguema", "Santini", "Hofer"))).name
    ledger.row(_O.INSTANT, ledger.day(0.0, 1.0), cents, who, words, nothing("private: money from people"))


def insurance_back(ledger: Ledger) -> None:
    """An insurer, a landlord or a shop pays something back without any document."""
    who, text = ledger.chance.choice(
        (
            ("ASSURANCES DU PHARE", "SINISTRE 2025-0{}"),
            ("AGENCE DES QUAIS", "DEPOT DE GARANTIE LOT {}"),
            ("SOLDISSIMA", "AVOIR CARTE {}"),
            ("TRAINVILLE", "COMPENSATION RETARD {}"),
            ("KLARNA", "REFUND ORDER {}"),
        )
    )
    filled = text.format(ledger.chance.randrange(10, 999))
    claim = nothing("refund without document")
    ledger.row(_O.CREDIT, ledger.day(), ledger.odd(10, 500), who, filled, claim)


def shop_refund(ledger: Ledger) -> None:
    """A shop refunds a purchase of before the period."""
    shop = ledger.chance.choice(SHOPS)
    claim = nothing("refund without document")
    ledger.row(_O.CARD_BACK, ledger.day(0.0, 0.6), ledger.odd(8, 90), shop.shown, "", claim)


def _months(ledger: Ledger) -> list[date]:
    first = ledger.start + timedelta(days=ledger.chance.randrange(1, 27))
    return [first + timedelta(days=30 * each) for each in range((ledger.end - ledger.start).days // 31)]


def contributions(ledger: Ledger) -> None:
    """Social contributions and taxes, each month or quarter."""
    for on in _months(ledger):
        cents = ledger.odd(90, 900)
        who = ledger.chance.choice(("URSSAF ILE DE FRANCE", "URSSAF", "URSSAF DE FRANCHE COMTE"))
        ledger.row(_O.DEBIT, on, -cents, who, f"COTIS {ledger.chance.randrange(10**6)}", nothing("social"))
        if ledger.chance.random() < 0.25:
            text = ledger.chance.choice(("IMPOT CFE", "IMPOT RAS", "TVA CA3", "PRELEVEMENT A LA SOURCE"))
            ledger.row(_O.DEBIT, ledger.after(on, 3, 9), -ledger.odd(30, 600), "DGFIP", text, nothing("tax"))


def bank_fees(ledger: Ledger) -> None:
    """The bank's own fees and interest."""
    bank = ledger.banks[0]
    for on in _months(ledger)[::2]:
        text = ledger.chance.choice(("ABONNEMENT MENSUEL", "FRAIS VIREMENT INSTANTANE", "TENUE DE COMPTE", "CARTE"))
        cents = ledger.chance.choice((90, 450, 790, 900, 1_140))
        ledger.row(_O.FEE, on, -cents, "", text, nothing("bank fee"), bank=bank)


def household(ledger: Ledger) -> None:
    """Rent, a loan, a transfer to the family: the same each month."""
    who, text, operation = ledger.chance.choice(
        (
            ("AGENCE DES QUAIS", "LOYER", _O.TRANSFER),
            ("CREDIT LOGIS", "ECHEANCE PRET 00{}", _O.DEBIT),
            ("ECOLE DE MUSIQUE", "COTISATION", _O.TRANSFER),
            ("GAZ ET EAUX DU LITTORAL", "CONTRAT {}", _O.DEBIT),
        )
    )
    filled, cents = text.format(ledger.chance.randrange(100, 9_999)), ledger.odd(40, 800)
    for on in _months(ledger):
        ledger.row(operation, on, -cents, who, filled, nothing("private: monthly"))


def loan(ledger: Ledger) -> None:
    """A loan is paid out."""
    text = ledger.chance.choice(("DEBLOCAGE PRET 4471", "AVANCE DE TRESORERIE", "MISE A DISPOSITION CREDIT"))
    ledger.row(_O.RAW, ledger.day(), ledger.round(1_000, 6_000), "", text, nothing("loan paid out"))


def interest(ledger: Ledger) -> None:
    """Interest and cashback."""
    text = ledger.chance.choice(("INTERETS CREDITEURS", "Cashback carte", "INTERETS LIVRET PRO"))
    ledger.row(_O.RAW, ledger.day(), ledger.chance.randrange(12, 990), "", text, nothing("interest"))


def deferred_total(ledger: Ledger) -> None:
    """The monthly total of a card with deferred debit."""
    text = ledger.chance.choice(
        ("RELEVE CARTE 4412 AU 31/03", "DEBIT MENSUEL CARTE", "PRELEVEMENT CARTE DEBIT DIFFERE", "TOTAL DES FACTURES")
    )
    ledger.row(_O.RAW, ledger.day(), -ledger.odd(200, 900), "", text, nothing("card total"))


def courier_duty(ledger: Ledger) -> None:
    """Duties and VAT on a parcel from abroad, without document."""
    text = f"TVA IMPORT {ledger.chance.randrange(10**9, 10**10)}"
    ledger.row(_O.DEBIT, ledger.day(), -ledger.odd(6, 70), "POSTAMUNDI CUSTOMS", text, nothing("duty"))


Habit = Callable[[Ledger], None]
EACH_SEED: tuple[Habit, ...] = (contributions, bank_fees, household)
ORDINARY: tuple[Habit, ...] = (
    groceries,
    groceries,
    groceries,
    online_purchase,
    cash,
    own_transfer,
    own_service,
    benefits,
    private_sale,
    insurance_back,
)
ACCIDENTS: tuple[Habit, ...] = (
    tax_back,
    benefit_equal,
    shop_refund,
    loan,
    interest,
    deferred_total,
    courier_duty,
    benefits,
    private_sale,
)
