"""The categories of expenses that pay what is computed as owed, so that nothing is counted twice."""

from microdesk_desktop.books.expenses.usual import usual_categories
from microdesk_desktop.domain.text import fold


def owed_names(*, charges_vat: bool) -> frozenset[str]:
    """Their usual names in every language, without case and accents: contributions, and taxes for who charges VAT.

    Who does not charge it pays no tax that is computed: the flat income tax is paid with the contributions.
    """
    keys = {"social", "taxes"} if charges_vat else {"social"}
    return frozenset(fold(name) for each in usual_categories() if each.key in keys for name in each.names.values())
