"""Payers who are not the client: holdings, factors, treasuries, couples, homonyms, initials, trading names."""

from datetime import date, timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import firms, people
from tests.worlds.unseen.studio.entries import Cite, Client, Words
from tests.worlds.unseen.studio.ledger import Studio


def _alias(studio: Studio, name: str, client: Client, shown: str, words: Words = ()) -> None:
    """Two transfers from a stranger: the second after the user has attributed one by hand, or both before."""
    is_taught = studio.rng.random() < 0.6
    first = studio.day(120)
    days = (first, first + timedelta(days=30), first + timedelta(days=62))
    for rank, on in enumerate(days):
        doc = studio.invoice(client, on, studio.odd(), "Mission")
        paid = studio.after(on, 5, 24)
        if rank == 0 and is_taught:
            studio.pays(f"{name}, taught", client, paid, [doc], words, who=shown, taught=True, known=True)
        elif is_taught:
            studio.pays(f"{name}, after a lesson", client, paid, [doc], words, who=shown, known=True)
        elif rank:
            studio.pays(f"{name}, first time", client, paid, [doc], words, who=shown, mode=Mode.ASK)
        else:
            cited = (*words, "FACT", Cite((doc,)))
            studio.pays(f"{name}, with the number", client, paid, [doc], cited, who=shown, mode=Mode.MAY)


def holding(studio: Studio) -> None:
    """The group's holding pays, under a name of its own."""
    shown = f"{studio.rng.choice(firms.HOLDINGS)} {studio.stem()}"
    _alias(studio, "holding pays", studio.client(), shown)


def trading_name(studio: Studio) -> None:
    """The client's company has another name than its sign."""
    shown = f"{studio.rng.choice(firms.LEGAL[:5])} {studio.surname()} ET FILS"
    _alias(studio, "legal name for the sign", studio.client(), shown)


def treasury(studio: Studio) -> None:
    """The public treasury pays for a town or a hospital."""
    town = studio.rng.choice(people.TOWNS[::2])
    client = studio.named(f"Commune de {town}")
    _alias(studio, "treasury pays for a town", client, studio.rng.choice(firms.TREASURIES[2:]), ("MANDAT 1187",))


def spouse(studio: Studio) -> None:
    """The husband or the wife pays, under another surname."""
    _alias(studio, "spouse pays", studio.person(), f"{studio.first_name()} {studio.surname()}")


def subsidiaries(studio: Studio) -> None:
    """Two companies of one group, of one stem: the group pays for one of them."""
    stem = studio.stem()
    one, two = studio.named(f"{stem} Digital SAS"), studio.named(f"{stem} Retail SAS")
    on, shown = studio.day(70), f"GROUPE {stem}"
    odd = studio.invoice(one, on, studio.odd(), "Campagne")
    studio.pays("group pays, one of two owes it", one, studio.after(on, 8, 30), [odd], who=shown, mode=Mode.MAY)
    cents = studio.round()
    docs = [studio.invoice(client, on + timedelta(days=20), cents, "Campagne d'été") for client in (one, two)]
    studio.pays(
        "group pays, two owe the same", two, studio.after(docs[1].on, 8, 25), [docs[1]], who=shown, mode=Mode.ASK
    )
    named = studio.invoice(one, on + timedelta(days=5), studio.odd(), "Refonte")
    studio.pays("one of a group, named in full", one, studio.after(named.on, 8, 25), [named], ("REGLEMENT",))
    both = [studio.invoice(client, on + timedelta(days=9), studio.odd(), "Séminaire") for client in (one, two)]
    words = ("FACT", Cite(tuple(both), "listed"))
    studio.pays("group pays for both, numbers listed", one, studio.after(both[0].on, 8, 25), both, words, who=shown)


def initials(studio: Studio) -> None:
    """Initials for a long name, or a long name cut."""
    for name, short in studio.rng.sample(firms.LONG, 2):
        client, on = studio.named(name, short), studio.day(60)
        doc = studio.invoice(client, on, studio.odd(), "Dossier de presse")
        studio.pays("initials for the name", client, studio.after(on, 8, 35), [doc], ("REGLEMENT",), known=True)
    name, _ = studio.rng.choice(firms.LONG)
    client, on = studio.named(name.replace(" du ", " de la ") + " Nord", name[:22]), studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Dépliant")
    studio.pays("name cut", client, studio.after(on, 8, 35), [doc], ("REGL",), known=True)


def factor(studio: Studio) -> None:
    """A factoring company pays the invoices that the client has handed over, whole or net of its commission."""
    shown = studio.rng.choice(firms.FACTORS)
    client, on = studio.client(), studio.day(70)
    doc = studio.invoice(client, on, studio.odd(), "Direction artistique")
    words: Words = (f"CPTE {client.shown}", "FACT", Cite((doc,)))
    studio.pays("factor pays, client and number named", client, studio.after(on, 20, 45), [doc], words, who=shown)
    client, on = studio.client(), studio.day(70)
    doc = studio.invoice(client, on, studio.odd(), "Catalogue")
    studio.pays(
        "factor pays, nobody named", client, studio.after(on, 20, 45), [doc], ("CESSION",), who=shown, mode=Mode.ASK
    )
    client, on = studio.client(), studio.day(70)
    doc = studio.invoice(client, on, studio.odd(), "Marque")
    fee = round(doc.cents * 0.018)
    words = (f"CPTE {client.shown}", Cite((doc,)), f"COM {fee // 100},{fee % 100:02} EUR")
    paid = studio.after(on, 5, 15)
    studio.row(
        "factor keeps a commission, told",
        paid,
        doc.cents - fee,
        "credit",
        shown,
        words,
        parts={doc: doc.cents},
        fee=fee,
        mode=Mode.MUST,
    )


def homonyms(studio: Studio) -> None:
    """Two clients of one surname."""
    surname = studio.surname()
    one, two = studio.person(surname, woman=True), studio.person(surname, woman=False)
    on, cents = studio.day(90), studio.round()
    docs = [studio.invoice(each, on, cents, "Conseil") for each in (one, two)]
    said = studio.rng.choice((f"MME {surname}", surname, f"{surname} FAMILLE"))
    mode = Mode.MAY if said.startswith("MME") else Mode.ASK
    name = "surname of two clients, civility told" if mode is Mode.MAY else "surname of two clients"
    studio.pays(
        name, one, studio.after(on, 6, 20), [docs[0]], ("CONSEIL",), who=said, mode=mode, certain=mode is Mode.MAY
    )
    later = on + timedelta(days=30)
    doc = studio.invoice(two, later, studio.odd(), "Portfolio")
    studio.pays("surname of two, one owes it", two, studio.after(later, 6, 20), [doc], who=f"M {surname}")
    later = on + timedelta(days=35)
    docs = [studio.invoice(each, later, cents + 15000, "Bilan") for each in (one, two)]
    full = two.party.name
    studio.pays("full name of two of a surname", two, studio.after(later, 6, 20), [docs[1]], who=full, certain=True)


def other_first_name(studio: Studio) -> None:
    """Somebody else of the client's surname: a relative who pays, or a friend's present."""
    for name in ("other first name of the surname", "other civility of the surname"):
        client = studio.person(woman=False)
        surname = client.party.name.split(" ", 1)[1]
        doc = studio.invoice(client, studio.day(60), studio.round(), "Séance photo")
        other = studio.first_name(woman=True)
        shown = studio.rng.choice((f"MME {other} {surname}", f"{other} {surname}"))
        shown = f"MME {surname}" if "civility" in name else shown
        studio.pays(name, client, studio.after(doc.on, 6, 25), [doc], who=shown, mode=Mode.ASK)
    client, cents = studio.person(woman=False), studio.round()
    surname = client.party.name.split(" ", 1)[1]
    on = studio.day(60)
    studio.invoice(client, on, cents, "Portrait")
    shown = f"{studio.first_name(woman=True)} {surname}"
    words = (studio.rng.choice(("CADEAU ANNIVERSAIRE", "CADEAU", "MERCI POUR LE COUP DE MAIN", "CAGNOTTE")),)
    studio.row("present of somebody of the surname", studio.after(on, 6, 25), cents, "instant", shown, words)


def couple(studio: Studio) -> None:
    """A joint account, both first names before the surname."""
    client = studio.person(woman=True)
    first, surname = client.party.name.split(" ", 1)
    on = studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Faire-part")
    other = studio.first_name(woman=False)
    shown = studio.rng.choice((f"M OU MME {other} {surname}", f"M {other} ET MME {first} {surname}"))
    studio.pays(
        "joint account",
        client,
        studio.after(on, 6, 25),
        [doc],
        who=shown,
        mode=Mode.MUST if first in shown else Mode.MAY,
    )


def stranger(studio: Studio) -> None:
    """A name that nobody knows, with the amount of one open invoice."""
    client, on = studio.client(), studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Stand")
    shown = f"{studio.first_name()} {studio.surname()}"
    studio.pays(
        "unknown payer, odd amount", client, studio.after(on, 6, 25), [doc], ("PRESTATION",), who=shown, mode=Mode.ASK
    )


def agency_of_client(studio: Studio, on: date | None = None) -> None:
    """An agency pays for its client, whom the label names behind its own name."""
    client, agency = studio.client(), studio.client()
    on = on or studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Animation")
    words = (f"POUR {client.shown}",)
    studio.pays("paid for a client named behind", client, studio.after(on, 6, 30), [doc], words, who=agency.shown)


def company_and_person(studio: Studio) -> None:
    """A client who is a person, and a client company of the same surname; the label has the surname alone."""
    surname = studio.surname()
    person, company = studio.person(surname), studio.named(f"SARL {surname}", surname)
    on, cents = studio.day(80), studio.round()
    docs = [studio.invoice(each, on, cents, "Photos") for each in (person, company)]
    studio.pays(
        "company and person of one name", company, studio.after(on, 6, 20), [docs[1]], who=surname, mode=Mode.ASK
    )
    doc = studio.invoice(company, on + timedelta(days=25), studio.odd(), "Vitrine")
    name = "company and person, one owes it"
    studio.pays(name, company, studio.after(doc.on, 6, 20), [doc], ("VITRINE",), who=f"SARL {surname}")


def other_town(studio: Studio) -> None:
    """A treasury that was known to pay for one town pays for another."""
    shown = studio.rng.choice(firms.TREASURIES[:2])
    one, two = (studio.named(f"Commune de {town}") for town in studio.rng.sample(people.TOWNS[1::2], 2))
    on = studio.day(90)
    doc = studio.invoice(one, on, studio.odd(), "Bulletin municipal")
    studio.pays("treasury of two towns, taught", one, studio.after(on, 8, 25), [doc], who=shown, taught=True)
    later = on + timedelta(days=32)
    doc = studio.invoice(two, later, studio.odd(), "Plan de ville")
    paid = studio.after(later, 8, 25)
    name = "treasury known for another town"
    studio.pays(name, two, paid, [doc], ("MANDAT 2041",), who=shown, mode=Mode.ASK)
