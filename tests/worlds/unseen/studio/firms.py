"""Names of companies: clients, agencies, groups, and whoever pays in their place."""

STEMS = """Brumelle Orvane Calystène Mirador Tavelin Quercia Solenzo Hautepierre Lumiris Cardamine Vexillo
Astrolune Ficelier Granivore Paloma Sarments Bluetig Noctilio Varappe Ocrelune Pimprenelle Tangara Miscanthe
Isalpin Borealia Corvetto Drakkarel Estuaire Fauvelin Galipette Houblonne Ivoirine Jusquiame Kerlouan Lupinella
Marjolet Nebulia Opaline Pergolas Quintefeuille Rivazur Sémaphore Tournesol Ubaldi Volubilis Wattmine Xylobois
Yolandre Zestiane Arpentine Bastidole Célandine Dolmenis Églantois Farandole Gentiane Hippocampe Ilotier
Jacaranda Kaléis Lavandou Moucherolle Nacarat Ombellis Passacaille Ramondin Salicorne Tisserin Uranis Verveinel
Bocagère Cinabre Dentelor Escarbille Fougeraie Gouache Hermeline Indigora Jonquelle Lentisque Mandarine
Nénufarel Orpiment Pervenche Roselier Sépialine Truffière Vaucresson Aubépin Bergamotte Cormoran Damasquine
Épervier Filigrane Garance Ibérienne Lazulite Malachite Obsidia Pyritel Saphirel Topazia""".split()
TRADES = """Agence|Studio|Conseil|Communication|Architectes|Traiteur|Menuiserie|Cabinet|Éditions|Productions
|Immobilier|Événements|Paysages|Formation|Logistique|Cosmétiques|Brasserie|Optique|Mobilités
|Assurances|Galerie|Hôtels|Numérique|Énergies|Labo|Films|Santé|Distribution|Design|Ingénierie""".replace(
    "\n", ""
).split("|")
LEGAL = ("SAS", "SARL", "EURL", "SASU", "SA", "SCOP", "SCI", "", "", "")
# Companies with digits in their names: what looks like a document's number is none.
DIGITAL = (
    "Agence 1969",
    "Studio 404 Nord",
    "K6FM Radio",
    "Trois-14 Design",
    "Bureau 0033",
    "Collectif 27 Rue",
    "Le 108",
)
LONG = (
    ("Compagnie Maritime Lorientaise", "CML"),
    ("Union Régionale des Vignerons Ardéchois", "URVA"),
    ("Fédération Bretonne du Nautisme", "FBN"),
    ("Société Coopérative Agricole du Vexin", "SCAV"),
    ("Office de Tourisme du Haut Bugey", "OTHB"),
    ("Institut Méditerranéen de Podologie", "IMP"),
    ("Chambre des Artisans du Morvan", "CAM"),
    ("Groupement des Pharmaciens de la Baie", "GPB"),
)
HOLDINGS = "Financière|Holding|Groupe|Participations|Investissements|Patrimoine".split("|")
FACTORS = ("AFFACTO CREDIT", "BELLECOUR FACTORING", "FACTOR OCEANE", "CREANCES ET CIE", "EUROLETTRE FACTOR")
TREASURIES = (
    "DRFIP 35 RENNES",
    "SGC DE LOUDEAC",
    "TRESORERIE HOSPITALIERE",
    "SGC MONTELIMAR",
    "DDFIP DE L AIN PAIERIE",
)
PLATFORMS = ("MALT COMMUNITY SA", "CREMEDELACREME", "COMET MEETINGS", "FREELANCE REPUBLIK", "COLLECTIVE WORK")
NOT_DISTINCT = frozenset(
    """SAS SARL EURL SASU SA SCOP SCI DE DU DES LA LE LES L D ET AU AUX THE M MME MR MLLE MONSIEUR MADAME OU
GROUPE HOLDING FINANCIERE PARTICIPATIONS INVESTISSEMENTS PATRIMOINE AGENCE STUDIO CONSEIL COMMUNICATION
ARCHITECTES TRAITEUR MENUISERIE CABINET EDITIONS PRODUCTIONS IMMOBILIER EVENEMENTS PAYSAGES FORMATION LOGISTIQUE
COSMETIQUES BRASSERIE OPTIQUE MOBILITES ASSURANCES GALERIE HOTELS NUMERIQUE ENERGIES LABO FILMS SANTE
DISTRIBUTION DESIGN INGENIERIE COMMUNE MAIRIE VILLE RADIO NORD RUE COLLECTIF BUREAU COMPAGNIE UNION REGIONALE
SOCIETE COOPERATIVE OFFICE TOURISME HAUT INSTITUT CHAMBRE GROUPEMENT FEDERATION FRANCE EUROPE INTERNATIONAL
SERVICES PARIS""".split()
)
