"""The user's own business."""

from dataclasses import dataclass
from enum import StrEnum


class Activity(StrEnum):
    """The kinds of turnover that a micro-entrepreneur declares apart (CGI art. 50-0 and 102 ter)."""

    BNC = "bnc"
    BIC_SERVICES = "bic_services"
    SALES = "sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The freelancer whose vault it is; `siret` is empty until known."""

    name: str
    activity: Activity = Activity.BNC
    siret: str = ""
