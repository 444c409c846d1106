"""Names, suppliers and places from which the generator builds its companies; common ones repeat on purpose."""

SURNAMES = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux "
    "David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefevre Faure "
    "Andre Mercier Blanc Guerin Boyer Garnier Chevalier Francois Legrand Gauthier Garcia Perrin Robin Clement "
    "Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noel Meyer "
    "Dufour Meunier Brun Blanchard Giraud Joly Riviere Lucas Brunet Gaillard Barbier Arnaud Martinez Gerard Roche "
    "Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier "
    "Philippe Bourgeois Pierre Benoit Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy "
    "Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury "
    "Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carre Charles Renault Charpentier Menard Maillard "
    "Baron Bertin Bailly Herve Schneider Fernandez Le-Gall Collet Leger Bouvier Julien Prevost Millet Perrot "
    "Daniel Le-Roux Cousin Germain Breton Besson Langlois Remy Le-Goff Pelletier Leveque Perrier Leblanc Barre "
    "Lebrun Marchal Weber Mallet Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Etienne Grondin "
    "Poulain Tessier Chevallier Collin Chauvin Da-Silva Bouchet Gay Lemaitre Benard Marechal Humbert Reynaud "
    "Antoine Hoarau Perret Barthelemy Cordier Pichon"
).split()

FIRST_NAMES = (
    "Camille Claude Dominique Marie Jean Pierre Michel Anne Sophie Nathalie Isabelle Julien Nicolas Thomas Julie "
    "Céline Émilie Aurélie François Hélène Chloé Léa Manon Inès Hugo Lucas Théo Noé Zoé Étienne Benoît Agnès "
    "Jérôme Cédric Loïc Gaëlle Maëlle Stéphane Sébastien Sylvie Martine Patrick Philippe Alain Bernard Catherine "
    "Monique Jacques Daniel Gérard Christine Valérie"
).split()

COINED = (
    "Nova Altéo Brumaire Orphée Kalis Véloce Mirabelle Tandem Solstice Quartz Lumen Amarante Boréal Cobalt Dédale "
    "Écume Fjord Galion Hélios Indigo Jaspe Kairos Lagune Mosaïc Nacre Opaline Pixelis Quintessence Rivage Safran "
    "Tilia Ultima Vertige Wagram Xylo Yuzu Zéphyr Argos Bivouac Candela Dolmen Ellipse Faktory Gecko Horizon "
    "Isatis Jonquille Kiosk Luciole Mistral Nimbus Oméga Pastel Quiproquo Racines Sillage Totem Utopia Vizio "
    "Wapiti Zenith Alcyon Balthazar Cyclade Dynamo Estampe Filament Gabarit Hublot Ikigai Jalon Karavel Lisière "
    "Madrigal Nomade Octave Pampa Quai-Neuf Ressac Sirocco Trampoline"
).split()

TRADES = (
    "Conseil Consulting Design Studio Communication Formation Plomberie Menuiserie Boulangerie Architecture "
    "Immobilier Transports Informatique Événements Production Édition Digital Paysage Rénovation Assurances Photo "
    "Ingénierie Solutions Développement"
).split()

LEGAL_FORMS = ("SARL", "SAS", "SASU", "EURL", "SA", "S.A.R.L.", "SCI", "")
TOWNS = (
    "Paris Lyon Bordeaux Nantes Lille Rennes Saint-Étienne Saint-Denis Aix-en-Provence Le-Mans La- "
    "Rochelle Quimper Pau Metz "
).split()

INSTITUTIONS = (
    "Association des Parents d'Élèves du Collège {surname}",
    "Association Sportive de {town}",
    "Mairie de {town}",
    "Communauté de Communes du Pays de {town}",
    "Établissements {surname} et Fils",
    "Compagnie Générale de {trade}",
    "École Supérieure de {trade} de {town}",
    "Société Nouvelle {surname}",
    "Cabinet {surname} & Associés",
    "Les Ateliers de {surname}",
    "Fondation {first} {surname}",
    "Syndicat des Copropriétaires {coined}",
)

# What the books say, then the ways in which bank labels write it.
SUPPLIERS = (
    ("OVHcloud", "OVH SAS|OVH|OVHCLOUD|OVH ROUBAIX", "Hébergement"),
    ("SNCF Connect", "SNCF CONNECT|SNCF-VOYAGEURS|SNCF INTERNET|SNCF WEB MOBILE", "Déplacements"),
    ("Free Mobile", "FREE MOBILE|FREE TELECOM|FREE MOBILE 75", "Télécom"),
    ("Orange", "ORANGE SA|ORANGE|ORANGE SA-ORANGE", "Télécom"),
    ("Adobe", "ADOBE CREATIVE CLOUD|ADOBE SYSTEMS SOFT|ADOBE *PHOTOGPHY PLAN|ADOBE", "Logiciels"),
    ("Amazon", "AMAZON EU SARL|AMAZON.FR*2K3L|AMAZON PAYMENTS|AMZN MKTP FR", "Fournitures"),
    ("Google Workspace", "GOOGLE *GSUITE_MICRO|GOOGLE WORKSPACE|GOOGLE CLOUD EMEA|GOOGLE IRELAND", "Logiciels"),
    ("Fnac", "FNAC BORDEAUX|FNAC DIRECT|FNAC PRO|FNAC", "Matériel"),
    ("La Poste", "LA POSTE|LA POSTE BUREAU 3312|LA POSTE LETTRE", "Affranchissement"),
    ("MAIF", "MAIF|MAIF ASSURANCES|MAIF NIORT", "Assurance"),
    ("Bureau Vallée", "BUREAU VALLEE|BUREAU VALLEE PAU|BUREAU VALLEE 33", "Fournitures"),
    ("EDF", "EDF CLIENTS PARTICULIERS|EDF PRO|EDF", "Énergie"),
    ("Total Énergies", "TOTALENERGIES|TOTAL ENERGIES ACCESS|TOTAL 4012", "Carburant"),
    ("Figma", "FIGMA|FIGMA MONTHLY RENEW|PAYPAL *FIGMA", "Logiciels"),
    ("Notion Labs", "NOTION LABS INC|NOTION LABS, INC|NOTION", "Logiciels"),
    ("Zoom", "ZOOM.US 888-799|ZOOM VIDEO COMM|ZOOM.US", "Logiciels"),
    ("IKEA", "IKEA BORDEAUX|IKEA|IKEA FRANCE", "Mobilier"),
    ("Cabinet Moreau Expertise", "CABINET MOREAU EXPERTISE|CAB MOREAU EXPERTISE|MOREAU EXPERTISE", "Comptabilité"),
    ("Station Coworking", "STATION COWORKING|STATION COWORKING SARL|SUMUP *STATION COWORK", "Loyer"),
    ("Hiscox", "HISCOX SA|HISCOX ASSURANCES|HISCOX", "Assurance"),
    ("Mailchimp", "MAILCHIMP *MISC|MAILCHIMP|INTUIT MAILCHIMP", "Logiciels"),
    ("Canva", "CANVA* I03321|CANVA PTY|CANVA", "Logiciels"),
    ("Decathlon Pro", "DECATHLON PRO|DECATHLON 0312", "Fournitures"),
    ("Boulanger", "BOULANGER MERIGNAC|BOULANGER.COM|BOULANGER", "Matériel"),
    ("Uber", "UBER *TRIP|UBER TRIP HELP.UBER|UBER   * PENDING", "Déplacements"),
)

SHOPS = (
    "CARREFOUR CITY|MONOPRIX 1204|PHARMACIE DU MARCHE|BOULANGERIE PAUL|LIDL 2214|NETFLIX.COM|SPOTIFY P1A2B3"
    "|LECLERC DRIVE|CINEMA UGC|DOCTOLIB|AUCHAN 0612|BRICO DEPOT|LE BISTROT|ZARA 3312|PICARD SA 1202|DELIVEROO"
    "|KIABI|SEPHORA|TABAC PRESSE"
).split("|")
