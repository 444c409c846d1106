"""What a text states of time and shares is the same whatever stands beside it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.reconcile.labels import stated
from microdesk_desktop.reconcile.labels.stated import read_stated

PATTERNS = {name: each for name, each in vars(stated).items() if isinstance(each, re.Pattern)}
ASCII = st.characters(codec="ascii")


@pytest.mark.parametrize("name", PATTERNS)
@given(data=st.data())
def test_a_word_beside_changes_nothing_of_what_is_stated(name: str, data: st.DataObject) -> None:
    """A text in which nothing is looked for must be one in which nothing would be found."""
    text = data.draw(st.from_regex(PATTERNS[name], alphabet=ASCII))
    alone, beside = read_stated(text), read_stated(f"{text} | ACOMPTE")
    assert alone._replace(is_deposit=True) == beside
