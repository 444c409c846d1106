"""A pasted text that is not the return address: the sentence says what to copy instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.views.bank.connections.pasted import pasted_flaw

RETURN = "https://service.example/return"
PAGE = "https://bank.example/consent/12"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a1b2c3", "qu’un morceau"),
        ("service.example/return?code=1&state=2", "qu’un morceau"),
        (PAGE, "C’est la page où donner votre accord"),
        ("https://other.example/", "elle commence par https://service.example/return"),
        (RETURN, "Il manque la fin"),
        (f"{RETURN}?code=1", "Il manque la fin"),
        (f" {RETURN}?code=1&state=guess ", "une autre demande"),
        (f"{RETURN}?ref=guess", "une autre demande"),
        ("https://[broken", "elle commence par"),
    ],
)
def test_the_flaw_is_named(text, said):
    assert said in pasted_flaw(text, page=PAGE, return_address=RETURN)


@given(st.text())
def test_any_text_has_a_sentence(text):
    assert pasted_flaw(text, page=PAGE, return_address=RETURN)
