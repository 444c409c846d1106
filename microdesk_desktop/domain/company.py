"""The company that the vault belongs to."""

from dataclasses import dataclass
from enum import StrEnum


class Activity(StrEnum):
    """The kinds of turnover that a micro-entrepreneur declares separately (CGI art. 50-0 and 102 ter)."""

    BNC = "bnc"
    BIC_SERVICES = "bic_services"
    SALES = "sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The company of this vault; `siret` is empty until known."""

    name: str
    activity: Activity = Activity.BNC
    siret: str = ""
