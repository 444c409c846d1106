"""What a receipt of money is made of: turnover by activity and rate of VAT, the VAT itself, and disbursements."""

from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity


class PartOf(NamedTuple):
    """What a part of a receipt is for.

    `activity` is None where it is not known. `counts_for_franchise` is false for operations that the law exempts from
    VAT in themselves (CGI art. 293 D). `category` is that of VAT (UNTDID 5305), empty where it is not known, `rate_bp`
    in hundredths of a percent.
    """

    activity: Activity | None
    counts_for_franchise: bool = True
    category: str = ""
    rate_bp: int = 0


class PartCents(NamedTuple):
    """The cents of a part: turnover, its VAT, and what was disbursed for the client."""

    base: int = 0
    tax: int = 0
    disbursement: int = 0
