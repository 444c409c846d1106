"""What clients do: cite a number in some way, or only their name; pay one, several, a part, too much; take back."""

from collections.abc import Callable
from datetime import timedelta

from microdesk_desktop.domain.settle.targets import TargetKind
from tests.worlds.judge.banks import NEUTRAL
from tests.worlds.judge.people import OTHER_PAYERS
from tests.worlds.judge.spellings import COMPANY_FORMS, PARTIAL, PERSON_FORMS, SPELLINGS, core, plain, truncated
from tests.worlds.judge.town import Evidence, Town

MOTIVES = (
    "",
    "",
    "",
    "VIREMENT",
    "REGLEMENT FACTURE",
    "MERCI",
    "PRESTATION",
    "Facture site web",
    "VOTRE FACTURE DU 12/03",
    "SOLDE",
    "Paiement prestation",
    "FACTURE",
    "honoraires",
    "CLIENT 411023",
    "BON DE COMMANDE 45871",
    "CDE 20118",
)


def cited(spelling: str) -> Callable[[Town], None]:
    """The number, written in one way, with the payer's name and the exact amount."""

    def episode(town: Town) -> None:
        client = town.client()
        target = town.invoice(client, town.price())
        evidence = Evidence.NAME if spelling in PARTIAL else Evidence.NUMBER
        town.pay(
            f"number: {spelling}",
            evidence,
            target,
            town.plainly(client),
            SPELLINGS[spelling](town.rng, town.number(target)),
        )

    return episode


def cited_cut(town: Town) -> None:
    """What is left may be another number when it holds neither a whole year nor a zero in front."""
    client = town.client()
    target = town.invoice(client, town.price())
    motive = truncated(town.rng, town.number(target))
    left = "".join(char for char in motive.split()[-1] if char.isdigit())
    evidence = Evidence.NAME if len(left) >= 4 or left.startswith("0") else Evidence.NONE
    town.pay("number: truncated", evidence, target, town.plainly(client), motive)


def cited_alone(town: Town) -> None:
    """No name in the label; a serial alone, without year nor prefix, is not enough."""
    target = town.invoice(town.client(), town.price())
    spelling = town.rng.choice(("exact", "spaces", "no separators", "lower case", "O for 0"))
    town.pay("number, no name", Evidence.NUMBER, target, "", SPELLINGS[spelling](town.rng, town.number(target)))


def cited_by_another(town: Town) -> None:
    target = town.invoice(town.client(), town.price())
    spelling = town.rng.choice(("exact", "exact", "spaces", "no separators", "lower case", "with its date"))
    town.pay(
        "number, another payer",
        Evidence.NUMBER,
        target,
        town.rng.choice(OTHER_PAYERS),
        SPELLINGS[spelling](town.rng, town.number(target)),
    )


def named(form: str, *, person: bool) -> Callable[[Town], None]:
    def episode(town: Town) -> None:
        client = next((c for c in town.rng.sample(town.clients, len(town.clients)) if c.is_person == person), None)
        if client:
            target = town.invoice(client, town.price())
            town.pay(
                f"{'person' if person else 'company'}: {form}",
                Evidence.NAME,
                target,
                town.named(client, form),
                town.rng.choice(MOTIVES),
            )

    return episode


def two_clients_one_amount(town: Town) -> None:
    one = town.client()
    other, cents = town.stranger(one), town.price()
    first, second = town.invoice(one, cents), town.invoice(other, cents)
    town.pay("same amount, two clients named", Evidence.NAME, first, town.plainly(one), town.rng.choice(MOTIVES))
    town.pay("same amount, two clients named", Evidence.NAME, second, town.plainly(other), town.rng.choice(MOTIVES))


def homonyms(town: Town) -> None:
    pair = town.neighbour()
    if pair is None:
        return
    cents = town.price()
    targets = [town.invoice(client, cents) for client in pair]
    for client, target in zip(pair, targets, strict=True):
        town.pay(
            "homonyms, same amount, full name",
            Evidence.NAME,
            target,
            town.named(client, "as registered"),
            town.rng.choice(MOTIVES),
        )


def homonym_without_invoice(town: Town) -> None:
    """The neighbour in names owes this amount; the payer, another client, owes nothing of the kind."""
    pair = town.neighbour()
    if pair is None or set(core(pair[0].name)) == set(core(pair[1].name)):
        return
    payer, other = pair if town.rng.random() < 0.5 else pair[::-1]
    target = town.invoice(other, town.odd())
    on, name = town.paid_on(target), town.named(payer, "as registered")
    town.move(
        "homonym pays something absent",
        Evidence.NONE,
        on,
        target.total_cents,
        town.bank.received(name, town.rng.choice(MOTIVES), on),
        shown=name,
    )


def nameless_tie(town: Town) -> None:
    one, cents = town.client(), town.price()
    target = town.invoice(one, cents)
    town.invoice(town.stranger(one), cents)
    town.pay(
        "tie: two clients, no name", Evidence.NONE, target, town.rng.choice(OTHER_PAYERS), town.rng.choice(MOTIVES)
    )


def twins(town: Town) -> None:
    """The same client owes the same sum twice, pays once, says nothing."""
    client, cents = town.client(), town.price()
    target = town.invoice(client, cents)
    town.invoice(client, cents, town.day(20))
    town.pay(
        "tie: same client, two equal invoices",
        Evidence.NONE,
        target,
        town.plainly(client),
        town.rng.choice(MOTIVES),
        on=town.day(30, 20),
    )


def twins_cited(town: Town) -> None:
    client, cents = town.client(), town.price()
    targets = [town.invoice(client, cents, town.day(7 * index)) for index in range(town.rng.choice((2, 3)))]
    for target in town.rng.sample(targets, len(targets)):
        town.pay(
            "equal invoices, numbers told",
            Evidence.NUMBER,
            target,
            town.plainly(client),
            SPELLINGS[town.rng.choice(("exact", "spaces", "no separators", "lower case"))](
                town.rng, town.number(target)
            ),
        )


def retainer(town: Town) -> None:
    """A monthly fee, each month paid before the next invoice: the only one open at that day."""
    client, cents = town.client(), town.odd()
    for month in range(town.rng.choice((3, 4))):
        target = town.invoice(client, cents, town.day(30 * month))
        town.pay(
            "monthly fee, paid in its month",
            Evidence.NONE,
            target,
            town.plainly(client),
            town.rng.choice(("", "VIREMENT MENSUEL", "FORFAIT")),
            on=target.on + timedelta(days=town.rng.randrange(1, 20)),
        )


def absent_document(town: Town) -> None:
    """The number of the next document, which does not exist, by a client who owes the very same odd sum on this one."""
    client = town.client()
    target = town.invoice(client, town.odd())
    town.serials[target.on.year if town.scheme.year else 0] += 1
    ghost = town.number(target).__class__(
        scheme=town.scheme,
        year=target.on.year,
        month=target.on.month,
        serial=town.number(target).serial + 1,
        prefix=town.number(target).prefix,
    )
    on, name = town.paid_on(target), town.plainly(client)
    town.move(
        "number of an absent document",
        Evidence.NAME,
        on,
        target.total_cents,
        town.bank.received(name, SPELLINGS["exact"](town.rng, ghost), on),
        [(target, target.total_cents)],
        shown=name,
    )


def absent_payment(town: Town) -> None:
    client = town.client()
    on, name = town.day(0, 20), town.plainly(client)
    town.move(
        "client pays something absent",
        Evidence.NONE,
        on,
        town.odd(),
        town.bank.received(name, town.rng.choice(MOTIVES), on),
        shown=name,
    )


def wrong_number(town: Town) -> None:
    """The client errs and tells the number of another's invoice; name and sum are his own."""
    one = town.client()
    other = town.invoice(town.stranger(one), town.odd())
    target = town.invoice(one, town.odd())
    town.pay(
        "number of another client's invoice by error",
        Evidence.NONE,
        target,
        town.plainly(one),
        SPELLINGS["exact"](town.rng, town.number(other)),
    )


def chance_amount(town: Town) -> None:
    """Somebody unknown sends what a client owes."""
    target = town.invoice(town.client(), town.price())
    on = town.paid_on(target)
    name = town.rng.choice(
        (
            "CPAM DU MORBIHAN",
            "LEBONCOIN",
            "MME ODETTE KERBRAT",
            "VINTED",
            "FRANCE TRAVAIL",
            "CAF DU MORBIHAN",
            "MUTUELLE GENERALE",
            "M KEVIN LASALLE",
        )
    )
    town.move(
        "stranger sends a client's amount",
        Evidence.NONE,
        on,
        target.total_cents,
        town.bank.received(name, town.rng.choice(("", "REMBOURSEMENT", "VENTE", "ALLOCATION")), on),
        shown=name,
    )


def other_client_amount(town: Town) -> None:
    """A client, named, sends exactly what another client owes."""
    target = town.invoice(town.client(), town.odd())
    payer = town.stranger(next(c for c in town.clients if c.id == target.party_id))
    if set(core(payer.name)) & set(core(target.party_name)):
        return
    on, name = town.paid_on(target), town.plainly(payer)
    town.move(
        "client sends another client's amount",
        Evidence.NONE,
        on,
        target.total_cents,
        town.bank.received(name, town.rng.choice(MOTIVES), on),
        shown=name,
    )


def spouse(town: Town) -> None:
    people = [c for c in town.clients if c.is_person]
    if not people:
        return
    client = town.rng.choice(people)
    first, _, last = client.name.partition(" ")
    target = town.invoice(client, town.odd())
    if town.rng.random() < 0.5:
        town.pay(
            "spouse, number told",
            Evidence.NUMBER,
            target,
            f"{town.rng.choice(('MME GWENDOLINE', 'M ALBERIC'))} {last.upper()}",
            SPELLINGS["exact"](town.rng, town.number(target)),
        )
    else:
        town.pay(
            "joint account",
            Evidence.NAME,
            target,
            town.rng.choice(
                (
                    f"M OU MME {last.upper()} {first.upper()}",
                    f"M ET MME {first.upper()} {last.upper()}",
                    f"MR OU MME {last.upper()} {first.upper()} ET GWENDOLINE",
                )
            ),
            town.rng.choice(MOTIVES),
        )


def receipt(town: Town) -> None:
    client, on = town.client(), town.today
    fact = town.record(
        TargetKind.RECEIPT,
        client.name,
        town.odd(),
        on,
        label=town.rng.choice(("Cours", "Prestation", "Vente atelier", "")),
        party=client.id if town.rng.random() < 0.5 else None,
    )
    name, when = town.plainly(client), town.day(0, 4)
    town.move(
        "receipt, name, amount, date",
        Evidence.DATE,
        when,
        fact.total_cents,
        town.bank.received(name, town.rng.choice(MOTIVES), when),
        [(fact, fact.total_cents)],
        name,
    )


def cheque(town: Town) -> None:
    target = town.invoice(town.client(), town.odd())
    on = town.paid_on(target)
    town.move(
        "cheque of an exact amount",
        Evidence.NONE,
        on,
        target.total_cents,
        town.bank.say(NEUTRAL["cheque in"], on),
        [(target, target.total_cents)],
    )


def same_bank(town: Town) -> None:
    """BNP writes a transfer between two of its customers as between accounts: the number and the name tell who pays."""
    client = town.client()
    target = town.invoice(client, town.odd())
    on, name = town.paid_on(target), town.plainly(client)
    label = f"VIR CPTE A CPTE RECU /DE {plain(name)} /MOTIF {town.number(target).written()}"
    town.move(
        "number, client of the same bank",
        Evidence.NUMBER,
        on,
        target.total_cents,
        label,
        [(target, target.total_cents)],
        name,
    )


def pending(town: Town) -> None:
    client = town.client()
    target = town.invoice(client, town.price())
    on, name = town.paid_on(target), town.plainly(client)
    town.move(
        "pending, number told",
        Evidence.NONE,
        on,
        target.total_cents,
        town.bank.received(name, town.number(target).written(), on),
        [(target, target.total_cents)],
        name,
        pending=True,
    )


def foreign(town: Town) -> None:
    client = town.client()
    target = town.invoice(client, town.price())
    on, name = town.paid_on(target), town.plainly(client)
    town.move(
        "foreign currency, same figure",
        Evidence.NONE,
        on,
        target.total_cents,
        town.bank.received(name, "", on),
        shown=name,
        currency="USD",
    )


def number_like(town: Town) -> None:
    """Figures that look like a number: an order, a telephone, a date, a file."""
    client = town.client()
    target = town.invoice(client, town.odd())
    other = town.invoice(town.stranger(client), town.odd())
    serial = town.number(other).serial
    motive = town.rng.choice(
        (
            "COMMANDE {0}",
            "DOSSIER {0}",
            "TEL 06{0:08}",
            "BC{0}",
            "CLIENT {0}",
            "LOT {0}",
            "REF CLIENT 411{0:03}",
            "{0} RUE DU PORT",
            "CONTRAT {0}",
            "DEVIS {0}",
        )
    ).format(serial)
    town.pay("figures that are no invoice number", Evidence.NAME, target, town.plainly(client), motive)


SALES: tuple[tuple[Callable[[Town], None], float], ...] = (
    *((cited(spelling), 1.6) for spelling in SPELLINGS),
    (cited_cut, 2),
    (cited_alone, 1.5),
    (cited_by_another, 2.5),
    *((named(form, person=False), 1.6) for form in COMPANY_FORMS),
    *((named(form, person=True), 1.2) for form in PERSON_FORMS),
    (two_clients_one_amount, 1.5),
    (homonyms, 1.5),
    (homonym_without_invoice, 1.2),
    (nameless_tie, 1),
    (twins, 1.2),
    (twins_cited, 1.2),
    (retainer, 0.8),
    (absent_document, 1.2),
    (absent_payment, 1.5),
    (wrong_number, 0.8),
    (chance_amount, 1),
    (other_client_amount, 1.2),
    (spouse, 1.5),
    (receipt, 2),
    (cheque, 0.8),
    (pending, 0.5),
    (same_bank, 0.6),
    (foreign, 0.5),
    (number_like, 1.2),
)
