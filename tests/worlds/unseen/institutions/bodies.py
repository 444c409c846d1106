"""Clients: public bodies and those who pay for them, schools, associations, chambers, funds, venues, firms, persons."""

import re
from dataclasses import dataclass
from random import Random

from tests.worlds.unseen.institutions.people import Person, person, plain

HEADS = (
    "Aubrelle Bressoles Cernay Chanteloup Combrune Esmery Fontvielle Grandrieu Hautecombe Jussange Lorche Malvigne"
    " Marcilly Montbrel Noirmare Orcenais Parvigny Peyrelade Quincerot Rochebrune Saint-Aubry Saint-Évrard Sauvemont"
    " Tresmes Valcourbe Vaulnoy Verdelot Villeserre"
).split()
TAILS = ("", "", "", "-sur-Orle", "-les-Étangs", "-la-Forêt", "-en-Marche", "-le-Vieux", "-sous-Bois", "-sur-Aulne")
FLOWERS = ("Glycines", "Tilleuls", "Cigognes", "Quatre-Vents", "Vergers", "Belvédère", "Lauriers", "Trois-Fontaines")
DEPARTMENTS = ("DU LOIRET", "DE LA MARNE", "DU FINISTERE", "DE L ARDECHE", "DU TARN", "DE LA SOMME", "DE L YONNE")
PAID_BY_TREASURY = ("town", "school", "hospital", "university")
PAYING_ITSELF = ("association", "chamber", "fund", "venue", "firm", "syndic", "person")
OPCO = ("OPCO EP", "AKTO", "OPCO ATLAS", "AFDAS", "UNIFORMATION", "CONSTRUCTYS", "OPCO SANTE", "OCAPIAT", "OPCO 2I")

NAMES: dict[str, tuple[str, ...]] = {
    "town": ("Commune de {town}", "Ville de {town}", "Mairie de {town}", "Communauté de communes du Pays de {town}"),
    "school": ("Collège {hero}", "Lycée {hero}", "École élémentaire {hero}", "Lycée professionnel {hero}"),
    "association": (
        *("Association Les Amis de {town}", "Compagnie {show}", "MJC de {town}", "Foyer rural de {town}"),
        *("Association {show}", "Centre social Les {flower}", "Ligue des parents de {town}", "Harmonie de {town}"),
    ),
    "chamber": (
        *("Chambre de commerce et d’industrie de {town}", "Chambre de métiers et de l’artisanat de {town}"),
        *("Centre national de la fonction publique territoriale de {town}", "Chambre d’agriculture de {town}"),
    ),
    "fund": (
        *("Caisse primaire d’assurance maladie de {town}", "Mutualité sociale agricole de {town}"),
        *("Caisse d’allocations familiales de {town}", "Caisse d’assurance retraite de {town}"),
    ),
    "venue": ("Théâtre de la {show}", "Scène nationale de {town}", "Médiathèque {hero}", "Festival {show}"),
    "university": ("Université de {town}", "École nationale d’architecture de {town}", "Institut {hero}"),
    "hospital": ("Centre hospitalier de {town}", "EHPAD Les {flower}", "Hôpital {hero}"),
    "syndic": ("Syndicat des copropriétaires Les {flower} {town}", "Copropriété Le Clos des {flower} {town}"),
    "firm": ("{show} Conseil", "Ateliers {town}", "{show} Ingénierie", "Groupe {show}", "Mutuelle {show}"),
}
SHOWS = (
    "Vent Debout;Grand Écart;Table Ronde;Verrerie;Lune Rousse;Main Levée;Passerelle;Belle Étoile;Hirondelle;Fabrique"
    ";Contre-Jour;Petite Ourse;Source Vive;Garance;Mascaret;Octante;Sarabande;Tournesol;Valériane;Zéphyr;Arc Boutant"
).split(";")
INITIALS = {
    "Chambre de commerce et d’industrie de": "CCI",
    "Chambre de métiers et de l’artisanat de": "CMA",
    "Centre national de la fonction publique territoriale de": "CNFPT",
    "Chambre d’agriculture de": "CHAMBRE AGRI",
    "Caisse primaire d’assurance maladie de": "CPAM",
    "Mutualité sociale agricole de": "MSA",
    "Caisse d’allocations familiales de": "CAF",
    "Caisse d’assurance retraite de": "CARSAT",
    "Centre hospitalier de": "CH",
}


@dataclass(frozen=True, slots=True)
class Client:
    """A client: `name` is printed on the documents, `bank_name` is what the bank shows when it pays by itself.

    `short` is its initials, where it has any; `treasury` the public accountant who pays on its behalf.
    """

    id: int
    kind: str
    name: str
    bank_name: str
    short: str = ""
    treasury: str = ""
    person: Person | None = None


def town(rng: Random) -> str:
    """An invented town."""
    return rng.choice(HEADS) + rng.choice(TAILS)


def treasury(rng: Random) -> str:
    """A public accountant as its transfers name it."""
    seat = plain(rng.choice(HEADS))
    return rng.choice(
        (
            *(f"SGC {seat}", f"SGC DE {seat}", f"TRESORERIE DE {seat}", f"DDFIP {rng.choice(DEPARTMENTS)}"),
            *(f"PAIERIE DEPARTEMENTALE {seat}", f"TRES. {seat} MUNICIPALE", f"DRFIP {seat}"),
        )
    )


def client(rng: Random, id_: int, kind: str, taken: set[str]) -> Client:
    """A new client of a kind, whose name nobody else has."""
    somebody, full = None, ""
    while not full or _elided(full) in taken:
        somebody = person(rng) if kind == "person" else None
        full = somebody.name if somebody else _name(rng, kind)
    name = _elided(full)
    taken.add(name)
    payer = treasury(rng) if kind in PAID_BY_TREASURY else ""
    shown = f"{somebody.civility} {plain(name)}" if somebody else plain(name)
    return Client(id_, kind, name, shown, initials(full), payer, somebody)


def initials(name: str) -> str:
    """The initials by which everybody calls a body, with its town; for others those of its words, if four or more."""
    for head, letters in INITIALS.items():
        if name.startswith(head):
            return f"{letters} {plain(name.removeprefix(head))}"
    words = [word for word in plain(name).split() if word not in ("DE", "DES", "DU", "LA", "LE", "LES", "ET", "L", "D")]
    return "".join(word[0] for word in words) if len(words) >= 4 else ""


def _elided(name: str) -> str:
    """The name with « d’ » and « l’ » before a vowel."""
    name = re.sub(r"\bde la (?=[AEIOUÉ])", "de l’", name)
    return re.sub(r"\bde (?=[AEIOUÉ])", "d’", name)


def _name(rng: Random, kind: str) -> str:
    hero = person(rng)
    names = {"town": town(rng), "hero": f"{hero.first}-{hero.last}", "show": rng.choice(SHOWS)}
    return rng.choice(NAMES[kind]).format(**names, flower=rng.choice(FLOWERS))
