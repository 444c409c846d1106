"""Names and numbers as they arrive: misspelt, glued, garbled, near another's, or not at all."""

from datetime import timedelta

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio.entries import Cite, Client, Doc
from tests.worlds.unseen.studio.ledger import Studio


def _owing(studio: Studio, client: Client, cents: int = 0) -> Doc:
    return studio.invoice(
        client, studio.day(60), cents or studio.odd(), studio.rng.choice(("Guide", "Podcast", "Frise"))
    )


def misspelt(studio: Studio) -> None:
    """A letter doubled or left out of the name."""
    client = studio.client()
    stem = max(client.party.name.split(), key=len)
    at = studio.rng.randrange(2, len(stem) - 1)
    wrong = stem[:at] + studio.rng.choice((stem[at] * 2, "")) + stem[at + 1 :]
    doc, shown = _owing(studio, client), client.party.name.replace(stem, wrong)
    paid = studio.after(doc.on, 6, 30)
    studio.pays("name misspelt", client, paid, [doc], ("REGLEMENT",), who=shown, known=True)


def glued(studio: Studio) -> None:
    """The words of the name without spaces."""
    client = studio.client()
    doc, shown = _owing(studio, client), client.party.name.replace(" ", "")
    paid = studio.after(doc.on, 6, 30)
    studio.pays("name without spaces", client, paid, [doc], ("PRESTATION",), who=shown, known=True)


def garbled(studio: Studio) -> None:
    """Accents of one encoding read in another, in the name and in the text."""
    stem = studio.stem()
    client = studio.named(f"Théâtre {stem} Développé")
    doc = _owing(studio, client)
    shown = client.party.name.encode().decode("cp1252", "replace")
    words = ("RÃ‰GLEMENT NÂ°", Cite((doc,)))
    studio.pays("garbled accents", client, studio.after(doc.on, 6, 30), [doc], words, who=shown)


def near_names(studio: Studio) -> None:
    """Two clients whose names differ in a letter owe the same; one is named exactly."""
    stem, cents = studio.stem(), studio.round()
    one, two = studio.named(f"{stem} Conseil"), studio.named(f"{stem[:-1]}{'a' if stem[-1] != 'a' else 'o'} Conseil")
    on = studio.day(60)
    docs = [studio.invoice(each, on, cents, "Formation") for each in (one, two)]
    paid = studio.after(on, 6, 30)
    studio.pays("near names, one named exactly", two, paid, [docs[1]], ("FORMATION",), certain=True)


def name_in_name(studio: Studio) -> None:
    """One client's name stands within another's, and both owe the same."""
    stem, cents = studio.stem(), studio.round()
    short, long = studio.named(stem), studio.named(f"{stem} Nord Habitat")
    on = studio.day(80)
    docs = [studio.invoice(each, on, cents, "Plaquette") for each in (short, long)]
    paid = studio.after(on, 6, 20)
    studio.pays("name within a name, the longer shown", long, paid, [docs[1]], ("PLAQUETTE",), certain=True)
    paid = studio.after(paid, 3, 15)
    studio.pays(
        "name within a name, the shorter shown", short, paid, [docs[0]], ("PLAQUETTE",), mode=Mode.MAY, certain=True
    )


def nameless(studio: Studio) -> None:
    """The bank gives no name: an odd amount alone, or a number alone."""
    client = studio.client()
    doc = _owing(studio, client)
    name = "no name, odd amount"
    studio.pays(name, client, studio.after(doc.on, 6, 30), [doc], who="VIREMENT SEPA RECU", frame="raw", mode=Mode.ASK)
    doc = _owing(studio, studio.client())
    words = ("FACT", Cite((doc,)))
    studio.pays(
        "no name, number and amount",
        client,
        studio.after(doc.on, 6, 30),
        [doc],
        words,
        who="VIREMENT SEPA RECU",
        frame="raw",
    )


def broken(studio: Studio) -> None:
    """A space falls into the number where the bank joins two lines."""
    client = studio.client()
    doc = _owing(studio, client)
    words = ("VOTRE FACTURE", Cite((doc,), "broken", pins=False))
    studio.pays("number broken by a space", client, studio.after(doc.on, 6, 30), [doc], words)


def crossed(studio: Studio) -> None:
    """Two transfers of one day, each with the number of the other."""
    client = studio.client()
    one = _owing(studio, client)
    two = studio.invoice(client, one.on + timedelta(days=3), studio.odd(), "Frise")
    paid = studio.after(two.on, 6, 20)
    for doc, other in ((one, two), (two, one)):
        words = ("FACT", Cite((other,), pins=False))
        studio.pays("numbers crossed", client, paid, [doc], words, mode=Mode.ASK, misled=True)


def year_mistaken(studio: Studio) -> None:
    """The year of the number is another, as in January; some numbers have none."""
    if studio.scheme in ("plain", "client's prefix", "thousands"):
        return
    client = studio.client()
    doc = _owing(studio, client)
    words = ("FACTURE", Cite((doc,), "another year", pins=False))
    studio.pays("year of the number mistaken", client, studio.after(doc.on, 6, 30), [doc], words)
