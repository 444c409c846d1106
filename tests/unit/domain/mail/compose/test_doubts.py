"""Everything that a message may lack is asked at once, and nothing where nothing is unusual."""

import pytest

from microdesk_desktop.domain.mail.compose.doubts import Doubt, doubts, with_way_out


def found(text="Bonjour", *, subject="Devis", is_addressed=True, files=0, is_commercial=False):
    return doubts(is_addressed=is_addressed, subject=subject, text=text, files=files, is_commercial=is_commercial)


def test_a_usual_message_raises_no_question():
    assert found() == ()
    assert found("Voici ci-joint le devis.", files=1) == ()


def test_all_doubts_are_asked_at_once():
    assert found("Ci-joint", subject=" ", is_addressed=False) == (Doubt.ONLY_COPIES, Doubt.NO_SUBJECT, Doubt.NO_FILE)


@pytest.mark.parametrize(
    "text",
    [
        "Vous trouverez ci-joint",
        "CI-JOINTES",
        "ci joint",
        "la pièce jointe",
        "les pieces jointes",
        "en PJ",
        "je vous joins",
        "please find attached",
        "see the attachment",
        "Enclosed",
    ],
)
def test_an_announced_file_that_is_missing_is_noticed(text):
    assert found(text) == (Doubt.NO_FILE,)


@pytest.mark.parametrize(
    "text", ["Nous avons rejoint Paul", "adjoint", "> Vous trouverez ci-joint", "un joint de porte"]
)
def test_other_words_and_the_letter_that_is_answered_announce_no_file(text):
    assert found(text) == ()


@pytest.mark.parametrize(
    "text",
    ["Profitez de mes offres", "Une remise de 10 %", "Découvrez mes nouveautés", "Ma newsletter", "A special offer"],
)
def test_an_offer_says_how_the_next_ones_are_refused(text):
    assert found(text, is_commercial=True) == (Doubt.NO_WAY_OUT,)
    assert found(text) == (), "an answer, a document"
    assert found(with_way_out(text, "Pour ne plus recevoir ces messages, répondez-moi."), is_commercial=True) == ()


@pytest.mark.parametrize("text", ["Bonjour Paul, à mardi", "Voici le compte rendu", "Votre offre me convient"])
def test_an_ordinary_letter_is_asked_nothing(text):
    assert found(text, is_commercial=True) == ()


def test_the_sentence_stands_above_the_signature():
    assert with_way_out("Bonjour\n\n-- \nInès\n", "Phrase.") == "Bonjour\n\nPhrase.\n\n-- \nInès\n"
    assert with_way_out("Bonjour\n", "Phrase.") == "Bonjour\n\nPhrase.\n"
