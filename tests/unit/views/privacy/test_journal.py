"""The words of the network journal."""

from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.views.privacy.journal import purpose_words


def test_every_purpose_has_words_and_a_former_one_is_shown_as_it_is() -> None:
    assert all(purpose_words(purpose) != purpose for purpose in Purpose)
    assert purpose_words("bank.former") == "bank.former"
