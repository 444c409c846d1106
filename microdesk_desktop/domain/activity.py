"""The kinds of turnover; apart from the company, which takes longer to load than a command line may."""

from enum import StrEnum


class Activity(StrEnum):
    """The kinds of turnover that a micro-entrepreneur declares separately (CGI art. 50-0 and 102 ter).

    BNC_CIPAV are the regulated professions whose pension fund is the CIPAV: same turnover, another rate of
    contributions (CSS art. D. 613-4).
    """

    BNC = "bnc"
    BNC_CIPAV = "bnc_cipav"
    BIC_SERVICES = "bic_services"
    SALES = "sales"
