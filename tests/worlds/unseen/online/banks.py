"""How banks write the labels of the operations, each in its own way."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random


class Operation(StrEnum):
    """What an account statement tells apart."""

    CREDIT = "credit"
    INSTANT = "instant"
    TRANSFER = "transfer"
    DEBIT = "debit"
    CARD = "card"
    CARD_BACK = "card back"
    RECALLED = "recalled"
    RETURNED = "returned"
    REJECTED = "rejected"
    CHEQUES = "cheques"
    TAKINGS = "takings"
    CASH = "cash"
    CASH_IN = "cash in"
    FEE = "fee"
    LOAN = "loan"
    RAW = "raw"


_O = Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The style of a bank; the limits count characters, 0 for none; `blank` stands where the payer wrote nothing."""

    name: str
    labels: Mapping[Operation, str]
    is_upper: bool = False
    name_limit: int = 0
    text_limit: int = 0
    limit: int = 140
    blank: str = ""

    def label(self, operation: Operation, who: str, text: str, spent_on: date, chance: Random) -> str:
        """The label of one operation; references are drawn from `chance`."""
        shown = " ".join(text.split()) or self.blank
        made = self.labels.get(operation, "{who} {text}").format(
            who=_cut(self._written(who), self.name_limit),
            text=_cut(self._written(shown), self.text_limit),
            d=f"{spent_on.day:02d}",
            m=f"{spent_on.month:02d}",
            yy=f"{spent_on.year % 100:02d}",
            ref=f"{chance.randrange(10**12, 10**13)}",
            ref2=f"{chance.choice('BCEGKLZ')}{chance.randrange(10**8, 10**9)}",
            card=f"{self.card}",
        )
        return re.sub(r"\s+", " ", made).strip(" -")[: self.limit].strip()

    @property
    def is_terse(self) -> bool:
        """Whether little is left of what the payer writes."""
        return self.limit < 60

    @property
    def card(self) -> str:
        """The last digits of the owner's card at this bank."""
        return f"{sum(map(ord, self.name)) * 37 % 9000 + 1000}"

    def _written(self, words: str) -> str:
        if not self.is_upper:
            return words
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        return re.sub(r"[^A-Z0-9 ./+,:*#%_-]", " ", plain.upper().replace("&", " ET "))


def _cut(words: str, limit: int) -> str:
    return words[:limit].strip() if limit else words


_QONTO = Bank(
    name="Qonto",
    labels={
        _O.CREDIT: "{who} {text}",
        _O.INSTANT: "{who} {text}",
        _O.TRANSFER: "{who} {text}",
        _O.DEBIT: "{who} {text} {ref2}",
        _O.CARD: "{who}",
        _O.CARD_BACK: "{who} Remboursement carte",
        _O.RECALLED: "Rappel de virement {who} {text}",
        _O.RETURNED: "Virement retourné {who} {text}",
        _O.REJECTED: "Prélèvement rejeté {who} {text}",
        _O.CHEQUES: "Encaissement de chèque {text}",
        _O.CASH: "Retrait DAB {who}",
        _O.FEE: "Qonto {text}",
    },
)
_SHINE = Bank(
    name="Shine",
    labels={
        _O.CREDIT: "Virement de {who} - {text}",
        _O.INSTANT: "Virement instantané de {who} - {text}",
        _O.TRANSFER: "Virement à {who} - {text}",
        _O.DEBIT: "Prélèvement {who} - {text}",
        _O.CARD: "Paiement carte {who} le {d}/{m}",
        _O.CARD_BACK: "Remboursement carte {who}",
        _O.RECALLED: "Retour de virement {who} - {text}",
        _O.RETURNED: "Virement rejeté {who} - {text}",
        _O.REJECTED: "Rejet prélèvement {who} - {text}",
        _O.CHEQUES: "Remise de chèque {text}",
        _O.CASH: "Retrait {who}",
        _O.FEE: "Shine {text}",
    },
)
_REVOLUT = Bank(
    name="Revolut",
    labels={
        _O.CREDIT: "Payment from {who} {text}",
        _O.INSTANT: "Payment from {who} {text}",
        _O.TRANSFER: "To {who} {text}",
        _O.DEBIT: "Direct debit {who} {text}",
        _O.CARD: "{who}",
        _O.CARD_BACK: "Refund from {who}",
        _O.RECALLED: "Reverted: Payment from {who} {text}",
        _O.RETURNED: "Reverted: To {who} {text}",
        _O.REJECTED: "Reverted: Direct debit {who} {text}",
        _O.CASH: "Cash at {who}",
        _O.FEE: "Revolut Business Fee {text}",
    },
)
_N26 = Bank(
    name="N26",
    labels={
        _O.CREDIT: "{who} {text}",
        _O.INSTANT: "{who} {text}",
        _O.TRANSFER: "{who} {text}",
        _O.DEBIT: "{who} {text} Mandat {ref2}",
        _O.CARD: "{who}",
        _O.CARD_BACK: "{who} Remboursement",
        _O.RECALLED: "Retour {who} {text}",
        _O.RETURNED: "Retour virement {who} {text}",
        _O.REJECTED: "Rejet prélèvement SEPA {who} {text}",
        _O.CASH: "Retrait {who}",
        _O.FEE: "N26 {text}",
    },
)
_BOURSO = Bank(
    name="BoursoBank",
    labels={
        _O.CREDIT: "VIR SEPA {who} {text}",
        _O.INSTANT: "VIR INST {who} {text}",
        _O.TRANSFER: "VIR {text} {who}",
        _O.DEBIT: "PRLV SEPA {who} {text} PRELEVEMENT du {d}/{m}",
        _O.CARD: "CARTE {d}/{m}/{yy} {who} CB*{card}",
        _O.CARD_BACK: "AVOIR {d}/{m}/{yy} {who} CB*{card}",
        _O.RECALLED: "REJET VIR {who} {text}",
        _O.RETURNED: "VIR RETOURNE {who} {text}",
        _O.REJECTED: "REJET PRLV SEPA {who} {text}",
        _O.CHEQUES: "REM CHQ {text}",
        _O.CASH: "RETRAIT DAB {d}/{m}/{yy} {who} CB*{card}",
        _O.LOAN: "ECH PRET:{ref}",
        _O.FEE: "*{text}",
    },
    is_upper=True,
)
_FORTUNEO = Bank(
    name="Fortuneo",
    labels={
        _O.CREDIT: "VIR {who} {text}",
        _O.INSTANT: "VIR INST {who} {who} {text}",
        _O.TRANSFER: "VIR {who} {text}",
        _O.DEBIT: "PRLV {who} {text}",
        _O.CARD: "CARTE {d}/{m} {who}",
        _O.CARD_BACK: "ANN CARTE {who}",
        _O.RECALLED: "VIR REJETE {who} {text}",
        _O.RETURNED: "REJET VIR {who} {text}",
        _O.REJECTED: "REJET PRLV {who} {text}",
        _O.CHEQUES: "REMISE CHEQUES {text}",
        _O.CASH: "RET DAB {who}",
        _O.FEE: "FRAIS {text}",
    },
    is_upper=True,
)
_BNP = Bank(
    name="BNP Paribas",
    labels={
        _O.CREDIT: "VIR SEPA RECU /DE {who} /MOTIF {text} /REF {ref2}",
        _O.INSTANT: "VIR INST RECU /DE {who} /MOTIF {text} /REF {ref2}",
        _O.TRANSFER: "VIR SEPA EMIS /MOTIF {text} /BEN {who} /REFDO {ref2} /REF NOTPROVIDED",
        _O.DEBIT: "PRLV SEPA {who} ECH/{d}{m}{yy} ID EMETTEUR/FR47ZZZ{card}31 MDT/{ref2} REF/{ref} LIB/{text}",
        _O.CARD: "FACTURE CARTE DU {d}{m}{yy} {who} CARTE 4974XXXXXXXX{card}",
        _O.CARD_BACK: "REMBOURST CB DU {d}{m}{yy} {who} CARTE 4974XXXXXXXX{card}",
        _O.RECALLED: "ANNULATION VIR SEPA RECU /DE {who} /MOTIF {text}",
        _O.RETURNED: "VIR SEPA REJETE /BEN {who} /MOTIF {text}",
        _O.REJECTED: "PRLV SEPA IMPAYE {who} REF/{ref} LIB/{text}",
        _O.CHEQUES: "REMISE CHEQUES {text}",
        _O.TAKINGS: "REMISE CB {text}",
        _O.CASH: "RETRAIT DAB {d}/{m}/{yy} 18H24 {who}",
        _O.CASH_IN: "VERSEMENT ESPECES {text}",
        _O.FEE: "COMMISSIONS {text}",
    },
    is_upper=True,
    blank="NOTPROVIDED",
)
_EPARGNE = Bank(
    name="Caisse d'Épargne",
    labels={
        _O.CREDIT: "VIR SEPA {who} {text}",
        _O.INSTANT: "VIR INST {who} {text}",
        _O.TRANSFER: "VIR SEPA {who} {text}",
        _O.DEBIT: "PRLV {who} {text}",
        _O.CARD: "CB {who} FACT {d}{m}{yy}",
        _O.CARD_BACK: "AVOIR CB {who} FACT {d}{m}{yy}",
        _O.RECALLED: "REJET VIR SEPA {who} {text}",
        _O.RETURNED: "VIR SEPA RETOURNE {who} {text}",
        _O.REJECTED: "REJET PRLV {who} {text}",
        _O.CHEQUES: "REMISE CHEQUE {text}",
        _O.CASH: "RET DAB {who} {d}{m}{yy} 10H12",
        _O.CASH_IN: "DEPOT ESP. {text}",
        _O.LOAN: "ECH PRET {ref2} DU {d}/{m}/{yy}",
        _O.FEE: "* COTIS {text}",
    },
    is_upper=True,
    name_limit=32,
    text_limit=32,
)
_MUTUEL = Bank(
    name="Crédit Mutuel",
    labels={
        _O.CREDIT: "VIR {who} {text} E2E-{ref2}",
        _O.INSTANT: "VIR INST {who} {text}",
        _O.TRANSFER: "VIR {who} {text}",
        _O.DEBIT: "PRLV SEPA {who} {text} {ref2}",
        _O.CARD: "PAIEMENT CB {d}{m} {who} CARTE 0074{card}",
        _O.CARD_BACK: "AVOIR CB {d}{m} {who} CARTE 0074{card}",
        _O.RECALLED: "VIR RETOURNE {who} {text}",
        _O.RETURNED: "REJET VIR {who} {text}",
        _O.REJECTED: "REJET PRLV SEPA {who} {text}",
        _O.CHEQUES: "REM CHQ {text}",
        _O.CASH: "RETRAIT DAB {d}{m} {who} CARTE 0074{card}",
        _O.CASH_IN: "VRST ESPECES {text}",
        _O.LOAN: "ECH PRET CAP+IN {ref2}",
        _O.FEE: "F COTIS {text}",
    },
    is_upper=True,
    text_limit=62,
)
_LIGNE = Bank(
    name="Crédit du Nord",
    labels={
        _O.CREDIT: "VIR {who} {text}",
        _O.INSTANT: "VIR INST {who} {text}",
        _O.TRANSFER: "VIR {who} {text}",
        _O.DEBIT: "PRLV {who} {text}",
        _O.CARD: "CB {who} LE {d}.{m}",
        _O.CARD_BACK: "AVOIR CB {who} LE {d}.{m}",
        _O.RECALLED: "REJET {who} {text}",
        _O.RETURNED: "VIR REJETE {who} {text}",
        _O.REJECTED: "PRLV REJETE {who} {text}",
        _O.CHEQUES: "REM CHQ {text}",
        _O.CASH: "RETRAIT {who} LE {d}.{m}",
        _O.FEE: "FRAIS {text}",
    },
    is_upper=True,
    name_limit=24,
    limit=32,
)
NEOBANKS = (_QONTO, _SHINE, _REVOLUT, _N26, _BOURSO, _FORTUNEO)
CLASSIC = (_BNP, _EPARGNE, _MUTUEL, _LIGNE)
