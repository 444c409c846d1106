"""One thing has one name in the texts of the window and of the command line, in French and in English."""

import re

from tests.unit.test_catalogue import _pairs

# What a text must not say, and the word of the house for it.
FRENCH = {
    r"\bmouvements?\b": "opération",
    r"\battribu(ée?s?|er|tion)\b|\brapproch": "réglée par, régler",
    r"\bconsentements?\b": "accord",
    r"\bpartenaires?\b|\bfournisseurs? (d'accès|bancaires?)\b": "service bancaire",
    r"\bpanneaux?\b": "volet",
    r"\bprofils?\b": "coffre",
    r"\bsynchro\b": "synchronisation",
    r"Ctrl [A-Z]\b": "Ctrl+F",
    r"\bTiers\b": "client, fournisseur",
    r"\b1 (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b": "1er",
}
ENGLISH = {
    r"\bbank services?\b": "banking service",
    r"\bbank movements?\b|\bbank operations?\b": "transaction",
    r"Receipts and expenses|Add a receipt\b": "income",
    r"Ctrl [A-Z]\b": "Ctrl+F",
}


def _named_otherwise(texts, words):
    return [f"{text}: {right}" for text in texts for wrong, right in words.items() if re.search(wrong, text)]


def test_a_thing_has_one_name() -> None:
    sources, targets = ({text for pair in pairs for text in pair} for pairs in zip(*_pairs(), strict=True))
    assert _named_otherwise(sources, FRENCH) == []
    assert _named_otherwise(targets, ENGLISH) == []
