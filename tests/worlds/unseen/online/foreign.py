"""Clients abroad: charges kept on the way, accounts in other currencies, payments through an intermediary."""

from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import ask, may, must, nothing
from tests.worlds.unseen.online.ledger import Ledger, Proof
from tests.worlds.unseen.online.numbering import citing
from tests.worlds.unseen.online.suppliers import ABROAD_USD

_THROUGH = ("Wise Europe SA", "WISE PAYMENTS LIMITED", "Payoneer Europe", "TransferMate", "REVOLUT PAYMENTS UAB")


def charges_written(ledger: Ledger) -> None:
    """The correspondent bank's charges stand in the label."""
    party, on, cents = ledger.client(ledger.cast.abroad().name), ledger.day(), ledger.odd(400, 4_000)
    document = ledger.document(party, cents, on)
    fee = ledger.chance.choice((750, 1_200, 1_500, 1_850, 2_500))
    written = f"{fee // 100},{fee % 100:02d}"
    text = ledger.chance.choice(("FRAIS {} EUR", "CHARGES EUR {}", "SHA FRAIS CORRESPONDANT {}", "bank charges {}"))
    claim = must("abroad: charges in the label", {document: cents}, Proof.TOLD, fee=fee)
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 10, 40),
        cents - fee,
        party.name,
        citing(f"{{}} {text.format(written)}", document),
        claim,
    )


def charges_unknown(ledger: Ledger) -> None:
    """The charges are missing from the amount, and nothing says so; the number may be cited."""
    party, on, cents = ledger.client(ledger.cast.abroad().name), ledger.day(), ledger.odd(400, 4_000)
    document = ledger.document(party, cents, on)
    fee = ledger.chance.choice((600, 900, 1_250, 1_700, 2_400))
    is_cited = ledger.either()
    claim = ask("abroad: charges unknown", {document: cents}, fee=fee)
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 10, 40),
        cents - fee,
        party.name,
        citing("invoice {} SHA", document) if is_cited else "SWIFT TRANSFER SHA",
        claim,
    )


def other_currency(ledger: Ledger) -> None:
    """An invoice in another currency, paid into an account of that currency."""
    currency = ledger.chance.choice(("USD", "GBP", "CHF"))
    party, on, cents = ledger.client(ledger.cast.abroad().name), ledger.day(), ledger.odd(400, 4_000)
    document = ledger.document(party, cents, on, currency=currency)
    claim = must("abroad: other currency", {document: cents})
    text = ledger.chance.choice(("", "translation work", "invoice"))
    ledger.row(Operation.CREDIT, ledger.after(on, 5, 35), cents, party.name, text, claim, currency=currency)


def same_figures(ledger: Ledger) -> None:
    """Two invoices of the same figures in two currencies, each paid in its own."""
    party, on = ledger.client(ledger.cast.abroad().name), ledger.day()
    cents = ledger.round(600, 2_500)
    for currency in ("USD", "EUR"):
        document = ledger.document(party, cents, on, currency=currency)
        claim = must("abroad: same figures in two currencies", {document: cents})
        paid = ledger.after(on, 6, 30)
        ledger.row(Operation.CREDIT, paid, cents, party.name, "", claim, currency=currency)


def intermediary(ledger: Ledger) -> None:
    """An intermediary pays: the client stands in the text, the number does, or neither."""
    party, on, cents = ledger.client(ledger.cast.abroad().name), ledger.day(), ledger.odd(300, 3_500)
    document, form = ledger.document(party, cents, on), ledger.chance.randrange(3)
    who = ledger.chance.choice(_THROUGH)
    parts = {document: cents}
    claim, text = (
        (must("abroad: intermediary, client in the text", parts), "{name}"),
        (must("abroad: intermediary, number", parts, Proof.NUMBER), "{number}"),
        (may("abroad: intermediary alone", parts, Proof.OTHER), "PAYMENT"),
    )[form]
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 5, 30),
        cents,
        who,
        lambda n: text.format(name=party.name, number=n[document].full),
        claim,
    )


def exchange(ledger: Ledger) -> None:
    """Currency exchanged between own accounts."""
    on, cents = ledger.day(), ledger.odd(300, 2_000)
    for currency, signed in (("USD", -cents), ("EUR", cents * 92 // 100)):
        claim = nothing("noise: exchange between own accounts")
        text = "Exchanged to EUR" if signed < 0 else "Exchanged from USD"
        ledger.row(Operation.RAW, on, signed, "", text, claim, currency=currency)


def bought_in_dollars(ledger: Ledger) -> None:
    """A licence entered at the day's rate, charged at another; the bank may print the dollars."""
    supplier, on, cents = ledger.chance.choice(ABROAD_USD), ledger.day(0.05, 0.95), ledger.odd(20, 180)
    expense = ledger.expense(supplier.name, cents, on, label=supplier.label)
    charged = cents + (cents * ledger.chance.choice((-12, -6, 7, 14, 19)) // 1000 or 1)
    dollars = cents * 109 // 100
    shown = ledger.chance.choice(("{0}", "{0} {1},{2:02d} USD COURS 1,09")).format(
        supplier.shown, dollars // 100, dollars % 100
    )
    claim = ask("purchase: dollars, near amount", {expense: -min(cents, charged)})
    ledger.row(Operation.CARD, ledger.after(on, 0, 3), -charged, shown, "", claim, spent_on=on)


ACCIDENTS = (
    charges_written,
    charges_written,
    charges_unknown,
    charges_unknown,
    other_currency,
    same_figures,
    intermediary,
    intermediary,
    intermediary,
    exchange,
    bought_in_dollars,
    bought_in_dollars,
)
