"""How seven banks print transfers, debits, cards, cheques, cash and their own fees."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.worlds.unseen.institutions.people import capitals, plain


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank: the labels of each operation, the width at which they are cut, and that of the payer's name."""

    name: str
    labels: Mapping[str, tuple[str, ...]]
    width: int = 140
    name_width: int = 70

    def label(self, rng: Random, operation: str, on: date, who: str, what: str = "") -> str:
        """The label of an operation with somebody, for some reason, on a day."""
        text = rng.choice(self.labels.get(operation) or _ANY[operation])
        digits = "".join(rng.choice("0123456789") for _ in range(12))
        filled = text.format(
            who=plain(who)[: self.name_width].strip(),
            what=capitals(what),
            ref=digits,
            card=digits[:4],
            ics=digits[:6],
            e2e=f"Z{digits[:3]}KQ{digits[4:9]}",
            dd=f"{on:%d}",
            mm=f"{on:%m}",
            yy=f"{on:%y}",
            yyyy=f"{on:%Y}",
        )
        return re.sub(r"\s+", " ", filled)[: self.width].strip()


_ANY: Mapping[str, tuple[str, ...]] = {
    "cash": ("RETRAIT DAB {dd}/{mm} {who}",),
    "cash in": ("VERSEMENT ESPECES {who}", "DEPOT ESPECES {dd}/{mm}"),
    "cheque in": ("REMISE CHEQUES {ref}", "REMISE DE CHEQUE {what}"),
    "cheque out": ("CHEQUE N. {card}331", "CHEQUE EMIS {card}871"),
    "fee": ("COTISATION {what}", "COMMISSION {what}", "FRAIS {what}"),
    "loan": ("ECHEANCE PRET {ref}", "ECH PRET {ref} DU {dd}/{mm}/{yy}"),
    "interest": ("INTERETS CREDITEURS {yyyy}", "INTERETS LIVRET"),
    "reject": ("REJET PRLV {who} {what}", "PRLV IMPAYE {who} {what}", "REJET PRELEVEMENT {who}"),
    "returned": ("RETOUR VIR {who} {what}", "VIR RETOURNE {who} {what}", "REJET VIREMENT {who} {what}"),
    "card back": ("AVOIR CARTE {who} {dd}/{mm}",),
    "deferred": ("DEBIT CARTE BANCAIRE DIFFERE", "TOTAL CARTE DIFFERE {mm}/{yyyy}"),
}
BANKS = (
    Bank(
        "La Banque Postale",
        {
            "in": ("VIREMENT DE {who} {what}", "VIREMENT INSTANTANE DE {who} {what} REFERENCE : {e2e}"),
            "out": ("VIREMENT POUR {who} {what}",),
            "debit": ("PRELEVEMENT DE {who} {what} REF : {ref}", "PRELEVEMENT DE {who} {what}"),
            "card": ("ACHAT CB {who} {dd}.{mm}.{yy}",),
            "card back": ("CREDIT CARTE BANCAIRE {who} {dd}.{mm}.{yy}",),
            "fee": ("FRAIS {what}", "COTISATION TRIMESTRIELLE {what}"),
        },
    ),
    Bank(
        "Crédit Coopératif",
        {
            "in": ("VIR SEPA {who} {what}", "VIREMENT SEPA RECU {who} / {what}"),
            "out": ("VIR SEPA EMIS {who} {what}",),
            "debit": ("PRLV SEPA {who} {what}",),
            "card": ("CB {who} FACT {dd}{mm}{yy}", "*CB {who} FACT {dd}{mm}{yy}"),
            "card back": ("AVOIR CB {who} {dd}{mm}{yy}",),
            "fee": ("*COTIS {what}",),
        },
        name_width=32,
    ),
    Bank(
        "Caisse d’Épargne",
        {
            "in": ("VIR SEPA {who} {what}", "VIR INST {who} {what}", "VIR {who} -RE {what}"),
            "out": ("VIR SEPA {who} {what}", "VIR INST vers {who} {what}"),
            "debit": ("PRLV {who} -RE {what} {ref}", "PRLV SEPA {who} {what}"),
            "card": ("CB {who} FACT {dd}{mm}{yy}",),
            "cash": ("RET DAB {who} {dd}{mm}{yy} 11H42",),
        },
        name_width=32,
    ),
    Bank(
        "BNP",
        {
            "in": (
                "VIR SEPA RECU /DE {who} /MOTIF {what} /REF {e2e}",
                "VIR SEPA RECU /FRM {who} /EID {e2e} /RNF {what}",
            ),
            "out": ("VIR SEPA EMIS /MOTIF {what} /BEN {who} /REFDO {e2e}",),
            "debit": ("PRLV SEPA {who} ECH/{dd}{mm}{yy} ID EMETTEUR/FR27ZZZ{ics} MDT/{e2e} LIB/{what}",),
            "card": ("FACTURE CARTE DU {dd}{mm}{yy} {who} CARTE 4974XXXXXXXX{card}",),
            "card back": ("REMBOURST CB DU {dd}{mm}{yy} {who} CARTE 4974XXXXXXXX{card}",),
            "fee": ("COMMISSIONS {what}",),
        },
    ),
    Bank(
        "CIC",
        {
            "in": ("VIR {who} {what}", "VIR SEPA {who} {what} E2E-{e2e}", "VIR INST {who} {what}"),
            "out": ("VIR {who} {what}",),
            "debit": ("PRLV SEPA {who} {what}",),
            "card": ("PAIEMENT CB {dd}{mm} {who} CARTE 0074{card}", "PAIEMENT PSC {dd}{mm} {who} CARTE 0074{card}"),
            "card back": ("REMB CB {dd}{mm} {who} CARTE 0074{card}",),
            "fee": ("F COTIS {what}", "F COMMISSION {what}"),
            "cheque in": ("REM CHQ {ref}",),
        },
    ),
    Bank(
        "SG",
        {
            "in": ("VIR RECU {ref} DE: {who} MOTIF: {what} REF: {e2e}", "VIR INST RE {ref} DE: {who} MOTIF: {what}"),
            "out": ("000001 VIR EUROPEEN EMIS LOGITEL POUR: {who} REF: {what}",),
            "debit": ("PRELEVEMENT EUROPEEN {ref} DE: {who} ID: FR27ZZZ{ics} MOTIF: {what}",),
            "card": ("CARTE X{card} {dd}/{mm} {who}",),
            "card back": ("CARTE X{card} REMBT {dd}/{mm} {who}",),
            "fee": ("COTISATION MENSUELLE {what}", "FRAIS {what}"),
            "cash": ("CARTE X{card} RETRAIT DAB {dd}/{mm} {who}",),
        },
    ),
    Bank(
        "Boursobank",
        {
            "in": ("VIR SEPA {who} {what}", "VIR INST {who} {what}", "VIR {what} {who}"),
            "out": ("VIR SEPA {who} {what}",),
            "debit": ("PRLV SEPA {who} {what}",),
            "card": ("CARTE {dd}/{mm}/{yy} {who} CB*{card}",),
            "card back": ("AVOIR {dd}/{mm}/{yy} {who} CB*{card}",),
        },
    ),
)
