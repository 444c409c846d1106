"""The user's own business."""

from dataclasses import dataclass

from microdesk_desktop.domain.records.receipts_expenses import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The freelancer whose vault it is; `siret` is empty until known."""

    name: str
    activity: Activity = Activity.BNC
    siret: str = ""
