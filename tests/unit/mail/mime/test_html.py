"""The HTML pipeline: what is hidden is cut, layout tables become blocks, nothing is loaded, lines of invoices stay."""

import pytest

from microdesk_desktop.domain.mail.compose.answers import reply_text
from microdesk_desktop.domain.mail.reading.text import Reading, ShownAs
from microdesk_desktop.domain.mail.types import EncodedText
from microdesk_desktop.mail.mime.choose import read_texts


def read(html: str, text: str = "", images: tuple[str, ...] = ()) -> Reading:
    plain = EncodedText(text.encode(), "utf-8") if text else None
    return read_texts(plain, EncodedText(html.encode(), "utf-8"), images)


@pytest.mark.parametrize(
    "html",
    [
        '<div style="d\\69splay: none !important">caché</div>',
        '<div style="visibility:hidden"><p>caché</p></div>',
        '<span style="font-size:0">caché</span>',
        '<span style="font-size:0em">caché</span>',
        '<div style="max-height:0;overflow:hidden">caché</div>',
        '<p style="color:#FFF;background:white">caché</p>',
        "<style>.x .y{display:none}</style><div class=x><i><b class='y z'>caché</b></i></div>",
        "<style>@media screen{#p{opacity:0}}</style><div id=p>caché</div>",
        "<p hidden>caché</p>",
    ],
)
def test_hidden_text_is_cut(html: str) -> None:
    assert "caché" not in read(f"{html}<p>vu</p>").text


@pytest.mark.parametrize(
    "html",
    [
        '<td style="font-size:0"><div style="font-size:13px">vu</div></td>',
        '<div style="visibility:hidden"><b style="visibility:visible">vu</b></div>',
        "<style>@media (max-width:600px){.bureau{display:none}}</style><p class=bureau>vu</p>",
        '<p style="color:#ffffff">vu</p>',
        '<p style="display:block;font-size:0.9em;height:0">vu</p>',
    ],
)
def test_text_that_is_seen_elsewhere_is_seen_here(html: str) -> None:
    assert "vu" in read(f"<table><tr>{html}</tr></table>").text


def test_characters_that_hide_or_turn_text_are_dropped() -> None:
    piled = "\u0301" * 50
    assert read(f"<p>fac\u200bture\u202efdp\u2069 e{piled}</p>").text == "facturefdp e" + "\u0301" * 4


def test_no_colour_font_or_size_of_the_mail_is_shown() -> None:
    reading = read(
        '<p style="color:#fff"><font color=blue size=7 face=x><a href="https://a.example">bouton</a></font></p>'
    )
    assert reading.html == '<p><a href="link:0">bouton</a></p>'


def test_tables_that_only_place_blocks_become_blocks_and_columns_stay() -> None:
    lines = "<tr><td>Hébergement<td align=right>12,00&nbsp;€</tr><tr><td>Total<td align=right>12,00&nbsp;€</tr>"
    reading = read("<table><tr><td>" * 20 + f"<table>{lines}</table>" + "</table>" * 20)
    assert reading.html.count("<table") == 1
    assert reading.html.count('<td align="right">') == 2
    assert reading.text == "Hébergement  12,00\u00a0€\nTotal  12,00\u00a0€"


def test_columns_stand_in_two_tables_at_most() -> None:
    reading = read("<table><tr><td>a<td>" * 10 + "fin" + "</table>" * 10)
    assert reading.shown_as is ShownAs.HTML
    assert reading.html.count("<table") == 2
    assert "fin" in reading.text


def test_only_images_of_the_message_are_shown_the_others_by_their_text_and_counted() -> None:
    reading = read(
        '<img src="cid:logo@x" width=90><img src="http://a.example/1.gif" alt="Merci">'
        '<img src="//b.example/2.gif" alt="x" width=1>'
        r'<img src="\\c.example\3.gif"><img src="file:///etc/passwd" alt="secret"><p style="background:u\72l(http://a.example/4)">'
        "<img srcset='http://d.example/5 2x'><noscript><img src=http://e.example/6></noscript>",
        images=("logo@x",),
    )
    assert reading.html.count("<img") == 1
    assert '<img src="cid:0" width="90" alt="">' in reading.html
    assert reading.images == ("logo@x",)
    assert reading.blocked_images == 7
    assert reading.blocked_hosts == ("a.example", "b.example", "c.example", "d.example", "e.example")
    assert reading.text == "Mercisecret"


def test_what_a_reply_quotes_has_no_image_of_the_letter() -> None:
    reading = read('<p>Bonjour<img src="https://a.example/pixel.gif"><img src="cid:logo@x"></p>', images=("logo@x",))
    quoted = reply_text("Léa a écrit :", reading.text, "")
    assert "> Bonjour" in quoted
    assert not any(each in quoted for each in ("http", "cid:", "img", "a.example"))


def test_links_are_numbers_with_their_hosts_beside() -> None:
    reading = read(
        '<a href="https://a.example/x">un <b>mot</b></a> <a href="javascript:x">rien</a> <a href="file:///x">rien</a>'
    )
    assert [(link.text, link.host) for link in reading.links] == [("un mot", "a.example")]
    assert reading.html == '<div><a href="link:0">un </a><a href="link:0"><b>mot</b></a> rien rien</div>'


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>", "<blockquote>", "<ul><li>"])
@pytest.mark.parametrize("depth", [101, 20_000])
def test_what_is_too_deep_is_shown_as_text(opening: str, depth: int) -> None:
    assert read(opening * depth + "vu").text.strip() == "vu"


def test_unclosed_paragraphs_and_cells_are_not_deep() -> None:
    assert read("<p>a" * 2_000).shown_as is ShownAs.HTML
    assert read("<table>" + "<tr><td>a<td>b" * 400).shown_as is ShownAs.HTML


def test_a_plain_text_is_shown_first_when_it_has_the_same_words() -> None:
    html = "<p>Bonjour, voici le devis que vous attendiez.</p>"
    assert read(html, "Bonjour, voici le devis que vous attendiez.").shown_as is ShownAs.TEXT
    assert read(html, "Votre lecteur n'affiche pas les messages HTML").shown_as is ShownAs.HTML
    assert read(html, "<html><p>Bonjour, voici le devis que vous attendiez.").shown_as is ShownAs.HTML


def test_an_invoice_with_columns_is_shown_with_them_though_it_has_a_plain_text() -> None:
    html = "<table><tr><td>Total<td>12,00</table>"
    assert read(html, "Total 12,00").shown_as is ShownAs.HTML


def test_a_long_text_is_cut_and_that_is_known() -> None:
    reading = read("<p>" + "mot " * 60_000)
    assert reading.is_cut
    assert 99_000 < len(reading.text) <= 100_010
    assert not read("<p>mot</p>").is_cut


def test_plain_text_has_its_links() -> None:
    reading = read_texts(EncodedText(b"Voir https://a.example/x?y=(1).\n\n  fin", "utf-8"), None, ())
    assert reading.links[0].url == "https://a.example/x?y=(1)"
    assert reading.text == "Voir https://a.example/x?y=(1).\n\n  fin"
