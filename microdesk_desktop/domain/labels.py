"""Read a French bank label: what kind of operation it is, who stands opposite, what is written, when a card paid.

Each bank writes in its own way (reference `bank.md` 7); a label that follows none of them is read whole.
"""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from microdesk_desktop.domain.matching import Nature
from microdesk_desktop.domain.text import fold


class LabelKind(StrEnum):
    """How the money moved, as the label says."""

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    CARD_REFUND = "card_refund"
    CARD_TOTAL = "card_total"
    CARD_TAKINGS = "card_takings"
    CASH = "cash"
    CHEQUE = "cheque"
    CHEQUE_DEPOSIT = "cheque_deposit"
    LOAN = "loan"
    FEE = "fee"
    INTEREST = "interest"
    RETURNED = "returned"
    OTHER = "other"


class Label(NamedTuple):
    """A label that has been read; texts are folded.

    `party` is who stands opposite and `words` what the payer wrote; both are the same text when the label does not
    separate them (`is_split` is False). `purchase` is the day, month and year (0 when unwritten) of a card payment.
    `gross_cents` is what an acquirer cashed in before its commission.
    """

    kind: LabelKind
    nature: Nature | None
    party: str
    words: str
    is_split: bool
    purchase: tuple[int, int, int] | None = None
    gross_cents: int | None = None


_KINDS = (
    (LabelKind.RETURNED, r"(?:F |FRAIS )?(?:IMPAYE|REJET|RETOUR|ANNUL?(?:ATION)?) ?(?:DE )?(?:VIR\w*|PRLV|PRELEVEMENT|"
     r"CHEQUE|CHQ|SEPA|IMPAYE)?\b|VIR\w* (?:SEPA )?(?:RETOURNE|REJETE|ANNULE)\w*|(?:PRLV|PRELEVEMENT|CHEQUE|CHQ) "
     r"(?:SEPA )?(?:IMPAYE|REJETE|RETOURNE)"),
    (LabelKind.CARD_TOTAL, r"RELEVE (?:DIFFERE )?(?:CARTE|CB)|DEBIT (?:MENSUEL|DIFFERE) (?:CARTE|CB)|TOTAL DES FACTURES|"
     r"(?:CB|CARTE)[ \dX*]* TOT(?:AL)? DIF\w*|FACTURES? CARTES? (?:DIFFERE|MENSUEL)\w*|PRLV CARTE DEBIT DIFFERE|"
     r"DEPENSES CARTE|REGLEMENT CARTE|ARRETE CARTE"),
    (LabelKind.CARD_TAKINGS, r"REM(?:ISE)? (?:DE )?(?:CB|CARTES?(?: BANCAIRES?)?)|TELECOLLECTE|REMCB"),
    (LabelKind.CHEQUE_DEPOSIT, r"REM(?:ISE)?S? ?(?:DE )?(?:CHEQUES?|CHQ?S?)|REMISE (?=\d)"),
    (LabelKind.CARD_REFUND, r"AVOIR (?:CARTE|CB)?|(?:ANN|ANNUL|ANNULATION) (?:CARTE|CB|PAIEMENT)|REMBOURST? (?:CB|CARTE)"
     r"(?: DU)?|REMBOURSEMENT (?:CB|CARTE)|CREDIT CARTE BANCAIRE|CREDIT (?:CB|CARTE)|REMB(?:T|OURS\w*)? (?:CB|CARTE)"),
    (LabelKind.CASH, r"RETRAIT|RET DAB|RET\.? D\.?A\.?B|(?:CARTE|CB) \S+ RETRAIT|DEPOT ESP\S*|VRST\b|VERSEMENT (?:ESP\S*|DAB)"
     r"|REMISE ESP\S*"),
    (LabelKind.FEE, r"(?:F )?COMMISSIONS?\b|(?:F |\* ?)?COTIS(?:ATION)?S?\b(?! (?:URSSAF|SOCIAL))|(?:F )?FRAIS\b|ABON(?:NEMENT)? "
     r"(?:LCL|BNP|SG|CIC|CM|JAZZ|BANQUE)|TVA (?:VIR|COM|COTIS)\w*|AGIOS"),
    (LabelKind.LOAN, r"(?:REMBOURSEMENT|RBT|REMB) (?:DE |DU )?PRET|ECH(?:EANCE)?(?: DE)? PRET|PRET ECHEANCE|ECH PRET"),
    (LabelKind.INTEREST, r"INT(?:ERETS?)? (?:CREDITEURS?|DEBITEURS?|ACQUIS|SUR)|INTERETS?\b"),
    (LabelKind.DIRECT_DEBIT, r"(?:PRLVT?|PRELEVEMENT|PRELEVT|PRVL|PE)\b(?: (?:EUROPEEN|SEPA|B2B|CORE|RECU|INTERNE))*"
     r"(?: EN FAVEUR)?(?: DE\b(?! ?:))?"),
    (LabelKind.CARD, r"FACTURE CARTE(?: DU)?|(?:PAIEMENT|PAIMENT|ACHAT|PAIEM) (?:PAR )?(?:CB|CARTE|PSC|SANS CONTACT)|"
     r"PAYWEB\w*|PAIEMENT PSC|(?:CB|CARTE)\b(?:\*\d+)?|TPE\b"),
    (LabelKind.CHEQUE, r"(?:CHEQUE|CHQ)S?\b(?: (?:EMIS|N\b\.?|NO\b|NUMERO))*"),
    (LabelKind.TRANSFER, r"(?:(?:VIR(?:EMENT|T)?\b\.?|INST(?:ANTANE)?\b|SEPA\b|EUROPEEN\b|RECUS?\b|RE\b|EMIS\b|NET\b|PERMANENT\b|"
     r"PERM\b|INTERNATIONAL\b|ETRANGER\b|WERO\b|PAYLIB\b|FAVEUR TIERS\b|EN VOTRE FAVEUR\b|WEB\b|CREDIT TRANSFER\b|"
     r"TRANSFERT\b|ORDRE\b|REF\b(?= \d))[ :.]*)+(?:(?:DE|POUR|VERS|A|DE LA PART DE)\b(?! ?:))?"),
)  # fmt: skip
_KIND = re.compile(
    r"(?:\d{4,} )?(?:\* ?|F (?=PRLV|VIR))?(?:"
    + "|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _KINDS)
    + ")"
)
_FIELD = re.compile(
    r"(?:^|[ /])(?:/?(?P<name>FRM|DE|BEN|POUR|MOTIFS?|RNF|EID|REFDO|REF|LIB|ORD|RCN|DATE|ID|MDT|RUM|ICS|ECH|ID EMETTEUR)"
    r" ?[:/]+|/(?P<slash>FRM|DE|BEN|POUR|MOTIFS?|RNF|EID|REFDO|REF|LIB|ORD|RCN)\b)|(?P<e2e>\bE2E[- :])"
)
_WRITTEN = frozenset({"MOTIF", "MOTIFS", "RNF", "EID", "LIB", "RCN", "REFDO", "REF", "E2E"})
_CARD_NUMBER = re.compile(
    r"\b(?:CARTE|CB)[ .]?N?O?[ .]?(?:\*{1,2}\d{4}|(?=[\d*]*X|\d{7})[\dX*]{5,19})\b|\b(?=\w*X)[X\d]{4,19}\b(?<!XX)|\*{1,}\d{4}\b|\b\d{4,6}[X*]{4,}\d{0,6}|\bX{3,}\d{2,6}\b"
)
_CARD_DAY = re.compile(
    r"\b(?:LE |DU |FACT )?(?:(?P<day>\d\d)[/.](?P<month>\d\d)(?:[/.](?P<year>(?:20)?\d\d))?(?![\d/.,])"
    r"|(?P<cday>[0-3]\d)(?P<cmonth>[01]\d)(?P<cyear>\d\d)?\b)"
)
_CARD_NOISE = re.compile(
    r"\bPAYEE \d+|\b\d+,\d\d (?:EUR|USD|GBP|CHF|CAD)\b.*|\bCOURS \S+|\bREMBT\b|/ ?1 EURO.*|\b\d{1,2}H\d\d\b|\b(?:CARTE|CB)\b ?(?:NO?\b)?"
)
_GROSS = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d+),(\d\d) ?(?:E|EUR|€)?\b.*?\bCOM\w*\b")
_ACQUIRERS = re.compile(
    r"\b(?:STRIPE|SUMUP|SQUAREUP|SQUARE|PAYPAL|ZETTLE|IZETTLE|ADYEN|MOLLIE|GOCARDLESS|LYDIA PRO|PAYPLUG|STANCER|ALMA|MYPOS|SMILEANDPAY)\b"
)
_NATURES = (
    (Nature.SOCIAL, r"\bURSSAF|\bCPAM\b|\bCIPAV\b|\bSSI\b|\bRSI\b|\bCARSAT\b|\bCARPIMKO\b|\bAGIRC\b|\bCOTISATIONS? SOCIALES?\b|\bMSA\b"
     r"|\bCARMF\b|\bFIFPL\b|\bAGEFICE\b"),
    (Nature.TAX, r"\bDGFIP\b|\bIMPOTS?\b|\bCFE\b|\bD[DR]FIP\b|\bTRESOR PUBLIC\b|\bSIE\b|\bTAXE (?:FONCIERE|PROFESSIONNELLE|HABITATION)|"
     r"\bFINANCES PUBLIQUES\b|\bDIRECTION GENERALE DES FINANCES"),
)  # fmt: skip
_NATURE = re.compile("|".join(f"(?P<{nature.name}>{pattern})" for nature, pattern in _NATURES))
_OWN = re.compile(
    r"\b(?:CPTE|COMPTE|CPT) A (?:CPTE|COMPTE|CPT)\b|\bVIR\w* INTERNE\b|\bTRANSFERT INTERNE\b|\bCOMPTE (?:PERSO\w*|JOINT|COURANT PERSO\w*)\b"
    r"|\bCPTE PERSO\w*\b|\bENTRE (?:MES )?COMPTES\b"
)
_OWN_SOFT = re.compile(
    r"\bEPARGNE\b|\bLIVRET\b|\bLDDS?\b|\bPEL\b|\bAPPORT\b|\bPERSO(?:NNELS?)?\b|\bPRELEVEMENT PERSO|\bREMUNERATION EXPLOITANT\b"
    r"|\bCOMPTE COURANT\b|\bRETRAIT EXPLOITANT\b|\bASSURANCE VIE\b"
)
_KIND_NATURES = {
    LabelKind.RETURNED: Nature.RETURNED,
    LabelKind.CARD_TOTAL: Nature.CARD_TOTAL,
    LabelKind.CASH: Nature.CASH,
    LabelKind.FEE: Nature.FEE,
    LabelKind.LOAN: Nature.LOAN,
    LabelKind.INTEREST: Nature.INTEREST,
}
_CREDIT_KINDS = (LabelKind.TRANSFER, LabelKind.OTHER)
_CARD_KINDS = (LabelKind.CARD, LabelKind.CARD_REFUND)


@lru_cache(maxsize=4096)
def read_label(label: str) -> Label:
    """What the label says, by the words that French banks use."""
    text = fold(label)
    found = _KIND.match(text)
    kind = LabelKind[found.lastgroup] if found and found.lastgroup else LabelKind.OTHER
    rest = text[found.end() :].strip(" :-.*") if found else text
    nature = _KIND_NATURES.get(kind) or _written_nature(text)
    if kind in _CARD_KINDS:
        return _read_card(kind, nature, rest)
    if kind is LabelKind.CARD_TAKINGS or (kind in _CREDIT_KINDS and _ACQUIRERS.search(text)):
        return Label(LabelKind.CARD_TAKINGS, nature, rest, rest, False, _card_day(rest), _gross(text))
    party, words = _split(rest)
    return Label(kind, nature, party, words, words is not party)


def purchase_day(label: Label, booked_on: date) -> date | None:
    """When the card paid; a day without year is the latest one not after the booking."""
    if label.purchase is None:
        return None
    day, month, year = label.purchase
    for candidate in (year,) if year else (booked_on.year, booked_on.year - 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found <= booked_on:
            return found
    return None


def is_own_transfer(label: Label, text: str) -> bool:
    """Whether the words alone say that money moves between the user's own accounts; `text` is the folded label."""
    return label.kind in (LabelKind.TRANSFER, LabelKind.OTHER) and _OWN.search(text) is not None


def hints_own_transfer(label: Label, text: str) -> bool:
    """Whether the words make an own transfer likely, unless a document says otherwise."""
    return label.kind in (LabelKind.TRANSFER, LabelKind.OTHER) and _OWN_SOFT.search(text) is not None


def counterparty_name(label: str) -> str:
    """Who stands opposite, as far as the label tells; empty where it does not."""
    return read_label(label).party[:60].strip(" /:-")


def masked(label: str) -> str:
    """The label without card numbers, for the screen."""
    return _CARD_NUMBER.sub(lambda found: re.sub(r"[\dX*]{4,}", "••••", found[0]), label)


def _written_nature(text: str) -> Nature | None:
    found = _NATURE.search(text)
    return Nature[found.lastgroup] if found and found.lastgroup else None


def _read_card(kind: LabelKind, nature: Nature | None, rest: str) -> Label:
    if rest.endswith("REMBT") or " REMBT " in rest:
        kind = LabelKind.CARD_REFUND
    rest = _CARD_NUMBER.sub(" ", rest)
    purchase = _card_day(rest)
    party = " ".join(_CARD_NOISE.sub(" ", _CARD_DAY.sub(" ", rest)).split()).strip(" -/*.")
    return Label(kind, nature, party, party, False, purchase)


def _card_day(text: str) -> tuple[int, int, int] | None:
    found = _CARD_DAY.search(text)
    if found is None:
        return None
    day, month, year, cday, cmonth, cyear = found.groups()
    written = int(year or cyear or 0)
    return int(day or cday), int(month or cmonth), written + 2000 if 0 < written < 100 else written


def _gross(text: str) -> int | None:
    found = _GROSS.search(text)
    return int(re.sub(r"\D", "", found[1]) + found[2]) if found else None


def _split(rest: str) -> tuple[str, str]:
    """The party and what the payer wrote; the same text twice where nothing separates them."""
    marks = list(_FIELD.finditer(rest))
    if not marks:
        return rest, rest
    party, words = rest[: marks[0].start()].strip(" /"), []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        name = mark["name"] or mark["slash"] or "E2E"
        value = rest[mark.end() : following.start() if following else None].strip(" /:")
        if name in _WRITTEN:
            words.append(value)
        elif name in ("DE", "FRM", "BEN", "POUR", "ORD"):
            party = f"{party} {value}".strip() if not party.isdigit() else value
    return party, " ; ".join(words)
