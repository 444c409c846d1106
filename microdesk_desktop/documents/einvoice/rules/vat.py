"""VAT by category (EN 16931, BR-S, BR-E, BR-AE, BR-IC, BR-G, BR-O and BR-Z)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microdesk_desktop.documents.einvoice.rules.problem import Problem, Terms, number, numbered_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Category:
    """The rules of a category: the letters of their names, whose numbers they need, whether there is a tax or a reason.

    `seller` and `buyer` name the numbers of which one must be there; empty where none is needed.
    """

    letters: str
    seller: Sequence[str]
    buyer: Sequence[str] = ()
    is_taxed: bool = False
    has_reason: bool = True


_VAT, _ANY_TAX = ("vat_identifier",), ("vat_identifier", "tax_identifier")
_CATEGORIES = {
    "S": _Category(letters="S", seller=_ANY_TAX, is_taxed=True, has_reason=False),
    "Z": _Category(letters="Z", seller=_ANY_TAX, has_reason=False),
    "E": _Category(letters="E", seller=_ANY_TAX),
    "AE": _Category(letters="AE", seller=_ANY_TAX, buyer=("vat_identifier", "legal_identifier")),
    "K": _Category(letters="IC", seller=_VAT, buyer=_VAT),
    "G": _Category(letters="G", seller=_VAT),
    "O": _Category(letters="O", seller=()),
}
_OUTSIDE = "O"


def groups_of_categories(terms: Terms) -> Iterator[Problem]:
    """Each category of a line or a reduction has its group, and those without tax have one group only."""
    used, groups = _used(terms), [group.get("BT-118", "") for group in terms.get("BG-23", [])]
    for code in sorted((used | set(groups)) & _CATEGORIES.keys()):
        count = groups.count(code)
        if code not in used or count < 1 or (count > 1 and not _CATEGORIES[code].is_taxed):
            yield Problem(rule=f"BR-{_CATEGORIES[code].letters}-01", term="BT-118")


def tax_numbers(terms: Terms) -> Iterator[Problem]:
    """The numbers of the parties that each category needs, or excludes."""
    seller, buyer = terms.get("BG-4", {}), terms.get("BG-7", {})
    for code in sorted(_used(terms) & _CATEGORIES.keys()):
        category = _CATEGORIES[code]
        if category.seller and not any(seller.get(name) for name in category.seller):
            yield Problem(rule=f"BR-{category.letters}-02", term="BT-31")
        if category.buyer and not any(buyer.get(name) for name in category.buyer):
            yield Problem(rule=f"BR-{category.letters}-02", term="BT-48")
    if _OUTSIDE in _used(terms) and (seller.get("vat_identifier") or buyer.get("vat_identifier")):
        yield Problem(rule="BR-O-02", term="BT-31" if seller.get("vat_identifier") else "BT-48")


def rates(terms: Terms) -> Iterator[Problem]:
    """A taxed line has a rate above zero, an untaxed one zero, one outside of VAT none."""
    for position, line in numbered_lines(terms):
        category = _CATEGORIES.get(line.get("BT-151", ""))
        if category and not _fits(category, line.get("BT-152")):
            yield Problem(rule=f"BR-{category.letters}-05", term="BT-152", line=position)
    for each in terms.get("BG-20", []):
        category = _CATEGORIES.get(each.get("vat_category_code", ""))
        if category and not _fits(category, each.get("vat_rate")):
            yield Problem(rule=f"BR-{category.letters}-06", term="BT-96")


def bases(terms: Terms) -> Iterator[Problem]:
    """The base of a group is the sum of its lines less its reductions."""
    for group in terms.get("BG-23", []):
        category = _CATEGORIES.get(group.get("BT-118", ""))
        if category and number(group.get("BT-116")) != _base(terms, group, category):
            yield Problem(rule=f"BR-{category.letters}-08", term="BT-116")


def group_taxes(terms: Terms) -> Iterator[Problem]:
    """A category without tax has a tax of zero and a reason; the others have no reason."""
    for group in terms.get("BG-23", []):
        category = _CATEGORIES.get(group.get("BT-118", ""))
        if category is None:
            continue
        if not _is_tax_near(group) or (not category.is_taxed and number(group.get("BT-117")) != 0):
            yield Problem(rule=f"BR-{category.letters}-09", term="BT-117")
        if category.has_reason != bool(group.get("BT-120") or group.get("BT-121")):
            yield Problem(rule=f"BR-{category.letters}-10", term="BT-120")


def deliveries(terms: Terms) -> Iterator[Problem]:
    """Goods sent within the Union have a day, or a period, and a country of delivery."""
    if "K" not in {group.get("BT-118") for group in terms.get("BG-23", [])}:
        return
    if not any(terms.get(term) for term in ("BT-72", "BT-73", "BT-74")):
        yield Problem(rule="BR-IC-11", term="BT-72")
    if not terms.get("BG-13", {}).get("country_code"):
        yield Problem(rule="BR-IC-12", term="BT-80")


def outside_alone(terms: Terms) -> Iterator[Problem]:
    """What is outside of VAT stands in no document with another category."""
    codes = [group.get("BT-118") for group in terms.get("BG-23", [])]
    if _OUTSIDE not in codes:
        return
    others = [position for position, line in numbered_lines(terms) if line.get("BT-151") not in (None, _OUTSIDE)]
    if len(codes) > 1 or others:
        yield Problem(rule="BR-O-11", term="BT-118")
    yield from (Problem(rule="BR-O-12", term="BT-151", line=position) for position in others)
    if any(each.get("vat_category_code") != _OUTSIDE for each in terms.get("BG-20", [])):
        yield Problem(rule="BR-O-13", term="BT-95")


def _used(terms: Terms) -> set[str]:
    lines = {line.get("BT-151", "") for _, line in numbered_lines(terms)}
    return lines | {each.get("vat_category_code", "") for each in terms.get("BG-20", [])}


def _fits(category: _Category, rate: str | None) -> bool:
    if category.letters == _OUTSIDE:
        return rate is None
    return number(rate) > 0 if category.is_taxed else rate is not None and number(rate) == 0


def _is_tax_near(group: Terms) -> bool:
    """Whether a tax is less than a unit off: what the official rules allow; see `amounts.taxes` for ours."""
    exact = number(group.get("BT-116")) * number(group.get("BT-119")) / 100
    return abs(number(group.get("BT-117")) - exact) < 1


def _base(terms: Terms, group: Terms, category: _Category) -> object:
    def belongs(code: str | None, rate: str | None) -> bool:
        return code == group.get("BT-118") and (not category.is_taxed or number(rate) == number(group.get("BT-119")))

    lines = [line for _, line in numbered_lines(terms) if belongs(line.get("BT-151"), line.get("BT-152"))]
    reductions = [
        each for each in terms.get("BG-20", []) if belongs(each.get("vat_category_code"), each.get("vat_rate"))
    ]
    return sum(number(line.get("BT-131")) for line in lines) - sum(number(each.get("amount")) for each in reductions)


RULES = (groups_of_categories, tax_numbers, rates, bases, group_taxes, deliveries, outside_alone)
