"""The help and the refusals of the command line are in the user's language, argparse's own words included."""

from pathlib import Path

import pytest

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.cli.main import GROUPS, _parser, main
from microdesk_desktop.cli.usage import Parser, UsageError, repeat_option, row_id, translate_error

ARGPARSE = ("usage:", "positional arguments", "options:", "show this help", "exit")


def actions(parser):
    return parser._actions  # noqa: SLF001 - argparse has no public list of them


def every_parser(parser):
    yield parser
    for action in actions(parser):
        if isinstance(action.choices, dict):
            for each in action.choices.values():
                yield from every_parser(each)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_command_and_every_option_has_a_help_text(language):
    set_language(language)
    for parser in every_parser(_parser([])):
        assert parser.prog == "microdesk" or parser.description.endswith(".")
        silent = [action.dest for action in actions(parser) if not action.help and action.option_strings]
        assert silent == [], parser.prog


def test_no_word_of_argparse_is_left_in_french():
    parsers = list(every_parser(_parser([])))
    assert len(parsers) > len(GROUPS)
    for parser in parsers:
        text = parser.format_help()
        assert [words for words in ARGPARSE if words in text] == []
        assert text.startswith("Utilisation\u00a0: microdesk")


def test_every_argument_has_a_translated_name():
    for parser in every_parser(_parser([])):
        unnamed = [action.dest for action in actions(parser) if not action.option_strings and not action.metavar]
        assert unnamed == [], parser.prog


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (["bank", "import", "x.csv", "--format", "pdf"], "'auto', 'ofx',"),
        (["vault", "init", "--name", "x", "--activity", "pdf"], "bnc, bnc_cipav, bic_services, sales."),
    ],
)
def test_a_refused_choice_names_the_others_as_they_are_typed(words, choices, capsys):
    assert main(words) == 2
    assert choices in capsys.readouterr().err


@pytest.mark.parametrize("amount", ["0", "-3", "0,00", "1,234,5"])
def test_an_amount_to_attribute_is_positive(amount, capsys):
    assert main(["bank", "attribute", "1", "--to", f"invoice:F-1={amount}"]) == 2
    assert "montant au-dessus de zéro attendu" in capsys.readouterr().err


def test_a_repeated_option_adds_to_the_former_one():
    words = ["bank", "attribute", "1", "--to", "invoice:F-1=50", "--to", "invoice:F-2", "expense:D-1"]
    assert [part.reference for part in _parser(words).parse_args(words).to] == ["F-1", "F-2", "D-1"]


@pytest.mark.parametrize("words", [["--lang", "en", "bank", "list", "--profile"], ["--passphrase-file", "--lang=en"]])
def test_a_refusal_is_in_the_language_asked_for_wherever_it_stands(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err.endswith(" needs a value.\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--on=yes"],
        ["--number"],
        ["--number", "x"],
        ["--choice", "x"],
        ["--unknown"],
        ["x", "y"],
        ["--one", "--two"],
    ],
    ids=" ".join,
)
def test_no_refusal_of_argparse_is_left_in_english(words):
    parser = Parser(prog="microdesk")
    parser.add_argument("--number", type=int)
    parser.add_argument("--choice", choices=("a", "b"))
    parser.add_argument("--on", action="store_true")
    exclusive = parser.add_mutually_exclusive_group()
    exclusive.add_argument("--one", action="store_true")
    exclusive.add_argument("--two", action="store_true")
    if not words:
        parser.add_argument("file")
    with pytest.raises(UsageError) as raised:
        parser.parse_args(words)
    english = ("argument ", "expected", "invalid", "required", "unrecognized", "allowed", "ignored")
    assert [word for word in english if word in raised.value.sentence] == []
    assert raised.value.sentence != translate_error("words that argparse never wrote")


def test_an_argument_that_is_no_utf_8_keeps_what_can_be_read():
    parser = Parser(prog="microdesk")
    command = parser.add_subparsers().add_parser("command")
    command.add_argument("--name")
    command.add_argument("--file", type=Path)
    given = parser.parse_args(["command", "--name", "Caf\udce9", "--file", "caf\udce9.csv"])
    assert (given.name, given.file) == ("Caf\ufffd", Path("caf\udce9.csv"))


def test_a_refused_word_cannot_control_the_terminal(capsys):
    assert main(["vault", "init", "--name", "x", "--activity", "\x1b[31m\u202ex\ny"]) == 2
    shown = capsys.readouterr().err
    assert r"\x1b[31m\u202ex\ny" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("7", 7),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, 0),
        ("-1", 0),
        ("x", 0),
        ("", 0),
        ("\u00b2", 0),
        ("\u0667", 0),
    ],
)
def test_what_is_no_id_names_no_row_and_what_sqlite_cannot_hold_neither(typed, id_):
    assert row_id(typed) == id_


@pytest.mark.parametrize(
    "words",
    [
        ["liste.csv", "--map", "Prix TTC=amount", "Le=date"],
        ["--map", "Prix TTC=amount", "Le=date", "liste.csv"],
        ["--map=Prix TTC=amount", "Le=date", "liste.csv"],
        ["--map", "Prix TTC=amount", "--map", "Le=date", "liste.csv"],
        ["--map", "Prix TTC=amount", "liste.csv", "--preview", "--map", "Le=date"],
    ],
)
def test_columns_are_named_after_one_option_or_several_wherever_the_file_stands(words):
    given = repeat_option(["import", "expenses", *words], "--map")
    parsed = _parser(given).parse_args(given)
    assert (parsed.map, parsed.file) == ([("Prix TTC", "amount"), ("Le", "date")], Path("liste.csv"))


def test_an_option_without_a_value_is_left_to_be_refused():
    assert repeat_option(["import", "--map"], "--map") == ["import", "--map"]
    assert repeat_option(["--map", "--json", "a=b"], "--map") == ["--map", "--json", "--map", "a=b"]
