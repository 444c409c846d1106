"""Rows that settle nothing: private life, the State, the bank, own accounts."""

from collections.abc import Callable
from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.ledger import Habit, Ledger, after
from tests.worlds.unseen.craft.sales_dates import MONTHS
from tests.worlds.unseen.craft.trades import DINERS, FUEL, PRIVATE, TOOLS

# Behaviour, kind of label, who, the lowest and the highest amount in euros (negative: money out), and what is told.
OUT: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("tax", "debit", "DGFIP IMPOT", "IMPOT REVENU PRELEVEMENT SOURCE", 40, 400),
    ("tax", "debit", "DGFIP", "CFE {year}", 200, 600),
    ("tax", "debit", "DGFIP", "TVA1 {month}", 90, 1500),
    ("social contributions", "debit", "URSSAF", "COTISATIONS {month} 117000001523", 90, 900),
    ("rent", "out", "AGENCE BELLECOMBE", "LOYER {month}", 0, 0),
    ("private debit", "debit", "MUTUELLE VIVALIA", "COTISATION SANTE {month}", 40, 120),
    ("private debit", "debit", "EAUX DU CANTON", "FACTURE {n}", 30, 130),
    ("private debit", "debit", "CANTINE SCOLAIRE TRESOR PUBLIC", "{month}", 30, 90),
    ("own transfer out", "out", "{owner}", "VIREMENT LIVRET A", 100, 900),
    ("own transfer out", "out", "{owner}", "SALAIRE {month}", 800, 1900),
    ("own transfer out", "out", "COMPTE EPARGNE", "FR7630004000031234567890143", 50, 600),
    ("cash withdrawn", "dab", "", "", 20, 200),
    ("loan", "loan", "", "", 180, 640),
    ("gift sent", "out", "{person}", "CADEAU NAISSANCE", 20, 100),
    ("private cheque", "chout", "", "{n}", 20, 300),
)
IN: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("benefits", "in", "CAF DU RHONE", "PRESTATION {month}", 90, 480),
    ("benefits", "in", "FRANCE TRAVAIL", "ALLOCATION {month} {n}", 300, 1100),
    ("benefits", "in", "CPAM 69", "IJ DU {day} {n}", 60, 500),
    ("health refund", "in", "CPAM 69", "REMB SOINS {n}", 7, 70),
    ("health refund", "in", "MUTUELLE VIVALIA", "REMBOURSEMENT {n}", 8, 120),
    ("tax refund", "in", "DGFIP", "REMB CREDIT TVA {year}", 80, 1900),
    ("tax refund", "in", "DRFIP FINANCES PUBLIQUES", "AVANCE CREDIT IMPOT", 80, 900),
    ("social refund", "in", "URSSAF", "REMBOURSEMENT TROP VERSE", 40, 400),
    ("own transfer in", "in", "{owner}", "APPORT", 100, 1500),
    ("own transfer in", "in", "{owner}", "VIR DEPUIS LIVRET", 100, 900),
    ("private sale", "in", "BONCOIN SERVICES", "VENTE {n}", 20, 300),
    ("gift received", "in", "{person}", "BON ANNIVERSAIRE", 20, 150),
    ("friend pays back", "instant", "{person}", "RESTO HIER SOIR", 12, 60),
    ("expense report of spouse", "in", "{firm}", "NOTE DE FRAIS {month}", 30, 200),
    ("salary of spouse", "in", "{firm}", "SALAIRE {month}", 1300, 2300),
    ("insurance indemnity", "in", "PREVADIS ASSURANCES", "INDEMNITE SINISTRE VEHICULE {n}", 200, 1500),
    ("subsidy", "in", "REGION SUD", "AIDE NUMERIQUE ARTISANS {n}", 500, 2000),
    ("cheque, private", "chin", "", "", 20, 300),
    ("energy refund", "in", "ELEKTRA ENERGIE", "REGULARISATION CLIENT {n}", 20, 200),
)
BANK: tuple[tuple[str, str, int, int], ...] = (
    ("bank fee", "COTISATION MENSUELLE OFFRE PRO", -1290, -1290),
    ("bank fee", "FRAIS TENUE DE COMPTE", -800, -800),
    ("bank fee", "COMMISSION D INTERVENTION", -800, -800),
    ("bank fee", "F COTIS CARTE BUSINESS", -5500, -5500),
    ("bank fee", "FRAIS VIR INSTANTANE EMIS", -100, -100),
    ("bank fee", "LOCATION TERMINAL DE PAIEMENT", -2340, -2340),
    ("interest", "AGIOS DEBITEURS TRIMESTRE", -2900, -90),
    ("interest", "INTERETS CREDITEURS", 12, 900),
    ("deferred card total", "DEBIT MENSUEL CARTE DIFFERE", -120000, -9000),
    ("deferred card total", "RELEVE CB AU 30", -120000, -9000),
    ("bank refund", "GESTE COMMERCIAL REMB FRAIS", 800, 2400),
)


def _fill(book: Ledger, text: str, on_month: int, year: int) -> str:
    person = book.names.person().as_sender(book.random, "full") if "{person}" in text else ""
    firm = book.names.firm().name if "{firm}" in text else ""
    return text.format(
        month=MONTHS[on_month - 1], year=year, n=book.random.randint(10**6, 10**7 - 1),
        owner=book.owner.as_sender(book.random, "full"), person=person, firm=firm,
        day=f"{book.random.randint(1, 28):02d}/{on_month:02d}",
    )  # fmt: skip


def _listed(book: Ledger, table: tuple[tuple[str, str, str, str, int, int], ...], sign: int) -> None:
    behaviour, kind, who, what, low, high = book.random.choice(table)
    on = book.day(margin=3)
    is_blind = kind in ("chin", "chout")
    cents = sign * (book.round(100, 900) if not high else book.odd(low, high) if is_blind else _cents(book, low, high))
    label = book.label(kind, on, _fill(book, who, on.month, on.year), _fill(book, what, on.month, on.year))
    book.row(behaviour, Mode.NOTHING, on, (), label, cents=cents)


def _cents(book: Ledger, low: int, high: int) -> int:
    """Half of private amounts are whole euros."""
    return (
        book.random.randint(low, high) * 100
        if book.random.random() < 0.5
        else book.random.randint(low * 100, high * 100)
    )


def money_out(book: Ledger) -> None:
    """Taxes, private debits, own transfers, cash, loans."""
    _listed(book, OUT, -1)


def money_in(book: Ledger) -> None:
    """Benefits, refunds, gifts, own transfers."""
    _listed(book, IN, 1)


def private_card(book: Ledger) -> None:
    """Groceries and leisure."""
    shop = book.random.choice(PRIVATE)
    on = book.day(margin=3)
    book.card("private card", Mode.NOTHING, on, (), shop, cents=-_cents(book, 3, 140), bought_on=after(on, -1))


def unrecorded_card(book: Ledger) -> None:
    """A purchase in a shop of the trade that was never recorded."""
    shop = book.random.choice((*FUEL, *TOOLS, *DINERS, *book.trade.suppliers))
    on = book.day(margin=3)
    book.card("purchase not recorded", Mode.NOTHING, on, (), shop, cents=-book.odd(9, 150), bought_on=after(on, -1))


def bank_row(book: Ledger) -> None:
    """Fees, interest, deferred totals."""
    behaviour, label, low, high = book.random.choice(BANK)
    cents = book.random.randint(low, high)
    book.row(behaviour, Mode.NOTHING, book.day(margin=3), (), lambda: label, cents=cents)


def loan_paid_out(book: Ledger) -> None:
    """The bank lends the price of a machine."""
    cents = book.round(3000, 15000)
    book.row("loan paid out", Mode.NOTHING, book.day(), (), lambda: "DEBLOCAGE PRET EQUIPEMENT", cents=cents)


def client_in_private(book: Ledger) -> None:
    """A client who owes money sends some for a private matter."""
    client = book.names.person()
    on = book.day()
    book.document(client, on, book.odd(300, 1500))
    told = book.random.choice(("PLACE DE CONCERT", "CAGNOTTE DEPART", "PANIER AMAP", "VENTE VELO", "LOTO ECOLE"))
    paid = after(on, book.random.randint(3, 20))
    text = book.label("in", paid, client.as_sender(book.random, "full"), told)
    cents = book.random.choice((1500, 2200, 3500, 6000))
    book.row("client, private matter", Mode.NOTHING, paid, (), text, cents=cents)


def benefit_like_invoice(book: Ledger) -> None:
    """A benefit of just the amount that a client owes."""
    on = book.day()
    cents = book.document(book.names.person(), on, book.round(100, 500)).cents
    who, what = book.random.choice(
        (("CAF DU RHONE", "PRESTATION LOGEMENT"), ("CPAM 69", "IJ MATERNITE"), ("URSSAF", "REMBOURSEMENT"))
    )
    paid = after(on, 12)
    book.row("benefit equal to an invoice", Mode.NOTHING, paid, (), book.label("in", paid, who, what), cents=cents)


def namesake_gift(book: Ledger) -> None:
    """A gift or a debt paid back by somebody of a client's surname, of another amount than the client owes."""
    client = book.names.person()
    on = book.day()
    book.document(client, on, book.odd(200, 900))
    other = book.names.person(surname=client.last, unlike=[client.first, client.partner])
    paid = after(on, book.random.randint(3, 20))
    told = book.random.choice(("CADEAU", "REMBOURSEMENT RESTO", "LOTO DU CLUB", "COVOITURAGE"))
    text = book.label("in", paid, other.as_sender(book.random, "full"), told)
    book.row("gift of a client's namesake", Mode.NOTHING, paid, (), text, cents=book.random.choice((2000, 3000, 5000)))


def voucher_of_shop(book: Ledger) -> None:
    """A shop's private refund by card, of what an open invoice amounts to."""
    on = book.day()
    cents = book.document(book.names.person(), on, book.round(60, 120)).cents
    paid = after(on, 6)
    text = book.label("refund", paid, book.random.choice(PRIVATE))
    book.row("private card refund", Mode.NOTHING, paid, (), text, cents=cents)


def owner_namesake(book: Ledger) -> None:
    """The owner's transfer to the own account, while a client of the owner's surname owes as much."""
    client = book.names.person(surname=book.owner.last, unlike=[book.owner.first, book.owner.partner])
    on = book.day()
    cents = book.document(client, on, book.round(200, 900)).cents
    paid = on + timedelta(days=7)
    text = book.label("in", paid, book.owner.as_sender(book.random, "full"), "APPORT PERSONNEL")
    book.row("own transfer, client of that name", Mode.NOTHING, paid, (), text, cents=cents)


def former_client(book: Ledger) -> None:
    """A firm that was a client pays for something that was never invoiced here."""
    client = book.names.firm()
    on = book.day(since=60)
    book.settled(client, after(on, -50), book.odd(200, 900))
    text = book.label("in", on, client.as_sender(book.random), "REMBOURSEMENT CAUTION BADGE")
    book.row("former client, no document", Mode.NOTHING, on, (), text, cents=book.random.choice((2000, 5000, 15000)))


FILLERS: tuple[Habit, ...] = (money_out, money_in, private_card, private_card, money_out, bank_row, unrecorded_card)
HABITS: tuple[Callable[[Ledger], None], ...] = (
    benefit_like_invoice, loan_paid_out, client_in_private, namesake_gift, voucher_of_shop, owner_namesake,
    former_client,
)  # fmt: skip
