"""Which spellings of an account are the same account."""

import pytest

from microdesk_desktop.domain.bank.accounts.names import AccountName, NameKind

IBAN = "FR7640618802980004012345678"


def same(one: str, other: str) -> bool:
    answers = {AccountName(one).is_same(AccountName(other)), AccountName(other).is_same(AccountName(one))}
    assert len(answers) == 1, "the order of the two changes nothing"
    return answers.pop()


@pytest.mark.parametrize(
    "other",
    [
        "fr76 4061 8802 9800 0401 2345 678",
        f"{IBAN}EUR",
        "40618802980004012345678",
        "8029800040123456",
        "00040123456",
        "40123456",
        "0004012345678",
        "****5678",
        "XXXX3456",
        "FR76XXXXXXX678",
    ],
)
def test_an_iban_is_its_number_in_any_of_its_parts_and_masked(other: str) -> None:
    assert same(IBAN, other)


@pytest.mark.parametrize("other", ["6000", "4012", "345678", "1", "****9999", "FR7640618802980004012345679", "Compte"])
def test_a_piece_of_an_iban_is_not_the_account(other: str) -> None:
    assert not same(IBAN, other)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("0001", "001", True),
        ("000000", "000000", True),
        ("000000", "0000", False),
        ("LCL", "lcl", True),
        ("Compte courant", "COMPTE  COURANT", True),
        ("Pro", "Perso", False),
        ("4974XXXXXXXX1111", "4974 1234 5678 1111", True),
        ("4974XXXXXXXX1111", "4975 1234 5678 1111", False),
        ("DE89370400440532013000", "0532013000", True),
        ("DE89370400440532013000", "532013000", True),
        ("DE89370400440532013000", "13000", False),
    ],
)
def test_numbers_are_compared_whole_but_for_zeros_in_front_and_words_but_for_case(
    one: str, other: str, answer: bool
) -> None:
    assert same(one, other) is answer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (IBAN, NameKind.IBAN),
        ("0500013M026", NameKind.NUMBER),
        ("****0042", NameKind.MASKED),
        ("**42", NameKind.WORDS),
        ("Livret A", NameKind.WORDS),
        ("XXL 1", NameKind.WORDS),
    ],
)
def test_what_stands_in_the_place_of_the_account(text: str, kind: NameKind) -> None:
    assert AccountName(text).kind is kind
