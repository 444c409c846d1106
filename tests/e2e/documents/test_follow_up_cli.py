"""`documents`: what happens after the issue, from the first payment to the formal notice."""

import json
from datetime import timedelta

import pytest
from pypdf import PdfReader

from microdesk_desktop.base.clock import SystemClock
from tests.support.documents.issuing import COMPANY, NOVA

DUE = SystemClock().today() - timedelta(days=70)


@pytest.fixture
def late(program, tmp_path):
    """The program, and the number of an invoice of 1,000 euros that has been due for seventy days."""
    program.run("company", "set", *(f"{key}={value}" for key, value in COMPANY.items()))
    form = {
        "type": "invoice",
        "client": NOVA,
        "lines": [{"label": "Développement", "unit_price": "1000"}],
        "issue_date": (DUE - timedelta(days=30)).isoformat(),
        "due_date": DUE.isoformat(),
    }
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form), encoding="utf-8")
    draft = program.json("documents", "new", "--from", path)["id"]
    return program, program.json("documents", "issue", draft)["number"]


def test_a_reminder_is_written_as_a_letter_for_its_owner_alone(late, tmp_path):
    program, number = late
    path = tmp_path / "relance.pdf"
    assert program.json("documents", "remind", number, "--tone", "formal", "-o", path)["tone"] == "formal"
    (page,) = PdfReader(path).pages
    text = page.extract_text().replace("\u00a0", " ")
    assert [each for each in (number, "Mise en demeure", NOVA["name"], "Somme à régler") if each not in text] == []
    assert path.stat().st_mode & 0o077 == 0


def test_a_late_invoice_is_reminded_of_aged_paid_in_part_and_its_rest_given_up(late):
    program, number = late
    assert program.json("documents", "show", number)["status"] == "late"
    assert program.json("documents", "sent", number, "--by", "post")["sent_on"]
    aging = program.json("documents", "aging")
    assert [each["to_90"] for each in aging["totals"]] == ["1000.00"]
    reminder = program.json("documents", "remind", number, "--sent", "mail")
    assert (reminder["tone"], reminder["documents"][0]["recovery"]) == ("courteous", "40.00")
    assert program.json("documents", "remind", number)["tone"] == "firm"
    (waiting,) = [item for item in program.json("todo") if item["kind"] == "late"]
    assert (waiting["object"]["reference"], waiting["command"]) == (number, None)  # not before some days have passed
    paid = program.json("documents", "pay", number, "--amount", "899,50", "--fee", "100", "--method", "card")
    assert (paid["status"], paid["due"], paid["paid"]) == ("late", "0.50", "999.50")
    shown = program.json("documents", "show", number)["payments"]
    assert [(each["amount"], each["method"], each["by_rate"][0]["amount"]) for each in shown] == [
        ("999.50", "card", "999.50")
    ]
    given_up = program.json("documents", "write-off", number)
    assert (given_up["status"], given_up["written_off"]) == ("paid", "0.50")
    assert program.json("documents", "write-off", number, "--undo")["due"] == "0.50"
    assert program.json("documents", "verify")["intact"]


def test_interest_is_computed_line_by_line_at_an_agreed_rate(late):
    program, number = late
    until = (DUE + timedelta(days=10)).isoformat()
    found = program.json("documents", "interest", number, "--rate", "36.5", "--until", until)
    assert sum(line["days"] for line in found["lines"]) == 10
    assert (found["interest"], found["unknown"], found["recovery"]) == ("10.00", [], "40.00")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("pay", "{}", "--amount", "1000.01", "--method", "cash"), "amount_exceeds_remaining"),
        (("pay", "F-9", "--amount", "1", "--method", "cash"), "unknown_target"),
        (("write-off", "{}"), "write_off_large"),
        (("write-off", "{}", "--undo"), "nothing_to_do"),
        (("sent", "{}", "--date", "2001-01-01"), "invalid_value"),
        (("legal-rate", "2025-S1", "3"), "invalid_value"),
        (("reminder-days", "30", "15", "7"), "invalid_value"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(late, arguments, error):
    program, number = late
    refused = program.run("--json", "documents", *(each.format(number) for each in arguments), code=1)
    assert refused.error == error
    assert refused.err.strip()


def test_rates_and_days_are_kept(late):
    program, _ = late
    assert program.json("documents", "legal-rate", "2031-S2", "2,5") == {"from": "2031-07-01", "rate": "2.50"}
    assert program.json("documents", "reminder-days", "3", "10", "20") == {"courteous": 3, "firm": 10, "formal": 20}
    assert program.json("documents", "reminder-days") == {"courteous": 7, "firm": 15, "formal": 30}


def test_a_payment_is_stated_once_in_a_status_for_the_platform(late, tmp_path):
    program, number = late
    path = tmp_path / "status.xml"
    assert program.refused("documents", "status", number, "-o", path) == "status_nothing_new"
    program.json("documents", "pay", number, "--amount", "400", "--method", "cheque")
    stated = program.json("documents", "status", number, "-o", path)
    assert (stated["status"], stated["due"], stated["again"], stated["currency"]) == ("212", False, False, "EUR")
    assert [(each["rate"], each["amount"]) for each in stated["amounts"]] == [("0", "400.00")]
    assert b'<ram:ValueAmount currencyID="EUR">400.00</ram:ValueAmount>' in path.read_bytes()
    assert program.refused("documents", "status", number, "-o", path) == "status_nothing_new"
    assert program.json("documents", "status", number, "--again", "-o", path)["again"]


def test_a_rejected_payment_of_the_statement_is_taken_back_from_the_invoice_and_the_income(late, tmp_path):
    program, number = late
    path, came, back = tmp_path / "releve.csv", DUE + timedelta(days=1), DUE + timedelta(days=12)
    path.write_text(
        "Date;Libellé;Montant\n"
        f"{came:%d/%m/%Y};VIR SEPA NOVA SARL MOTIF: {number};1000,00\n"
        f"{back:%d/%m/%Y};IMPAYE CB NOVA SARL;-1000,00\n"
        f"{back:%d/%m/%Y};VIR SEPA VERS NOVA SARL;-0,01\n",
        encoding="utf-8",
    )
    program.json("bank", "import", path)
    payment, rejected, more = (
        program.json("bank", "list", "--search", words)[0]["id"] for words in ("MOTIF", "IMPAYE", "VERS")
    )
    to = ("--to", f"invoice:{number}")
    shown = program.json("documents", "show", number)
    assert (shown["status"], shown["due"], shown["payments"]) == ("late", "1000.00", []), "the two cancel each other"
    assert program.json("bank", "show", rejected)["cancels"] == payment
    program.json("bank", "attribute", payment, *to)
    assert program.json("documents", "show", number)["status"] == "paid", "a decision is never touched"
    (attribution,) = program.json("bank", "attribute", rejected, *to)["attributions"]
    assert (attribution["reference"], attribution["amount"]) == (number, "-1000.00")
    assert program.refused("bank", "attribute", more, *to) == "wrong_direction"
    shown = program.json("documents", "show", number)
    assert (shown["status"], shown["due"], shown["paid"]) == ("late", "1000.00", "0.00")
    assert [each["amount"] for each in shown["payments"]] == ["1000.00", "-1000.00"]
    lines = [line for year in {came.year, back.year} for line in income(program, year)]
    assert sorted(lines) == [
        (came.isoformat(), "1000.00", number, "transfer"),
        (back.isoformat(), "-1000.00", number, "card"),
    ]
    assert program.json("documents", "verify")["intact"]
    program.json("bank", "detach", rejected)
    assert (
        program.json("documents", "pay", number, "--returned", "--amount", "400", "--method", "card")["due"] == "400.00"
    )
    assert program.refused("documents", "pay", number, "--returned", "--amount", "600,01", "--method", "card") == (
        "amount_exceeds_paid"
    )


def income(program, year):
    lines = program.json("books", "receipts", "--year", year)["lines"]
    return [(each["date"], each["amount"], each["document"], each["method"]) for each in lines]
