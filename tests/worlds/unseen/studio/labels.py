"""What each bank writes: a frame by kind of operation, and where it cuts."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

Frames = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank's frames; what stands between brackets is left out where the payer wrote nothing."""

    name: str
    frames: Frames
    width: int = 0
    upper: bool = True

    def label(self, frame: str, who: str, text: str, day: date, rng: Random) -> str:
        """The label of one operation; `day` is the day of the purchase for a card."""
        chosen = rng.choice(self.frames.get(frame) or BASE[frame])
        chosen = re.sub(r"\[([^\]]*)\]", r"\1" if text else "", chosen)
        filled = chosen.format(
            who=who,
            text=text,
            d=day,
            ref=rng.randrange(10**11, 10**12),
            code="".join(rng.choices("ABCDEFGHKLMNPQRSTVXZ", k=6)) + str(rng.randrange(10, 100)),
            town=rng.choice(("PARIS", "LYON 3E", "NANTES", "RENNES", "LILLE", "BORDEAUX", "ANNECY")),
        )
        written = plain(filled) if self.upper else filled
        written = re.sub(r"\s+", " ", written).strip()
        return written[: self.width].strip() if self.width else written


def plain(text: str) -> str:
    """Capitals without accents, as most banks write."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).upper()


BASE: Frames = {
    "credit": ("VIR SEPA {who}[ {text}]",),
    "instant": ("VIR INST {who}[ {text}]",),
    "standing": ("VIR PERMANENT {who}[ {text}]", "VIR SEPA {who} VIREMENT PERMANENT[ {text}]"),
    "transfer": ("VIR SEPA EMIS {who}[ {text}]",),
    "debit": ("PRLV SEPA {who}[ {text}]",),
    "card": ("CB {who} {town} {d:%d/%m/%y}",),
    "refund": ("AVOIR CB {who} {d:%d/%m/%y}",),
    "back": ("REJET VIR {who}[ {text}]", "RETOUR VIREMENT {who}[ {text}]"),
    "unpaid": ("REJET PRLV {who}[ {text}]", "IMPAYE PRELEVEMENT {who}[ {text}]"),
    "cheque": ("CHEQUE N {text}",),
    "cheques": ("REMISE CHEQUES[ {text}]",),
    "cash": ("VERSEMENT ESPECES {town}",),
    "atm": ("RETRAIT DAB {d:%d/%m/%y} {town}",),
    "takings": ("VIR {who}[ {text}]",),
    "raw": ("{who}[ {text}]",),
}

BANKS = (
    Bank(
        "Qonto",
        {
            "credit": ("{who}[ {text}]", "{who}[ - {text}]"),
            "instant": ("{who}[ {text}]",),
            "transfer": ("{who}[ {text}]",),
            "debit": ("{who}[ {text}]", "Prélèvement {who}[ {text}]"),
            "card": ("{who}", "{who} {town}"),
            "refund": ("Remboursement {who}",),
            "back": ("Virement rejeté {who}[ {text}]",),
            "unpaid": ("Prélèvement rejeté {who}[ {text}]",),
        },
        upper=False,
    ),
    Bank(
        "Shine",
        {
            "credit": ("Virement reçu de {who}[ : {text}]", "VIR SEPA RECU {who}[ {text}]"),
            "instant": ("Virement instantané de {who}[ : {text}]",),
            "transfer": ("Virement envoyé à {who}[ : {text}]",),
            "debit": ("Prélèvement {who}[ {text}]",),
            "card": ("Paiement carte {who} {town}",),
            "refund": ("Remboursement carte {who}",),
            "back": ("Virement retourné {who}[ : {text}]",),
        },
        width=140,
        upper=False,
    ),
    Bank(
        "Boursobank",
        {
            "credit": ("VIR SEPA {who}[ {text}]", "VIR {who}[ | {text}]", "VIR {who}[ {text}] Réf : {code}"),
            "card": ("CARTE {d:%d/%m/%y} {who} CB*4567", "CARTE {d:%d/%m/%y} {who} {town} CB*4567"),
            "refund": ("AVOIR {d:%d/%m/%y} {who} CB*4567",),
            "debit": ("PRLV SEPA {who}[ {text}]", "PRLV SEPA {who}[ {text}] RUM {code}"),
            "atm": ("RETRAIT DAB {d:%d/%m/%y} {town} CB*4567",),
        },
    ),
    Bank(
        "SG",
        {
            "credit": (
                "VIR RECU {ref} DE: {who}[ MOTIF: {text}] REF: {code}",
                "VIR RECU {ref} DE: {who}[ MOTIF: {text}]",
            ),
            "instant": ("VIR INST RE {ref} DE: {who} DATE: {d:%d/%m/%Y} 11:36[ MOTIF: {text}]",),
            "standing": ("VIR RECU {ref} DE: {who} VIR PERMANENT[ MOTIF: {text}]",),
            "transfer": ("000001 VIR EUROPEEN EMIS LOGITEL POUR: {who} REF: {ref}[ MOTIF: {text}]",),
            "debit": ("PRELEVEMENT EUROPEEN {ref} DE: {who} ID: FR27ZZZ{code}[ MOTIF: {text}]",),
            "card": ("CARTE X2148 {d:%d/%m} {who}", "CARTE X2148 {d:%d/%m} {who} {town}"),
            "refund": ("CARTE X2148 REMBT {d:%d/%m} {who}",),
            "takings": ("VIR RECU {ref} DE: {who}[ MOTIF: {text}]",),
        },
    ),
    Bank(
        "BNP",
        {
            "credit": (
                "VIR SEPA RECU /DE {who}[ /MOTIF {text}] /REF {code}",
                "VIR SEPA RECU /FRM {who} /EID NOTPROVIDED[ /RNF {text}]",
            ),
            "instant": ("VIR INST RECU /DE {who}[ /MOTIF {text}]",),
            "transfer": ("VIR SEPA EMIS[ /MOTIF {text}] /BEN {who} /REFDO /REFBEN",),
            "debit": ("PRLV SEPA {who} ECH/{d:%d%m%y} ID EMETTEUR/FR48ZZZ{code}[ LIB/{text}]",),
            "card": ("FACTURE CARTE DU {d:%d%m%y} {who} {town} CARTE 4974XXXXXXXX1187",),
            "refund": ("REMBOURST CB DU {d:%d%m%y} {who} CARTE 4974XXXXXXXX1187",),
            "back": ("REJET VIR SEPA /DE {who}[ /MOTIF {text}]",),
        },
        width=140,
    ),
    Bank(
        "CIC",
        {
            "credit": ("VIR {who}[ {text}]", "VIR SEPA {who}[ {text}] E2E-{code}"),
            "card": ("PAIEMENT CB {d:%d%m} {town} {who} CARTE 00747350", "PAIEMENT PSC {d:%d%m} {who} CARTE 00747350"),
            "refund": ("REMBT CB {d:%d%m} {who} CARTE 00747350",),
            "cheques": ("REM CHQ[ {text}]",),
            "unpaid": ("IMPAYE PRLV {who}[ {text}]",),
        },
    ),
    Bank(
        "LCL",
        {
            "credit": ("VIR SEPA {who}[ {text}]", "VIREMENT {who}[ {text}]"),
            "standing": ("VIR.PERMANENT {who}[ {text}]",),
            "card": ("CB {who} {d:%d/%m/%y}",),
            "debit": ("PRLV SEPA {who}[ {text}]", "PE SEPA {who}[ {text}]"),
        },
    ),
    Bank(
        "LCL, first line", {"standing": ("VIR.PERMANENT {who}[ {text}]",), "card": ("CB {who} {d:%d/%m/%y}",)}, width=32
    ),
)
