"""The user's rules through the command line: added, listed, tried on the history, removed."""

from pathlib import Path

import pytest

from tests.support.program import Program

ROWS = (
    "05/11/2026;PRLV SEPA OVH SAS ROUBAIX;-14,39",
    "05/10/2026;PRLV SEPA OVH SAS ROUBAIX;-9,99",
    "12/11/2026;VIR OVH SAS AVOIR;5,00",
    "20/11/2026;VIR SEPA LIVRET A;-300,00",
)


@pytest.fixture
def account(program: Program, tmp_path: Path) -> Program:
    """An account with four transactions and a client."""
    statement, clients = tmp_path / "statement.csv", tmp_path / "clients.csv"
    statement.write_text("\n".join(("Date;Libellé;Montant", *ROWS)), encoding="utf-8")
    clients.write_text("name\nNova SARL\n", encoding="utf-8")
    program.json("bank", "import", statement)
    program.json("import", "clients", clients)
    return program


def labels(rows: list[dict]) -> list[tuple[str, str]]:
    return [(row["amount"], row["status"]) for row in rows]


def test_a_rule_is_added_applied_listed_tried_and_removed(account: Program) -> None:
    assert account.json("bank", "rules") == []
    added = account.json(
        *("bank", "rule", "add", "--words", "ovh  sas", "--action", "expense"),
        *("--supplier", "OVH", "--category", "Hébergement", "--label", "Serveur"),
    )
    assert added == {
        "id": added["id"],
        "name": "ovh sas",
        "words": "ovh sas",
        "direction": "out",
        "amount": None,
        "min": None,
        "max": None,
        "action": "expense",
        "client": None,
        "supplier": "OVH",
        "category": "Hébergement",
        "label": "Serveur",
        "paused": False,
    }
    assert account.json("bank", "rules") == [added]
    covered = account.json("bank", "rule", "try", added["id"])
    assert labels(covered) == [("-14.39", "attributed"), ("-9.99", "attributed")]
    assert covered[0]["attributions"][0]["origin"] == "rule"
    assert account.json("bank", "rule", "remove", added["id"]) == added
    assert account.json("bank", "rules") == []
    assert labels(account.json("bank", "list", "--search", "roubaix")) == labels(covered)
    for verb in ("remove", "try"):
        assert account.refused("bank", "rule", verb, added["id"]) == "unknown_rule"


def test_a_rule_is_corrected_rests_and_takes_up_again(account: Program) -> None:
    added = account.json("bank", "rule", "add", "--words", "OVH", "--action", "expense", "--max", "10")
    assert (added["amount"], added["min"], added["max"]) == (None, None, "10.00")
    assert labels(account.json("bank", "rule", "try", added["id"])) == [("-9.99", "attributed")]
    assert account.json("bank", "rule", "pause", added["id"])["paused"] is True
    edited = account.json("bank", "rule", "edit", added["id"], "--any-amount", "--category", "Hébergement")
    assert (edited["max"], edited["category"], edited["paused"]) == (None, "Hébergement", True)
    assert account.json("bank", "list", "--status", "todo", "--search", "14,39") != []
    assert account.json("bank", "rule", "resume", added["id"])["paused"] is False
    assert account.json("bank", "list", "--status", "todo", "--search", "14,39") == []
    assert account.refused("bank", "rule", "edit", added["id"], "--min", "5", "--max", "4") == "invalid_value"
    assert account.refused("bank", "rule", "pause", "77") == "unknown_rule"


def test_each_action_takes_its_values(account: Program) -> None:
    ignore = account.json(
        "bank", "rule", "add", "--words", "LIVRET A", "--action", "ignore", "--amount", "300,00", "--name", "Épargne"
    )
    assert (ignore["name"], ignore["direction"], ignore["amount"]) == ("Épargne", "both", "300.00")
    assert account.json("bank", "list", "--search", "livret")[0]["status"] == "ignored"
    party = account.json("bank", "rule", "add", "--words", "NV HOLDING", "--action", "party", "--client", "nova sarl")
    assert (party["client"], party["direction"]) == ("Nova SARL", "both")
    receipt = account.json("bank", "rule", "add", "--words", "SHOP", "--action", "receipt", "--client", "Boutique")
    assert (receipt["client"], receipt["supplier"], receipt["direction"]) == ("Boutique", None, "in")
    both = account.json("bank", "rule", "add", "--words", "OVH", "--action", "expense", "--direction", "both")
    assert len(account.json("bank", "rule", "try", both["id"])) == 3


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--words", "a-b", "--action", "ignore"), "rule_too_wide"),
        (("--words", "OVH", "--action", "ignore", "--category", "Hébergement"), "field_not_of_rule"),
        (("--words", "OVH", "--action", "receipt", "--supplier", "OVH"), "field_not_of_rule"),
        (("--words", "OVH", "--action", "expense", "--client", "Nova SARL"), "field_not_of_rule"),
        (("--words", "OVH", "--action", "party"), "rule_without_client"),
        (("--words", "OVH", "--action", "party", "--client", "Nobody"), "client_not_found"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_a_rule_that_cannot_be_is_refused(account: Program, options: tuple[str, ...], code: str) -> None:
    assert account.refused("bank", "rule", "add", *options) == code
    assert account.json("bank", "rules") == []


@pytest.mark.parametrize(
    "options",
    [
        ("--words", "OVH"),
        ("--action", "ignore"),
        ("--words", "OVH", "--action", "forget"),
        ("--words", "OVH", "--action", "ignore", "--amount", "0"),
        ("--words", "OVH", "--action", "ignore", "--direction", "up"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_parsed_is_a_usage_error(bare: Program, options: tuple[str, ...]) -> None:
    assert bare.run("--json", "bank", "rule", "add", *options, code=2).value["error"]["code"] == "usage"


def test_rules_are_read_in_both_languages(account: Program) -> None:
    account.json("bank", "rule", "add", "--words", "OVH SAS", "--action", "expense", "--category", "Hébergement")
    assert (
        "OVH SAS · Sorties · tous · Créer une dépense · Hébergement" in account.run("--lang", "fr", "bank", "rules").out
    )
    assert "OVH SAS · Money out" in account.run("--lang", "en", "bank", "rules").out
    tried = account.run("--lang", "fr", "bank", "rule", "try", "1").out.splitlines()
    assert tried[0] == "2 opérations correspondent."
    assert len(tried) == 3


def test_what_decisions_taught_is_listed_and_forgotten(account: Program) -> None:
    (row,) = account.json("bank", "list", "--search", "14,39")
    account.json("bank", "ignore", row["id"])
    (lesson,) = account.json("bank", "lessons")
    assert (lesson["kind"], lesson["words"], lesson["direction"], lesson["amounts"], lesson["taught_by"]) == (
        *("private", "OVH ROUBAIX", "out"),
        ["-14.39"],
        [row["id"]],
    )
    assert account.json("bank", "lesson", "forget", lesson["id"]) == lesson
    assert account.json("bank", "lessons") == []
    assert account.refused("bank", "lesson", "forget", lesson["id"]) == "unknown_lesson"
