"""A reply has one mark, its signature above the quote, and only text of the letter below."""

import pytest

from microdesk_desktop.domain.mail.compose.answers import forward_subject, new_text, reply_subject, reply_text


@pytest.mark.parametrize(
    ("subject", "reply", "forward"),
    [
        ("Devis", "Re: Devis", "Fwd: Devis"),
        ("RE: Re : AW: Devis", "Re: Devis", "Fwd: RE: Re : AW: Devis"),
        ("Re[2]: Devis", "Re: Devis", "Fwd: Re[2]: Devis"),
        ("Fwd: TR: Devis", "Re: Fwd: TR: Devis", "Fwd: Devis"),
        ("Réf : F-1", "Re: F-1", "Fwd: Réf : F-1"),
        ("Reprise : lundi", "Re: Reprise : lundi", "Fwd: Reprise : lundi"),
        ("", "Re:", "Fwd:"),
        ("a\r\nBcc: x", "Re: a Bcc: x", "Fwd: a Bcc: x"),
    ],
)
def test_a_subject_gets_one_mark(subject, reply, forward):
    assert (reply_subject(subject), forward_subject(subject)) == (reply, forward)


def test_the_signature_of_a_reply_stands_above_the_quote_and_cuts_nothing_off():
    text = reply_text("Le 3 novembre, Paul a écrit :", "Bonjour,\r\n\r\n> ancien\r\n-- \r\nPaul\r\n", "Jeanne\nAtelier")
    assert text == ("\n\nJeanne\nAtelier\n\nLe 3 novembre, Paul a écrit :\n> Bonjour,\n>\n>> ancien\n> --\n> Paul\n")


def test_a_reply_without_a_signature_has_one_line_to_write_on():
    assert reply_text("Paul :", "Oui", "") == "\n\nPaul :\n> Oui\n"


def test_the_signature_of_a_new_message_is_marked_as_one():
    assert new_text("Jeanne\n") == "\n\n-- \nJeanne\n"
    assert new_text(" ") == "\n"
