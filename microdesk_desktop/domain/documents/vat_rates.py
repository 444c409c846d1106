"""The rates of VAT that the law knows."""

VAT_RATES_BP = (2_000, 1_000, 550, 210, 850, 175, 105, 1_300, 90)
"""In hundredths of a percent, as they are proposed: mainland (CGI art. 278, 278-0 bis, 279, 281 quater), Guadeloupe,
Martinique and Réunion (art. 296), Corsica (art. 297)."""
_MAINLAND_BP, _ISLANDS_BP, _CORSICA_BP = VAT_RATES_BP[:4], (850, 210, 175, 105), (2_000, 1_300, 1_000, 550, 210, 90)
_BY_POSTCODE = {"971": _ISLANDS_BP, "972": _ISLANDS_BP, "974": _ISLANDS_BP, "20": _CORSICA_BP}


def usual_rates(postcode: str) -> tuple[int, ...]:
    """The rates that suppliers near this postcode charge, the highest first; those of the mainland for any other.

    Guyane and Mayotte have no VAT (CGI art. 294): what is bought there from the mainland may bear it.
    """
    return next((rates for begin, rates in _BY_POSTCODE.items() if postcode.startswith(begin)), _MAINLAND_BP)
