"""The labels of eight banks, in the shapes that their feeds and files show."""

import random
from collections.abc import Mapping
from datetime import date

from tests.worlds.judge.spellings import plain


class Bank:
    """Writes labels as one bank does; `motive` is what the payer typed."""

    def __init__(self, rng: random.Random, name: str) -> None:
        self.rng, self.name = rng, name

    def digits(self, count: int) -> str:
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def say(self, shapes: Mapping[str, tuple[str, ...]], on: date, **fields: str) -> str:
        digits = {
            "d4": self.digits(4),
            "d6": self.digits(6),
            "d9": self.digits(9),
            "d12": self.digits(12),
            "hex": f"{self.rng.getrandbits(48):012X}",
        }
        dates = {
            "ddmm": f"{on:%d/%m}",
            "ddmmyy": f"{on:%d/%m/%y}",
            "compact": f"{on:%d%m%y}",
            "short": f"{on:%d%m}",
            "full": f"{on:%d/%m/%Y}",
            "dotted": f"{on:%d.%m.%y}",
        }
        return self.rng.choice(shapes[self.name]).format(**digits, **dates, **fields).strip()

    def _case(self, text: str) -> str:
        return (
            text if self.name in {"boursobank", "credit_agricole", "cic"} and self.rng.random() < 0.6 else plain(text)
        )

    def received(self, name: str, motive: str, on: date) -> str:
        shapes = RECEIVED if motive else BARE
        return self.say(shapes, on, name=self._case(name), motive=self._case(motive)).rstrip(" /:")

    def sent(self, name: str, motive: str, on: date) -> str:
        return self.say(SENT, on, name=self._case(name), motive=self._case(motive)).rstrip(" /:")

    def card(self, shop: str, town: str, on: date) -> str:
        return self.say(CARD, on, shop=shop, town=town)

    def debit(self, name: str, reference: str, on: date) -> str:
        return self.say(DEBIT, on, name=name, ref=reference)


RECEIVED: Mapping[str, tuple[str, ...]] = {
    "bnp": (
        "VIR SEPA RECU /DE {name} /MOTIF {motive} /REF {d12}",
        "VIR SEPA RECU /FRM {name} /EID {hex} /RNF {motive}",
        "VIR SEPA RECU /DE {name} /EID NOTPROVIDED /RNF {motive}",
        "VIR SEPA INST RECU /DE {name} /MOTIF {motive} /REF NOTPROVIDED",
        "VIREMENT FAVEUR TIERS VR. PERMANENT {name} {motive}",
    ),
    "sg": (
        "VIR RECU {d12}7 DE: {name} MOTIF: {motive} REF: {hex}",
        "VIR INST RE {d12} DE: {name} DATE: {full} 11:36 MOTIF: {motive}",
        "VIR RECU    {d9}S DE: {name} MOTIF: {motive}",
        "VIR RECU {d12} DE: {name} MOTIF: {motive} REF: NOTPROVIDED ID: {d9}",
    ),
    "credit_agricole": (
        "VIREMENT EN VOTRE FAVEUR {name} {motive}",
        "VIREMENT EN VOTRE FAVEUR {name} VIR DE {name} {motive}",
        "VIREMENT EN VOTRE FAVEUR {name} {motive} {hex}",
        "VIR INST EN VOTRE FAVEUR {name} {motive}",
    ),
    "boursobank": (
        "VIR {motive}\n{name}",
        "VIR SEPA {name}\n{motive}",
        "VIR INST {name} {motive}",
        "VIR {name}\n{motive}\nRéf : {hex}",
        "VIR SEPA {motive}\n{name}\nRéf : NOTPROVIDED",
    ),
    "fortuneo": (
        "VIR {name} {motive}",
        "VIR INST {name}  {motive}  {d9}IXCRT{d12}",
        "VIR {motive} {name}",
        "VIR INST WERO {name} {motive}",
    ),
    "banque_postale": (
        "VIREMENT DE {name} {motive}",
        "VIREMENT INSTANTANE DE {name} REFERENCE : {motive}",
        "VIREMENT DE {name} {motive} REFERENCE : {hex}",
    ),
    "bpce": (
        "VIR SEPA {name} {motive}",
        "VIR INST {name}\n{motive}",
        "VIR SEPA {name}\n{motive}\n{d12}",
        "VIR {name} {motive}",
    ),
    "cic": (
        "VIR {name} {motive}",
        "VIR SEPA {name}\n{motive}\nE2E-{hex}",
        "VIREMENT {name} E2E-{d12} {motive}",
        "VIR INST {name} {motive}",
        "VIR DE {name} {motive}",
    ),
}
BARE: Mapping[str, tuple[str, ...]] = {
    "bnp": (
        "VIR SEPA RECU /DE {name} /REF {d12}",
        "VIR SEPA RECU /DE {name} /MOTIF /REF {d4}",
        "VIR SEPA RECU /FRM {name} /EID {hex} /RNF NOTPROVIDED",
        "VIR SEPA INST RECU /DE {name}",
    ),
    "sg": (
        "VIR RECU {d12}7 DE: {name} REF: {hex}",
        "VIR RECU {d12} DE: {name} MOTIF:  REF: {d4}",
        "VIR INST RE {d12} DE: {name} DATE: {full} 08:02",
    ),
    "credit_agricole": ("VIREMENT EN VOTRE FAVEUR {name}", "VIREMENT EN VOTRE FAVEUR {name} VIR DE {name}"),
    "boursobank": ("VIR {name}", "VIR SEPA {name}\nRéf : {hex}", "VIR INST {name}"),
    "fortuneo": ("VIR {name}", "VIR INST {name}  {name}  {d9}IXCRT{d12}", "VIR INST WERO {name}"),
    "banque_postale": ("VIREMENT DE {name}", "VIREMENT INSTANTANE DE {name}"),
    "bpce": ("VIR SEPA {name}", "VIR INST {name}", "VIR {name} {d9}"),
    "cic": ("VIR {name}", "VIR {name}\nE2E-{hex}", "VIR {name}\nE2E-{d4}", "VIR SEPA {name} E2E-NOTPROVIDED"),
}
SENT: Mapping[str, tuple[str, ...]] = {
    "bnp": (
        "VIR SEPA EMIS /MOTIF {motive} /BEN {name} /REFDO {d9} /REF NOTPROVIDED",
        "VIR SEPA INST EMIS /MOTIF {motive} /BEN {name} /REFDO /REF {d12}",
    ),
    "sg": (
        "000001 VIR EUROPEEN EMIS LOGITEL POUR: {name} REF: {d12} MOTIF: {motive}",
        "VIR INSTANTANE EMIS NET POUR: {name} DATE: {full} 10:12 MOTIF: {motive}",
    ),
    "credit_agricole": ("VIREMENT EMIS {name} {motive}", "VIREMENT EMIS WEB {name} {motive}"),
    "boursobank": ("VIR {motive}\n{name}", "VIR SEPA {name}\n{motive}"),
    "fortuneo": ("VIR {name} {motive}", "VIR INST {name} {motive}"),
    "banque_postale": ("VIREMENT POUR {name} {motive}", "VIREMENT INSTANTANE A {name} {motive}"),
    "bpce": ("VIR SEPA {name} {motive}", "VIR INST {name}\n{motive}"),
    "cic": ("VIR {name} {motive}", "VIREMENT {name}\n{motive}"),
}
CARD: Mapping[str, tuple[str, ...]] = {
    "bnp": (
        "FACTURE CARTE DU {compact} {shop} {town} CARTE 4974XXXXXXXX1111",
        "FACTURE CARTE DU {compact} {shop} CARTE 4974XXXXXXXX1111",
    ),
    "sg": ("CARTE X2148 {ddmm} {shop}", "CARTE X2148 {ddmm} {shop} {town}"),
    "credit_agricole": ("PAIEMENT PAR CARTE X4912 {shop} {town} {ddmm}", "PAIEMENT PAR CARTE X4912 {shop} {ddmm}"),
    "boursobank": (
        r"CARTE {ddmmyy} {shop} {d6} CB*4567",
        "CARTE {ddmmyy} {shop} CB*4567\n\\{town}\\ FR",
        "CARTE {ddmmyy} {shop}",
    ),
    "fortuneo": ("CARTE {ddmm} {shop} {town}", "CARTE {ddmm} {shop}"),
    "banque_postale": ("ACHAT CB {shop} {dotted}", "ACHAT CB {shop} {dotted} CARTE NUMERO 512"),
    "bpce": ("CB {shop} FACT {compact}", "CB {shop} FACT {compact} {town}"),
    "cic": (
        "PAIEMENT CB {short} {town} {shop} CARTE 00747350",
        "PAIEMENT PSC {short} {town} {shop} CARTE 00747350",
        "PAYWEB00747350 {shop} {short}",
    ),
}
DEBIT: Mapping[str, tuple[str, ...]] = {
    "bnp": ("PRLV SEPA {name} ECH/{compact} ID EMETTEUR/FR00ZZZ{d6} MDT/CMR{d9} REF/{ref} LIB/{ref}",),
    "sg": ("PRELEVEMENT EUROPEEN {d9} DE: {name} ID: FR00ZZZ{d6} MOTIF: {ref} REF: {d12}",),
    "credit_agricole": ("PRELEVEMENT {name} {ref}", "PRELEVEMENT {name}"),
    "boursobank": ("PRLV SEPA {name}\nPRELEVEMENT {ref} du {full}", "PRLV SEPA {name}"),
    "fortuneo": ("PRLV {name}  SCOR/{d9}A", "PRLV {name}"),
    "banque_postale": ("PRELEVEMENT DE {name} REF : {ref}", "PRELEVEMENT DE {name}"),
    "bpce": ("PRLV {name} {d9}", "PRLV SEPA {name}\n{ref}"),
    "cic": ("PRLV SEPA {name} {ref}", "PRLV SEPA {name}"),
}
NEUTRAL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "fees": {
        "bnp": ("COMMISSIONS SUR VIREMENT {full}", "* COTIS ESPRIT LIBRE PRO", "FRAIS TENUE DE COMPTE"),
        "sg": ("COTISATION MENSUELLE JAZZ PRO", "FRAIS TENUE COMPTE"),
        "credit_agricole": ("COTISATION CARTE BUSINESS", "FRAIS DE TENUE DE COMPTE"),
        "boursobank": ("Cotisation mensuelle Bourso Pro", "COMMISSION D'INTERVENTION"),
        "fortuneo": ("FRAIS CARTE", "COMMISSION CHANGE"),
        "banque_postale": ("FRAIS TRIMESTRIELS DE TENUE DE COMPTE", "COTISATION TRIMESTRIELLE"),
        "bpce": ("* COTIS CONVENTION EQUIPAGE", "*CB COTISATION"),
        "cic": ("F COTIS EUROCOMPTE PRO", "F COMMISSION D INTERVENTION"),
    },
    "loan": {
        "bnp": ("ECHEANCE PRET 00041-{d6}",),
        "sg": ("ECHEANCE PRET N° {d9}",),
        "credit_agricole": ("REMBOURSEMENT DE PRET {d9} ECHEANCE {ddmmyy}",),
        "boursobank": ("ECH PRET:{d12}",),
        "fortuneo": ("ECHEANCE PRET {d6}",),
        "banque_postale": ("ECHEANCE PRET {d6}",),
        "bpce": ("ECH PRET 3 DU {ddmmyy}",),
        "cic": ("ECH PRET CAP+IN {d9}",),
    },
    "card total": {
        "bnp": ("TOTAL DES FACTURES CARTE 4974XXXXXXXX1111",),
        "sg": ("DEBIT MENSUEL CARTE X2148", "TOTAL DES FACTURES"),
        "credit_agricole": ("RELEVE CARTE DIFFERE",),
        "boursobank": ("RELEVE CB AU {ddmmyy}",),
        "fortuneo": ("RELEVE CARTE {ddmm}",),
        "banque_postale": ("DEBIT MENSUEL CARTE {ddmm}",),
        "bpce": ("CB 4978XXXXXXXX1034 TOT DIF {compact}",),
        "cic": ("RELEVE CARTE 00747350",),
    },
    "cash": {
        "bnp": ("RETRAIT DAB {ddmmyy} 10H12 VANNES",),
        "sg": ("CARTE X2148 RETRAIT DAB {ddmm} 10H12 VANNES",),
        "credit_agricole": ("RETRAIT AU DISTRIBUTEUR X4912 VANNES {ddmm}",),
        "boursobank": ("RETRAIT DAB {ddmmyy} VANNES CB*4567",),
        "fortuneo": ("RET DAB {ddmm} VANNES",),
        "banque_postale": ("RETRAIT VANNES {dotted}",),
        "bpce": ("RET DAB VANNES {compact} 10H12",),
        "cic": ("RETRAIT DAB {short} VANNES CARTE **7350",),
    },
    "cheque in": {
        "bnp": ("REMISE CHEQUES",),
        "sg": ("REMISE CHEQUE {d6}",),
        "credit_agricole": ("REMISE DE CHEQUE {d6}",),
        "boursobank": ("REM CHQ N {d6}",),
        "fortuneo": ("REMISE CHEQUE",),
        "banque_postale": ("REMISE DE CHEQUE DU {full}",),
        "bpce": ("REMISE CHEQUES {d6}",),
        "cic": ("REM CHQ REF{d6}",),
    },
    "cheque out": {
        "bnp": ("CHEQUE {d6}",),
        "sg": ("CHEQUE {d6}",),
        "credit_agricole": ("CHEQUE EMIS {d6}",),
        "boursobank": ("CHQ. N°{d6}",),
        "fortuneo": ("CHQ {d6}",),
        "banque_postale": ("CHEQUE N. {d6}",),
        "bpce": ("CHEQUE {d6}",),
        "cic": ("CHEQUE {d6}",),
    },
    "cash in": {
        "bnp": ("VERSEMENT ESPECES",),
        "sg": ("VERSEMENT EXPRESS",),
        "credit_agricole": ("VERSEMENT D ESPECES",),
        "boursobank": ("VERSEMENT ESPECES",),
        "fortuneo": ("VRST ESPECES",),
        "banque_postale": ("VERSEMENT D'ESPECES",),
        "bpce": ("DEPOT ESP. {compact}",),
        "cic": ("VRST GAB {d6}",),
    },
    "card takings": {
        "bnp": ("REMISE CARTE {ddmm} {d6}",),
        "sg": ("REMISE CB {ddmm} R70304 CT{d6}",),
        "credit_agricole": ("REMISE CARTE {d6}",),
        "boursobank": ("VIR STRIPE PAYOUT\nSTRIPE",),
        "fortuneo": ("VIR SUMUP PID{d6}",),
        "banque_postale": ("VIREMENT DE SUMUP PAYMENTS PID{d6}",),
        "bpce": ("REMISE CB {d6}",),
        "cic": ("VIR STRIPE TECHNOLOGY EUROPE E2E-{hex}",),
    },
}
NAMES: tuple[str, ...] = tuple(RECEIVED)
