"""People of every origin, as a vault writes them and as banks show them."""

from dataclasses import dataclass
from random import Random

WOMEN = (
    "Solène Maïwenn Aminata Oumou Kadiatou Yasmina Nour Houda Leïla Inaya Mei Thuy Linh Anh Sakura Priya Anjali Ilke "
    "Defne Zeynep Ioana Mihaela Ruxandra Ewa Agnieszka Katarzyna Milena Jovana Svetlana Oksana Tetiana Nino Ani Lusine "
    "Paloma Ximena Itziar Amaia Maialen Graça Conceição Fabíola Giulia Ornella Ludivine Capucine Apolline Bérengère "
    "Clotilde Philippine Roxane Mélusine Domitille Perrine Armelle Gwladys Nolwenn Enora Aziliz Vaiana Hinano Teura "
    "Josiane Ghislaine Raymonde Yvonne Marylène Edwige Odette Chantal Véronique Sandrine Laetitia Prisca Bintou Awa "
    "Fatimata Rokhaya Adjoa Esi Ifeoma Ngozi Makena Claire Julie Marion Emma Pauline Sarah Camille Morgane Élodie"
).split()
MEN = (
    "Tugdual Corentin Malo Ewen Gwendal Aymeric Foulques Enguerrand Barnabé Anselme Léandre Isidore Abdoulaye Mamadou "
    "Cheikh Souleymane Idrissa Kwame Kofi Chidi Olamide Tarek Walid Bilel Nassim Younès Rachid Hicham Driss Minh Quang "
    "Duc Hiroshi Kenji Rajesh Arjun Emre Kerem Orhan Bogdan Vlad Radu Zbigniew Tomasz Wojciech Dusan Nikola Oleksandr "
    "Yaroslav Giorgi Armen Tigran Joaquín Iker Unai Xabier Duarte Joaquim Valter Gennaro Sandro Heimata Manuarii Teiva "
    "Jean Pierre Paul Michel Alain Bernard Thierry Pascal Gilles Régis Joël Yvan Lucien Fernand Nicolas Julien Thomas "
    "Antoine Maxime Hugo Louis Gabriel Adrien Sébastien Loïc Kévin Jordan Steeve Wesley Ambroise Théophile Evariste"
).split()
SURNAMES = (
    "Kerouanton Le_Goff Quéméneur Riou Abgrall Tanguy Madec Salaün Etcheberry Harispe Elissalde Bordenave Casaubon "
    "Lassalle Peyrat Delmas Fabre Vialaret Roumégoux Escande Mistral Giraudet Santucci Casanova Filippi Ottavi Klein "
    "Schmitt Wurtz Haberer Muller Vandamme Delvaux Deconinck Lecomte Bertin Rousselet Chauvigny De_La_Fontenelle "
    "D'Aubigny Saint-Aubin Petitjean Boulanger Charpentier Tissier Barbier Meunier Couturier Marchand Diallo Keita Sow "
    "Cissokho Ba Ndiaye Traoré Konaté Mensah Okafor Adeyemi Benali Haddad Cherkaoui El_Amrani Bouzidi Nguyen Tran "
    "Pham Huynh Zhang Liu Tanaka Patel Sharma Yilmaz Demirci Popescu Ionescu Kowalczyk Nowicki Jovanovic Petrovic "
    "Kovalenko Shevchuk Beridze Sarkissian Hakobyan Ferreira Da_Silva Rodrigues Moreira Esposito Marchetti Teriitahi "
    "Tehuiotoa Garrigue Lemercier Poulain Vasseur Duhamel Hennequin Marechal Guyot Prévost Bossuet Lagarde Aumont "
    "Villeret Combescot Pradier Thévenin Gauthey Berthelot Chassagne Lormeau Noirot Passerat Quentin Ravel Sorel"
).split()


@dataclass(frozen=True, slots=True)
class Person:
    """One person, by civility and names."""

    civility: str
    first: str
    surname: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.surname}"

    def shown(self, rng: Random) -> str:
        """The whole name, as one or another bank writes it."""
        forms = (
            f"{self.civility} {self.first} {self.surname}",
            f"{self.civility} {self.surname} {self.first}",
            f"{self.surname} {self.first}",
            self.name,
        )
        return rng.choice(forms)


def _surname(text: str) -> str:
    return text.replace("_", " ")


@dataclass(slots=True)
class Crowd:
    """Draws people whose surnames differ, except where one is asked for."""

    rng: Random
    left: list[str]

    @classmethod
    def gather(cls, rng: Random) -> "Crowd":
        left = [_surname(each) for each in SURNAMES]
        rng.shuffle(left)
        return cls(rng, left)

    def person(self, surname: str | None = None, but: str = "") -> Person:
        """A new person; `but` is a first name to avoid, with its initial."""
        is_woman = self.rng.random() < 0.55
        firsts = [each for each in (WOMEN if is_woman else MEN) if each[0] != but[:1]]
        first = self.rng.choice(firsts)
        if self.rng.random() < 0.08 and surname is None:
            first = f"{first}-{self.rng.choice([each for each in firsts if each != first])}"
        return Person("MME" if is_woman else "M", first, surname or self._new_surname())

    def _new_surname(self) -> str:
        if self.left:
            return self.left.pop()
        return f"{_surname(self.rng.choice(SURNAMES))}-{_surname(self.rng.choice(SURNAMES))}"
