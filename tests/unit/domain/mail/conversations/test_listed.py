"""A list of conversations in memory: extended by pages, renewed at its top."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.mail.conversations.listed import Listed
from microdesk_desktop.domain.mail.types import Page, Row

START = datetime(2026, 11, 27, tzinfo=UTC)
PAGE = 5


def row(key: str, *letters: str, age: int = 0) -> Row:
    return Row(
        key=key,
        subject=key,
        people=(),
        when=START - timedelta(hours=age),
        count=max(1, len(letters)),
        complete=True,
        unread=False,
        starred=False,
        files=None,
        folders=frozenset(("inbox",)),
        preview="",
        letters=letters or (key,),
    )


def listed(*keys: str, cursor: str | None = "next") -> Listed:
    return Listed(rows=tuple(map(row, keys)), next=cursor, stamp="1")


def keys(found: Listed) -> list[str]:
    return [each.key for each in found.rows]


def page(*keys: str, cursor: str | None = "after") -> Page:
    return Page(rows=tuple(map(row, keys)), next=cursor, stamp="2")


def test_a_following_page_repeats_no_conversation() -> None:
    extended = listed("c", "b").extended(page("b", "a", cursor=None))
    assert (keys(extended), extended.next) == (["c", "b", "a"], None)


def test_new_mail_comes_on_top_and_nothing_below_is_lost() -> None:
    renewed = listed("c", "b", "a").renewed(page("d", "c", "b"), may_have_left=False)
    assert (keys(renewed), renewed.next, renewed.stamp) == (["d", "c", "b", "a"], "next", "2")


def test_what_has_left_above_the_last_known_row_goes_and_the_rest_stays() -> None:
    renewed = listed("d", "c", "b", "a").renewed(page("d", "b"), may_have_left=True)
    assert keys(renewed) == ["d", "b", "a"]


def test_a_last_row_that_has_left_goes_too() -> None:
    whole = listed("b", "a", cursor=None).renewed(page("b", cursor=None), may_have_left=True)
    part = listed("c", "b").renewed(page("c", "a"), may_have_left=True)
    assert (keys(whole), whole.next) == (["b"], None)
    assert (keys(part), part.next) == (["c", "a"], "after")


def test_a_conversation_with_a_new_letter_moves_up_under_its_new_key() -> None:
    before = listed("c", "b", "a")
    answered = Page(rows=(row("b2", "b", "b2"), row("c")), next="after", stamp="2")
    renewed = before.renewed(answered, may_have_left=False)
    assert keys(renewed) == ["b2", "c", "a"]
    found = renewed.find("b")
    assert found is not None
    assert found.key == "b2"


def test_a_page_that_shares_nothing_replaces_the_list() -> None:
    renewed = listed("b", "a").renewed(page("z", "y"), may_have_left=False)
    assert (keys(renewed), renewed.next) == (["z", "y"], "after")


@given(before=st.integers(1, 15), arrived=st.integers(0, 4), loaded=st.integers(1, 3))
def test_arrivals_never_lose_or_repeat_a_row(before: int, arrived: int, loaded: int) -> None:
    names = [f"m{number}" for number in range(before + arrived, 0, -1)]
    old, new = names[arrived:], names
    kept = old[: loaded * PAGE]
    end = "next" if len(old) > len(kept) else None
    first = new[:PAGE]
    known = listed(*kept, cursor=end)
    renewed = known.renewed(page(*first, cursor="after" if len(new) > PAGE else None), may_have_left=False)
    assert keys(renewed) == new[: len(renewed.rows)]
    assert len(renewed.rows) >= min(len(new), len(kept))
    assert (renewed.next is None) == (len(renewed.rows) == len(new))
