"""How the classic networks word each kind of operation."""

from dataclasses import dataclass
from random import Random

from tests.worlds.unseen.craft.people import TOWNS, plain

# Kinds: in, instant, standing (transfers received); out; card, refund (by card); debit; chin, chout (cheques); cash;
# dab; back (a transfer received that goes back); bounced (a direct debit given back); unpaid (a cheque); takings; loan.
BANKS: dict[str, dict[str, str]] = {
    "credit agricole": {
        "in": "VIREMENT EN VOTRE FAVEUR {who} {what}",
        "instant": "VIREMENT INSTANTANE EN VOTRE FAVEUR {who} {what}",
        "standing": "VIREMENT EN VOTRE FAVEUR {who} VIR PERMANENT {what}",
        "out": "VIREMENT EMIS WEB {who} {what}",
        "card": "PAIEMENT PAR CARTE X4912 {who} {town} {dd}/{mm}",
        "refund": "AVOIR CARTE X4912 {who} {town} {dd}/{mm}",
        "debit": "PRELEVEMENT {who} {what}",
        "chin": "REMISE DE CHEQUE {n7} {what}",
        "chout": "CHEQUE EMIS {what}",
        "cash": "VERSEMENT D ESPECES {town} {dd}/{mm}",
        "dab": "RETRAIT AU DISTRIBUTEUR {town} {dd}/{mm} 10H42 CARTE X4912",
        "back": "REJET DE VIREMENT {who} {what}",
        "bounced": "REJET DE PRELEVEMENT {who} {what}",
        "unpaid": "CHEQUE REMIS IMPAYE {n7}",
        "takings": "REMISE CARTE {n7} DU {dd}/{mm} {what}",
        "loan": "REMBOURSEMENT DE PRET {n7}00{n4} ECHEANCE {dd}/{mm}/{yy}",
    },
    "banque postale": {
        "in": "VIREMENT DE {who} {what}",
        "instant": "VIREMENT INSTANTANE DE {who} {what}",
        "standing": "VIREMENT PERMANENT DE {who} {what}",
        "out": "VIREMENT POUR {who} {what}",
        "card": "ACHAT CB {who} {dd}.{mm}.{yy} CARTE NUMERO 371",
        "refund": "CREDIT CARTE BANCAIRE {who} {dd}.{mm}.{yy}",
        "debit": "PRELEVEMENT DE {who} REF : {what}",
        "chin": "REMISE DE CHEQUES N {n7} {what}",
        "chout": "CHEQUE N. {what}",
        "cash": "VERSEMENT ESPECES {town}",
        "dab": "RETRAIT {dd}.{mm}.{yy} {town} CARTE NUMERO 371",
        "back": "VIREMENT RETOURNE {who} {what}",
        "bounced": "PRELEVEMENT IMPAYE {who} REF : {what}",
        "unpaid": "CHEQUE IMPAYE {n7}",
        "takings": "REMISE COMMERCANT {dd}.{mm} CONTRAT {n7} {what}",
        "loan": "ECHEANCE PRET {n7} {dd}.{mm}.{yy}",
    },
    "caisse d'epargne": {
        "in": "VIR SEPA {who} {what}",
        "instant": "VIR INST {who} {what}",
        "standing": "VIR SEPA {who} VIRT PERMANENT {what}",
        "out": "VIR SEPA {who} {what}",
        "card": "CB {who} FACT {dd}{mm}{yy}",
        "refund": "CB {who} CRED {dd}{mm}{yy}",
        "debit": "PRLV {who} {what}",
        "chin": "REMISE CHEQUES N {n7} {what}",
        "chout": "CHEQUE N {what}",
        "cash": "VERSEMENT ESPECES {dd}{mm}{yy}",
        "dab": "RET DAB {town} {dd}{mm}{yy} 14H05",
        "back": "REJET VIR SEPA {who} {what}",
        "bounced": "REJET PRLV {who} {what}",
        "unpaid": "CHQ IMPAYE N {n7}",
        "takings": "REMISE CB {n7} {dd}{mm}{yy} {what}",
        "loan": "ECH PRET {n7} DU {dd}/{mm}/{yy}",
    },
    "banque populaire": {
        "in": "VIR SEPA RECU {who} {what}",
        "instant": "VIR INSTANTANE {who} {what}",
        "standing": "VIR PERM {who} {what}",
        "out": "EVI {who} {what}",
        "card": "{dd}{mm}{yy} CB****5521 {who}",
        "refund": "{dd}{mm}{yy} AVOIR CB****5521 {who}",
        "debit": "PRLV SEPA {who} {what}",
        "chin": "REM CHQ {n7} {what}",
        "chout": "CHEQUE {what}",
        "cash": "VERSEMENT GAB {town} {dd}{mm}",
        "dab": "{dd}{mm}{yy} RETRAIT CB****5521 {town}",
        "back": "RETOUR VIR SEPA {who} {what}",
        "bounced": "REJET PRLV SEPA {who} {what}",
        "unpaid": "IMPAYE CHQ {n7}",
        "takings": "REM CARTE {dd}{mm}{yy} {n7} {what}",
        "loan": "ECHEANCE PRET N {n7}",
    },
    "credit mutuel": {
        "in": "VIR {who} {what}",
        "instant": "VIR INST {who} {what}",
        "standing": "VIR PERM {who} {what}",
        "out": "VIR SEPA {who} {what}",
        "card": "PAIEMENT CB {dd}{mm} {town} {who} CARTE 00747350",
        "refund": "REMB CB {dd}{mm} {town} {who} CARTE 00747350",
        "debit": "PRLV SEPA {who} {what}",
        "chin": "REM CHQ REF{n7} {what}",
        "chout": "CHEQUE {what}",
        "cash": "VRST REF{n7} {what}",
        "dab": "RETRAIT DAB {dd}{mm} {town} CARTE 00747350",
        "back": "RETOUR VIR {who} {what}",
        "bounced": "IMPAYE PRLV SEPA {who} {what}",
        "unpaid": "IMPAYE REM CHQ REF{n7}",
        "takings": "REM CB {dd}{mm} {n7} {what}",
        "loan": "ECH PRET CAP+IN {n7}",
    },
    "lcl": {
        "in": "VIR SEPA {who} {what}",
        "instant": "VIR INST {who} {what}",
        "standing": "VIR.PERMANENT {who} {what}",
        "out": "VIR SEPA EMIS {who} {what}",
        "card": "CB {who} {dd}/{mm}/{yy}",
        "refund": "CREDIT CB {who} {dd}/{mm}/{yy}",
        "debit": "PE SEPA {who} {what}",
        "chin": "REM CHEQUES {n7} {what}",
        "chout": "CHEQUE {what}",
        "cash": "VERSEMENT ESPECES AUT",
        "dab": "RETRAIT DU {dd}/{mm} {town}",
        "back": "VIR RETOURNE {who} {what}",
        "bounced": "PE SEPA IMPAYE {who} {what}",
        "unpaid": "CHEQUE IMPAYE {n7}",
        "takings": "REMISE CB NO.{n7} {what}",
        "loan": "PRET IMMO ECH {dd}/{mm}/{yy}",
    },
    "societe generale": {
        "in": "VIR RECU {n13} DE: {who} MOTIF: {what} REF: NOTPROVIDED",
        "instant": "VIR INST RE {n13} DE: {who} DATE: {dd}/{mm}/20{yy} 11:36 MOTIF: {what}",
        "standing": "VIR PERM {n13} DE: {who} MOTIF: {what}",
        "out": "000001 VIR EUROPEEN EMIS LOGITEL POUR: {who} REF: {what}",
        "card": "CARTE X2148 {dd}/{mm} {who}",
        "refund": "CARTE X2148 REMBT {dd}/{mm} {who}",
        "debit": "PRELEVEMENT EUROPEEN {n13} DE: {who} MOTIF: {what}",
        "chin": "REMISE CHEQUE {n7} {what}",
        "chout": "CHEQUE {what}",
        "cash": "DEPOT ESPECES {town} {dd}/{mm}",
        "dab": "CARTE X2148 RETRAIT DAB {dd}/{mm} {town}",
        "back": "VIR RETOURNE {n13} DE: {who} MOTIF: {what}",
        "bounced": "REJET PRELEVEMENT EUROPEEN DE: {who} MOTIF: {what}",
        "unpaid": "CHEQUE IMPAYE {n7}",
        "takings": "REMISE CB {dd}/{mm} R70304 {what}",
        "loan": "ECHEANCE PRET {n13}",
    },
    "bnp": {
        "in": "VIR SEPA RECU /FRM /DE {who} /MOTIF {what} /REF {n13}",
        "instant": "VIR SEPA INST RECU /DE {who} /MOTIF {what}",
        "standing": "VIR SEPA RECU /DE {who} /EID NOTPROVIDED /RNF /MOTIF {what}",
        "out": "VIR SEPA INST EMIS /MOTIF {what} /BEN {who} /REFDO /REF {n13}",
        "card": "FACTURE CARTE DU {dd}{mm}{yy} {who} {town} CARTE 4974XXXXXXXX1111",
        "refund": "REMBOURST CB DU {dd}{mm}{yy} {who} CARTE 4974XXXXXXXX1111",
        "debit": "PRLV SEPA {who} ECH/{dd}{mm}{yy} ID EMETTEUR/FR71ZZZ{n6} MDT/RUM{n7} REF/ LIB/{what}",
        "chin": "REMISE CHEQUES BORDEREAU {n7} {what}",
        "chout": "CHEQUE N {what}",
        "cash": "VERSEMENT ESPECES {dd}/{mm}",
        "dab": "RETRAIT DAB {dd}/{mm}/{yy} 18H10 {town} 4974XXXXXXXX1111",
        "back": "VIR SEPA RETOURNE /DE {who} /MOTIF {what}",
        "bounced": "PRLV SEPA IMPAYE {who} LIB/{what}",
        "unpaid": "CHEQUE IMPAYE BORDEREAU {n7}",
        "takings": "REMISE CARTES DU {dd}{mm}{yy} {n7} {what}",
        "loan": "ECHEANCE PRET {n7} {n6}",
    },
}


# What has a contract or mandate, whose number is the same each time.
LASTING = ("debit", "bounced", "loan")


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank's words, with the random references that it adds."""

    name: str
    random: Random

    def label(self, kind: str, day: str, who: str = "", what: str = "", *, case: bool = False) -> str:
        """A label of this kind; `day` is the ISO day told in it."""
        drawn = Random(f"{self.name} {who}") if kind in LASTING else self.random
        digits = {f"n{size}": "".join(drawn.choice("123456789") for _ in range(size)) for size in (4, 6, 7, 13)}
        text = BANKS[self.name][kind].format(
            who=who, what=what, town=self.random.choice(TOWNS), dd=day[8:], mm=day[5:7], yy=day[2:4], **digits
        )
        return " ".join(text.split()) if case else plain(text)
