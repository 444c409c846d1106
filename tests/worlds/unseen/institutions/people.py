"""Persons: clients, treasurers, trainees, relatives; names of every origin, some in no dictionary of first names."""

import unicodedata
from dataclasses import dataclass
from random import Random

WOMEN = (
    "Anouchka Béatrix Bintou Capucine Chahinez Clotilde Delphine Domitille Ébène Éléonore Enora Fatiha Fleur Gwenaëlle"
    " Hoa Ildiko Inès Isaure Jadwiga Josiane Kadiatou Léocadie Liên Ludmila Maïwenn Marie-Ange Marie-Laure Mireille"
    " Nawal Nolwenn Oumou Pélagie Perrine Quitterie Rokhaya Saskia Séverine Soazig Sybille Tassadit Thi-Mai Ursule"
    " Vérane Yamina Yolaine Zélie Zohra"
).split()
MEN = (
    "Abdoulaye Achille Aldric Anatole Aymeric Bakary Baptistin Boubacar Brieuc Célestin Cheikh Corentin Didier Édern"
    " Elias Enguerrand Évariste Fulgence Gaspard Goulven Hamid Hippolyte Ignacio Isidore Jean-Noël Joël Kamel Loïck"
    " Lubomir Mamadou Marc-Antoine Moussa Nestor Noureddine Octave Oswald Philibert Pierrick Quentin Radoslav Rayan"
    " Sidoine Stanislas Tancrède Tugdual Urbain Vivien Wassim Xavier Yvon Zacharie Zoltan"
).split()
SURNAMES = (
    "Abgrall Alibert Amrani Arrighi Aubrac Ba Bazin Belkacem Berthelin Bohec Bourdelas Brochant Camara Carpentras"
    " Castaing Chantôme Cissokho Coatmeur Courtade Da-Silva Dembélé Deschanel Diawara Doucouré Dussollier Elkaïm"
    " Esterhazy Etcheverry Faucheux Ferreira Fofana Gadreau Galvani Garrec Ghezali Grandclément Guillermin Haddad"
    " Haudebert Hoang Ibarra Jaouen Jourdheuil Kaczmarek Keïta Kerbrat Lacascade Laïdouni Landreau Le-Bihan Le-Goff"
    " Lescure Lopes Maillebois Malaterre Marchadier Mendy Mokrani Montagnac Nadeau Ngo Nguema Oliveira Ouedraogo"
    " Pasquier Pelloutier Pham Plantin Poirel Quémeneur Quiniou Rabah Rambourg Renoux Rocheteau Sabatier Saïdi Sarrazin"
    " Schaeffer Sokolowski Sylla Tanguy Tessier Thiollier Touré Truong Urrutia Vandamme Vasseur Vialatte Wagner Wozniak"
    " Ximenes Yilmaz Zanetti Zerrouki"
).split()


@dataclass(frozen=True, slots=True)
class Person:
    """A man or a woman, with one first name and one surname."""

    first: str
    last: str
    is_woman: bool

    @property
    def name(self) -> str:
        return f"{self.first} {self.last.replace('-', ' ') if self.last.startswith(('Le-', 'Da-')) else self.last}"

    @property
    def surname(self) -> str:
        return self.name.removeprefix(self.first).strip()

    @property
    def civility(self) -> str:
        return "MME" if self.is_woman else "M"


def person(rng: Random, *, last: str = "", is_woman: bool | None = None, unlike: str = "") -> Person:
    """Somebody, where wanted of a given surname and sex and of another first name than `unlike`."""
    woman = rng.random() < 0.5 if is_woman is None else is_woman
    first = rng.choice([each for each in (WOMEN if woman else MEN) if each != unlike])
    return Person(first, last or rng.choice(SURNAMES), woman)


def capitals(text: str) -> str:
    """The text in capitals without accents, with its signs."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return bare.upper().replace("’", " ")


def plain(text: str) -> str:
    """The name as banks print it: capitals without accents, hyphens and apostrophes as spaces."""
    return " ".join(capitals(text).replace("'", " ").replace("-", " ").split())
