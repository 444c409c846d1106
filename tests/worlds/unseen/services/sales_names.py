"""Who pays: homonyms, couples, initials, trading names, parents, treasuries and other payers who are not the client."""

from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.year import Contact, Year

WHOLE_INITIALS = 3


def _person(contact: Contact) -> tuple[str, str]:
    assert contact.person
    return contact.person.first, contact.person.surname


def another_first_name(year: Year) -> None:
    """The spouse or child of a client pays; nothing tells them from a stranger of that name."""
    client, on = year.client(is_firm=False), year.day()
    surname = _person(client)[1]
    payer = year.crowd.person(surname, but=_person(client)[0])
    is_round = year.rng.random() < 0.5
    paper = year.invoice(client, year.whole() if is_round else year.odd(), on)
    year.pays("another first name of the surname", Mode.ASK, year.after(on, 1, 25), payer.shown(year.rng), "", paper)


def relative_gift(year: Year) -> None:
    """Another of that surname sends money for something private."""
    client, on = year.client(is_firm=False), year.day()
    cents = year.whole(50, 300)
    paper = year.invoice(client, cents, on)
    gift = year.crowd.person(_person(client)[1], but=_person(client)[0])
    memo = year.rng.choice(("CADEAU ANNIVERSAIRE", "REMBOURSEMENT RESTO", "part vacances", "POT DE DEPART"))
    year.nothing("namesake pays for something private", year.after(on, 2, 12), cents, gift.shown(year.rng), memo)
    year.pays(
        "number, name, amount",
        Mode.MUST,
        year.after(on, 13, 30),
        client.shown,
        lambda: paper.reference,
        paper,
        is_cited=True,
    )


def surname_shared_one_owes(year: Year) -> None:
    one = year.client(is_firm=False)
    surname = _person(one)[1]
    other = year.person(year.crowd.person(surname, but=_person(one)[0]))
    on = year.day()
    paper = year.invoice(one, year.odd(), on)
    theirs = year.invoice(other, year.odd(), on)
    year.pays("surname of two clients, one owes it", Mode.MUST, year.after(on, 1, 30), surname, "", paper)
    year.pays("name and odd amount", Mode.MUST, year.after(on, 1, 30), other.shown, "", theirs)


def surname_shared_both_owe(year: Year) -> None:
    one = year.client(is_firm=False)
    first, surname = _person(one)
    other = year.person(year.crowd.person(surname, but=first))
    on, cents = year.day(), year.whole(60, 600)
    paper = year.invoice(one, cents, on)
    year.invoice(other, cents, on + timedelta(days=2))
    year.pays("surname of two clients who owe the same", Mode.ASK, year.after(on, 3, 20), f"{surname}", "", paper)


def initial_tells(year: Year) -> None:
    one = year.client(is_firm=False)
    first, surname = _person(one)
    other = year.person(year.crowd.person(surname, but=first))
    on, cents = year.day(), year.odd()
    paper = year.invoice(one, cents, on)
    year.invoice(other, cents, on + timedelta(days=1))
    assert one.person
    form = year.rng.choice((f"{one.person.civility} {first[0]} {surname}", f"{surname} {first[0]}."))
    year.pays("the initial tells two homonyms apart", Mode.MAY, year.after(on, 2, 20), form, "", paper)


def couple(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    first, surname = _person(client)
    form = year.rng.choice((f"M OU MME {surname}", f"M ET MME {surname} {first}", f"MR OU MME {first} {surname}"))
    paper = year.invoice(client, year.odd(), on)
    year.pays("joint account of a couple", Mode.MUST, year.after(on, 1, 30), form, "", paper)


def surname_alone(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays("surname alone, odd amount", Mode.MUST, year.after(on, 1, 25), f"FAMILLE {_person(client)[1]}", "", paper)


def initials(year: Year) -> None:
    client, on = year.client(is_firm=True), year.day()
    short = "".join(word[0] for word in client.name.replace("& ", "").split())
    mode = Mode.ASK if len(short) < WHOLE_INITIALS else Mode.MAY
    short = f"{short} {year.register.town()}" if mode is Mode.ASK else short
    paper = year.invoice(client, year.odd(), on)
    year.pays("initials of a firm", mode, year.after(on, 5, 40), short, "", paper)


def trading_name(year: Year) -> None:
    """The shop's name says nothing of the client's: asked about the first time, known once taught."""
    client = year.client(is_firm=True)
    assert client.firm
    brand, on = client.firm.brand, year.day(0, 0.4)
    first = year.invoice(client, year.odd(), on)
    is_taught = year.rng.random() < 0.6
    year.pays("trading name, first time", Mode.ASK, year.after(on, 5, 35), brand, "", first, is_taught=is_taught)
    for months in (2, 4):
        later = on + timedelta(days=30 * months)
        paper = year.invoice(client, year.odd(), later)
        name = "trading name, taught" if is_taught else "trading name, not taught"
        year.pays(name, Mode.MUST if is_taught else Mode.ASK, year.after(later, 5, 35), brand, "", paper)


def spouse_taught(year: Year) -> None:
    """A payer of another surname, whom the user once attributed by hand."""
    client, payer = year.client(is_firm=False), year.crowd.person()
    shown, on = payer.shown(year.rng), year.day(0, 0.35)
    is_taught = year.rng.random() < 0.6
    for number in range(3):
        issued = on + timedelta(days=45 * number)
        paper = year.invoice(client, year.odd(), issued)
        taught = is_taught and number == 0
        mode = Mode.MUST if is_taught and number else Mode.ASK
        name = "payer of another name, taught" if is_taught else "payer of another name"
        year.pays(name, mode, year.after(issued, 3, 25), shown, "", paper, is_taught=taught)


def parent_company_by_number(year: Year) -> None:
    client, parent, on = year.client(is_firm=True), year.register.firm(), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "another payer, by number",
        Mode.MAY if year.scheme.is_plain else Mode.MUST,
        year.after(on, 10, 45),
        f"{parent.shown(year.rng)} HOLDING",
        lambda: f"FACTURE {paper.reference}",
        paper,
    )


def treasury(year: Year) -> None:
    """The treasury pays for a town, a school or a hospital."""
    town = year.register.town()
    body = year.rng.choice(("Mairie de", "Commune de", "Collège de", "Médiathèque de", "Hôpital de", "CCAS de"))
    client, on = year.contact(f"{body} {town}", f"{body} {town}"), year.day()
    paper = year.invoice(client, year.odd(), on)
    payer = year.rng.choice(
        (
            f"SGC {year.register.town()}",
            "DRFIP OCCITANIE ET",
            "TRESORERIE MUNICIPALE",
            "DDFIP 12",
            "PAIERIE DEPARTEMENTALE",
        )
    )
    if year.rng.random() < 0.5:
        year.pays(
            "treasury for a town, by number",
            Mode.MAY if year.scheme.is_plain else Mode.MUST,
            year.after(on, 20, 60),
            payer,
            lambda: f"MANDAT {year.rng.randint(100, 9999)} {paper.reference}",
            paper,
        )
    else:
        year.pays(
            "treasury for a town",
            Mode.ASK,
            year.after(on, 20, 60),
            payer,
            f"MANDAT {year.rng.randint(100, 9999)}",
            paper,
        )


def training_fund(year: Year) -> None:
    """A fund pays a coach or teacher for its member."""
    client, on = year.client(), year.day()
    paper = year.invoice(client, year.odd(), on)
    fund = year.rng.choice(("FIFPL", "AGEFICE", "OPCO EP", "FAF CEA", "AFDAS", "UNIFORMATION"))
    if year.rng.random() < 0.6:
        year.pays(
            "training fund, by number",
            Mode.MAY if year.scheme.is_plain else Mode.MUST,
            year.after(on, 15, 60),
            fund,
            lambda: f"DOS {year.rng.randint(10000, 99999)} FACT {paper.reference}",
            paper,
        )
    else:
        year.pays(
            "training fund", Mode.ASK, year.after(on, 15, 60), fund, f"DOS {year.rng.randint(10000, 99999)}", paper
        )


def services_to_persons(year: Year) -> None:
    """The immediate advance of the tax credit: URSSAF pays the lessons of a family."""
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.odd(40, 400), on, label="Cours à domicile")
    year.pays(
        "URSSAF pays for a family",
        Mode.ASK,
        year.after(on, 3, 12),
        "URSSAF SERVICE A LA PERSONNE",
        "AVANCE IMMEDIATE",
        paper,
    )


def unknown_payer(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.odd(), on)
    payer = year.crowd.person()
    memo = year.rng.choice(("cours du mois", "PRESTATION", "SEANCES", f"POUR {_person(client)[0]}"))
    mode = Mode.MAY if memo.startswith("POUR") else Mode.ASK
    year.pays("unknown payer, exact odd amount", mode, year.after(on, 2, 20), payer.shown(year.rng), memo, paper)


def benefit_client(year: Year) -> None:
    """A body that pays benefits is a client, too, and says which invoice."""
    name = year.rng.choice(("France Travail", "CPAM du Rhône", "CAF du Gers", "URSSAF Bretagne"))
    client, on = year.supplier(name), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "a benefits office is the client",
        Mode.MUST,
        year.after(on, 15, 50),
        name,
        lambda: f"FACTURE {paper.reference}",
        paper,
        is_cited=True,
    )


def client_and_supplier(year: Year) -> None:
    """One firm buys and sells."""
    firm, on = year.client(is_firm=True), year.day(0, 0.8)
    paper = year.invoice(firm, year.odd(), on)
    bought = year.expense(firm, year.small(60, 400), on + timedelta(days=5))
    year.pays("client who is a supplier, sale", Mode.MUST, year.after(on, 8, 35), firm.shown, "", paper)
    year.pays(
        "client who is a supplier, purchase",
        Mode.MUST,
        year.after(on, 8, 30),
        firm.shown,
        "VOTRE FACTURE",
        bought,
        operation="out",
    )


def netted(year: Year) -> None:
    """A firm takes what it is owed off what it owes."""
    firm, on = year.client(is_firm=True), year.day(0, 0.8)
    paper = year.invoice(firm, year.odd(500, 1800), on)
    bought = year.expense(firm, year.small(30, 90), on + timedelta(days=3))
    year.pays("sale less purchase", Mode.ASK, year.after(on, 8, 30), firm.shown, "COMPENSATION", paper, bought)


def half_each(year: Year) -> None:
    """A couple shares an invoice: half from the client, half from the other, under another name."""
    client, partner, on = year.client(is_firm=False), year.crowd.person(), year.day(0, 0.9)
    half = year.odd(60, 600)
    paper = year.invoice(client, 2 * half, on)
    day = year.after(on, 2, 15)
    year.row("half of an invoice, by name", Mode.MAY, day, half, client.shown, "MA PART", {paper: half})
    shown = partner.shown(year.rng)
    year.row("half of an invoice, another's name", Mode.ASK, year.after(day, 0, 3), half, shown, "", {paper: half})


def first_name_alone(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.whole(40, 250), on)
    year.pays("first name alone, round amount", Mode.MAY, year.after(on, 1, 12), _person(client)[0], "", paper)


def subcontractor_of_a_clients_name(year: Year) -> None:
    """A client and a subcontractor share a surname; money goes both ways, for the same amount."""
    client = year.client(is_firm=False)
    other = year.person(year.crowd.person(_person(client)[1], but=_person(client)[0]))
    on, cents = year.day(0, 0.85), year.odd(100, 700)
    paper = year.invoice(client, cents, on)
    bill = year.expense(other, cents, on + timedelta(days=2))
    year.pays(
        "client and subcontractor of one surname, sale", Mode.MUST, year.after(on, 4, 25), client.shown, "", paper
    )
    day = year.after(on, 5, 25)
    year.pays("client and subcontractor of one surname, bill", Mode.MUST, day, other.shown, "", bill, operation="out")
