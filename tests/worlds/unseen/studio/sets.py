"""Several documents in one transfer: lists, ranges, all, all but one, one and a half, credit notes taken off."""

from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio.entries import Cite, Client, Doc, Words
from tests.worlds.unseen.studio.ledger import Studio

OWN = ("PIECE {}", "BDC {}", "NOTRE REF {}", "LOT {}", "BORDEREAU {}", "DOC {}", "OP {}")


def _several(studio: Studio, client: Client, count: int, first: date, *, odd: bool = True, gap: int = 5) -> list[Doc]:
    labels = ("Exécution", "Déclinaisons", "Mise en page", "Retouches", "Direction artistique")
    return [
        studio.invoice(
            client,
            first + timedelta(days=gap * rank),
            studio.odd(15000, 190000) if odd else studio.round(),
            studio.rng.choice(labels),
        )
        for rank in range(count)
    ]


def listed(studio: Studio) -> None:
    """An agency lists what it pays, two to eight numbers in a transfer."""
    client = studio.client()
    for count in studio.rng.sample((2, 3, 3, 4, 6, 8), 2):
        docs = _several(studio, client, count, studio.day(75))
        paid = studio.after(docs[-1].on, 10, 25)
        word = studio.rng.choice(("FACTURES", "FACT", "REGLT FACTURES N", "VOS FACTURES"))
        studio.pays("numbers listed", client, paid, docs, (word, Cite(tuple(docs), "listed")))


def ranged(studio: Studio) -> None:
    """The first and the last number of a run that went out on one day."""
    client = studio.client()
    docs = _several(studio, client, studio.rng.randrange(3, 6), studio.day(60), gap=0)
    paid = studio.after(docs[-1].on, 10, 35)
    studio.pays("range of numbers", client, paid, docs, ("FACTURES", Cite(tuple(docs), "ranged")))


def own_number(studio: Studio) -> None:
    """An agency that pays its open invoices under a number of its own."""
    rng, client = studio.rng, studio.client()
    for count in (2, 4):
        docs = _several(studio, client, count, studio.day(75), odd=rng.random() < 0.8)
        said = rng.choice(OWN).format(rng.randrange(40, 99000))
        studio.pays("sum under the payer's own number", client, studio.after(docs[-1].on, 12, 30), docs, (said,))


def all_but_one(studio: Studio) -> None:
    """Five of six, without a word on which."""
    client = studio.client()
    docs = _several(studio, client, studio.rng.randrange(4, 7), studio.day(75), odd=studio.rng.random() < 0.8)
    left = studio.rng.choice(docs[1:])
    studio.pays(
        "all but one",
        client,
        studio.after(docs[-1].on, 8, 25),
        [each for each in docs if each is not left],
        ("FACTURES",),
    )


def everything(studio: Studio) -> None:
    """The whole account, and the label tells so."""
    client = studio.client()
    docs = _several(studio, client, studio.rng.randrange(2, 6), studio.day(75), odd=studio.rng.random() < 0.6)
    said = studio.rng.choice(
        ("SOLDE DE TOUT COMPTE", "SOLDE VOTRE COMPTE", "SOLDE DE TOUTES VOS FACTURES", "APUREMENT COMPTE")
    )
    studio.pays("everything that is owed", client, studio.after(docs[-1].on, 8, 25), docs, (said,), told=True)


def one_and_a_half(studio: Studio) -> None:
    """One invoice and half of the next, both cited."""
    client = studio.client()
    one, two = _several(studio, client, 2, studio.day(90))
    if two.cents % 2:
        two.cents += 1
    words: Words = ("FACT", Cite((one,)), studio.rng.choice(("+ 50%", "ET 50 %", "+ MOITIE DE")), Cite((two,)))
    parts = {one: one.left, two: two.left // 2}
    paid = studio.after(two.on, 10, 20)
    studio.row("one and a half", paid, sum(parts.values()), "credit", client.shown, words, parts=parts, mode=Mode.MUST)
    half = {two: two.left - parts[two]}
    words = ("SOLDE", Cite((two,)))
    paid = studio.after(paid, 20, 40)
    studio.row("balance of a half", paid, half[two], "credit", client.shown, words, parts=half, mode=Mode.MUST)


def credit_taken_off(studio: Studio) -> None:
    """A credit note is taken off the next transfer, cited or not."""
    for cited in (True, False):
        client = studio.client()
        docs = _several(studio, client, studio.rng.choice((1, 2)), studio.day(75))
        cents = studio.odd(3000, 14000)
        note = studio.invoice(client, docs[-1].on + timedelta(days=4), cents, "Remise", type_=DocumentType.CREDIT_NOTE)
        cites = (Cite(tuple(docs), "listed" if len(docs) > 1 else "full"), "MOINS AVOIR", Cite((note,)))
        words = ("FACT", *cites) if cited else (studio.rng.choice(("AVOIR DEDUIT", "REGLEMENT")),)
        name = "credit note taken off, cited" if cited else "credit note taken off, not cited"
        studio.pays(name, client, studio.after(note.on, 8, 30), [*docs, note], words)


def credit_paid_back(studio: Studio) -> None:
    """We pay a credit note back to the client."""
    client, on = studio.client(), studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Reportage annulé")
    studio.pays("number in full", client, studio.after(on, 5, 12), [doc], ("FACT", Cite((doc,))))
    note = studio.invoice(client, on + timedelta(days=20), doc.cents, "Annulation", type_=DocumentType.CREDIT_NOTE)
    words = ("REMBOURSEMENT AVOIR", Cite((note,)))
    studio.pays("credit note paid back", client, studio.after(note.on, 2, 10), [note], words, frame="transfer")


def netted(studio: Studio) -> None:
    """A client who is a supplier: each pays the other, then they pay the difference."""
    client, on = studio.client(), studio.day(100)
    sale = studio.invoice(client, on, studio.odd(120000, 300000), "Identité visuelle")
    number = f"{studio.rng.randrange(100, 999)}"
    bill = studio.expense(client.party, on, studio.odd(20000, 90000), "Sous-traitance", "Impression", number)
    studio.pays("client who is a supplier, pays", client, studio.after(on, 10, 20), [sale], ("VOTRE FACTURE",))
    studio.pays(
        "client who is a supplier, is paid",
        client,
        studio.after(on, 10, 20),
        [bill],
        ("VOTRE FACT", number),
        frame="transfer",
    )
    later = on + timedelta(days=45)
    sale = studio.invoice(client, later, studio.odd(150000, 300000), "Campagne")
    bill = studio.expense(
        client.party, later, studio.odd(20000, 90000), "Sous-traitance", "Tirages", f"{int(number) + 7}"
    )
    studio.pays(
        "difference of two accounts", client, studio.after(later, 8, 20), [sale, bill], ("COMPENSATION",), mode=Mode.MAY
    )


def chance(studio: Studio) -> None:
    """Round advances that happen to add up to another invoice; they go to the big one."""
    client, on = studio.client(), studio.day(100)
    studio.invoice(client, on, 90000, "Flyers")
    big = studio.invoice(client, on + timedelta(days=2), 140000, "Catalogue")
    for cents, gap in ((40000, 8), (50000, 20)):
        words = (studio.rng.choice(("ACOMPTE", "AVANCE", "VERSEMENT")),)
        paid = studio.after(on, gap, gap + 6)
        studio.row(
            "advances with a chance sum", paid, cents, "credit", client.shown, words, parts={big: cents}, mode=Mode.ASK
        )


def plural(studio: Studio) -> None:
    """« FACTURES », and yet it is one."""
    client, on = studio.client(), studio.day(60)
    doc = studio.invoice(client, on, studio.odd(), "Photos produits")
    studio.pays("plural for one", client, studio.after(on, 8, 40), [doc], ("REGLEMENT FACTURES",))
