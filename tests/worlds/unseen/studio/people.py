"""Names of people: the owners, the clients who are no company, and those who pay for others."""

FIRST_NAMES_F = """Maëlys Solveig Aïssatou Ombeline Rozenn Ludivine Yasmina Capucine Oriane Fadila Nolwenn Shirine
Bérénice Kadiatou Philippine Leïla Hélène Mireille Ghislaine Soizic Eugénie Anaëlle Djamila Perrine Thi-Lan Ewa Ioana
Marie-Laure Anne-Sophie Constance Maud Isaure Clothilde Nawel Tatiana Zoé Ingrid Louise Mathilde Judith""".split()
FIRST_NAMES_M = """Corentin Tancrède Mamadou Gauthier Youssef Erwan Théophile Bastien Karim Aurélien Loïc Anatole Nadir
Rémi Ousmane Hippolyte Gaël Piotr Baptiste Jean-Luc Pierre-Yves Gaspard Sékou Ronan Amaury Titouan Dimitri
Cédric Étienne Elouan Ismaël Victor Joachim Kévin Malo Yannick Octave Franck Régis Quentin""".split()
SURNAMES = """Beauverger Nkounkou Latrille Carpentras Ouedraogo Kermarec Vasseurel Belhadj Tournebise Haddouche
Lesquin Prigentil Mercadet Wozniak Estournel Quemeneur Dabiré Roumegoux Cazalis Ferracci Delahaie Grosjean
Pelletan Auvergnon Bouazizi Charrondière Vuillermet Santarelli Le-Goaziou Montfavet Diakhaté Ruffinel Escoffier
Jaouen Pasqualini Nguyen-Van Boissonnade Lagarrigue Trézéguel Hamidouche Popescu Marchandeau Lecoindre Sauvaget
Thibaudet Ducreux Ravel-Chapuis Fontanelle Coulibeuf Guesquière Labrousse Meziani Tardivel Vanhoutte Cornillac
Bréchet Rigaudon Saint-Aubert Zerrouki Malandrin Peyrebrune Kowalczyk Abgrall Doumergue Chevassus Bellenger
Tagliaferro Sénéchault Oudinet Courtillat""".split()
# Surnames of the noise: friends, family and landlords, some of whom have a client's surname in the worlds.
PRIVATE_SURNAMES = (
    """Castagnède Lhermitte Boudjema Prévostel Gaillardin Ambroisel Serfaty Lemasson Oberkampf Delaunoy""".split()
)
TOWNS = """Brazey Montrevault Saint-Aulaire Lanvollon Pontivieux Cormery Varennes Clamecy Beaurepaire Trévoux
Ambert Sarlat Quimperlé Lodève Bédarieux Nogaro Marmande Cluses Thônes Rethel Altkirch Sézanne Vierzon Aubusson
Guéret Bergues Hesdin Carhaix Mamers Loches""".split()
