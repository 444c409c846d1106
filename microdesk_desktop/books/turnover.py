"""The groups of activities by which the ceilings count turnover."""

from enum import StrEnum

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import Company


class Group(StrEnum):
    """The two groups of activities that have ceilings of their own (CGI art. 50-0 and 293 B)."""

    GOODS = "goods"
    """Sales, meals and lodging."""
    SERVICES = "services"


def group_of(activity: Activity) -> Group:
    """The group of an activity."""
    return Group.GOODS if activity is Activity.SALES else Group.SERVICES


def groups_of(company: Company) -> frozenset[Group]:
    """The groups of all activities of a company."""
    return frozenset(map(group_of, (company.activity, *company.other_activities)))


def usual_group(company: Company) -> Group | None:
    """The group of an amount that names no activity; None for a company with activities of both groups."""
    groups = groups_of(company)
    return next(iter(groups)) if len(groups) == 1 else None
