"""What the company buys, as it goes on most days: cards, subscriptions, direct debits, advertising."""

from datetime import date, timedelta

from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.suppliers import ADVERTISERS, CARRIERS, DEBITED, SHOPS, SUBSCRIPTIONS


def card(ledger: Ledger) -> None:
    """A purchase by card, booked some days later."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.0, 0.97), ledger.odd(6, 320)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    claim = must("purchase: card", {expense: -cents})
    ledger.row(Operation.CARD, ledger.after(on, 0, 4), -cents, shop.shown, "", claim, spent_on=on)


def parcel(ledger: Ledger) -> None:
    """Postage for one parcel."""
    carrier, on, cents = ledger.chance.choice(CARRIERS), ledger.day(0.0, 0.97), ledger.odd(5, 32)
    expense = ledger.expense(carrier.name, cents, on, label=carrier.label)
    claim = must("purchase: postage by card", {expense: -cents})
    ledger.row(Operation.CARD, ledger.after(on, 0, 2), -cents, carrier.shown, "", claim, spent_on=on)


def subscriptions(ledger: Ledger) -> None:
    """Some subscriptions by card, of one amount each month."""
    for supplier in ledger.chance.sample(SUBSCRIPTIONS, 3):
        cents = ledger.chance.choice((900, 1_199, 1_200, 1_499, 1_900, 2_399, 2_900))
        for on in _monthly(ledger, most=6):
            expense = ledger.expense(supplier.name, cents, on, label=supplier.label)
            claim = must("purchase: subscription by card", {expense: -cents})
            booked = ledger.after(on, 0, 3)
            ledger.row(Operation.CARD, booked, -cents, supplier.shown, "", claim, spent_on=on)


def debits(ledger: Ledger) -> None:
    """Direct debits each month, of one amount or of another each time."""
    for supplier in ledger.chance.sample(DEBITED, 2):
        fixed = ledger.odd(12, 90) if ledger.either() else 0
        for on in _monthly(ledger, most=6):
            cents = fixed or ledger.odd(20, 140)
            expense = ledger.expense(supplier.name, cents, on, label=supplier.label)
            behaviour = f"purchase: monthly debit, {'one amount' if fixed else 'amounts differ'}"
            claim = must(behaviour, {expense: -cents})
            text = f"CONTRAT {ledger.chance.randrange(10**5, 10**6)}"
            ledger.row(Operation.DEBIT, ledger.after(on, 2, 7), -cents, supplier.shown, text, claim)


def _monthly(ledger: Ledger, most: int) -> list[date]:
    months = min(most, (ledger.end - ledger.start).days // 31)
    first = ledger.start + timedelta(days=ledger.chance.randrange(1, 26))
    return [first + timedelta(days=30 * each + each // 2) for each in range(months)]


def advertising(ledger: Ledger) -> None:
    """Advertising, charged each time the same threshold is reached."""
    advertiser, cents = ledger.chance.choice(ADVERTISERS), ledger.chance.choice((2_500, 5_000, 10_000))
    on = ledger.day(0.0, 0.8)
    is_known = not advertiser.shown.startswith("RESVIS")
    for _ in range(ledger.chance.choice((3, 4))):
        expense = ledger.expense(advertiser.name, cents, on, label=advertiser.label)
        behaviour = "purchase: advertising threshold" if is_known else "purchase: advertising, name abbreviated"
        parts = {expense: -cents}
        claim = must(behaviour, parts) if is_known else may(behaviour, parts, Proof.OTHER)
        ledger.row(Operation.CARD, ledger.after(on, 0, 1), -cents, advertiser.shown, "", claim, spent_on=on)
        on = ledger.after(on, 8, 14)


def late_debit(ledger: Ledger) -> None:
    """A debit some forty days after the supplier's invoice."""
    supplier, on, cents = ledger.chance.choice(DEBITED), ledger.day(0.0, 0.75), ledger.odd(150, 480)
    expense = ledger.expense(supplier.name, cents, on, label="Régularisation")
    claim = must("purchase: late debit", {expense: -cents})
    ledger.row(Operation.DEBIT, ledger.after(on, 38, 46), -cents, supplier.shown, "ECHEANCE", claim)


def late_card(ledger: Ledger) -> None:
    """The shop charges the card when it sends the parcel."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.0, 0.9), ledger.odd(40, 420)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    claim = must("purchase: late card", {expense: -cents})
    charged = ledger.after(on, 10, 14)
    ledger.row(Operation.CARD, charged, -cents, shop.shown, "", claim)


def one_debit_for_many(ledger: Ledger) -> None:
    """The carrier debits the parcels of a fortnight at once."""
    carrier, on = ledger.chance.choice(CARRIERS), ledger.day(0.0, 0.85)
    parts = {}
    for _ in range(ledger.chance.choice((2, 3, 4))):
        cents = ledger.odd(5, 45)
        parts[ledger.expense(carrier.name, cents, on, label=carrier.label)] = -cents
        on = ledger.after(on, 1, 5)
    claim = must("purchase: one debit for several", parts)
    ledger.row(Operation.DEBIT, ledger.after(on, 2, 6), sum(parts.values()), carrier.shown, "RELEVE", claim)


def one_for_two_cards(ledger: Ledger) -> None:
    """One purchase, paid half by one card and half by another."""
    shop, on = ledger.chance.choice(SHOPS), ledger.day(0.0, 0.9)
    parts = (ledger.odd(100, 400), ledger.odd(100, 400))
    expense = ledger.expense(shop.name, sum(parts), on, label=shop.label)
    for bank, cents in zip(ledger.banks, parts, strict=False):
        claim = ask("purchase: two cards for one", {expense: -cents})
        ledger.row(Operation.CARD, ledger.after(on, 0, 2), -cents, shop.shown, "", claim, bank=bank, spent_on=on)


def three_times(ledger: Ledger) -> None:
    """A purchase paid in three or four times."""
    shop, on, count = ledger.chance.choice(SHOPS), ledger.day(0.0, 0.65), ledger.chance.choice((3, 4))
    cents = ledger.odd(60, 300)
    expense = ledger.expense(shop.name, cents * count, on, label=shop.label)
    for turn in range(1, count + 1):
        claim = may("purchase: instalments", {expense: -cents}, Proof.TOLD)
        ledger.row(Operation.DEBIT, on, -cents, shop.shown, f"{count}X SANS FRAIS {turn}/{count}", claim)
        on = ledger.after(on, 29, 31)


def year_by_months(ledger: Ledger) -> None:
    """A yearly premium, entered once and debited by months."""
    supplier, on, cents = ledger.chance.choice(DEBITED), ledger.day(0.0, 0.4), ledger.odd(15, 60)
    expense = ledger.expense(supplier.name, cents * 12, on, label="Cotisation annuelle")
    for _ in range(4):
        claim = ask("purchase: yearly, debited by months", {expense: -cents})
        on = ledger.after(on, 28, 32)
        ledger.row(Operation.DEBIT, on, -cents, supplier.shown, "MENSUALITE", claim)


def fee_and_tax(ledger: Ledger) -> None:
    """A bank's fee entered once, debited as fee and as VAT."""
    on, fee = ledger.day(0.0, 0.95), ledger.chance.choice((1_000, 1_500, 2_900))
    bank = ledger.banks[0]
    expense = ledger.expense(bank.name, fee * 6 // 5, on, label="Abonnement du compte")
    for cents, text in ((fee, "ABONNEMENT"), (fee // 5, "TVA ABONNEMENT")):
        claim = ask("purchase: fee and VAT apart", {expense: -cents})
        ledger.row(Operation.FEE, on, -cents, "", text, claim, bank=bank)


def twins_on_one_day(ledger: Ledger) -> None:
    """Two equal purchases of one supplier, on one day or on two."""
    shop, on, cents = ledger.chance.choice(SHOPS), ledger.day(0.0, 0.9), ledger.odd(12, 60)
    gap = 0 if ledger.either() else 9
    for day in (on, on + timedelta(days=gap)):
        expense = ledger.expense(shop.name, cents, day, label=shop.label)
        parts = {expense: -cents}
        claim = must("purchase: equal, days apart", parts) if gap else ask("purchase: equal on one day", parts)
        ledger.row(Operation.CARD, day, -cents, shop.shown, "", claim, spent_on=day)


def nameless(ledger: Ledger) -> None:
    """An expense entered without a supplier."""
    on, cents = ledger.day(0.0, 0.95), ledger.odd(8, 90)
    label = ledger.chance.choice(("Timbres", "Enveloppes", "Cartouches", "Taxi"))
    expense = ledger.expense("", cents, on, label=label)
    shown = ledger.chance.choice(("LA POSTE 751920", "TABAC DES HALLES", "G7 PARIS", "BUREAU CENTRE"))
    claim = ask("purchase: no supplier entered", {expense: -cents})
    ledger.row(Operation.CARD, ledger.after(on, 0, 2), -cents, shown, "", claim, spent_on=on)


def pending(ledger: Ledger) -> None:
    """A purchase by card that the bank announces and has not booked yet."""
    shop, cents = ledger.chance.choice(SHOPS), ledger.odd(12, 220)
    on = ledger.after(ledger.end, -2, 0)
    expense = ledger.expense(shop.name, cents, on, label=shop.label)
    claim = may("purchase: pending", {expense: -cents})
    ledger.row(Operation.CARD, ledger.end, -cents, shop.shown, "", claim, spent_on=on, is_pending=True)


ORDINARY = (card, card, card, parcel)
MONTHLY = (subscriptions, debits)
ACCIDENTS = (
    advertising,
    advertising,
    late_debit,
    late_card,
    one_debit_for_many,
    one_debit_for_many,
    one_for_two_cards,
    three_times,
    year_by_months,
    fee_and_tax,
    twins_on_one_day,
    nameless,
    pending,
)
