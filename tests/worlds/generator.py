"""Companies with a year of bank transactions whose truth is known: how people really pay, with noise and collisions.

A case is *open* when two answers are equally defensible for a human; it counts apart.
"""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from tests.worlds import bank_styles as bank
from tests.worlds import vocabulary as words
from tests.worlds.company import ROUND_AMOUNTS, START, Builder, Company, WorldClient

Behaviour = Callable[[Builder], None]


def cites_number(build: Builder) -> None:
    client = build.any_client()
    invoice = build.invoice(client)
    label = build.credit(client.name, build.scheme.spelled(build.rng, invoice.reference))
    build.move(build.paid_on(invoice), invoice.total_cents, label, "cites number", (invoice, invoice.total_cents))


def cites_number_mangled_name(build: Builder) -> None:
    client = build.any_client()
    invoice = build.invoice(client)
    label = build.credit(mangled(build.rng, client), build.scheme.spelled(build.rng, invoice.reference))
    build.move(
        build.paid_on(invoice), invoice.total_cents, label, "number, mangled name", (invoice, invoice.total_cents)
    )


def name_only(build: Builder) -> None:
    client = build.any_client()
    invoice = build.invoice(client, build.rng.randrange(5_000, 500_000))
    label = build.credit(client.name, _small_talk(build.rng))
    build.move(build.paid_on(invoice), invoice.total_cents, label, "name only", (invoice, invoice.total_cents))


def name_mangled(build: Builder) -> None:
    client = build.any_client()
    invoice = build.invoice(client, build.rng.randrange(5_000, 500_000))
    label = build.credit(mangled(build.rng, client), _small_talk(build.rng))
    build.move(build.paid_on(invoice), invoice.total_cents, label, "mangled name only", (invoice, invoice.total_cents))


def third_party_pays(build: Builder) -> None:
    rng, client = build.rng, build.any_client()
    invoice = build.invoice(client)
    payer = f"{rng.choice(('M', 'MME', ''))} {rng.choice(words.SURNAMES)} {rng.choice(words.FIRST_NAMES)}".strip()
    label = build.credit(payer, f"Facture {invoice.reference}")
    build.move(
        build.paid_on(invoice), invoice.total_cents, label, "third party with number", (invoice, invoice.total_cents)
    )


def several_listed(build: Builder) -> None:
    rng, client = build.rng, build.any_client()
    on = build.day()
    invoices = [build.invoice(client, on=on + timedelta(days=3 * index)) for index in range(rng.choice((2, 2, 3, 4)))]
    total = sum(each.total_cents for each in invoices)
    numbers = [each.reference for each in invoices]
    motive = rng.choice((" + ", ", ", " et ", " ", " / ")).join(numbers)
    if rng.random() < 0.3 and "-" in numbers[0]:
        last = "".join(filter(str.isdigit, numbers[-1].split("-")[-1]))
        motive = f"{numbers[0]} à {last}"
    label = build.rng.choice((bank.INCOMING[1], bank.INCOMING[2], bank.INCOMING[6], bank.INCOMING[8]))(
        rng, client.name, motive
    )
    build.move(
        invoices[-1].on + timedelta(days=20),
        total,
        label,
        "several listed",
        *((each, each.total_cents) for each in invoices),
    )


def several_unlisted(build: Builder) -> None:
    rng = build.rng
    client = build.fresh_client()
    on = build.day()
    invoices = [
        build.invoice(client, rng.randrange(5_000, 300_000), on + timedelta(days=7 * index))
        for index in range(rng.choice((2, 2, 3)))
    ]
    total = sum(each.total_cents for each in invoices)
    build.move(
        invoices[-1].on + timedelta(days=12),
        total,
        build.credit(client.name, _small_talk(rng)),
        "several unlisted",
        *((each, each.total_cents) for each in invoices),
    )


def deposit_then_balance_cited(build: Builder) -> None:
    rng, client = build.rng, build.any_client()
    invoice = build.invoice(client, rng.randrange(200, 900) * 1_000)
    first = invoice.total_cents * rng.choice((30, 40, 50)) // 100
    for cents, word, days in ((first, "acompte", 2), (invoice.total_cents - first, "solde", 40)):
        label = build.credit(client.name, f"{invoice.reference} {word}")
        build.move(invoice.on + timedelta(days=days), cents, label, "deposit then balance, cited", (invoice, cents))


def deposit_then_balance_named(build: Builder) -> None:
    rng, client = build.rng, build.fresh_client()
    invoice = build.invoice(client, rng.randrange(200, 900) * 1_000)
    first = invoice.total_cents * rng.choice((30, 40, 50)) // 100
    for cents, word, days in ((first, "acompte 30%", 2), (invoice.total_cents - first, "solde", 40)):
        build.move(
            invoice.on + timedelta(days=days),
            cents,
            build.credit(client.name, word),
            "deposit then balance, named",
            (invoice, cents),
        )


def instalments(build: Builder) -> None:
    rng, client = build.rng, build.fresh_client()
    share, count = rng.randrange(50, 900) * 100, rng.choice((2, 3))
    invoice = build.invoice(client, share * count)
    cited = rng.random() < 0.5
    for index in range(count):
        motive = f"{invoice.reference} {index + 1}/{count}" if cited else f"paiement {index + 1}/{count}"
        build.move(
            invoice.on + timedelta(days=5 + 30 * index),
            share,
            build.credit(client.name, motive),
            "instalments, cited" if cited else "instalments, named",
            (invoice, share),
        )


def credit_note_netted(build: Builder) -> None:
    client = build.any_client()
    invoice = build.invoice(client, build.rng.randrange(100, 900) * 1_000)
    refund = build.invoice(
        client, -build.rng.randrange(10, 90) * 1_000, invoice.on + timedelta(days=4), DocumentType.CREDIT_NOTE
    )
    total = invoice.total_cents + refund.total_cents
    label = bank.INCOMING[1](build.rng, client.name, f"{invoice.reference} moins avoir {refund.reference}")
    build.move(
        refund.on + timedelta(days=20),
        total,
        label,
        "credit note netted",
        (invoice, invoice.total_cents),
        (refund, refund.total_cents),
    )


def refund_to_client(build: Builder) -> None:
    client = build.any_client()
    refund = build.invoice(client, -build.rng.randrange(1_000, 90_000), type_=DocumentType.CREDIT_NOTE)
    motive = build.rng.choice((f"remboursement {refund.reference}", "remboursement", f"avoir {refund.reference}"))
    label = bank.outgoing(build.rng, client.name, motive)
    build.move(
        refund.on + timedelta(days=3), refund.total_cents, label, "refund to client", (refund, refund.total_cents)
    )


def subscription(build: Builder) -> None:
    rng, client = build.rng, build.fresh_client()
    cents = rng.choice(ROUND_AMOUNTS)
    first = START + timedelta(days=rng.randrange(25))
    for month in range(rng.choice((3, 6))):
        invoice = build.invoice(client, cents, first + timedelta(days=30 * month))
        motive = rng.choice(("", "abonnement", "mensualité"))
        build.move(
            invoice.on + timedelta(days=rng.randrange(1, 26)),
            cents,
            build.credit(client.name, motive),
            "subscription",
            (invoice, cents),
        )


def twins(build: Builder) -> None:
    """Two open invoices of one client and one amount, one payment without number: nobody can tell."""
    client = build.fresh_client()
    cents = build.amount()
    first = build.invoice(client, cents)
    build.invoice(client, cents, first.on + timedelta(days=3))
    build.move(
        first.on + timedelta(days=30), cents, build.credit(client.name, ""), "twins", (first, cents), is_open=True
    )


def no_name_no_number(build: Builder) -> None:
    invoice = build.invoice(build.any_client(), build.rng.randrange(5_000, 500_000))
    payer = f"{build.rng.choice(words.SURNAMES)} {build.rng.choice(words.FIRST_NAMES)}"
    build.move(
        build.paid_on(invoice),
        invoice.total_cents,
        build.credit(payer, ""),
        "unknown payer, amount only",
        (invoice, invoice.total_cents),
        is_open=True,
    )


def foreign_shortfall(build: Builder) -> None:
    client = build.any_client()
    invoice = build.invoice(client, build.rng.randrange(500, 5_000) * 100)
    cents = invoice.total_cents - build.rng.choice((500, 1_200, 1_500, 2_500))
    label = build.credit(client.name, f"invoice {invoice.reference}")
    build.move(build.paid_on(invoice), cents, label, "bank fee deducted, cited", (invoice, cents))


def absent_invoice(build: Builder) -> None:
    """A client pays an invoice that is not in the list: another amount, or a number already settled."""
    rng, client = build.rng, build.any_client()
    if rng.random() < 0.5:
        build.move(
            build.day(), rng.randrange(5_000, 500_000), build.credit(client.name, _small_talk(rng)), "absent, named"
        )
        return
    open_one = build.invoice(client, rng.choice(ROUND_AMOUNTS))
    gone = build.scheme.number(open_one.on)
    build.move(
        build.paid_on(open_one),
        open_one.total_cents,
        build.credit(client.name, f"Facture {gone}"),
        "absent, cited, same amount",
    )


def paid_twice(build: Builder) -> None:
    client = build.any_client()
    invoice = build.invoice(client)
    for days, parts in ((10, ((invoice, invoice.total_cents),)), (14, ())):
        label = build.credit(client.name, invoice.reference)
        build.move(invoice.on + timedelta(days=days), invoice.total_cents, label, "paid twice", *parts)


def wrong_number(build: Builder) -> None:
    """The client copies the number of somebody else's invoice, of another amount."""
    client = build.any_client()
    invoice, other = build.invoice(client), build.invoice(build.any_client())
    label = build.credit(client.name, other.reference)
    build.move(
        build.paid_on(invoice), invoice.total_cents, label, "wrong number", (invoice, invoice.total_cents), is_open=True
    )


def receipt(build: Builder) -> None:
    client = build.any_client()
    on, cents = build.day(), build.rng.randrange(2_000, 90_000)
    fact = build.record(TargetKind.RECEIPT, client.name, cents, on, label="Prestation")
    build.move(
        on + timedelta(days=build.rng.randrange(0, 3)),
        cents,
        build.credit(client.name, _small_talk(build.rng)),
        "receipt",
        (fact, cents),
    )


def card_takings(build: Builder) -> None:
    on, cents = build.day(), build.rng.randrange(1_000, 40_000)
    fact = build.record(TargetKind.RECEIPT, "Ventes au comptoir", cents, on, label="Encaissements carte")
    fee = cents * 8 // 1_000
    head = f"REMISE CB {on:%d/%m} R{build.rng.randrange(10_000, 99_999)} CT{build.rng.randrange(100, 999)}"
    label = f"{head} {cents // 100},{cents % 100:02}E COM {fee // 100},{fee % 100:02}E"
    build.move(on + timedelta(days=1), cents - fee, label, "card takings, gross told", (fact, cents))


def stripe_payout(build: Builder) -> None:
    build.move(
        build.day(),
        build.rng.randrange(5_000, 400_000),
        build.rng.choice(
            ("STRIPE PAYMENTS EUROPE ST-K2J9", "VIR STRIPE PAYOUT", "SUMUP PID123456", "VIR SEPA SQUAREUP EUROPE")
        ),
        "payout without target",
    )


def cheque_deposit(build: Builder) -> None:
    invoice = build.invoice(build.any_client(), build.rng.randrange(5_000, 200_000))
    label = build.rng.choice(("REMISE CHEQUES 1", "REMISE DE CHEQUE", "REM CHQ 0012345"))
    build.move(
        build.paid_on(invoice),
        invoice.total_cents,
        label,
        "cheque deposit",
        (invoice, invoice.total_cents),
        is_open=True,
    )


def card_expense(build: Builder) -> None:
    rng = build.rng
    supplier, variants, category = rng.choice(words.SUPPLIERS)
    on = build.day()
    fact = build.record(TargetKind.EXPENSE, supplier, -_price(rng), on, category)
    label = bank.card(rng, rng.choice(variants.split("|")), on)
    is_open = supplier == "Amazon" and "AMZN" in label
    build.move(
        on + timedelta(days=rng.randrange(0, 6)),
        fact.total_cents,
        label,
        "card expense",
        (fact, fact.total_cents),
        is_open=is_open,
    )


def direct_debit(build: Builder) -> None:
    rng = build.rng
    supplier, variants, category = rng.choice(words.SUPPLIERS)
    cents, first = -_price(rng), START + timedelta(days=rng.randrange(28))
    variant = rng.choice(variants.split("|")[:2])
    for month in range(rng.choice((1, 3, 8))):
        on = first + timedelta(days=30 * month)
        fact = build.record(TargetKind.EXPENSE, supplier, cents, on, category)
        build.move(
            on + timedelta(days=rng.randrange(0, 6)), cents, bank.debit(rng, variant, on), "direct debit", (fact, cents)
        )


def supplier_transfer(build: Builder) -> None:
    rng = build.rng
    name = f"{rng.choice(words.COINED)} {rng.choice(words.TRADES)}"
    fact = build.record(TargetKind.EXPENSE, name, -build.amount(), build.day(), "Sous-traitance")
    label = bank.outgoing(rng, name, f"facture {rng.randrange(100, 9999)}")
    build.move(
        fact.on + timedelta(days=rng.choice((0, 5, 15, 30, 45))),
        fact.total_cents,
        label,
        "supplier transfer",
        (fact, fact.total_cents),
    )


def supplier_refund(build: Builder) -> None:
    rng = build.rng
    supplier, variants, category = rng.choice(words.SUPPLIERS[:8])
    on = build.day()
    fact = build.record(TargetKind.EXPENSE, supplier, _price(rng), on, category)
    label = rng.choice(("AVOIR CARTE {}", "ANN CARTE {}", "REMBOURST CB DU 010726 {} CARTE 4974XXXXXXXX1111")).format(
        variants.split("|")[0]
    )
    build.move(on + timedelta(days=4), fact.total_cents, label, "supplier refund", (fact, fact.total_cents))


def tax_or_social(build: Builder) -> None:
    rng, on, cents = build.rng, build.day(), -build.rng.randrange(10_000, 300_000)
    if rng.random() < 0.6:
        fact = build.record(TargetKind.EXPENSE, "URSSAF", cents, on, "Cotisations sociales", "Cotisations")
        label = rng.choice(
            (
                "PRLV SEPA URSSAF ILE DE FRANCE",
                "PRELEVEMENT EUROPEEN 325960010 DE: URSSAF AQUITAINE",
                "PRELEVEMENT URSSAF",
            )
        )
    else:
        fact = build.record(
            TargetKind.EXPENSE, rng.choice(("DGFIP", "Impôts", "Trésor public")), cents, on, "Impôts et taxes", "CFE"
        )
        label = rng.choice(
            ("PRLV SEPA B2B DGFIP IMPOT 26033", "PRLV SEPA DIRECTION GENERALE DES FINANCES PUBLIQUES CFE")
        )
    build.move(on + timedelta(days=rng.randrange(0, 4)), cents, label, "tax or social, recorded", (fact, cents))


def bank_fee_recorded(build: Builder) -> None:
    on, cents = build.day(), -build.rng.randrange(300, 4_000)
    fact = build.record(TargetKind.EXPENSE, "Banque", cents, on, "Frais bancaires", "Tenue de compte")
    build.move(
        on,
        cents,
        build.rng.choice(
            (
                "COTISATION MENSUELLE JAZZ",
                "FRAIS TRIMESTRIELS DE TENUE DE COMPTE",
                "F COTIS EUROCOMPTE",
                "* COTIS CARTE BUSINESS",
            )
        ),
        "bank fee, recorded",
        (fact, cents),
    )


def noise(build: Builder) -> None:
    """What settles nothing: own transfers, taxes, fees, totals, cash, shops, with the amounts of invoices at times."""
    rng, owner = build.rng, bank.plain(build.world.owner.names[0])
    amount = build.amount()
    signed = rng.choice(
        (
            (-amount, f"VIR SEPA EMIS {owner} EPARGNE"),
            (amount, f"VIR SEPA RECU /DE {owner} /MOTIF APPORT"),
            (-amount, "VIR CPTE A CPTE EMIS LIVRET A"),
            (amount, "VIR CPTE A CPTE RECU"),
            (-amount, "VIR VERS COMPTE PERSONNEL"),
            (amount, f"VIR INST {owner}"),
            (-amount, "PRLV SEPA URSSAF ILE DE FRANCE"),
            (-amount, "PRLV SEPA DGFIP IMPOT"),
            (-rng.randrange(200, 3000), "COTISATION MENSUELLE JAZZ"),
            (-rng.randrange(200, 3000), "COMMISSIONS"),
            (-amount, "RELEVE CARTE 4974XXXXXXXX1111"),
            (-amount, "DEBIT MENSUEL CARTE"),
            (-6000, "RETRAIT DAB 01/03/26 PARIS CB*9876"),
            (-amount, "ECH PRET 4412 DU 10/11/26"),
            (rng.randrange(10, 900), "INTERETS CREDITEURS"),
            (amount, "REJET VIR SEPA EMIS"),
            (amount, "VIR CPAM RHONE"),
            (-amount, "IMPAYE CHEQUE 123456"),
            (amount, "REMISE CHEQUES 3"),
            (-_price(rng), bank.card(rng, rng.choice(words.SHOPS), START)),
            (-_price(rng), bank.debit(rng, "NETFLIX", START)),
            (
                amount,
                f"VIR INST {bank.plain(f'{rng.choice(words.FIRST_NAMES)} {rng.choice(words.SURNAMES)}')} RESTO",
            ),
        )
    )
    build.move(build.day(), *signed, "noise")


def stolen_name(build: Builder) -> None:
    """Somebody of the same family name pays something else, of the amount of an open invoice."""
    if not build.individuals:
        return
    rng, client = build.rng, build.rng.choice(build.individuals)
    invoice = build.invoice(client)
    surname = client.name.split()[-1]
    other = rng.choice([first for first in words.FIRST_NAMES if first not in client.name])
    build.move(
        build.paid_on(invoice), invoice.total_cents, build.credit(f"{surname} {other}", ""), "namesake", is_open=True
    )


MIX: Sequence[tuple[Behaviour, int]] = (
    (cites_number, 18),
    (cites_number_mangled_name, 8),
    (name_only, 12),
    (name_mangled, 8),
    (third_party_pays, 3),
    (several_listed, 3),
    (several_unlisted, 2),
    (deposit_then_balance_cited, 2),
    (deposit_then_balance_named, 1),
    (instalments, 2),
    (credit_note_netted, 2),
    (refund_to_client, 2),
    (subscription, 2),
    (twins, 1),
    (no_name_no_number, 1),
    (foreign_shortfall, 1),
    (absent_invoice, 5),
    (paid_twice, 1),
    (wrong_number, 1),
    (receipt, 5),
    (card_takings, 2),
    (stripe_payout, 2),
    (cheque_deposit, 1),
    (card_expense, 12),
    (direct_debit, 4),
    (supplier_transfer, 4),
    (supplier_refund, 1),
    (tax_or_social, 2),
    (bank_fee_recorded, 1),
    (noise, 22),
    (stolen_name, 1),
)


def build_world(
    seed: int, *, steps: int = 150, clients: int = 30, mix: Sequence[tuple[Behaviour, int]] = MIX
) -> Company:
    """A company after `steps` episodes; the same seed gives the same company."""
    build = Builder(seed, clients=clients)
    behaviours, weights = zip(*mix, strict=True)
    for behaviour in build.rng.choices(behaviours, weights, k=steps):
        behaviour(build)
    build.rng.shuffle(build.world.transactions)
    return build.world


def mangled(rng: random.Random, client: WorldClient) -> str:
    """The client's name as payers and banks spoil it."""
    name = client.name
    parts = name.split()
    ways: list[Callable[[], str]] = [
        lambda: bank.plain(name)[:20],
        lambda: bank.plain(name)[:24],
        lambda: _typo(rng, name),
        lambda: _without_form(name),
        lambda: _without_form(name).upper(),
        lambda: name.replace("Établissements", "ETS").replace("Saint", "St").replace("Association", "ASSO"),
    ]
    if client.is_individual:
        ways += [
            lambda: f"M {parts[-1]} {parts[0]}",
            lambda: f"MME {parts[-1]} {parts[0]}",
            lambda: f"{parts[0][0]} {parts[-1]}",
            lambda: f"M OU MME {parts[-1]} {parts[0]}",
            lambda: f"{parts[-1].upper()} {parts[0][0]}",
        ]
    else:
        ways += [
            lambda: f"{rng.choice(('STE', 'SARL', 'SAS'))} {_without_form(name)}",
            lambda: _without_form(name).replace(" ", ""),
        ]
    return rng.choice(ways)()


def _without_form(name: str) -> str:
    return " ".join(word for word in name.split() if word not in words.LEGAL_FORMS)


def _typo(rng: random.Random, name: str) -> str:
    at = rng.randrange(1, max(2, len(name) - 1))
    return rng.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        )
    )


def _small_talk(rng: random.Random) -> str:
    return rng.choice(
        (
            "",
            "",
            "facture",
            "Virement",
            "merci",
            "prestation",
            "reglement facture",
            "honoraires",
            "facture du mois",
            "votre facture du 12/09",
        )
    )


def _price(rng: random.Random) -> int:
    return rng.choice((599, 999, 1199, 1439, 1999, 2999, 5990)) if rng.random() < 0.3 else rng.randrange(300, 60_000)
