"""The words of a label that name the party to a payment, apart from those that any label may have."""

from typing import NamedTuple

from microdesk_desktop.domain.text import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPERATION = _words(
    "CB CARTE CARTES PAIEMENT PAIMENT PAIEM PAYEE ACHAT PSC TPE PAYWEB SANS CONTACT VIR VIRT VIREMENT VIRT INST"
    " INSTANTANE PRLV PRLVT PRELEVEMENT PRELEVT SEPA EUROPEEN CORE RECU RECUS EMIS FAVEUR VOTRE CHEQUE CHQ CHEQUES"
    " RETRAIT DAB GAB REMISE REGLEMENT RGLT REF REFERENCE MOTIF RNF EID NOTPROVIDED ID EMETTEUR MDT RUM ICS"
    " AUTORISATION DEBIT CREDIT OPERATION TRANSACTION FACT FACTURE FACTURES ECHEANCE NUMERO EUR EUROS"
    " JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE"
    " JANV FEVR AVR JUIL SEPT OCT NOV DEC"
    " DE DU DES LE LA LES UN UNE EN ET AU AUX SUR SOUS PAR POUR CHEZ THE OF AND MR MME MONSIEUR MADAME"
)
"""Words for the kind of an operation, its time or its form, not for the party to it."""
_PLACES = _words(
    "AIX AJACCIO AMIENS ANGERS ANNECY ANTIBES ARGENTEUIL ARLES AUBERVILLIERS AULNAY AVIGNON BASTIA BAYONNE BEAUVAIS"
    " BESANCON BEZIERS BORDEAUX BOULOGNE BOURGES BREST BRIVE CAEN CALAIS CANNES CERGY CHAMBERY CHARTRES CHOLET"
    " CLERMONT COLMAR COLOMBES COURBEVOIE CRETEIL DIJON DUNKERQUE EVRY FREJUS GRENOBLE HAVRE HYERES ISSY IVRY LAVAL"
    " LEVALLOIS LILLE LIMOGES LORIENT LYON MANS MARSEILLE MERIGNAC METZ MONTAUBAN MONTPELLIER MONTREUIL MULHOUSE"
    " NANCY NANTERRE NANTES NEUILLY NICE NIMES NIORT ORLEANS PARIS PAU PERPIGNAN PESSAC POITIERS QUIMPER REIMS"
    " RENNES ROCHELLE ROUBAIX ROUEN SARCELLES STRASBOURG TALENCE TOULON TOULOUSE TOURCOING TOURS TROYES VALENCE VANNES"
    " VERSAILLES VILLEURBANNE VITRY SAINT SAINTE ST STE CEDEX FRANCE FR FRA EUROPE EU UK GB GBR IE IRL IRELAND LU LUX"
    " LUXEMBOURG NL NLD BE BEL BELGIQUE DEU DUBLIN LONDON LONDRES AMSTERDAM BERLIN"
)
_COMMON = _words(
    "SARL SAS SASU EURL SA SCI SNC SELARL SCOP EIRL GMBH LTD LIMITED INC LLC BV PLC STE SOCIETE ETS GROUPE"
    " PAYPAL SUMUP ZETTLE IZETTLE STRIPE SQ SQUARE LYDIA ADYEN MOLLIE PAYMENT PAYMENTS COM WWW MKTPL MKTPLACE"
    " BAR BOUCHERIE BOULANGERIE BRASSERIE CAFE COIFFURE EPICERIE FLEURISTE GARAGE HOTEL LIBRAIRIE MAGASIN MARCHE"
    " PAPETERIE PARKING PATISSERIE PEAGE PHARMACIE PHIE PIZZERIA PRESSE RESTAURANT RESTO STATION SUPERMARCHE TABAC TAXI"
)
"""Legal forms, intermediaries and trades, which name a party only where nothing else does."""
_SHORTEST = 2
_SHORTEST_REFERENCE = 4
_SHORTEST_BEGINNING = 4


class Naming(NamedTuple):
    """The words that name a party, in their order: `own` without legal forms, intermediaries and trades."""

    own: tuple[str, ...]
    all: tuple[str, ...]


def naming_of(label: str) -> Naming:
    """The words of a label that name the party; none where it contains only an operation, days or a place."""
    words = [each for each in dict.fromkeys(_split(fold(label))) if each not in _OPERATION and each not in _PLACES]
    return Naming(own=tuple(each for each in words if each not in _COMMON), all=tuple(words))


def share_named(one: Naming, other: Naming) -> float:
    """The share of the words naming the party of one that the other one has too, of the one with fewer; 0 to 1.

    A word that is cut counts as the whole one, and so do words that one label writes together.
    """
    left, right = (one.own, other.own) if one.own and other.own else (one.all, other.all)
    if not left or not right:
        return 0.0
    few, many = sorted((left, right), key=len)
    if _is_written_together("".join(left), "".join(right)):
        return 1.0
    return sum(any(_is_word(each, word) for word in many) for each in few) / len(few)


def _split(text: str) -> list[str]:
    found: list[str] = []
    for word in text.split():
        if any(each.isdigit() for each in word):
            reference = word.strip(",;:.|/-+*")
            if len(reference) >= _SHORTEST_REFERENCE and _is_reference(reference):
                found.append(reference)
            continue
        letters = "".join(each if each.isalpha() else " " for each in word)
        found += [each for each in letters.split() if len(each) >= _SHORTEST]
    return found


def _is_reference(word: str) -> bool:
    """Whether a word with digits names something, which neither a number, a day nor a masked card does."""
    return bool({each for each in word if each.isalpha()} - {"X", "H", "N"})


def _is_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SHORTEST_BEGINNING and long.startswith(short))


def _is_written_together(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > _SHORTEST_BEGINNING and short in long
