"""The values of a reason, as its sentence computes with them: what an export brings back must be shown without fail."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from microdesk_desktop.domain.settle.reasons import FEE, KEPT_PAYMENT, MADE, RETURNED_BY, RETURNED_DECIDED, REVISED


def check_reason(code: str, params: Mapping[str, str]) -> None:
    """Check a reason's values. Raises KeyError for an unknown code or a value that is missing, ValueError otherwise."""
    for name in NEEDED[code]:
        _ = params[name]
    if code == "instalments" and not params.get("days"):
        _ = params["count"]
    checks = _DAYS_OF_PAYMENTS if code == "instalments" else _CHECKS
    for name, text in params.items():
        if check := checks.get(name):
            check(text)


def _days(text: str) -> None:
    for day in text.split(",") if text else ():
        date.fromisoformat(day)


def _percent(text: str) -> None:
    if text:
        int(text)


def _month(text: str) -> None:
    if not 1 <= int(text) <= 12:
        raise ValueError("no month")


def _months(text: str) -> None:
    for written in text.split(","):
        year, month = written.split("-")
        int(year)
        _month(month)


def _currency(text: str) -> None:
    if not text.isalpha():
        raise ValueError("no currency")


_MONEY, _DAYS = ("cents", "currency"), ("days",)
_LAST = (*_MONEY, "left")
NEEDED: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("number", "number_maybe", "reference", "client", "client_like", "supplier", "supplier_like"), ()),
    **dict.fromkeys(("amount", "balance", "standing_order", "same_day", "purchase_day", "on_due"), ()),
    **dict.fromkeys(("stated_balance", "stated_deposit", "stated_several", "several_stated", "owes_nothing"), ()),
    **dict.fromkeys(("cites_other", "cites_other_client", "cites_settled", "unknown_number", "names_other"), ()),
    **dict.fromkeys(
        ("other_payer", "other_person", "other_nature", "no_client_card", "own_transfer_maybe", "cash"), ()
    ),
    **dict.fromkeys(("own_transfer", "card_total", "party_rule", "rule", "nature", FEE, MADE, KEPT_PAYMENT), ()),
    **dict.fromkeys(("instalments", REVISED), ()),
    **dict.fromkeys(("cancelled_by", "cancels", "learnt", "learnt_not", "learnt_private"), ("on",)),
    **dict.fromkeys(("of_day", RETURNED_BY, RETURNED_DECIDED), ("on",)),
    **dict.fromkeys(("gross", "gross_maybe", "surplus", "shortfall", "part", "transposed", "not_the_balance"), _MONEY),
    **dict.fromkeys(("sum_last_part", "sum_last_share"), _LAST),
    **dict.fromkeys(("share", "deposit", "other_share"), (*_MONEY, "percent")),
    **dict.fromkeys(("numbers", "sum", "sum_part", "sum_deducted", "same_amount", "other_sums"), ("count",)),
    **dict.fromkeys(("days_after", "days_before", "after_due", "before_due", "after_issue", "before_issue"), _DAYS),
    "numbers_some": ("count", "of"),
    "sum_surplus": _MONEY,
    "fraction": (*_MONEY, "count"),
    "stated_percent": ("percent",),
    "stated_instalment": ("part", "whole"),
    "other_instalment": (*_MONEY, "part", "whole"),
    "other_month": ("month",),
    "of_month": ("months",),
    "of_week": ("week",),
}
"""The values without which the sentence of each reason cannot be made."""
_CHECKS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        **dict.fromkeys(("cents", "left", "kept", "count", "of", "days", "week", "part", "whole"), int),
        **dict.fromkeys(("on", "settled_on"), date.fromisoformat),
        "percent": _percent,
        "currency": _currency,
        "month": _month,
        "months": _months,
    }
)
_DAYS_OF_PAYMENTS = MappingProxyType({**_CHECKS, "days": _days})
