"""Money that payment services and marketplaces hand on, most often net of a commission."""

from dataclasses import dataclass
from datetime import date

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.online.banks import Operation
from tests.worlds.unseen.online.claims import may, must, nothing, payout
from tests.worlds.unseen.online.ledger import Ledger, Proof, Rate


@dataclass(frozen=True, slots=True)
class Service:
    """A payment service: its name on statements, the text that it writes, its commission."""

    who: str
    text: str
    rate: Rate


SERVICES = (
    Service("Stripe Payments Europe", "STRIPE PAYOUT", Rate(150, 25)),
    Service("STRIPE", "STRIPE", Rate(290, 25)),
    Service("SumUp Payments", "SUMUP PAYOUT", Rate(175)),
    Service("PayPal Europe Sarl et Cie SCA", "VIREMENT PAYPAL", Rate(290, 35)),
    Service("ZETTLE BY PAYPAL", "IZETTLE", Rate(175)),
    Service("Shopify International", "SHOPIFY PAYMENTS", Rate(180, 25)),
)
MARKETS = (
    Service("MANGOPAY SA", "MALT COMMUNITY", Rate(1_000)),
    Service("Fiverr International", "FIVERR EARNINGS", Rate(2_000)),
    Service("PLUMEO MARKETPLACE", "PLUMEO REVERSEMENT", Rate(1_200)),
    Service("TaskFerry Inc", "TASKFERRY WITHDRAWAL", Rate(1_500, 100)),
    Service("ETSY PAYMENTS EU", "ETSY", Rate(650, 30)),
)


def order(ledger: Ledger, on: date) -> tuple[int, int, str]:
    """A sale of the online shop: its id, gross cents and number."""
    number = f"#{1000 + len(ledger.records) + ledger.first_rank}"
    cents = ledger.odd(15, 260)
    buyer = ledger.cast.person().name if ledger.chance.random() < 0.4 else ""
    return ledger.receipt(cents, on, buyer, label="Commande en ligne", reference=number), cents, number


def lesson(ledger: Ledger, service: Service, on: date) -> None:
    """An earlier payout for one sale, attributed by hand with its commission."""
    cents = ledger.odd(80, 600)
    target = ledger.receipt(cents, ledger.after(on, -30, -26), label="Commande en ligne")
    claim = payout("payout: lesson", {target: cents}, service.rate, Mode.MUST)
    net = cents - claim.fee_cents
    ledger.row(Operation.CREDIT, ledger.after(on, -23, -21), net, service.who, service.text, claim, is_taught=True)


def one_sale(ledger: Ledger) -> None:
    """One sale or document, net of a rate that was taught before, or never seen."""
    service, on = ledger.chance.choice(SERVICES), ledger.day(0.1, 0.9)
    is_taught = ledger.chance.random() < 0.6
    if is_taught:
        lesson(ledger, service, on)
    mode = Mode.MUST if is_taught else Mode.ASK
    for _ in range(2 if is_taught else 1):
        if ledger.either():
            cents = ledger.odd(120, 1_500)
            target = ledger.document(ledger.someone(), cents, on)
        else:
            target, cents, _ = order(ledger, on)
        behaviour = f"payout: one sale, rate {'taught' if is_taught else 'unknown'}"
        claim = payout(behaviour, {target: cents}, service.rate, mode)
        net = cents - claim.fee_cents
        ledger.row(Operation.CREDIT, ledger.after(on, 2, 5), net, service.who, service.text, claim)
        on = ledger.after(on, 8, 20)


def several_sales(ledger: Ledger) -> None:
    """The sales of some days in one payout."""
    service, on = ledger.chance.choice(SERVICES), ledger.day(0.1, 0.9)
    is_taught = ledger.either()
    if is_taught:
        lesson(ledger, service, on)
    orders = [order(ledger, ledger.after(on, 0, 2)) for _ in range(ledger.chance.choice((2, 3)))]
    parts = {target: cents for target, cents, _ in orders}
    behaviour = f"payout: several sales, rate {'taught' if is_taught else 'unknown'}"
    claim = payout(behaviour, parts, service.rate, Mode.MAY if is_taught else Mode.ASK)
    net = sum(parts.values()) - claim.fee_cents
    ledger.row(Operation.CREDIT, ledger.after(on, 4, 6), net, service.who, service.text, claim)


def rate_written(ledger: Ledger) -> None:
    """The gross amount and the commission stand in the label."""
    service, on = ledger.chance.choice(SERVICES), ledger.day(0.05, 0.9)
    orders = [order(ledger, on) for _ in range(ledger.chance.choice((1, 1, 2)))]
    parts = {target: cents for target, cents, _ in orders}
    claim = payout("payout: commission in the label", parts, service.rate, Mode.MUST, Proof.TOLD)
    gross, fee = (f"{each // 100},{each % 100:02d}" for each in (sum(parts.values()), claim.fee_cents))
    text = ledger.chance.choice(("{} BRUT {} COM {}", "{} {}E COM {}E", "{} gross {} fees {}", "{} CA {} FRAIS {}"))
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 2, 4),
        sum(parts.values()) - claim.fee_cents,
        service.who,
        text.format(service.text.split(" ", maxsplit=1)[0], gross, fee),
        claim,
    )


def gross_takings(ledger: Ledger) -> None:
    """The whole day's sales by card, whose commission is invoiced apart."""
    on = ledger.day(0.05, 0.9)
    orders = [order(ledger, on) for _ in range(ledger.chance.choice((2, 3, 4)))]
    parts = {target: cents for target, cents, _ in orders}
    total = sum(parts.values())
    text = f"{on.day:02d}/{on.month:02d} {len(parts)} TRANSACTIONS"
    claim = must("payout: the day's takings, gross", parts, Proof.TOLD)
    ledger.row(Operation.TAKINGS, ledger.after(on, 1, 3), total, "", text, claim, spent_on=on)


def marketplace(ledger: Ledger) -> None:
    """A marketplace pays for its client, net of its share: number cited, rate taught, or neither."""
    service, on = ledger.chance.choice(MARKETS), ledger.day(0.1, 0.85)
    form = ledger.chance.randrange(3)
    if form:
        lesson(ledger, service, on)
    cents = ledger.odd(250, 2_800)
    document = ledger.document(ledger.someone(), cents, on, label=f"Mission {service.text.split()[0].title()}")
    if form == 2:
        claim = payout("market: net, number cited", {document: cents}, service.rate, Mode.MUST, Proof.NUMBER)
    elif form == 1:
        claim = payout("market: net, rate taught", {document: cents}, service.rate, Mode.MUST)
    else:
        claim = payout("market: net, rate unknown", {document: cents}, service.rate, Mode.ASK)
    ledger.row(
        Operation.CREDIT,
        ledger.after(on, 3, 12),
        cents - claim.fee_cents,
        service.who,
        lambda n: f"{service.text} {n[document].full}" if form == 2 else service.text,
        claim,
    )


def marketplace_gross(ledger: Ledger) -> None:
    """A marketplace pays the whole amount, whose share is debited apart; the client is named in the text or not."""
    service, on = ledger.chance.choice(MARKETS), ledger.day(0.05, 0.85)
    party, cents = ledger.someone(), ledger.odd(250, 2_800)
    document = ledger.document(party, cents, on)
    if ledger.either():
        claim, text = must("market: gross, client named", {document: cents}), f"mission {party.name}"
    else:
        claim, text = may("market: gross, client unnamed", {document: cents}, Proof.OTHER), service.text
    ledger.row(Operation.CREDIT, ledger.after(on, 3, 15), cents, service.who, text, claim)


def order_cited(ledger: Ledger) -> None:
    """The number of the shop's order stands in the label of a payment without commission."""
    on = ledger.day(0.05, 0.9)
    target, cents, number = order(ledger, on)
    claim = must("shop: number of the order", {target: cents}, Proof.NUMBER)
    who = ledger.cast.person().reversed.upper()
    ledger.row(Operation.INSTANT, ledger.after(on, 0, 4), cents, who, f"commande {number}", claim)


def cheques(ledger: Ledger) -> None:
    """A bordereau of cheques that are receipts of the days before."""
    on, count = ledger.day(0.05, 0.9), ledger.chance.choice((2, 3))
    parts = {}
    for _ in range(count):
        cents = ledger.odd(30, 320)
        receipt = ledger.receipt(cents, ledger.after(on, -4, 0), ledger.cast.person().name, label="Chèque")
        parts[receipt] = cents
    claim = may("takings: cheques, sum of receipts", parts, Proof.OTHER)
    text = f"{count} CHQ BORD {ledger.chance.randrange(10**6, 10**7)}"
    ledger.row(Operation.CHEQUES, ledger.after(on, 1, 4), sum(parts.values()), "", text, claim)


def cash(ledger: Ledger) -> None:
    """Cash of a fair that is brought to the bank; it may be one receipt, or anything."""
    on, cents = ledger.day(0.05, 0.9), ledger.round(100, 400)
    receipt = ledger.receipt(cents, on, label="Marché, espèces")
    claim = may("takings: cash equal to a receipt", {receipt: cents}, Proof.OTHER)
    ledger.row(Operation.CASH_IN, ledger.after(on, 1, 4), cents, "", "", claim)


def service_rows(ledger: Ledger) -> None:
    """Cents that verify an account, reserves and invoices of the services, without document."""
    service = ledger.chance.choice(SERVICES)
    for cents, text in ((ledger.chance.randrange(3, 90), "ACCOUNT VERIFICATION"), (-ledger.odd(4, 40), "ADJUSTMENT")):
        claim = nothing("noise: rows of a payment service")
        ledger.row(Operation.CREDIT if cents > 0 else Operation.DEBIT, ledger.day(), cents, service.who, text, claim)


ACCIDENTS = (
    one_sale,
    one_sale,
    one_sale,
    several_sales,
    several_sales,
    rate_written,
    rate_written,
    gross_takings,
    gross_takings,
    marketplace,
    marketplace,
    marketplace,
    marketplace_gross,
    order_cited,
    cheques,
    cash,
    service_rows,
)
