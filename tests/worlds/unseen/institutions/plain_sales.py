"""Payments of one invoice, as most are: by number, by name, by the day or the week, by initials."""

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import bodies
from tests.worlds.unseen.institutions.habits import Saying, client_name, nothing_said, number
from tests.worlds.unseen.institutions.people import plain
from tests.worlds.unseen.institutions.world import Doc, World

MONTHS = "JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE".split()


def _initials(world: World, doc: Doc) -> str:
    assert doc.client
    return doc.client.short or client_name(doc)


def _day_told(world: World, doc: Doc) -> str:
    on = doc.on
    spelled = f"{on:%d/%m}", f"{on.day} {MONTHS[on.month - 1]}", f"{on:%d.%m}", f"{on.day}/{on.month}"
    return f"{world.rng.choice(('FACT DU', 'FACTURE DU', 'VOTRE FACTURE DU'))} {world.rng.choice(spelled)}"


def _week_told(world: World, doc: Doc) -> str:
    week = doc.on.isocalendar().week
    quarter = (doc.on.month + 2) // 3
    return world.rng.choice((f"FORMATION S{week}", f"SEMAINE {week}", f"HONORAIRES T{quarter}", f"SESSION S{week:02d}"))


def _own_name(world: World, doc: Doc) -> str:
    owner = plain(world.owner.name)
    return world.rng.choice((f"POUR {owner} FACTURE", f"HONORAIRES {owner}", f"{owner} FORMATRICE", f"A {owner}"))


def _digits(world: World, doc: Doc) -> str:
    rng = world.rng
    euros, cents = divmod(doc.cents, 100)
    return rng.choice(
        (
            f"MONTANT {euros},{cents:02d} EUR",
            f"TEL 06 {rng.randrange(10, 99)} {rng.randrange(10, 99)} 14 07",
            f"SIRET {rng.randrange(10**8, 10**9)} 000{rng.randrange(11, 99)}",
            f"COMPTE N26 {rng.randrange(1000, 9999)}",
            f"TIERS {rng.randrange(1000, 9999)} SERVICE 00{rng.randrange(11, 99)}",
            f"IBAN FR76 {rng.randrange(1000, 9999)} {rng.randrange(1000, 9999)}",
        )
    )


def _misspelt(world: World, doc: Doc) -> str:
    name = client_name(doc)
    place = world.rng.randrange(len(name) // 2, len(name) - 1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _typed_letter(world: World, doc: Doc) -> str:
    return f"{world.spell(doc)} {world.rng.choice(('FORMATION', 'MERCI', 'ATELIERS', 'CONFERENCE'))}"


def _session_told(world: World, doc: Doc) -> str:
    return f"SESSION DU {doc.on:%d/%m/%Y}"


def _hidden(world: World, doc: Doc) -> str:
    return world.rng.choice(("VIREMENT", "DIVERS", "CLIENT", "TIERS"))


def _inverted(world: World, doc: Doc) -> str:
    assert doc.client
    assert doc.client.person
    return f"{plain(doc.client.person.surname)} {plain(doc.client.person.first)}"


WITH_INITIALS = ("chamber", "fund")

ORDINARY = (
    Saying("number told", Mode.MUST, number, cites=True, round_share=0.4),
    Saying("number and words told", Mode.MUST, _typed_letter, cites=True, round_share=0.3),
    Saying("name and odd amount", Mode.MUST, nothing_said),
    Saying("name and round amount", Mode.MUST, nothing_said, round_share=1),
)
ACCIDENTS = (
    Saying("number told, payer hidden", Mode.MUST, number, who=_hidden, cites=True),
    Saying("payer hidden, odd amount", Mode.MAY, nothing_said, who=_hidden),
    Saying("payer hidden, round amount", Mode.ASK, nothing_said, who=_hidden, round_share=1),
    Saying("initials of a body", Mode.MUST, nothing_said, kinds=WITH_INITIALS, who=_initials),
    Saying("initials of a body, number told", Mode.MUST, number, kinds=WITH_INITIALS, who=_initials, cites=True),
    Saying("day of the invoice without year", Mode.MUST, _day_told),
    Saying("week or quarter told", Mode.MUST, _week_told),
    Saying("session told by its day", Mode.MUST, _session_told),
    Saying("owner's own name in the label", Mode.MUST, _own_name),
    Saying("owner's own name in the label", Mode.MUST, _own_name),
    Saying("digits that look like numbers", Mode.MUST, _digits),
    Saying("payer's name misspelt", Mode.MAY, nothing_said, kinds=("firm", "venue", "association"), who=_misspelt),
    Saying("surname first", Mode.MUST, nothing_said, kinds=("person",), who=_inverted),
    Saying("paid after three months", Mode.MUST, number, cites=True, delay=(80, 120), kinds=bodies.PAYING_ITSELF),
    Saying("plural said for one invoice", Mode.MUST, lambda world, doc: "REGLEMENT FACTURES"),
    Saying("paid the very day", Mode.MUST, number, cites=True, delay=(0, 1)),
)
