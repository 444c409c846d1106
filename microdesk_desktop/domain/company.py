"""The company that the vault belongs to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.activity import Activity


class VatRegime(StrEnum):
    """Whether the company is exempt from VAT by its turnover (CGI art. 293 B), or charges and declares it."""

    FRANCHISE = "franchise"
    REAL = "real"


class DeclarationPeriod(StrEnum):
    """How often the turnover is declared (CSS art. L. 613-8)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The company of this vault; an empty text is unknown, a date that is None too.

    `address`, `legal_text`, `insurance` and `mediator` may have several lines. `legal_text` is the mention of the
    register (RCS, RNE), `insurance` the professional insurance of a craft business (Code de l'artisanat art. L. 132-1),
    `mediator` the consumer mediator (Code de la consommation art. L. 616-1). `acre_until` is the last day of the
    reduced contributions of a new business, None without them. `has_flat_tax` is the « versement libératoire » (CGI
    art. 151-0). `numbering` is the user's form of document numbers.
    """

    name: str
    activity: Activity = Activity.BNC
    siret: str = ""
    trade_name: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "FR"
    email: str = ""
    phone: str = ""
    is_craft: bool = False
    vat_regime: VatRegime = VatRegime.FRANCHISE
    vat_number: str = ""
    iban: str = ""
    bic: str = ""
    legal_text: str = ""
    insurance: str = ""
    mediator: str = ""
    created_on: date | None = None
    acre_until: date | None = None
    has_flat_tax: bool = False
    declares: DeclarationPeriod = DeclarationPeriod.QUARTERLY
    numbering: str = ""
