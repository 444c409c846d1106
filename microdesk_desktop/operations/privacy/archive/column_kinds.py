"""The kinds of columns that no rule on names covers: codes, and JSON with the reader that the program has for it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

import msgspec

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.received.read import load_content
from microdesk_desktop.documents.retention import Rule
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.books.entries import LineFacts, vat_parts
from microdesk_desktop.domain.books.lines import Book, VatPart
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.calendar.payment_terms import parse_terms
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.documents.look import Template, is_colour
from microdesk_desktop.domain.parties import ClientAddress, Contact
from microdesk_desktop.domain.privacy.consents import ConsentWay, Subject
from microdesk_desktop.domain.records.expense_vat import VatKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import AmountSign
from microdesk_desktop.operations.privacy.archive.reason_values import check_reason
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.expense_vat import load_vat

Check = Callable[[Any], object]


def _code(*kinds: type[StrEnum], others: Iterable[str] = ()) -> Check:
    known = frozenset([*others, *(member.value for kind in kinds for member in kind)])

    def check(text: str) -> None:
        if text not in known:
            raise ValueError("no known code")

    return check


def matching(pattern: str) -> Check:
    """Texts of this form."""
    compiled = re.compile(pattern, re.ASCII)

    def check(text: str) -> None:
        if not compiled.fullmatch(text):
            raise ValueError("another form")

    return check


def _json(wanted: Any) -> Callable[[str], Any]:
    return partial(msgspec.json.decode, type=wanted)


def _listed(kind: type[Any]) -> Check:
    known = {each.name for each in fields(kind)}

    def check(text: str) -> None:
        msgspec.json.decode(text, type=list[kind])  # type: ignore[valid-type]  # msgspec reads it at run time
        if any(each.keys() - known for each in msgspec.json.decode(text)):
            raise ValueError("an unknown key")

    return check


def _form(text: str) -> None:
    read_form(msgspec.json.decode(text))


def _lines(check: Check) -> Check:
    def of_each(text: str) -> None:
        for line in text.splitlines():
            check(line)

    return of_each


def _vat_change(line: str) -> None:
    day, _, regime = line.partition(" ")
    date.fromisoformat(day), VatRegime(regime)


def _parts(text: str) -> None:
    _PARTS(text)
    vat_parts(text)


def _book_facts(text: str) -> None:
    facts = LineFacts(*msgspec.json.decode(text))
    _json(LineFacts)(text)
    _parts(facts.vat)


def _colour(text: str) -> None:
    if not is_colour(text):
        raise ValueError("no colour")


def _expense_vat(text: str) -> None:
    _json(list[tuple[VatKind, int, int, int, int]])(text)
    load_vat(text)


def _or_empty(check: Check) -> Check:
    return lambda text: text and check(text)


def _reasons(text: str) -> None:
    for code, params in _REASONS(text):
        check_reason(code, params)


def _hindrance(text: str) -> None:
    if not text:
        return
    found = _OBJECT(text)
    for problem in msgspec.convert(found.get("problems") or [], list[Problem]):
        if problem.rule == "MD-GLYPH" and len(problem.value) > 1:
            raise ValueError("no character")
        if problem.rule == "MD-FRANCHISE" and problem.value:
            date.fromisoformat(problem.value)
    if not found.get("problems"):
        ErrorCode(found["code"])
    if isinstance(found.get("last"), str):
        date.fromisoformat(found["last"])


class _Mapping(msgspec.Struct, forbid_unknown_fields=True):
    fields: dict[int, str]
    header_line: int | None
    sign: AmountSign | None
    decimal: str | None
    date_order: DateOrder | None
    fixed: dict[str, str]


_PARTS = _json(list[VatPart])
_REASONS = _json(list[tuple[str, dict[str, str]]])
_ANY_METHOD = _code(Method, others=("",))
_MAYBE_ACTIVITY = _code(Activity, others=("",))
_OBJECT = _json(dict[str, Any])
_CATEGORY = _code(Category)
_VALUES = _json(dict[str, str | int | None])

OF_COLUMN: Mapping[tuple[str, str], Check] = {
    ("attribution", "reasons"): _reasons,
    ("bank_account", "date_order"): _code(DateOrder),
    ("bank_account", "names"): _json(list[tuple[str, str]]),
    ("bank_other_facts", "state"): _code(State),
    ("bank_provider", "base_url"): check_address,
    ("bank_transaction", "reasons"): _reasons,
    ("bank_transaction", "state"): _code(State),
    ("bank_transaction", "status"): _code(Status),
    ("book_change", "book"): _code(Book),
    ("book_change", "facts"): _book_facts,
    ("book_entry", "activity"): _MAYBE_ACTIVITY,
    ("book_entry", "method"): _ANY_METHOD,
    ("book_entry", "vat"): _parts,
    ("catalogue_item", "activity"): _MAYBE_ACTIVITY,
    ("client", "addresses"): _listed(ClientAddress),
    ("client", "contacts"): _listed(Contact),
    ("client", "payment_terms"): _or_empty(parse_terms),
    ("company", "activity"): _code(Activity),
    ("company", "other_activities"): _lines(_code(Activity)),
    ("company", "payment_terms"): _or_empty(parse_terms),
    ("company", "vat_changes"): _lines(_vat_change),
    ("consent", "subject"): _code(Subject),
    ("consent", "way"): _code(ConsentWay),
    ("consent", "withdrawn_way"): _code(ConsentWay),
    ("declaration", "figures"): _OBJECT,
    ("document_look", "accent"): _colour,
    ("document_look", "template"): _code(Template),
    ("draft", "form"): _form,
    ("expense", "vat"): _expense_vat,
    ("import_mapping", "mapping"): _json(_Mapping),
    ("imported_change", "after"): _VALUES,
    ("imported_change", "before"): _VALUES,
    ("kept_record", "archived"): _or_empty(_json(dict[str, str])),
    ("kept_record", "rule"): _code(Rule),
    ("lookup_answer", "answer"): _OBJECT,
    ("mail_account", "base_url"): check_address,
    ("mail_account", "id"): matching(r"[0-9a-f]{1,64}"),
    ("noted_duty", "duty"): _code(DutyKind),
    ("payment", "method"): _ANY_METHOD,
    ("payment_fact", "method"): _ANY_METHOD,
    ("receipt", "activity"): _MAYBE_ACTIVITY,
    ("receipt", "method"): _code(Method),
    ("received_invoice", "content"): load_content,
    ("recurring_period", "hindrance"): _hindrance,
    ("recurring_series", "form"): _form,
    ("retention_choice", "category"): _CATEGORY,
    ("retention_decided", "category"): _CATEGORY,
    ("retention_extension", "category"): _CATEGORY,
    ("retention_log", "category"): _CATEGORY,
    ("retention_notice", "category"): _CATEGORY,
    ("suggestion", "reasons"): _reasons,
    ("target", "kind"): _code(TargetKind),
}
