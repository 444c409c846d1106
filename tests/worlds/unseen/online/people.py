"""Names of people: from every origin, homonyms, compound names, and the different ways in which a bank writes them."""

from dataclasses import dataclass

WOMEN = (
    "Aïcha Albane Amaïa Anouk Astrid Bérénice Bintou Blandine Capucine Célestine Clothilde Djamila Dorine Edwige"
    " Elif Enora Fatou Fenna Garance Giulia Haïfa Héloïse Ilse Ingrid Iphigénie Jocelyne Karima Kinga Léopoldine"
    " Lilou Linh Ludivine Maëlle Mahaut Maïwenn Mireille Mirjana Naïma Noémie Nour Océane Odile Oksana Perrine"
    " Philippine Radhia Raphaëlle Rokhaya Rozenn Sabrina Salomé Séverine Sixtine Soazig Solveig Thuy Tiphaine"
    " Ursule Vinciane Violette Wafa Xiaomei Yaëlle Yildiz Zélie Zoubida"
).split()
MEN = (
    "Abdoulaye Adelin Alaric Amaury Anselme Aurélien Baptistin Bertil Boubacar Brieuc Casimir Cheikh Corentin Cyprien"
    " Dimitri Djibril Elouan Emeric Erwan Fabio Ferhat Florent Gaspard Ghislain Gildas Goran Gwendal Hamza Hippolyte"
    " Ibrahim Imre Isidore Jorge Kaan Kévin Kwame Lubin Ludovic Malo Mamadou Marwan Mathurin Mihai Nabil Nolwen Octave"
    " Olivier Ousmane Pascal Pavel Quentin Rafik Rémi Romaric Sacha Samuel Séraphin Stanislas Tanguy Théodule Tomasz"
    " Ugo Vivien Wenceslas Yannick Youcef Zoltan"
).split()
COMPOUND = ("Jean-Baptiste", "Marie-Lys", "Pierre-Yves", "Anne-Sophie", "Jean-Noël", "Marie-Ange", "Paul-Antoine")
SURNAMES = (
    "Abadjian Adjovi Alcaraz Anquetil Arsenault Auvray Babineaux Baldacci Barzani Beaucaire Benhaddou Bergougnoux"
    " Bielecki Bonnefoy Boukhari Bourdelais Brochard Caillebotte Calvisi Carpentras Castelnau Chauvigny Cissokho"
    " Clavière Coëtlogon Cordonnier Courtemanche Dacosta Daguerre Delaplace Demirci Desrosiers Diakité Dobrescu"
    " Dragovic Dufrénoy Durandeau Echegaray Elkaïm Ettori Fabreguettes Fauvelle Ferragut Fofana Fourcroy Gadéa"
    " Gallouët Garabedian Gbagbo Ghorbani Gombault Grimonprez Guéguen Guillaumet Hadjadj Hamelin Haugwitz"
    " Houdebine Ibarra Iskandar Jacquemard Jankowiak Kaboré Kerbrat Khelifi Kolingba Kowalczyk Labrousse"
    " Lacassagne Laferrière Lamoureux Landouzy Latapie Lebrazidec Lekeufack Lescure Loubatière Mabanckou Magloire"
    " Malaterre Marchetti Mazeaud Mbemba Meziane Michelet Moreira Mouawad Nakache Ndiaye Nercessian Nivelle"
    " Novotny Obadia Ollivon Ouedraogo Palmade Pastoureau Pellissier Penven Peyrefitte Pinheiro Plantevin Poussin"
    " Quillévéré Rabemananjara Rambouillet Raulin Ravelonarivo Rezgui Rochambeau Roumégas Sabatier Saïdi"
    " Salvaterra Santoni Sauvageot Schlumpf Sekkouri Sérusier Sidibé Soulages Stefanopoulos Tabarly Taillandier"
    " Tchoungui Tellier Thuillier Torrecilla Tourneboeuf Tran Ubeda Vandenbroucke Varennes Vasilescu Verhaeghe"
    " Vidaillet Villanova Wagnon Wojtas Xifaras Yacoubi Yilmaz Zabala Zeitoun Zimmerlin"
).split()
CALENDAR_SURNAMES = ("Avril", "Mars", "Janvier", "Juillet")
MARRIED = ("EP", "EPOUSE", "NEE")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the files of the company write the name."""

    first: str
    surname: str
    is_woman: bool

    @property
    def name(self) -> str:
        return f"{self.first} {self.surname}"

    @property
    def civility(self) -> str:
        return "Mme" if self.is_woman else "M"

    @property
    def reversed(self) -> str:
        """As most bank forms ask for it, surname first."""
        return f"{self.surname} {self.first}"

    @property
    def initial(self) -> str:
        return f"{self.civility} {self.first[0]} {self.surname}"

    @property
    def formal(self) -> str:
        return f"{self.civility} {self.name}"
