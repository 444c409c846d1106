"""A letter in slices: nothing is lost between them, each stands by itself, and none is long."""

import re

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.views.mail.reading.slices import MOST_WEIGHT, slices

TAG = re.compile(r"<[^<>]*>")
WORDS = st.sampled_from(("mot", "l&#x27;été", "a &lt; b", "x" * 300, "<br>", '<a href="link:1">ici</a>'))
LONG = st.integers(1, 4_000)


def words_of(html: str) -> str:
    return TAG.sub("", html)


def is_balanced(html: str) -> bool:
    opened = []
    for end, name in re.findall(r"<(/?)(\w+)[^<>]*>", html):
        if name in {"br", "hr", "img"}:
            continue
        if not end:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


@given(st.sampled_from(("p", "div", "li", "td")), WORDS, LONG)
def test_slices_lose_nothing_and_stand_alone(tag: str, word: str, count: int) -> None:
    around = {"li": ("<blockquote><ul>", "</ul></blockquote>"), "td": ("<table><tr>", "</tr></table>")}
    before, after = around.get(tag, ("", ""))
    html = f"{before}{f'<{tag}>{word}</{tag}>' * count}{after}"
    made = list(slices(html))
    assert "".join(map(words_of, made)) == words_of(html)
    assert all(map(is_balanced, made))
    assert all(len(TAG.findall(each)) * 40 + len(words_of(each)) * 2 < 1.6 * MOST_WEIGHT for each in made)


def test_a_usual_letter_is_one_slice() -> None:
    html = "<p>Bonjour, voici votre facture du mois.</p>" * 300
    assert list(slices(html)) == [html]


def test_an_entity_is_never_cut() -> None:
    html = "<div>" + "&amp;" * 60_000 + "</div>"
    made = list(slices(html))
    assert len(made) > 1
    assert all(re.fullmatch(r"(?:&amp;)+", words_of(each)) for each in made)


def test_a_table_goes_on_in_the_next_slice() -> None:
    html = '<table width="100%">' + "<tr><td>a</td><td>b</td></tr>" * 1_000 + "</table>"
    first, *others = slices(html)
    assert first.endswith("</tr></table>")
    assert all(each.startswith('<table width="100%"><tr><td>a') for each in others)
