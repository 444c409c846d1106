"""The countries of the European Union, for VAT."""


def is_in_union(country: str) -> bool:
    """Whether a country, by its code of two letters, belongs to the Union."""
    # Imported here: it loads the rules of every country's VAT numbers.
    from stdnum.eu.vat import MEMBER_STATES

    return country.lower() in MEMBER_STATES
