"""Statuses of an invoice and the reasons that each may give (`resources/tables/invoice_statuses.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource


class Role(StrEnum):
    """Who a party is to an invoice (UNTDID 3035)."""

    SELLER = "SE"
    BUYER = "BY"
    PLATFORM = "WK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an invoice gets a status: its code, and its words in each language."""

    code: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One status: its code (MDT-105), its state (MDT-88), who sends it, its French name, its closed list of reasons."""

    code: str
    state: str
    sender: Role
    name: str
    reasons: tuple[Reason, ...]


APPROVED, DISPUTED, REFUSED, PAID, COLLECTED = "205", "207", "210", "211", "212"


def status(code: str) -> Status:
    """The status of this code. Raises KeyError for one that neither a seller nor a buyer sends."""
    return statuses()[code]


@impersonal_cache(maxsize=1)
def statuses() -> Mapping[str, Status]:
    """All statuses of the table, by code."""
    content = tomllib.loads(resource("tables", "invoice_statuses.toml").read_text("utf-8"))
    reasons = {
        entry["code"]: Reason(code=entry["code"], texts={"fr": entry["fr"], "en": entry["en"]})
        for entry in content["reason"]
    }
    return {entry["code"]: _status(entry, reasons) for entry in content["status"]}


def _status(entry: Mapping[str, Any], reasons: Mapping[str, Reason]) -> Status:
    return Status(
        code=entry["code"],
        state=entry["state"],
        sender=Role(entry["sender"]),
        name=entry["name"],
        reasons=tuple(reasons[code] for code in entry["reasons"]),
    )
