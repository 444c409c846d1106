"""Persons, couples and firms, with the names by which a vault and a bank know them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

MEN = (
    "Jean Paul Lucien Bastien Corentin Ewen Gwendal Loïck Thibaud Aymeric Ludovic Fabrice Gaston Marius Raymond "
    "Roland Norbert Wilfried Ulysse Zacharie Anatole Casimir Amadou Ousmane Mamadou Kofi Yao Sekou Ibrahima "
    "Tidiane Youssef Karim Mourad Sofiane Bilal Nadir Rachid Hocine Ziad Georgios Stavros Dragan Zoran Miroslav "
    "Bogdan Piotr Tomasz Andrei Sergiu Vasile Giuseppe Renzo Joaquim Duarte Iñaki Xabi Mikel Minh Hoang Tuan "
    "Kenji Hiroshi Wei Jun Rajesh Suresh Arjun Ravindra Teva Manuarii Teiki Jean-Loup Pierre-Yves Marc-Antoine "
    "Jean-Noël Louis-Marie Côme Eudes Tanguy Brice Régis Hubert Firmin Oswald Sven Lars Levan Armen Vartan Temur "
    "Batbayar Kwabena Ibnou"
).split()
WOMEN = (
    "Claire Jeanne Sylvie Odile Rosalie Violaine Tiphaine Katell Enora Maïwenn Solenn Bleuenn Gaëlle Mathilde "
    "Clotilde Perrine Apolline Capucine Garance Léonie Yvette Ginette Huguette Simone Fatoumata Aïssatou Mariama "
    "Awa Bintou Khadija Nassima Wassila Samira Leïla Zohra Houria Yamina Chantal Ioanna Eleni Milica Jelena "
    "Danuta Agnieszka Ioana Roxana Chiara Ornella Conceição Graça Ainhoa Nekane Maialen Thuy Linh Lan Yuki Naoko "
    "Xiu Mei Lakshmi Priya Vaimiti Hinano Poerava Marie-Laure Anne-Sophie Marie-Ange Rose-Marie Anne-Gaëlle "
    "Marie-Noëlle Sixtine Domitille Ombeline Astrig Anahit Nino Tamar Oyunbileg Ngozi Adwoa Ramatoulaye Ketty "
    "Marlène Lucinda Edwige Bérengère"
).split()
SURNAMES = (
    "Abadie Alvernhe Amiot Andrault Arbelot Aubrac Bachellerie Balandier Barbezieux Barnabé Bechara Belloir "
    "Bénazet Berthelin Besnardeau Bessière Blanchot Boisramé Bonnafous Bouzidi Brunschwig Cadiou Camara Castagnet "
    "Castex Cazaux Chabrier Champetier Chastang Chevillard Clavelin Coatmeur Colombani Corbineau Coursault "
    "Cravero Dambrine Dangla Darricau Delahousse Delpech Derrien Desmoulins Diarra Diallo Dossou Ducasse "
    "Dufresnoy Dupeyron Echeverria Elbaz Escoffier Espinasse Estrade Fabrègue Falgueyrac Faucheux Ferrandis "
    "Fontanille Fourcade Fraboulet Gaborit Galtier Garrouste Gasparini Gauvreau Gendronneau Ghorbel Giacometti "
    "Goasdoué Gourmelon Gratecap Grelier Guérineau Hamidou Haristoy Haudebourg Hervouet Hoarau Humeau Iribarne "
    "Isambert Jacquelin Jaffrelot Jamgotchian Jourdren Kaczmarek Kerbrat Kerneis Kouamé Labarthe Lacassagne "
    "Laffargue Lagarrigue Lamoureux Landreau Lebreuilly Lecorvaisier Legendre Lescure Levasseur Lhermitte Lorgeou "
    "Loubière Mabire Maccioni Magalhães Malaterre Marchadier Marquestaut Mazurier Ménoret Mercadal Meyssonnier "
    "Miquelard Montagut Moreira Nadaud Nguyen Nivelle Nogaret Ollivaud Oudinot Pallandre Papazian Pauthier "
    "Pelletan Péronneau Pesquidoux Pinçon Plantevin Poncelet Portefaix Pouliquen Quélen Quemeneur Rabouin "
    "Rakotomalala Ratsimba Reboulleau Ricordel Rigaudière Rivoallan Roumégoux Rousselin Sabatier Saincry Salvetat "
    "Sanogo Savinel Serrurier Seznec Souchaud Tabarly Tchakarian Teixeira Thévenard Thouvenin Tournadre Traoré "
    "Trémoulet Urruty Vacherand Valadier Vandeputte Vauzelle Verdoux Vermeersch Vidalenc Villedieu Vuillermoz "
    "Wattier Yilmaz Zaoui Le_Guennec Le_Bihan De_Kerdrel Van_Houtte Da_Costa El_Amrani Ben_Youssef Du_Plessix "
    "La_Fontanelle D'Arrigo O'Brenan"
).split()
TOWNS = (
    "Valbrun Montcel Sainte-Orlanne Brivade Castelforge Pontivel Ligneroux Auberive-le-Port Kermorvan Plouvenec "
    "Tarsac Villarzel Mirebosc Chantelouve Saint-Aubry Roquevaire-les-Bains Herbigneul Longuesart Cormeray "
    "Estivareilles Nerval"
).split()
STREETS = "Tilleuls Glycines Acacias Mimosas Peupliers Charmilles Hirondelles Bruyères Marronniers Lavandières".split()
AGENCIES = (
    "Cabinet Orval Gestion",
    "Agence Perrichon Immobilier",
    "Synteo Copropriétés",
    "Régie Bellecombe",
    "Gestimo Sud",
)
NOTARIES = ("SCP Barrel et Maignan", "Office Notarial du Canal", "Etude Fresnais", "Me Hautecoeur Notaire")
INSURERS = ("Assureo Dommages", "Mutuelle du Levant IARD", "Prevadis Assurances", "Garantie Ligérienne")
TRADING = ("Le Petit Zinc", "Au Vieux Four", "La Table d'Agathe", "Chez Poupette", "Bar de l'Écluse", "L'Atelier Vert")
FIRMS = ("SARL {}", "{} SAS", "Garage {}", "Boulangerie {}", "EURL {} et Fils", "SCI {}", "Pharmacie {}")
INITIALS = (
    ("Association Sportive de Montcel", "ASM"),
    ("Chambre de Commerce de Brivade", "CCB"),
    ("Foyer Rural de Kermorvan", "FRK"),
    ("Comité des Fêtes de Tarsac", "CFT"),
    ("Centre Équestre de Villarzel", "CEV"),
)


def plain(text: str) -> str:
    """A text as classic banks print it: capitals without accents."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe")).encode("ascii", "ignore").decode()
    return " ".join(bare.upper().split())


@dataclass(eq=False, slots=True, kw_only=True)
class Client:
    """A client or supplier: `name` as in the vault; a firm has no first name, and `last` holds its distinctive word."""

    id: int = 0
    name: str
    first: str = ""
    last: str
    civility: str = ""
    partner: str = ""
    is_couple: bool = False

    def as_sender(self, random: Random, form: str = "") -> str:
        """How a bank names this payer; without `form` one of the usual orders of words."""
        if not self.first:
            return self._as_firm(random)
        if self.is_couple and not form:
            form = random.choice(("joint", "joint", "full", "turned"))
        first, last, title = plain(self.first), plain(self.last), {"M.": "M", "Mme": "MME"}[self.civility]
        forms = {
            "full": f"{title} {first} {last}",
            "turned": f"{last} {first}",
            "bare": f"{first} {last}",
            "mr": f"{'MR' if title == 'M' else 'MLE'} {last} {first}",
            "dashes": f"{title} {first.replace('-', ' ')} {last}",
            "initial": f"{title} {last} {first[0]}",
            "surname": f"{title} {last}",
            "joint": f"M OU MME {last} {plain(self.partner) or first}",
        }
        return forms[form or random.choice(("full", "turned", "bare", "mr", "dashes"))]

    def _as_firm(self, random: Random) -> str:
        """The name as it is, its distinctive part first, or without the legal form."""
        words, last = plain(self.name), plain(self.last)
        rest = [each for each in words.replace(last, "").split() if each not in ("ET", "FILS")]
        bare = " ".join(each for each in words.split() if each not in ("SARL", "SAS", "EURL"))
        return random.choice((words, words, words, f"{last} {' '.join(rest)}", bare))


class Register:
    """Hands out names, each once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._surnames = [each.replace("_", " ") for each in SURNAMES]
        random.shuffle(self._surnames)
        self._next = 0

    def surname(self) -> str:
        """A surname that nobody has so far; when the list is at its end, one of two parts."""
        self._next += 1
        at, count = self._next - 1, len(self._surnames)
        return self._surnames[at] if at < count else f"{self._surnames[at - count]}-{self._surnames[at - count + 1]}"

    def first(self, civility: str, unlike: Sequence[str] = ()) -> str:
        """A first name with another initial than these have."""
        names = MEN if civility == "M." else WOMEN
        taken = {plain(each)[:1] for each in unlike}
        return self._random.choice([each for each in names if plain(each)[0] not in taken])

    def person(
        self, *, surname: str = "", civility: str = "", unlike: Sequence[str] = (), titled: bool = False
    ) -> Client:
        """A person with a partner of the same surname, who is no client."""
        civility = civility or self._random.choice(("M.", "Mme"))
        last = surname or self.surname()
        first = self.first(civility, unlike)
        partner = self.first("Mme" if civility == "M." else "M.", [first, *unlike])
        name = f"{civility} {first} {last}" if titled else f"{first} {last}"
        return Client(name=name, first=first, last=last, civility=civility, partner=partner)

    def couple(self) -> Client:
        """A couple that the vault holds as one client."""
        one = self.person(civility=self._random.choice(("M.", "Mme")))
        form = self._random.choice(("M. et Mme {last}", "{first} et {partner} {last}", "M. et Mme {last} {first}"))
        one.name, one.is_couple = form.format(last=one.last, first=one.first, partner=one.partner), True
        return one

    def accented(self) -> Client:
        """A person with an accent in the surname."""
        while plain(surname := self.surname()) == surname.upper():
            pass
        return self.person(surname=surname)

    def firm(self, *forms: str) -> Client:
        """A small company whose distinctive word is a surname of its own, named in one of these forms."""
        last = self.surname()
        form = self._random.choice(forms or FIRMS)
        return Client(name=form.format(last), last=last)
