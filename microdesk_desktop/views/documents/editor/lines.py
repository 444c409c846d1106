"""The lines of a draft as texts to type in, and what they are read as."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.base.text import one_line, well_formed
from microdesk_desktop.documents.units import unit_of, units
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.calendar.dates import parse_day
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.types import VatCategory
from microdesk_desktop.views.documents.editor.numbers import (
    Unread,
    read_amount,
    read_discount,
    read_number,
    read_percent,
    typed_discount,
    typed_number,
)

LONGEST_LABEL, LONGEST_TEXT = 500, 10_000
"""Characters of the name of what is sold, and of its description: those that a draft can hold."""
PIECE = "C62"
"""The unit that is not printed: what is counted by pieces."""
_USUAL_QUANTITY = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTexts:
    """A line as it is typed; `flaws` has, by the name of a field, why it cannot be read."""

    label: str = ""
    text: str = ""
    quantity: str = _USUAL_QUANTITY
    unit: str = ""
    unit_price: str = ""
    discount: str = ""
    vat_rate: str = ""
    first_day: str = ""
    last_day: str = ""
    category: VatCategory | None = None
    exemption: str = ""
    activity: Activity | None = None
    is_disbursement: bool = False
    line: DraftLine = field(default_factory=DraftLine)
    flaws: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed: such a line is no part of the document."""
        return self == _BLANK

    @property
    def typed(self) -> Sequence[tuple[str, str]]:
        """The names of the fields that cannot be read, and what was typed there."""
        return [(name, getattr(self, name)) for name in self.flaws]


_BLANK = LineTexts()


def with_texts(texts: LineTexts, **typed: object) -> LineTexts:
    """The line with other texts in these fields, read again."""
    return _read(replace(texts, **typed))  # type: ignore[arg-type]


def texts_of(line: DraftLine, typed: Mapping[str, str] | None = None) -> LineTexts:
    """A kept line as texts; `typed` has what was typed into fields that could not be read."""
    shown = LineTexts(
        label=line.label,
        text=line.text,
        quantity=typed_number(line.quantity, Decimals.QUANTITY),
        unit="" if line.unit == PIECE else unit_word(line.unit),
        unit_price=typed_number(line.unit_price, Decimals.PRICE, at_least=2) if line.unit_price else "",
        discount=typed_discount(line.discount),
        vat_rate=typed_number(line.vat_rate_bp, Decimals.VAT_RATE),
        first_day=dates.typed_day(line.first_day) if line.first_day else "",
        last_day=dates.typed_day(line.last_day) if line.last_day else "",
        category=line.category,
        exemption=line.exemption,
        activity=line.activity,
        is_disbursement=line.is_disbursement,
    )
    known = {name: text for name, text in (typed or {}).items() if name in _READERS}
    return _read(replace(shown, **known))  # type: ignore[arg-type]


def unit_word(code: str, quantity: int = 10**Decimals.QUANTITY) -> str:
    """The word of a unit in the user's language, for one or for several; French counts one and a half as one."""
    unit = units().get(code)
    if unit is None:
        return code
    one = 10**Decimals.QUANTITY
    is_one = abs(quantity) < 2 * one if language() == "fr" else quantity == one
    return (unit.one if is_one else unit.many)[language()]


def unit_words() -> Sequence[str]:
    """The words of all units, in the order in which they are proposed."""
    return [unit.one[language()] for unit in units().values()]


def read_day(text: str) -> date | None:
    """A day as it is typed; None for nothing. Raises Unread."""
    if not text.strip():
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        raise Unread(tr("Date illisible. Exemple : {example}").format(example="23/11/2026")) from error


def _read(texts: LineTexts) -> LineTexts:
    """The texts with what they are read as; a field that cannot be read counts as left open."""
    values: dict[str, object] = {}
    flaws: dict[str, str] = {}
    for name, (attribute, read) in _READERS.items():
        try:
            values[attribute] = read(getattr(texts, name))
        except Unread as error:
            flaws[name] = str(error)
    line = DraftLine(
        label=one_line(texts.label)[:LONGEST_LABEL],
        text=well_formed(texts.text)[:LONGEST_TEXT],
        category=texts.category,
        exemption=texts.exemption,
        activity=texts.activity,
        is_disbursement=texts.is_disbursement,
        **values,  # type: ignore[arg-type]
    )
    return replace(texts, line=line, flaws=flaws)


def _quantity(text: str) -> int:
    return read_number(text, Decimals.QUANTITY) if text.strip() else 10**Decimals.QUANTITY


def _unit(text: str) -> str:
    if not text.strip():
        return PIECE
    unit = unit_of(text)
    if unit is None:
        raise Unread(tr("Unité inconnue. Exemples : {examples}").format(examples=", ".join(unit_words()[1:4])))
    return unit.code


def _price(text: str) -> int:
    price = read_amount(text, Decimals.PRICE) if text.strip() else 0
    if price < 0:
        raise Unread(tr("Un prix n'est pas négatif : mettez la quantité en négatif."))
    return price


def _rate(text: str) -> int | None:
    rate = read_percent(text, Decimals.VAT_RATE) if text.strip() else None
    if rate is not None and not 0 <= rate <= 100 * 10**Decimals.VAT_RATE:
        raise Unread(tr("Un taux de TVA est entre 0 et 100 %."))
    return rate


_READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "quantity": ("quantity", _quantity),
    "unit": ("unit", _unit),
    "unit_price": ("unit_price", _price),
    "discount": ("discount", read_discount),
    "vat_rate": ("vat_rate_bp", _rate),
    "first_day": ("first_day", read_day),
    "last_day": ("last_day", read_day),
}
