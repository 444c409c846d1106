"""Which letters are one conversation."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.mail.conversations.threads import ThreadHeader, base_subject, conversations

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
NOVA = frozenset({"me@studio.example", "nova@client.example"})


def letter(
    key: str,
    references: str = "",
    *,
    subject: str = "Facture",
    day: int = 0,
    people: frozenset[str] = NOVA,
    own: str = "",
) -> ThreadHeader:
    return ThreadHeader(
        key=key,
        message_id=own or f"<{key}@x>",
        references=tuple(f"<{each}@x>" for each in references.split()),
        subject=subject,
        people=people,
        when=NOON + timedelta(days=day),
    )


def keys(*headers: ThreadHeader) -> list[list[str]]:
    return sorted([each.key for each in group] for group in conversations(headers))


def test_one_subject_is_not_one_conversation() -> None:
    assert keys(letter("a"), letter("b", day=1), letter("c", "a", subject="Re: Facture", day=2)) == [["a", "c"], ["b"]]


def test_a_reply_with_another_subject_stays_in_its_conversation() -> None:
    assert keys(letter("a"), letter("b", "a", subject="Autre sujet", day=400)) == [["a", "b"]]


def test_letters_are_joined_through_one_that_is_not_there() -> None:
    assert keys(letter("b", "missing", day=1), letter("c", "missing", day=2)) == [["b", "c"]]


def test_a_reply_without_ids_follows_its_subject_within_a_month_and_among_the_same_people() -> None:
    first = letter("a")
    assert keys(first, letter("b", subject="RE : facture", day=30, own=" ")) == [["a", "b"]]
    assert keys(first, letter("b", subject="RE : facture", day=31, own=" ")) == [["a"], ["b"]]
    strangers = frozenset({"luna@other.example"})
    assert keys(first, letter("b", subject="Re: Facture", day=1, people=strangers)) == [["a"], ["b"]]
    assert keys(first, letter("b", subject="Facture", day=1)) == [["a"], ["b"]]
    assert keys(letter("a", subject="Re:"), letter("b", subject="Re:", day=1)) == [["a"], ["b"]]


def test_the_prefixes_of_several_languages_are_no_part_of_the_subject() -> None:
    assert {base_subject(each) for each in ("Devis", "Re: devis", "RE : TR: Devis", "AW: Fwd[2]: Devis")} == {"devis"}
    assert base_subject("Relance") == "relance"


@given(
    st.lists(st.lists(st.integers(0, 12), max_size=3), max_size=12).flatmap(
        lambda all_: st.permutations(list(enumerate(all_)))
    )
)
def test_every_letter_is_in_one_conversation_whatever_the_order(drawn: list[tuple[int, list[int]]]) -> None:
    headers = [letter(str(number), " ".join(map(str, references)), day=number) for number, references in drawn]
    found = conversations(headers)
    assert sorted(each.key for group in found for each in group) == sorted(each.key for each in headers)
    assert sorted(map(hash, found)) == sorted(map(hash, conversations(sorted(headers, key=lambda each: each.when))))


def test_thousands_of_letters_in_one_chain_are_one_conversation() -> None:
    chain = [letter(str(number), str(number - 1) if number else "", day=number) for number in range(5_000)]
    assert len(conversations(chain)) == 1
