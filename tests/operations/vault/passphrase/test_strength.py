"""A passphrase is rated by someone who speaks French and knows the user's name."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.vault.passphrase.propose import propose_passphrase
from microdesk_desktop.operations.vault.passphrase.strength import LEAST_STRENGTH, require_strength, strength
from tests.support.disks import raises_known

OWN = ["Léa Fontaine EI"]


@pytest.mark.parametrize(
    "typed",
    [
        "Léa Fontaine EI",
        "leafontaine2026",
        "Fontaine.Lea",
        "microdesk2026",
        "allezlesbleus2026",
        "Allez les Bleus !",
        "liberteegalitefraternite",
        "Liberté, Égalité, Fraternité",
        "motdepasse1234",
        "janvier2026",
        "microentrepreneur2026!",
    ],
)
def test_what_a_french_guesser_tries_first_is_refused(typed):
    with raises_known(ErrorCode.WEAK_PASSPHRASE):
        require_strength(typed, OWN)


def test_the_users_own_name_is_named_as_the_reason():
    with pytest.raises(KnownError) as refused:
        require_strength("leafontaine2026", OWN)
    assert refused.value.params["advice"] == "own"


def test_a_name_is_only_weak_where_it_is_the_users():
    assert strength("Ottilie Quenneville") > strength("Ottilie Quenneville", ["Ottilie Quenneville"])


def test_what_the_user_typed_before_is_not_kept():
    from zxcvbn import matching

    strength("quelque chose", ["Ottilie Quenneville"])
    assert "user_inputs" not in matching.RANKED_DICTIONARIES


def test_a_proposal_is_five_words_always_new_and_strong():
    proposals = [propose_passphrase() for _ in range(20)]
    assert len(set(proposals)) == len(proposals)
    assert all(len(set(each.split())) == 5 for each in proposals)
    assert min(strength(each) for each in proposals) > LEAST_STRENGTH
