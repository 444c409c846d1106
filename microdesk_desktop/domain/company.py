"""The company that the vault belongs to."""

from dataclasses import dataclass, replace
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


class EiMention(StrEnum):
    """Where documents state that the business is an « entrepreneur individuel » (Code de commerce art. R. 526-27)."""

    AFTER = "after"
    BEFORE = "before"
    IN_FULL = "in_full"
    NONE = "none"
    """The business is a company of its own, or its name has the mention already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VatChange:
    """From this day on, the company is under another regime of VAT."""

    since: date
    regime: VatRegime


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The company of this vault; an empty text is unknown, a date that is None too.

    `address`, `legal_text`, `insurance` and `mediator` may have several lines. `legal_text` is the mention of the
    register (RCS, RNE), `insurance` the professional insurance of a craft business (Code de l'artisanat art. L. 132-1),
    `mediator` the consumer mediator (Code de la consommation art. L. 616-1). `acre_until` is the last day of the
    reduced contributions of a new business, None without them. `has_flat_tax` is the « versement libératoire » (CGI
    art. 151-0). `numbering` is the number of the first invoice that this program issues, which gives the form of all.

    `vat_regime` holds until the first of `vat_changes`, which are in order of their days: `vat_regime_on` gives that of
    a document. `taxes_by_debits` is the option of CGI art. 269-2 c. `payment_terms` are as `PaymentTerms.text` writes
    them, empty for the legal 30 days. `shows_iban` is whether documents state the account to pay to.
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
    vat_changes: tuple[VatChange, ...] = ()
    other_activities: tuple[Activity, ...] = ()
    ei_mention: EiMention = EiMention.AFTER
    taxes_by_debits: bool = False
    payment_terms: str = ""
    usual_notes: str = ""
    shows_iban: bool = True

    def vat_regime_on(self, day: date) -> VatRegime:
        """The regime of VAT on a day."""
        return next((each.regime for each in reversed(self.vat_changes) if each.since <= day), self.vat_regime)


def with_vat_regime(company: Company, regime: VatRegime, since: date | None) -> Company:
    """The company under this regime of VAT from a day on, or from its start; what was known of later days goes."""
    if since is None:
        return replace(company, vat_regime=regime, vat_changes=())
    earlier = tuple(change for change in company.vat_changes if change.since < since)
    before = earlier[-1].regime if earlier else company.vat_regime
    added = () if before is regime else (VatChange(since=since, regime=regime),)
    return replace(company, vat_changes=(*earlier, *added))
