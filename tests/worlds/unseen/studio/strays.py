"""Numbers that mislead: quotes, orders, old and foreign invoices, slips of the finger, digits that are no number."""

from datetime import timedelta

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import firms
from tests.worlds.unseen.studio.entries import Cite, Client, Doc
from tests.worlds.unseen.studio.ledger import Studio


def _sale(studio: Studio, client: Client | None = None, room: int = 60, cents: int = 0) -> tuple[Client, Doc]:
    client = client or studio.somebody()
    on = studio.day(room, lead=20)
    return client, studio.invoice(
        client, on, cents or studio.odd(), studio.rng.choice(("Audit", "Livret", "Stand", "Site"))
    )


def quote_cited(studio: Studio) -> None:
    """The payer copies the number of the quote, or of the order."""
    for type_, word in (
        (DocumentType.QUOTE, "DEVIS"),
        (DocumentType.ORDER, "COMMANDE"),
        (DocumentType.PROFORMA, "PROFORMA"),
    ):
        client, doc = _sale(studio)
        other = studio.invoice(client, doc.on - timedelta(days=18), doc.cents, doc.label, type_=type_)
        name = f"{type_.value.replace('_', ' ')} cited"
        studio.pays(name, client, studio.after(doc.on, 8, 40), [doc], (word, Cite((other,), pins=False)))


def settled_cited(studio: Studio) -> None:
    """The transfer of last time is copied with its number, though that invoice is settled."""
    client, doc = _sale(studio)
    old = studio.invoice(client, doc.on - timedelta(days=19), studio.odd(), "Premier lot", settled=True)
    paid = studio.after(doc.on, 8, 40)
    studio.pays("settled number cited, odd amount", client, paid, [doc], ("FACT", Cite((old,), pins=False)))
    client, doc = _sale(studio, studio.client(), cents=studio.round())
    old = studio.invoice(client, doc.on - timedelta(days=19), doc.cents, "Premier lot", settled=True)
    paid = studio.after(doc.on, 8, 40)
    words = ("FACT", Cite((old,), pins=False))
    studio.pays("settled number cited, same amount", client, paid, [doc], words, mode=Mode.ASK, misled=True)


def last_year_cited(studio: Studio) -> None:
    """A number of the year before, long settled."""
    client, doc = _sale(studio)
    old = studio.invoice(client, doc.on - timedelta(days=370), studio.odd(), "Année passée", settled=True)
    studio.pays("last year's number cited", client, studio.after(doc.on, 8, 40), [doc], (Cite((old,), pins=False),))


def other_client_cited(studio: Studio) -> None:
    """The number is another client's, name and amount are this one's."""
    client, doc = _sale(studio)
    sold = [each for each in studio.docs if each.type and each.left > 0 and each.party is not client.party]
    other = studio.rng.choice([each for each in sold if each.on <= doc.on] or sold)
    paid = studio.after(doc.on, 8, 40)
    studio.pays("another client's number cited", client, paid, [doc], ("FACTURE", Cite((other,), pins=False)))


def slip(studio: Studio) -> None:
    """Two digits change places, or one is wrong: no such invoice exists."""
    for _ in range(2):
        client, doc = _sale(studio)
        paid = studio.after(doc.on, 8, 40)
        studio.pays("slip in the number", client, paid, [doc], ("FACT", Cite((doc,), "swapped", pins=False)))


def letters(studio: Studio) -> None:
    """Letters for digits, as a scanner reads them."""
    client, doc = _sale(studio)
    studio.pays(
        "letters for digits",
        client,
        studio.after(doc.on, 8, 40),
        [doc],
        ("FACTURE", Cite((doc,), "letters", pins=False)),
    )


def payer_numbers(studio: Studio) -> None:
    """The payer's own numbers, of which some look like ours."""
    rng = studio.rng
    others = [each for each in studio.docs if each.type is DocumentType.INVOICE and each.left > 0]
    for word in rng.sample(("PIECE", "BDC", "NOTRE REF", "MARCHE", "PO", "BL", "DOSSIER", "CDE"), 2):
        client, doc = _sale(studio)
        paid = studio.after(doc.on, 8, 40)
        other = rng.choice(others)
        name = "payer's number like one of ours"
        studio.pays(name, client, paid, [doc], (word, Cite((other,), "tail", pins=False)))
    client, doc = _sale(studio)
    words = (f"PO 45000{rng.randrange(10000, 99999)}", f"FOURNISSEUR {rng.randrange(1000, 9999)}")
    studio.pays("payer's long numbers", client, studio.after(doc.on, 8, 40), [doc], words)


def two_numbers(studio: Studio) -> None:
    """The payer's piece and our number in one label."""
    client, doc = _sale(studio)
    words = (f"PIECE {studio.rng.randrange(1000, 9999)}", "VOTRE FACT", Cite((doc,)), f"DU {doc.on:%d%m%y}")
    studio.pays("payer's number beside ours", client, studio.after(doc.on, 8, 40), [doc], words)


def contradiction(studio: Studio) -> None:
    """One invoice is cited, another open one has the amount."""
    client = studio.client()
    _, one = _sale(studio, client)
    two = studio.invoice(client, one.on + timedelta(days=5), studio.odd(), "Suite")
    words = ("FACT", Cite((one,), pins=False))
    studio.pays(
        "number of one, amount of another",
        client,
        studio.after(two.on, 8, 25),
        [two],
        words,
        mode=Mode.ASK,
        misled=True,
    )


def wrong_amount(studio: Studio) -> None:
    """A number with less money than it asks, and no reason."""
    client, doc = _sale(studio, studio.client())
    cents = doc.cents * studio.rng.randrange(55, 90) // 100
    studio.row(
        "number with too little, no reason",
        studio.after(doc.on, 8, 40),
        cents,
        "credit",
        client.shown,
        ("FACTURE", Cite((doc,))),
        parts={doc: cents},
        mode=Mode.MAY,
    )


def digits_elsewhere(studio: Studio) -> None:
    """Digits of a name, a bank, a telephone, a company's register."""
    rng = studio.rng
    for digital in rng.sample(firms.DIGITAL, 2):
        client, doc = _sale(studio, studio.named(digital))
        studio.pays("digits in the payer's name", client, studio.after(doc.on, 8, 40), [doc], ("PRESTATION",))
    for name in rng.sample(("telephone in the label", "register number in the label", "amount in the label"), 2):
        client, doc = _sale(studio)
        said = {
            "telephone in the label": f"TEL 06{rng.randrange(10**7, 10**8)}",
            "register number in the label": f"SIRET {rng.randrange(10**13, 10**14)}",
        }.get(name, f"{doc.cents // 100},{doc.cents % 100:02} EUR TTC")
        studio.pays(name, client, studio.after(doc.on, 8, 40), [doc], (said,))


def short_alone(studio: Studio) -> None:
    """Nothing but the end of a number behind a name, for one of two equal invoices."""
    client, cents = studio.client(), studio.round()
    first = studio.day(80)
    docs = [studio.invoice(client, first + timedelta(days=gap), cents, "Direction artistique") for gap in (0, 11)]
    paid = studio.after(docs[1].on, 8, 20)
    studio.pays("end of a number, two equal invoices", client, paid, [docs[1]], (Cite((docs[1],), "tail"),))
    paid = studio.after(paid, 5, 20)
    studio.pays("end of a number, two equal invoices", client, paid, [docs[0]], (Cite((docs[0],), "tail"),))


def cut(studio: Studio) -> None:
    """Long words before the number, so that a bank which cuts loses it."""
    client, doc = _sale(studio, studio.client())
    thanks = ("AVEC NOS REMERCIEMENTS POUR LA QUALITE DE VOTRE TRAVAIL ET DE VOS CONSEILS", "VEUILLEZ TROUVER FACT")
    paid = studio.after(doc.on, 8, 40)
    studio.pays("number behind a long label", client, paid, [doc], (*thanks, Cite((doc,))))
    for _ in range(2):
        client, doc = _sale(studio, studio.client())
        words = (
            "REGLEMENT DE VOTRE FACTURE NUMERO",
            Cite((doc,)),
            "AVEC NOS REMERCIEMENTS POUR LA QUALITE DE VOTRE TRAVAIL",
        )
        studio.pays("number within a long label", client, studio.after(doc.on, 8, 40), [doc], words)


def owner_named(studio: Studio) -> None:
    """The label has the owner's own name as well, and it is no own transfer."""
    client, doc = _sale(studio)
    first, surname = studio.owner
    words = studio.rng.choice(((f"POUR {first} {surname}",), (f"{first} {surname}", "FACT", Cite((doc,)))))
    studio.pays("owner's name in a client's transfer", client, studio.after(doc.on, 8, 40), [doc], words)


def number_of_supplier(studio: Studio) -> None:
    """Subcontractors whose numbers look like ours, the same digits and all."""
    rng = studio.rng
    for _ in range(2):
        first, surname = studio.first_name(), studio.surname()
        party = studio.supplier(f"{first} {surname}")
        on = studio.day(40)
        ours = rng.choice([each for each in studio.docs if each.type is DocumentType.INVOICE])
        bill = studio.expense(party, on, studio.odd(20000, 120000), "Sous-traitance", "Développement")
        bill.number = f"like {ours.id}"
        studio.row(
            "subcontractor's number like ours",
            studio.after(on, 2, 20),
            bill.cents,
            "transfer",
            f"{first} {surname}",
            ("FACT", Cite((bill,))),
            parts={bill: bill.cents},
            mode=Mode.MUST,
        )


def like_ours(studio: Studio) -> None:
    """Give the bills of `number_of_supplier` the number of the invoice that they resemble, once it is known."""
    by_id = {doc.id: doc for doc in studio.docs}
    for doc in studio.docs:
        if doc.number.startswith("like "):
            doc.number = by_id[int(doc.number[5:])].number


def plain_neighbours(studio: Studio) -> None:
    """Numbers that are neighbours: the one cited is settled, the next is open at the same price."""
    client, cents = studio.client(), studio.round()
    on = studio.day(60, lead=20)
    old = studio.invoice(client, on, cents, "Suivi", settled=True)
    doc = studio.invoice(client, on, cents, "Suivi")
    words = (Cite((old,), "tail", pins=False),)
    studio.pays("settled neighbour cited", client, studio.after(on, 10, 30), [doc], words, mode=Mode.ASK, misled=True)
