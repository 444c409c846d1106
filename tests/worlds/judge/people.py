"""The names of a region: companies, private persons and suppliers, near-homonyms included on purpose."""

COMPANIES = tuple(
    """
SARL Martin|Martin et Fils|Martin Frères SAS|Studio Nova|Nova SARL|Novatech SAS|Éditions du Héron
SAS Héron Conseil|Garage Bellanger|Bellanger Immobilier|EURL Lefèvre|Lefèvre & Associés|SCI Les Tilleuls
Les Tilleuls Services SARL|Boulangerie Maillard|Maillard Père et Fils|Cabinet Rousselin|Rousselin Avocats SELARL
Pharmacie du Marché|Pharmacie de la Poste|Menuiserie Guérin|Établissements Guérin|Ets Poulain
Poulain Transports SAS|SASU Kermarec|Kermarec Nautisme|Association Les Amis du Cinéma
Association Sportive de Vannes|Mairie de Plouharnel|Mairie de Carnac|Communauté de Communes Auray Quiberon
Département du Morbihan|Lycée Jean Macé|Collège Anita Conti|École de Danse Pas à Pas|Conservatoire de Lorient
Centre Hospitalier Bretagne Atlantique|Clinique Océane|Restaurant La Criée|Crêperie Le Phare|Hôtel Bellevue
Camping de Kervilor|Brasserie du Port|Le Comptoir des Halles|Café de la Gare|Traiteur Desbois
Agence Papier Peint|Agence Grand Angle|Atelier Corail|Atelier Brume|Les Ateliers Réunis SCOP|Studio Belle Île
Studio Lumen|Maison Vauquelin|SAS Digital Factory|Data Harbor SAS|Codéa|PixelWorks SARL|WebOuest
Ouest Impression|Imprimerie Le Goff|Le Goff Couverture|Batelec SARL|Plomberie Nédélec|Nédélec Énergie
Couverture Armoricaine|Charpentes Le Roux|Le Roux Paysage|Maçonnerie Cloarec|Cloarec Terrassement
Société Générale de Peinture|Compagnie des Îles|Compagnie Théâtrale du Vent|Groupe Aubriet|Aubriet Développement
Holding Saint-Clair|Saint-Clair Optique|SELARL Docteur Meunier|Cabinet Dentaire du Parc
Cabinet d'Architecture Lenoir|Lenoir Urbanisme|Géomètres Experts du Golfe|Notaires de la Rade
Coopérative Agricole du Blavet|GAEC du Moulin|EARL Ferme de Kerlann|Domaine Thibault|Thibault Vins SARL
Cave des Remparts|Brûlerie du Golfe|Fromagerie Quentel|Poissonnerie Marrec|Marrec Marée SAS|Conserverie La Belle
Biscuiterie Kerjean|Chocolaterie Vasseur|Vasseur Logistique|Transports Hamonic|Hamonic Levage
Ambulances du Golfe|Taxi Le Bras|Auto-École Horizon|Horizon Formation|Formation Plus Ouest|Institut Arvor
Editec Software|Lumière & Son|Son et Images SARL|Production Tempête|Tempête Films|Radio Bruyères
La Gazette du Golfe|Presse Ouest Régie|L'Atelier d'Émile|L'Orangerie|D'Ici et d'Ailleurs|O'Connor Ltd
Brightside Ltd|Müller GmbH|Van den Berg BV|Acme Corp Inc|3D Ouest|4 Saisons Paysage|Agence 22|A2C Conseil
B2M Ingénierie|C.R.M. Solutions|SNC Tabac des Sports|Fleurs d'Aujourd'hui|Optique Vidal|Vidal Carrelage
Bijouterie Orsini|Orsini Voyages|Fiduciaire Bontemps|Bontemps Expertise|Assurances Rigaud|Rigaud Courtage
Fondation Énora|Comité d'Entreprise Navalor|CSE Navalor|Navalor Industries SAS|Syndicat Mixte du Loch
Office Notarial Dréan|Dréan Matériaux|Scierie Jaouen|Jaouen Bois SAS|Serrurerie Pichon|Pichon Sécurité
Veolys Propreté|Propreté du Golfe|Ascenseurs Kadoudal|Kadoudal Électricité|Isolation Vannetaise
""".strip()
    .replace("\n", "|")
    .split("|")
)
PERSONS = tuple(
    """
Jean Dupont|Jeanne Dupont|Marie Dupont|Paul Martin|Sophie Martin|Luc Moreau|Lucie Moreau|Claire Fontaine
Élodie Brunet|Zoé Caradec|Noël Caradec|Anne-Sophie Rieux|Jean-Baptiste Collet|François Lemoine|Françoise Lemoine
Gaëlle Tanguy|Yann Tanguy|Erwan Le Corre|Soazig Le Corre|Maxime de La Tour|Hélène d'Aubigny|Bérénice Charlot
Théo Garnier|Chloé Garnier|Nicolas Petit|Camille Petit|Dominique Roche|Pascal Blanc|Rose Blanc|Olivier Marchand
Florence Boucher|Thomas Boulanger|Agathe Pruvost|Mohamed Benslimane|Fatima Benslimane|Ngoc Anh Tran|Wei Zhang
Sergio Da Silva|Ana Da Silva|Kofi Mensah|Ioana Popescu|Piotr Kowalczyk|Giulia Bianchi|John Smith|Mathilde Perrin
Antoine Perrin|Léa Vidal|Hugo Vidal|Bertrand Quéré|Annaïck Quéré|Raphaël Sénéchal|Céline Sénéchal
Xavier Ollivier|Pierre Ollivier|Michel Simon|Simon Michel|Alain Bernard|Bernard Alain|Daniel Thomas
Valérie Thomas|Sébastien Duchêne|Aurélie Duchêne|Vincent Lacombe|Inès Lacombe|Émile Zadig|Lise Rambert
Corentin Jégou|Maëlle Jégou|Stéphane Bonnard|Karine Bonnard|Rémi Toussaint|Solène Toussaint|Guy Roland
Roland Guy|Arthur Le Gall|Manon Le Gall|Gwenola Riou|Baptiste Riou|Estelle Vannier|Loïc Vannier
Patricia Hardouin|Jacques Hardouin
""".strip()
    .replace("\n", "|")
    .split("|")
)
SUPPLIERS: tuple[tuple[str, str, tuple[str, ...]], ...] = tuple(
    (name, category, tuple(seen.split("/")))
    for name, category, seen in (
        line.split("|")
        for line in """
OVHcloud|Hébergement|OVH SAS/OVH/OVHCLOUD
Scaleway|Hébergement|SCALEWAY/SCALEWAY SAS
Infomaniak|Hébergement|INFOMANIAK NETWORK/INFOMANIAK
Free Pro|Télécom|FREE PRO/FREE PRO SAS
Free Mobile|Télécom|FREE MOBILE
SFR|Télécom|SFR/SFR FIXE ADSL
Orange|Télécom|ORANGE SA/ORANGE
Sosh|Télécom|SOSH
Prixtel|Télécom|PRIXTEL/PRIXTEL  SCOR
EDF|Énergie|EDF/EDF CLIENTS PARTICULIERS
Engie|Énergie|ENGIE
TotalEnergies|Énergie|TOTALENERGIES/TOTAL ENERGIES ELEC
Adobe|Logiciels|ADOBE *CREATIVE/ADOBE SYSTEMS
Figma|Logiciels|FIGMA MONTHLY/FIGMA
Notion|Logiciels|NOTION LABS/NOTION.SO
Google Workspace|Logiciels|GOOGLE *WORKSPACE_MIC/GOOGLE WORKSPACE
JetBrains|Logiciels|JETBRAINS/JETBRAINS S.R.O.
Canva|Logiciels|CANVA* 04218/CANVA
Dropbox|Logiciels|DROPBOX*4F2K/DROPBOX
Zoom|Logiciels|ZOOM.US 888-799/ZOOM
OpenAI|Logiciels|OPENAI *CHATGPT/OPENAI
Pennylane|Logiciels|PENNYLANE
SNCF|Déplacements|SNCF INTERNET/SNCF VOYAGEURS/SNCF-VOYAGEURS
BlaBlaCar|Déplacements|BLABLACAR/COMUTO BLABLACAR
Uber|Déplacements|UBER *TRIP/UBER   *TRIP HELP.UB
TotalEnergies Vannes|Carburant|TOTALENERGIES VANNES/TOTAL VANNES
Station Avia|Carburant|AVIA STATION/STATION AVIA
Sanef|Déplacements|SANEF/AUTOROUTE SANEF
Ibis Nantes|Déplacements|IBIS NANTES GARE/HOTEL IBIS NANTES
Airbnb|Déplacements|AIRBNB * HM4XQ/AIRBNB
IKEA|Matériel|IKEA/IKEA NANTES
Fnac|Matériel|FNAC/FNAC VANNES/FNAC.COM
Darty|Matériel|DARTY/DARTY VANNES
Boulanger|Matériel|BOULANGER/BOULANGER VANNES
LDLC|Matériel|LDLC/LDLC.COM
Amazon|Matériel|AMAZON EU SARL/AMAZON PAYMENTS/AMAZON.FR*M12
Back Market|Matériel|BACK MARKET/BACKMARKET
Bureau Vallée|Fournitures|BUREAU VALLEE/BUREAU VALLEE 56
Office Dépôt|Fournitures|OFFICE DEPOT
La Poste|Affranchissement|LA POSTE/LA POSTE 560010
Mondial Relay|Affranchissement|MONDIAL RELAY
VistaPrint|Publicité|VISTAPRINT/VISTAPRINT BV
Meta|Publicité|META PLATFORMS/META *ADS
Google Ads|Publicité|GOOGLE *ADS/GOOGLE ADS
Le Télégramme|Documentation|LE TELEGRAMME
Eyrolles|Documentation|EYROLLES/LIBRAIRIE EYROLLES
MAIF|Assurance|MAIF/MAIF ASSURANCES
Hiscox|Assurance|HISCOX/HISCOX SA
Allianz|Assurance|ALLIANZ IARD/ALLIANZ
Alan|Assurance|ALAN/ALAN SA
La Cordée|Coworking|LA CORDEE/LA CORDEE COWORKING
Coworking du Port|Coworking|COWORKING DU PORT/COWORKING PORT
Fiducial|Comptabilité|FIDUCIAL/FIDUCIAL EXPERTISE
Cabinet Éveillard|Comptabilité|CABINET EVEILLARD/CAB EVEILLARD
Imprimerie des Dunes|Sous-traitance|IMPRIMERIE DES DUNES/IMP DES DUNES
Bastien Roussel|Sous-traitance|ROUSSEL BASTIEN/BASTIEN ROUSSEL
Amandine Klein|Sous-traitance|KLEIN AMANDINE/MME AMANDINE KLEIN
Photo Service Ouest|Sous-traitance|PHOTO SERVICE OUEST
Restaurant La Pergola|Repas|LA PERGOLA/REST LA PERGOLA
Brasserie du Commerce|Repas|BRASSERIE DU COMMERCE/BRASSERIE COMMERCE
Picard|Repas|PICARD/PICARD 1123
Cultura|Fournitures|CULTURA/CULTURA VANNES
Action|Fournitures|ACTION 5212/ACTION
Norauto|Véhicule|NORAUTO/NORAUTO VANNES
""".strip().splitlines()
    )
)
HIDDEN_NAMES: tuple[tuple[str, str], ...] = (
    ("Bistrot de Lulu", "SARL MAVIDA"),
    ("Papeterie Centrale", "SUMUP  *DUMONT"),
    ("Taxi G7", "SLOTA"),
    ("Hôtel des Voyageurs", "SAS HDV EXPLOIT"),
    ("Copy-Top", "REPRO 35"),
    ("Malt", "HOPWORK"),
    ("Garage de la Rade", "SNC AUTO 56"),
    ("Parking Jaurès", "Q-PARK 4412"),
    ("Librairie Livrescence", "ZETTLE_*LIVR"),
)
SHOPS = (
    "CARREFOUR MARKET|LIDL 3021|BIOCOOP|BOULANGERIE MIE CALINE|"
    "DECATHLON|ZARA|PHARMACIE DES LICES|CINEMA LE GAREL|SUPER U|NETFLIX.COM|SPOTIFY|BASIC FIT|JARDILAND|"
    "SEPHORA|LE FOURNIL|COIFFEUR SAINT GILLES|TABAC DE LA POSTE|KIABI|INTERMARCHE"
).split("|")
TOWNS = (
    "VANNES",
    "LORIENT",
    "PARIS",
    "NANTES",
    "AURAY",
    "PARIS 11",
    "RENNES",
    "BREST",
    "DUBLIN",
    "LUXEMBOURG",
    "AMSTERDAM",
    "75PARIS 9",
)
OWNERS = (
    "Morgane Le Floch",
    "Gilles Cabrol",
    "Atelier Cabestan",
    "Inès Marchetti EI",
    "Yves-Marie Stéphan",
    "Pauline Archambault",
)
OTHER_PAYERS = (
    "HOLDING VERDIER",
    "FINANCIERE DU LAC",
    "GROUPE ALCYON",
    "M BENOIT TESSIER",
    "MME NADINE GOURMELEN",
    "CABINET GESTIA",
    "CARPA RENNES",
    "DRFIP BRETAGNE",
    "SYNDIC ARMOR",
    "PAYPAL EUROPE",
)
