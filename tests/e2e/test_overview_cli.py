"""`dashboard` and `todo` through the command line: figures per currency, and what waits with its next command."""

import shlex
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from microdesk_desktop.base.clock import SystemClock
from tests.support.program import Program

TODAY = SystemClock().today()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
NEXT_MONTH = TODAY + timedelta(days=30)
LATE = TODAY - timedelta(days=10)

DOCUMENTS = f"""number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency,paid_on
F-1,invoice,2025-01-05,{LATE},Nova SARL,100.00,0,100.00,0,EUR,
F-2,invoice,{LATE},{NEXT_MONTH},Nova SARL,250.00,0,250.00,0,EUR,
F-3,invoice,2025-01-07,{NEXT_MONTH},Acme Inc,80.00,0,80.00,0,USD,
F-4,invoice,2025-01-08,2025-02-08,Nova SARL,300.00,0,300.00,300.00,EUR,{TODAY}
"""
EXPENSES = f"""date,supplier,label,amount,reference
{TODAY},OVH,Serveur,14.39,A-1
{LAST_MONTH},SNCF,Train,40.00,A-2
"""
STATEMENT = f"""Date;Libellé;Montant
{TODAY:%d/%m/%Y};VIR INST NOVA SARL ACPTE 30%;75,00
{TODAY:%d/%m/%Y};CB BOULANGERIE DU PORT;-4,20
{TODAY:%d/%m/%Y};FRAIS TENUE DE COMPTE;-2,50
{TODAY:%d/%m/%Y};VIR INCONNU;77,77
"""


@pytest.fixture
def business(program: Program, tmp_path: Path) -> Program:
    """Four documents in two currencies, two expenses, and four transactions."""
    for name, text in (("documents", DOCUMENTS), ("expenses", EXPENSES)):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        assert program.json("import", name, file)["added"] in (4, 2)
    statement = tmp_path / "statement.csv"
    statement.write_text(STATEMENT, encoding="utf-8")
    program.json("bank", "import", statement)
    return program


def euros(amount: str) -> list[dict]:
    return [{"amount": amount, "currency": "EUR"}]


def test_the_dashboard_has_the_figures_of_the_window(business: Program) -> None:
    figures = business.json("dashboard")
    assert figures["today"] == TODAY.isoformat()
    month, period = figures["month"], figures["period"]
    assert (month["received"], month["spent"], month["difference"]) == (
        euros("300.00"),
        euros("14.39"),
        euros("285.61"),
    )
    assert (period["until"], period["received"], period["spent"]) == (LAST_MONTH.isoformat(), [], euros("40.00"))
    assert period["difference"] == euros("-40.00")
    assert figures["to_collect"] == [
        {"amount": "350.00", "currency": "EUR", "documents": 2},
        {"amount": "80.00", "currency": "USD", "documents": 1},
    ]
    assert figures["late"] == [{"amount": "100.00", "currency": "EUR", "documents": 1}]
    assert figures["balance"] == {"amounts": [], "since": None, "accounts": 1, "unknown": 1}
    assert len(figures["months"]) == 12
    assert month.items() <= figures["months"][-1].items()
    assert period.items() <= figures["months"][-2].items()


def test_the_dashboard_has_what_to_put_aside_what_is_left_and_what_is_expected(business: Program) -> None:
    figures = business.json("dashboard")
    assert figures["year_before"]["month"]["same_days"]["received"] == []
    aside = figures["aside"]
    assert aside["total"] == f"{sum(Decimal(each['amount']) for each in aside['owed']):.2f}"
    assert {each["kind"] for each in aside["owed"]} == {"contributions"}
    left = figures["left"]["month"]
    parts = (left["received"], left["spent"], left["contributions"], left["vat"])
    assert (left["received"], left["spent"], left["vat"]) == ("300.00", "14.39", "0.00")
    if left["known"]:
        received, *rest = map(Decimal, parts)
        assert Decimal(left["amount"]) == received - sum(rest)
    expected = {(each["amount"], each["currency"]) for month in figures["forecast"]["months"]
                for each in month["to_receive"]["certain"]}  # fmt: skip
    assert expected == {("250.00", "EUR"), ("80.00", "USD")}
    assert figures["forecast"]["late"] == euros("100.00")
    assert all(each["estimate"] is None for each in figures["thresholds"]["gauges"]), "one day is no history"


def test_a_period_of_the_users_choice(business: Program) -> None:
    chosen = business.json("dashboard", "--since", TODAY, "--until", TODAY)["period"]
    assert (chosen["from"], chosen["until"], chosen["spent"]) == (TODAY.isoformat(), TODAY.isoformat(), euros("14.39"))
    assert business.json("dashboard", "--until", LAST_MONTH)["period"]["from"] is None
    assert business.refused("dashboard", "--since", TODAY, "--until", LAST_MONTH) == "invalid_value"


def test_what_waits_has_its_next_command(business: Program) -> None:
    waiting = business.json("todo")
    by_kind = {kind: [each for each in waiting if each["kind"] == kind] for kind in {each["kind"] for each in waiting}}
    assert by_kind.keys() == {"proposals", "unclassified", "late", "vouchers"}
    (late,) = by_kind["late"]
    assert (late["object"]["kind"], late["object"]["reference"]) == ("invoice", "F-1")
    assert (late["amount"], late["currency"], late["date"], late["command"]) == (
        "100.00",
        "EUR",
        LATE.isoformat(),
        ["documents", "remind", "F-1"],
    )
    assert [each["object"]["reference"] for each in by_kind["vouchers"]] == ["A-1", "A-2"]
    (proposal,) = by_kind["proposals"]
    transaction = proposal["object"]["id"]
    assert (proposal["action"], proposal["object"]["kind"]) == ("confirm", "transaction")
    assert proposal["command"] == ["bank", "attribute", transaction, "--to", "invoice:F-2=75.00"]
    assert business.json(*proposal["command"])["status"] == "attributed"
    unclassified = {each["amount"]: each for each in by_kind["unclassified"]}
    assert unclassified["77.77"]["command"] is None
    for amount in ("-4.20", "-2.50"):
        assert unclassified[amount]["command"] == ["bank", "create-expense", unclassified[amount]["object"]["id"]]
        assert business.json(*unclassified[amount]["command"])["status"] == "attributed"
    left = business.json("todo", "--kind", "unclassified")
    assert [each["amount"] for each in left] == ["77.77"]
    assert business.json("todo", "--kind", "proposals") == []


def test_both_are_read_in_both_languages(business: Program) -> None:
    french, english = (business.run("--lang", lang, "dashboard").out for lang in ("fr", "en"))
    assert "En retard\u00a0: 100,00\u00a0€ · 1 facture" in french
    assert "Overdue: €100.00 · 1 invoice" in english
    french, english = (business.run("--lang", lang, "todo").out for lang in ("fr", "en"))
    assert "Confirmer\u00a0: microdesk bank attribute" in french
    assert "Confirm: microdesk bank attribute" in english


def test_a_reference_cannot_run_anything_where_its_command_is_pasted(program: Program, tmp_path: Path) -> None:
    documents, statement = tmp_path / "documents.csv", tmp_path / "statement.csv"
    documents.write_text(DOCUMENTS.replace("F-2", "F2;touch x"), encoding="utf-8")
    statement.write_text(STATEMENT, encoding="utf-8")
    program.json("import", "documents", documents)
    program.json("bank", "import", statement)
    line = next(line for line in program.run("todo", "--kind", "proposals").out.splitlines() if "microdesk" in line)
    words = shlex.split(line[line.index("microdesk") :])
    assert words[-1] == "invoice:F2;touch x=75.00"
    assert program.json(*words[1:])["status"] == "attributed"


def test_a_new_vault_has_nothing_to_show(program: Program) -> None:
    assert program.json("todo") == []
    figures = program.json("dashboard")
    assert (figures["to_collect"], figures["late"], figures["year"]["received"]) == ([], [], [])
    assert "Rien à traiter" in program.run("--lang", "fr", "todo").out
