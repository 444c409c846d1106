"""Whom a text names, where one name is a part of another."""

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.privacy.mentions import is_named, is_named_alone, names_of

MARTIN, DUPONT = names_of(["Martin"]), names_of(["Martin Dupont"])
WORDS = st.lists(st.sampled_from(["Martin", "Dupont", "Atelier", "Nord"]), min_size=1, max_size=3)


def test_a_longer_name_is_not_the_shorter_one():
    assert is_named("Virement MARTIN facture 12", MARTIN, DUPONT)
    assert not is_named("Virement Martin Dupont", MARTIN, DUPONT)
    assert is_named("Virement Martin Dupont", DUPONT, MARTIN)
    assert not is_named("Virement Martinez", MARTIN, DUPONT)


def test_a_text_that_names_both_is_of_neither_alone():
    text = "Martin et Martin Dupont"
    assert is_named(text, MARTIN, DUPONT)
    assert is_named(text, DUPONT, MARTIN)
    assert not is_named_alone(text, MARTIN, DUPONT)
    assert not is_named_alone(text, DUPONT, MARTIN)


@given(WORDS, WORDS)
def test_the_name_of_one_is_never_taken_for_that_of_another(one, other):
    own, others = names_of([" ".join(one)]), names_of([" ".join(other)])
    if own != others:
        assert is_named_alone(" ".join(one), own, others)
        assert not is_named_alone(" ".join(one), others, own)
