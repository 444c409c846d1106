"""A plain text as it is shown."""

from microdesk_desktop.mail.mime.plain import write_plain


def test_quoted_lines_of_a_plain_text_stand_in_quotes() -> None:
    written = write_plain("Oui.\n> Bonjour\n> > Il a écrit\n>>>>>>>>> loin\nFin <b>")
    assert written.lines == ["Oui.", "> Bonjour", "> > Il a écrit", ">>>>>>>>> loin", "Fin <b>"]
    assert "".join(written.html) == (
        "<div>Oui.</div><blockquote><div>Bonjour</div><blockquote><div>Il a écrit</div>"
        "<blockquote><blockquote><blockquote><div>loin</div>"
        "</blockquote></blockquote></blockquote></blockquote></blockquote><div>Fin &lt;b&gt;</div>"
    )
