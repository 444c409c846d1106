"""Exports of other tools: one sample per tool, with what a person reads in it (tests/golden/records)."""

import json
import tomllib
from dataclasses import asdict
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.imports.exports import exports, parse_exports
from microdesk_desktop.documents.imports.reader import read_records
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ListedDocument
from microdesk_desktop.domain.tables import ImportKind

GOLDEN = Path(__file__).parents[3] / "golden" / "records"
SAMPLES = sorted(GOLDEN.glob("*.csv"))
WITHOUT_ENTRY = {"axonaut", "facture_net", "freebe", "henrri", "pennylane", "sellsy", "tiime"}


def shown(record) -> dict[str, object]:
    """The fields of a record that are neither blank nor a matter of course, as JSON values."""
    if isinstance(record, ListedDocument):
        document, payment = record.document, record.payment
        method = payment.method.value if payment else ""
        return plain(
            number=document.number, type=document.type, issued_on=document.issued_on, due_on=document.due_on,
            client=document.client, subject=document.subject, total=format_decimal(document.incl_tax_cents),
            tax=format_decimal(document.tax_cents) if document.tax_cents else "",
            paid=format_decimal(document.paid_cents) if document.paid_cents else "",
            payment=[payment.on.isoformat(), format_decimal(payment.cents), method] if payment else "",
            currency="" if document.currency == "EUR" else document.currency,
            status="" if document.status.value == "issued" else document.status.value,
        )  # fmt: skip
    values = asdict(record)
    if isinstance(record, Client):
        values |= {
            "language": "" if record.language == "fr" else record.language,
            "contacts": [" ".join(filter(None, each.values())) for each in values["contacts"]],
            "addresses": [each.in_one_line for each in record.addresses],
        }
    if "amount_cents" in values:
        values["amount"] = format_decimal(values.pop("amount_cents"))
    return plain(**values)


def plain(**values):
    """The values that are not blank, days and enumerations as their texts."""
    return {
        name: value.isoformat() if isinstance(value, date) else value.value if isinstance(value, Enum)
        else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value
    }  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_export_is_read_as_a_person_reads_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    records = read_records(ImportKind(expected["kind"]), path.read_bytes())
    assert [shown(row.record) for row in records.rows if row.record is not None] == expected["rows"]
    assert {str(each.line): each.code for each in records.problems} == expected.get("refused", {})
    remarks = {str(row.line): [each.code for each in row.remarks] for row in records.rows if row.remarks}
    assert remarks == expected.get("remarks", {})
    assert records.source == expected["source"]
    assert [column.name for column in records.columns if column.field is None] == expected["unused"]


def test_every_tool_of_the_table_has_a_sample_of_its_kind() -> None:
    sampled = {tuple(path.stem.rsplit("-", 1)) for path in SAMPLES}
    entries = {(each.tool, each.kind.value) for each in exports() if each.is_verified}
    assert entries <= sampled
    assert {tool for tool, _ in sampled} == {each.tool for each in exports()} | WITHOUT_ENTRY


def test_every_entry_names_its_source() -> None:
    text = resource("tables", "record_exports.toml").read_text("utf-8")
    assert all(entry["source"].strip() for entry in tomllib.loads(text)["export"])


@pytest.mark.parametrize("wrong", ['columns = { colour = ["ROUGE"] }', 'nickname = "x"'])
def test_a_slip_in_the_table_names_its_entry(wrong: str) -> None:
    entry = '[[export]]\ntool="x"\ntitle="X"\nkind="clients"\nverified=false\nsource="s"\nsignature=["A"]\n'
    with pytest.raises(ValueError, match="x"):
        parse_exports(entry + wrong)
