"""The name and the wording that a bank label holds, written as people write them: « LE BOUCHON DU MARCHE 19/11
BORDEAUX » is « Le Bouchon du Marche », and « Bordeaux »."""

import re
from dataclasses import dataclass

from microdesk_desktop.domain.bank.labels.parser import Label, LabelKind, mask_card_numbers, parse_label
from microdesk_desktop.domain.settle.transactions import Nature

LONGEST_NAME = 60
# Words that begin the wording of a label which does not separate it from the name.
_BEGINNINGS = frozenset(
    "ACPTE ACOMPTE ACPT AVOIR CONTRAT COTISATION COTISATIONS CARTES DEVIS ECH ECHEANCE FACT FACTURE FACTURES HONORAIRES"
    " ABONNEMENT ABO LOYER LOYERS MENSUALITE MOTIF NOTE PAYOUT PAYOUTS PRESTATION REF REGLEMENT RGLT RNF SOLDE".split()
)
_BANKS_OWN = (Nature.FEE, Nature.INTEREST, Nature.LOAN, Nature.CARD_TOTAL)
_CARD_KINDS = (LabelKind.CARD, LabelKind.CARD_REFUND)
_AFTER_DAY = re.compile(r"\d\d[/.]?\d\d(?:[/.]?(?:20)?\d\d)? ([A-Z][A-Z '\-]*[A-Z])\Z")
_SMALL_WORDS = frozenset("LE LA LES L DE DU DES D ET AU AUX EN SUR MME".split())
_TITLES = frozenset("M MR MONSIEUR".split())
# Legal forms, and names that everyone writes in capitals; other short words are written as names.
_CAPITALS = frozenset(
    "SARL SAS SASU EURL EI SA SCI SNC SCM SELARL SELAS SCOP EIRL GIE OVH EDF GDF MAIF MACIF MMA AXA CIC LCL BNP SFR"
    " SNCF RATP TCL UPS DHL TNT CCI CMA INPI MGEN AGF DGFIP CPAM CARSAT CIPAV INSEE IBM BHV PMU".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelNames:
    """`who` stands opposite, empty where the label names nobody or the bank itself; `wording` is what else it holds.

    Both have capitals where names have them; the accents that banks leave out stay away.
    """

    who: str
    wording: str
    kind: LabelKind
    nature: Nature | None
    is_instant: bool


def label_names(text: str) -> LabelNames:
    """The name and the wording of a label, without card numbers."""
    label = parse_label(mask_card_numbers(text))
    who, wording = (_without_masks(part) for part in _who_and_wording(label))
    if label.nature in _BANKS_OWN:
        who, wording = "", _without_masks(label.text)
    return LabelNames(
        who=written_name(who[:LONGEST_NAME].strip(" /:-")),
        wording=wording.strip(" /:-"),
        kind=label.kind,
        nature=label.nature,
        is_instant=label.text.startswith(("VIR INST", "VIREMENT INST")),
    )


def written_name(folded: str) -> str:
    """« LE BOUCHON DU MARCHE » as a name is written; OVH or SARL stay in capitals."""
    words = folded.split()
    if len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return " ".join(_written_word(word, is_first=number == 0) for number, word in enumerate(words))


def is_same_name(written: str, known: str) -> bool:
    """Whether two folded names are of the same party: every long word of one is a word of the other."""
    mine, theirs = ({word for word in text.split() if len(word) > 2} for text in (written, known))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _without_masks(text: str) -> str:
    return " ".join(word for word in text.split() if word.strip("•")) if "•" in text else text


def _written_word(word: str, *, is_first: bool) -> str:
    if word in _SMALL_WORDS:
        return word.capitalize() if is_first else word.lower()
    if word in _CAPITALS:
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _who_and_wording(label: Label) -> tuple[str, str]:
    if label.kind in _CARD_KINDS:
        found = _AFTER_DAY.search(label.text)
        place = found[1] if found else ""
        is_apart = bool(place) and label.party.endswith(f" {place}")
        return (label.party.removesuffix(f" {place}"), place.title()) if is_apart else (label.party, "")
    if label.is_split:
        return label.party, label.words
    words = label.party.split()
    for number, word in enumerate(words):
        if number and (word in _BEGINNINGS or any(char.isdigit() for char in word)):
            return " ".join(words[:number]), " ".join(words[number:])
    return label.party, ""
