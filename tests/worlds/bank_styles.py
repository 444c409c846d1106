"""Write a bank label as ten French banks do; each style may cut, reorder or drop what the payer wrote."""

import random
import unicodedata
from collections.abc import Callable
from datetime import date


def plain(text: str) -> str:
    """Capitals without accents, as most banks print."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).upper()


def _bnp_in(rng: random.Random, name: str, motive: str) -> str:
    field = rng.choice(("/DE", "/FRM"))
    written = plain(motive) or "NOTPROVIDED"
    return f"VIR SEPA RECU {field} {plain(name)} /EID {rng.choice(('NOTPROVIDED', _reference(rng)))} /RNF {written}"


def _bnp_motive_in(rng: random.Random, name: str, motive: str) -> str:
    return f"VIR SEPA RECU /DE {plain(name)} /MOTIF {plain(motive)} /REF {_reference(rng)}"


def _sg_in(rng: random.Random, name: str, motive: str) -> str:
    head = rng.choice(("VIR RECU", "VIR INST RE"))
    return f"{head} {rng.randrange(10**11, 10**12)} DE: {plain(name)} MOTIF: {plain(motive)} REF: {_reference(rng)}"


def _ca_in(rng: random.Random, name: str, motive: str) -> str:
    return f"VIREMENT EN VOTRE FAVEUR {plain(name)[:32]} {plain(motive)[:31]}".rstrip()


def _lbp_in(rng: random.Random, name: str, motive: str) -> str:
    return f"VIREMENT DE {plain(name)} {plain(motive)}".rstrip()


def _bpce_in(rng: random.Random, name: str, motive: str) -> str:
    return f"{rng.choice(('VIR SEPA', 'VIR INST'))} {plain(name)[:24]} {plain(motive)}".rstrip()


def _cic_in(rng: random.Random, name: str, motive: str) -> str:
    tail = rng.choice(("", f" E2E-{_reference(rng)}"))
    return f"VIR {plain(name)} {plain(motive)}".rstrip() + tail


def _boursobank_in(rng: random.Random, name: str, motive: str) -> str:
    return rng.choice((f"VIR {motive} {name}", f"VIR INST {name} {motive}", f"VIR SEPA {name} Réf : {motive}")).strip()


def _fortuneo_in(rng: random.Random, name: str, motive: str) -> str:
    return f"VIR {rng.choice(('', 'INST '))}{name}  {motive}".strip()


def _qonto_in(rng: random.Random, name: str, motive: str) -> str:
    return f"{name} {motive}".strip()


INCOMING: tuple[Callable[[random.Random, str, str], str], ...] = (
    _bnp_in, _bnp_motive_in, _sg_in, _ca_in, _lbp_in, _bpce_in, _cic_in, _boursobank_in, _fortuneo_in, _qonto_in,
)  # fmt: skip


def outgoing(rng: random.Random, name: str, motive: str) -> str:
    """A transfer sent."""
    return rng.choice(
        (
            f"VIR SEPA EMIS /MOTIF {plain(motive)} /BEN {plain(name)} /REFDO {_reference(rng)}",
            f"{rng.randrange(1, 99):06} VIR EUROPEEN EMIS LOGITEL POUR: {plain(name)} REF: {plain(motive)}",
            f"VIREMENT EMIS {plain(name)} {plain(motive)}",
            f"VIREMENT POUR {plain(name)} {plain(motive)}",
            f"VIR {name} {motive}",
        )
    ).strip()


def debit(rng: random.Random, name: str, on: date) -> str:
    """A direct debit."""
    return rng.choice(
        (
            f"PRLV SEPA {name} ECH/{on:%d%m%y} ID EMETTEUR/FR{rng.randrange(10, 99)}ZZZ{rng.randrange(10**5, 10**6)}"
            f" MDT/{_reference(rng)} REF/{_reference(rng)} LIB/PRELEVEMENT",
            f"PRELEVEMENT EUROPEEN {rng.randrange(10**8, 10**9)} DE: {name} MOTIF: {_reference(rng)}",
            f"PRLV SEPA {name}",
            f"PRELEVEMENT DE {name}",
            f"PRLV {name}  SCOR/{rng.randrange(10**7, 10**8)}A",
        )
    )


def card(rng: random.Random, name: str, on: date) -> str:
    """A card payment made on that day."""
    number = rng.randrange(1000, 9999)
    return rng.choice(
        (
            f"FACTURE CARTE DU {on:%d%m%y} {name} CARTE 4974XXXXXXXX{number}",
            f"CARTE X{number} {on:%d/%m} {name}",
            f"PAIEMENT PAR CARTE X{number} {name} {on:%d/%m}",
            f"ACHAT CB {name} {on:%d.%m.%y}",
            f"CB {name} FACT {on:%d%m%y}",
            f"PAIEMENT CB {on:%d%m} {name} CARTE {rng.randrange(10**7, 10**8)}",
            f"CARTE {on:%d/%m/%y} {name} CB*{number}",
            f"CARTE {on:%d/%m} {name}",
            f"CB {name} {on:%d/%m/%y}",
        )
    )


def _reference(rng: random.Random) -> str:
    return rng.choice(
        (
            "NOTPROVIDED",
            "".join(rng.choices("ABCDEFGHJK0123456789", k=12)),
            str(rng.randrange(10**9, 10**10)),
            f"{rng.randrange(1000, 9999)}",
            f"CT{rng.randrange(10**5, 10**6)}",
        )
    )
