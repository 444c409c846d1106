"""Words and patterns of French bank labels.

A Python module and not a table in `resources/`: half of it are regular expressions that are compiled into one, the
domain reads no file, and every start that shows a transaction needs it.
"""

import re
from collections.abc import Collection

from microdesk_desktop.domain.settle.transactions import Nature

# Patterns of the first words, by LabelKind; tried in order, since a deferred card total also begins with CARTE.
BEGINNINGS: dict[str, tuple[str, ...]] = {
    "RETURNED": (
        r"(?:F |FRAIS )?(?:IMPAYE|REJET|RETOUR|ANNUL?(?:ATION)?)\b ?(?:DE )?"
        r"(?:VIR\w*|PRLV|PRELEVEMENT|CHEQUE|CHQ|SEPA|IMPAYE)",
        r"IMPAYES?\b",
        r"REJET\b",
        r"VIR\w* (?:SEPA )?(?:RETOURNE|REJETE|ANNULE)\w*",
        r"(?:PRLV|PRELEVEMENT|CHEQUE|CHQ) (?:SEPA )?(?:IMPAYE|REJETE|RETOURNE)",
    ),
    "CARD_TOTAL": (
        r"RELEVE (?:DIFFERE )?(?:CARTE|CB)",
        r"DEBIT (?:MENSUEL|DIFFERE) (?:CARTE|CB)",
        r"TOTAL DES FACTURES",
        r"(?:CB|CARTE)[ \dX*]* TOT(?:AL)? DIF\w*",
        r"FACTURES? CARTES? (?:DIFFERE|MENSUEL)\w*",
        r"PRLV CARTE DEBIT DIFFERE",
        r"(?:DEPENSES|REGLEMENT|ARRETE) CARTE",
    ),
    "CARD_TAKINGS": (
        r"REM(?:ISE)? (?:DE )?(?:CB|CARTES?(?: BANCAIRES?)?)",
        r"REM(?:ISE)? COMMERC\w+",
        r"TELECOLLECTE",
        r"REMCB",
    ),
    "CHEQUE_DEPOSIT": (r"REM(?:ISE)?S? ?(?:DE )?(?:CHEQUES?|CHQ?S?)\b", r"REMISE (?:DE )?(?=\d)"),
    "CARD_REFUND": (
        r"AVOIR (?:CARTE|CB)?",
        r"(?:ANN|ANNUL|ANNULATION) (?:CARTE|CB|PAIEMENT)",
        r"CREDIT (?:CARTE BANCAIRE|CARTE|CB)",
        r"REMB(?:T|OURST?|OURSEMENT)? (?:CB|CARTE)(?: DU)?",
    ),
    "CASH": (
        r"RETRAIT",
        r"RET\.? D\.?A\.?B",
        r"(?:CARTE|CB) \S+ RETRAIT",
        r"DEPOT ESP\S*",
        r"VRST\b",
        r"VERSEMENT (?:ESP\S*|DAB)",
        r"REMISE ESP\S*",
    ),
    "FEE": (
        r"(?:F )?COMMISSIONS?\b",
        r"(?:F |\* ?)?COTIS(?:ATION)?S?\b(?! (?:URSSAF|SOCIAL))",
        r"(?:F )?FRAIS\b",
        r"AGIOS",
        r"TVA (?:VIR|COM|COTIS)\w*",
        r"ABON(?:NEMENT)? (?:LCL|BNP|SG|CIC|CM|JAZZ|BANQUE)",
    ),
    "LOAN": (r"(?:REMBOURSEMENT|RBT|REMB) (?:DE |DU )?PRET", r"ECH(?:EANCE)?(?: DE)? PRET", r"PRET ECHEANCE"),
    "INTEREST": (r"INT(?:ERETS?)? (?:CREDITEURS?|DEBITEURS?|ACQUIS|SUR)", r"INTERETS?\b"),
    "DIRECT_DEBIT": (
        r"(?:PRLVT?|PRELEVEMENT|PRELEVT|PRVL|PE)\b(?: (?:EUROPEEN|SEPA|B2B|CORE|RECU|INTERNE))*(?: EN FAVEUR)?"
        r"(?: DE\b(?! ?:))?",
    ),
    "CARD": (
        r"FACTURE CARTE(?: DU)?",
        r"(?:PAIEMENT|PAIMENT|ACHAT|PAIEM) (?:PAR )?(?:CB|CARTE|PSC|SANS CONTACT)",
        r"PAYWEB\w*",
        r"(?:CB|CARTE)\b(?:\*\d+)?",
        r"TPE\b",
    ),
    "CHEQUE": (r"(?:CHEQUE|CHQ)S?\b(?: (?:EMIS|N\b\.?|NO\b|NUMERO))*",),
    "TRANSFER": (
        r"(?:(?:VIR(?:EMENT|T)?|INST(?:ANTANE)?|SEPA|EUROPEEN|RECUS?|RE|EMIS|NET|PERM(?:ANENT)?|INTERNATIONAL|ETRANGER"
        r"|WERO|PAYLIB|FAVEUR TIERS|EN VOTRE FAVEUR|WEB|CREDIT TRANSFER|TRANSFERT|ORDRE)\b[ :.]*)+"
        r"(?:(?:DE|POUR|VERS|A(?! ?-?\d)|DE LA PART DE)\b(?! ?:))?",
    ),
}

# Field names of structured labels; those whose value names the counterparty, and those of the remittance text.
FIELDS = "ID EMETTEUR|FRM|DE|BEN|POUR|MOTIFS?|RNF|EID|REFDO|REF|LIB|ORD|RCN|DATE|ID|MDT|RUM|ICS|ECH"
PARTY_FIELDS = frozenset({"DE", "FRM", "BEN", "POUR", "ORD"})
WRITTEN_FIELDS = frozenset({"MOTIF", "MOTIFS", "RNF", "EID", "LIB", "RCN", "REFDO", "REF", "E2E"})


class Phrases:
    """A set of phrases to search in a text; `*` stands for the rest of a word, except in the first word.

    `keywords` are the last whole word of each: a text without any of them has no phrase, and is not searched.
    """

    def __init__(self, *phrases: str) -> None:
        self.keywords = frozenset([word for word in phrase.split() if "*" not in word][-1] for phrase in phrases)
        shapes = "|".join(phrase.replace("*", r"\w*") for phrase in phrases)
        self._pattern = re.compile(rf"\b(?:{shapes})\b")

    def occur_in(self, text: str, words: Collection[str]) -> bool:
        """Whether one of the phrases is in the folded text, whose words are given."""
        return not self.keywords.isdisjoint(words) and self._pattern.search(text) is not None


WRITTEN_NATURES = (
    (Nature.SOCIAL, Phrases(
        "URSSAF", "CPAM", "CIPAV", "CARSAT", "CARPIMKO", "AGIRC", "CARMF", "SSI", "MSA", "COTISATION SOCIALE",
        "COTISATIONS SOCIALES",
    )),
    (Nature.TAX, Phrases(
        "DGFIP", "IMPOT", "IMPOTS", "CFE", "DDFIP", "DRFIP", "TRESOR PUBLIC", "FINANCES PUBLIQUES", "TAXE FONCIERE",
        "DIRECTION GENERALE DES FINANCES*",
    )),
)  # fmt: skip

OWN_ACCOUNTS = Phrases(
    "VIR INTERNE", "VIREMENT INTERNE", "TRANSFERT INTERNE", "COMPTE PERSO*",
    "CPTE PERSO*", "COMPTE JOINT", "COMPTE COURANT PERSO*", "ENTRE COMPTES", "ENTRE MES COMPTES",
)  # fmt: skip
# BNP writes « CPTE A CPTE » between any two of its customers.
OWN_MONEY = Phrases(
    "CPTE A CPTE", "COMPTE A COMPTE", "CPT A CPT",
    "EPARGNE", "LIVRET", "LDD", "LDDS", "PEL", "APPORT", "APPORTS", "PERSO", "PERSONNEL", "REMUNERATION EXPLOITANT",
    "COMPTE COURANT", "RETRAIT EXPLOITANT", "ASSURANCE VIE", "PRELEVEMENT PERSO*", "VERSEMENT SALAIRE*", "MON COMPTE",
)  # fmt: skip
ACQUIRERS = Phrases(
    "STRIPE", "SUMUP", "SQUAREUP", "PAYPAL", "ZETTLE", "IZETTLE", "ADYEN", "MOLLIE", "GOCARDLESS", "LYDIA PRO",
    "PAYPLUG", "STANCER", "MYPOS", "SMILEANDPAY",
)  # fmt: skip

# A text without any of these words has no phrase above.
KEYWORDS = frozenset[str]().union(
    OWN_ACCOUNTS.keywords, OWN_MONEY.keywords, ACQUIRERS.keywords, *(each.keywords for _, each in WRITTEN_NATURES)
)
