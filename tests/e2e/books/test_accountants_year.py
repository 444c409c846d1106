"""The year 2025 of a freelancer, entered by commands, against books and declarations that are computed apart."""

import json
from collections import Counter
from decimal import Decimal

import pytest

from tests.support.documents.issuing import NOVA
from tests.support.program import Program
from tests.support.vaults import new_vault
from tests.worlds import accounting_year as year

QUARTERS = {
    "2025-T1": ("2025-01-01", "2025-03-31"),
    "2025-T2": ("2025-04-01", "2025-06-30"),
    "2025-T3": ("2025-07-01", "2025-09-30"),
    "2025-T4": ("2025-10-01", "2025-12-31"),
}


@pytest.fixture(scope="module")
def business(tmp_path_factory):
    """The program after that year, and the number of each document by its name."""
    folder = tmp_path_factory.mktemp("year")
    program = Program(folder)
    program.profile.mkdir(mode=0o700)
    new_vault(program.profile).session.close()
    program.run("company", "set", *(f"{key}={value}" for key, value in year.COMPANY.items()))
    _import(program, folder, "receipts", "date,client,label,amount,method,activity", _till())
    _import(program, folder, "expenses", "date,supplier,label,amount,reference", year.EXPENSES)
    rows = _import_statement(program, folder)
    numbers: dict[str, str] = {}
    for event in sorted((*year.SALES, *year.MONEY), key=lambda event: event.on):
        if isinstance(event, year.Sale):
            numbers[event.name] = _issue(program, folder, event, numbers)
        else:
            _pay(program, event, numbers[event.sale], rows)
    program.run("documents", "write-off", numbers[year.WRITTEN_OFF])
    return program, numbers


def _issue(program, folder, sale, numbers):
    lines = [
        {
            "label": f"{sale.name} {place}",
            "unit_price": line.euros,
            "activity": line.activity,
            "disbursement": line.is_disbursement,
            **({"vat_rate": line.vat} if line.vat else {}),
        }
        for place, line in enumerate(sale.lines)
    ]
    form = {"type": sale.type, "client": NOVA, "lines": lines, "service_date": sale.on, "issue_date": sale.on}
    if sale.discount:
        form["discount_percent"] = sale.discount
    if sale.deposit:
        form["deposits"] = [numbers[sale.deposit]]
    if sale.credits:
        form["refers_to"] = [numbers[sale.credits]]
    path = folder / f"{sale.name}.json"
    path.write_text(json.dumps(form), encoding="utf-8")
    draft = program.json("documents", "new", "--from", path)["id"]
    return program.json("documents", "issue", draft, "--date", sale.on)["number"]


def _import(program, folder, kind, header, rows):
    path = folder / f"{kind}.csv"
    path.write_text("\n".join((header, *(",".join(row) for row in rows))) + "\n", encoding="utf-8")
    assert program.json("import", kind, path)["added"] == len(rows)


def _till():
    return [(each.on, each.client, each.label, each.euros, each.method, each.activity) for each in year.TILL]


def _import_statement(program, folder):
    """Import what the bank shows of the year; gives the id of each row by its payment."""
    by_bank = {f"VIR OPERATION {place:02}": paid for place, paid in enumerate(year.MONEY) if paid.how == "bank"}
    rows = [f"{paid.on[8:]}/{paid.on[5:7]}/{paid.on[:4]};{label};{_net(paid):.2f}" for label, paid in by_bank.items()]
    path = folder / "statement.csv"
    path.write_text("\n".join(("Date;Libellé;Montant", *rows)).replace(".", ",") + "\n", encoding="utf-8")
    program.run("bank", "import", path)
    return {by_bank[row["label"]]: row["id"] for row in program.json("bank", "list")}


def _pay(program, paid, number, rows):
    amount = paid.euros.removeprefix("-")
    if paid.how == "bank":
        fee = ("--fee", paid.fee) if paid.fee else ()
        program.run("bank", "attribute", rows[paid], "--to", f"invoice:{number}={amount}", *fee)
    else:
        program.run("documents", "pay", number, "--date", paid.on, "--amount", amount, "--method", paid.how)


def _net(paid):
    return Decimal(paid.euros) - Decimal(paid.fee or 0)


def cents(text):
    return int(Decimal(text) * 100)


def test_the_receipts_book_has_each_line_of_the_year_to_the_cent(business):
    program, numbers = business
    names = {number: name for name, number in numbers.items()}
    book = program.json("books", "receipts", "--year", "2025")
    assert book["year"] == 2025
    found = Counter(
        (line["date"], names.get(line["document"], line["nature"]), line["activity"], cents(line["amount"]))
        for line in book["lines"]
    )
    assert found == Counter((line.on, line.source, line.activity, line.cents) for line in year.receipts())
    assert [line["date"] for line in book["lines"]] == sorted(line["date"] for line in book["lines"])
    methods = {(line["date"], line["document"]): line["method"] for line in book["lines"]}
    expected = {(paid.on, numbers[paid.sale]): "transfer" if paid.how == "bank" else paid.how for paid in year.MONEY}
    assert expected.items() <= methods.items()
    totals = {(each["period"], each["activity"]): cents(each["amount"]) for each in book["period_totals"]}
    assert totals == {
        (name, activity): amount for name, span in QUARTERS.items() for activity, amount in year.turnover(*span).items()
    }


def test_the_register_of_purchases_has_expenses_the_fee_and_what_was_given_back(business):
    program, _ = business
    lines = program.json("books", "purchases", "--year", "2025")["lines"]
    fee = next(paid for paid in year.MONEY if paid.fee)
    expected = [(on, supplier, cents(amount)) for on, supplier, _, amount, _ in year.EXPENSES]
    found = [(line["date"], line["party"], cents(line["amount"])) for line in lines]
    assert [each for each in found if each not in expected] == [(fee.on, found[2][1], cents(fee.fee))]
    assert len(found) == len(expected) + 1


@pytest.mark.parametrize("name", QUARTERS)
def test_a_declaration_has_the_turnover_and_every_contribution_of_its_quarter(business, name):
    program, _ = business
    shown = program.json("declarations", "show", "--period", name)
    span = QUARTERS[name]
    assert (shown["from"], shown["until"]) == span
    assert shown["known"]
    assert shown["unknown"] == []
    turned = {each["activity"]: cents(each["turnover"]) for each in shown["activities"]}
    assert {activity: amount for activity, amount in turned.items() if amount} == year.turnover(*span)
    due = {
        (each["activity"], part["kind"]): Decimal(part["amount"])
        for each in shown["activities"]
        for part in each["contributions"]
        if Decimal(part["amount"])
    }
    expected = {key: amount for key, amount in year.contributions(*span).items() if amount}
    assert due == expected
    assert Decimal(shown["total"]) == sum(expected.values())


@pytest.mark.parametrize("name", QUARTERS)
def test_the_return_of_vat_has_what_came_in_with_vat_by_rate_and_nothing_of_the_franchise(business, name):
    program, _ = business
    shown = program.json("declarations", "vat", "--period", name)
    found = {each["rate"].rstrip("0").rstrip("."): cents(each["tax"]) for each in shown["rates"]}
    assert found == year.collected_vat(*QUARTERS[name])
    assert shown["bases"].keys() <= {"sales"}


def test_what_is_declared_stays_and_a_later_correction_falls_where_it_is_made(business, tmp_path):
    program, numbers = business
    before = program.json("declarations", "show", "--period", "2025-T1")
    declared = program.json("declarations", "mark", "--period", "2025-T1", "--on", "2025-04-20")
    assert declared["declared_on"] == "2025-04-20"
    book = program.json("books", "receipts", "--year", "2025")
    (paid,) = [row for row in program.json("bank", "list") if numbers["audit"] in json.dumps(row["attributions"])]
    program.run("bank", "detach", paid["id"])
    after = program.json("declarations", "show", "--period", "2025-T1")
    assert [each["turnover"] for each in after["activities"]] == [each["turnover"] for each in before["activities"]]
    of_first_quarter = [line for line in book["lines"] if line["date"] <= "2025-03-31"]
    again = program.json("books", "receipts", "--year", "2025")["lines"]
    assert [(line["date"], line["amount"]) for line in again if line["date"] <= "2025-03-31"] == [
        (line["date"], line["amount"]) for line in of_first_quarter
    ]
    this_year = program.json("dashboard")["today"][:4]
    corrections = program.json("books", "receipts", "--year", this_year)["lines"]
    assert [(line["document"], line["amount"]) for line in corrections] == [(numbers["audit"], "-1200.00")]
    program.run("bank", "attribute", paid["id"], "--to", f"invoice:{numbers['audit']}=1200.00")
    assert program.json("books", "receipts", "--year", this_year)["lines"] == []
    assert program.json("documents", "verify")["intact"]
