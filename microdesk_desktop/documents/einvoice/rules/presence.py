"""What an e-invoice must hold (EN 16931, BR-02 to BR-26, BR-CO-25 and BR-CO-26)."""

from collections.abc import Iterator

from microdesk_desktop.documents.einvoice.rules.problem import Problem, Terms, number, numbered_lines

_HEADER = {
    "BT-1": "BR-02",
    "BT-2": "BR-03",
    "BT-3": "BR-04",
    "BT-5": "BR-05",
    "BT-106": "BR-12",
    "BT-109": "BR-13",
    "BT-112": "BR-14",
    "BT-115": "BR-15",
}
_LINE = {
    "BT-126": "BR-21",
    "BT-129": "BR-22",
    "BT-130": "BR-23",
    "BT-131": "BR-24",
    "BT-153": "BR-25",
    "BT-146": "BR-26",
    "BT-151": "BR-CO-04",
}
_GROUP = {"BT-116": "BR-45", "BT-117": "BR-46", "BT-118": "BR-47"}
_DELIVERY = ("BT-72", "BG-13", "BT-15", "BT-16")
_SELLER_IDENTIFIERS = ("identifiers", "legal_identifier", "vat_identifier")
_TRANSFERS = frozenset({"30", "58"})


def header_terms(terms: Terms) -> Iterator[Problem]:
    """Number, day, type, currency and totals; at least one line and one group of VAT."""
    for term, rule in _HEADER.items():
        if not terms.get(term):
            yield Problem(rule=rule, term=term)
    if not terms.get("BT-110"):
        yield Problem(rule="BR-CO-14", term="BT-110")
    if not any(terms.get(each) for each in _DELIVERY):  # the schema refuses an empty delivery
        yield Problem(rule="MD-DELIVERY", term="BT-72")
    if not terms.get("BG-25"):
        yield Problem(rule="BR-16", term="BG-25")
    if not terms.get("BG-23"):
        yield Problem(rule="BR-CO-18", term="BG-23")


def parties(terms: Terms) -> Iterator[Problem]:
    """Names and countries of both parties, and something that identifies the seller."""
    for party, name_rule, name, country_rules, country in (
        ("BG-4", "BR-06", "BT-27", ("BR-08", "BR-09"), "BT-40"),
        ("BG-7", "BR-07", "BT-44", ("BR-10", "BR-11"), "BT-55"),
    ):
        facts = terms.get(party, {})
        if not facts.get("name"):
            yield Problem(rule=name_rule, term=name)
        if not facts.get("country_code"):
            yield from (Problem(rule=rule, term=country) for rule in country_rules)
    if not any(terms.get("BG-4", {}).get(each) for each in _SELLER_IDENTIFIERS):
        yield Problem(rule="BR-CO-26", term="BT-30")


def line_terms(terms: Terms) -> Iterator[Problem]:
    """Each line has its position, quantity, unit, net, name, price and category of VAT."""
    for position, line in numbered_lines(terms):
        for term, rule in _LINE.items():
            if not line.get(term):
                yield Problem(rule=rule, term=term, line=position)


def group_terms(terms: Terms) -> Iterator[Problem]:
    """Each group of VAT has its base, its tax and its category; and its rate, unless it is outside of VAT."""
    for group in terms.get("BG-23", []):
        for term, rule in _GROUP.items():
            if not group.get(term):
                yield Problem(rule=rule, term=term)
        if not group.get("BT-119") and group.get("BT-118") != "O":
            yield Problem(rule="BR-48", term="BT-119")


def payment(terms: Terms) -> Iterator[Problem]:
    """What is due has a day or terms of payment; a transfer has an account."""
    if number(terms.get("BT-115")) > 0 and not terms.get("BT-9") and not terms.get("BT-20"):
        yield Problem(rule="BR-CO-25", term="BT-9")
    if terms.get("BT-81") in _TRANSFERS and not terms.get("BT-84"):
        yield from (Problem(rule=rule, term="BT-84") for rule in ("BR-61", "CII-SR-470"))


def allowances(terms: Terms) -> Iterator[Problem]:
    """Each reduction has an amount and a reason; one of the document has a category of VAT too."""
    for each in terms.get("BG-20", []):
        if not each.get("amount"):
            yield Problem(rule="BR-31", term="BT-92")
        if not each.get("vat_category_code"):
            yield Problem(rule="BR-32", term="BT-95")
        if not each.get("reason"):
            yield from (Problem(rule=rule, term="BT-97") for rule in ("BR-33", "BR-CO-21"))
    for position, line in numbered_lines(terms):
        for each in line.get("BG-27", []):
            if not each.get("amount"):
                yield Problem(rule="BR-41", term="BT-136", line=position)
            if not each.get("reason"):
                yield from (Problem(rule=rule, term="BT-139", line=position) for rule in ("BR-42", "BR-CO-23"))


RULES = (header_terms, parties, line_terms, group_terms, payment, allowances)
