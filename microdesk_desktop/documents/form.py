"""A draft as the JSON object of INTERFACES (`documents new --from`), which is also how the vault keeps it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.units import unit_of
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text, parse_decimal
from microdesk_desktop.domain.documents.parties import Address, Buyer
from microdesk_desktop.domain.documents.types import Discount, Paid, VatCategory
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType

Form = Mapping[str, Any]
T = TypeVar("T")

_TEXTS = ("order_number", "subject", "notes", "language")
_LONGEST_TEXT, _MOST_LINES = 10_000, 1_000
"""Bounds of one text and of the lines: far beyond any document, and small enough that none stops the window."""
_FIELDS = frozenset(
    "type client issue_date due_date service_date service_from valid_until currency eur_rate lines discount_percent"
    " discount_amount deposits refers_to paid works beyond_quote takes_amount typed".split()
).union(_TEXTS)
_LINE_FIELDS = frozenset(
    "label text quantity unit unit_price discount_percent discount_amount vat_rate vat_category exemption activity"
    " period disbursement".split()
)
_CLIENT_FIELDS = frozenset(
    "name kind siren siret vat_number email phone address postal_code city country contact language".split()
)


def read_form(form: object) -> Draft:
    """The draft of a JSON object. Raises INVALID_VALUE (`field`, `line`), FIELD_UNKNOWN (`name`, `known`)."""
    entries = _object(form, "", _FIELDS)
    client = entries.get("client", "")
    return Draft(
        type=_choice(DocumentType, entries, "type", DocumentType.INVOICE),
        client_id=client if isinstance(client, int) and not isinstance(client, bool) else None,
        client=client if isinstance(client, str) else "",
        buyer=_buyer(client) if not isinstance(client, str | int) or isinstance(client, bool) else None,
        lines=_lines(entries),
        issued_on=_day(entries, "issue_date"),
        due_on=_day(entries, "due_date"),
        delivered_from=_day(entries, "service_from"),
        delivered_on=_day(entries, "service_date"),
        valid_until=_day(entries, "valid_until"),
        currency=_text(entries, "currency", EUR).strip().upper() or EUR,
        exchange=_number(entries, "eur_rate", Decimals.EXCHANGE),
        discount=_discount(entries, ""),
        deposits=_numbers(entries, "deposits"),
        refers_to=_numbers(entries, "refers_to"),
        paid=_choice(Paid, entries, "paid", Paid.NOTHING),
        is_works_in_dwelling=_flag(entries, "works"),
        is_beyond_quote=_flag(entries, "beyond_quote"),
        takes_amount=_flag(entries, "takes_amount"),
        typed=_typed(entries),
        **{name: _text(entries, name) for name in _TEXTS},
    )


def write_form(draft: Draft) -> Form:
    """The JSON object of a draft, without what is left open."""
    days = {
        "issue_date": draft.issued_on,
        "due_date": draft.due_on,
        "service_from": draft.delivered_from,
        "service_date": draft.delivered_on,
        "valid_until": draft.valid_until,
    }
    form: dict[str, Any] = {
        "type": draft.type.value,
        "client": draft.client_id if draft.client_id is not None else draft.client or _client_form(draft.buyer),
        **{name: day.isoformat() for name, day in days.items() if day},
        "currency": draft.currency,
        "eur_rate": None if draft.exchange is None else decimal_text(draft.exchange, Decimals.EXCHANGE),
        "lines": [_line_form(line) for line in draft.lines],
        **_discount_form(draft.discount),
        "deposits": list(draft.deposits),
        "refers_to": list(draft.refers_to),
        "paid": draft.paid.value if draft.paid is not Paid.NOTHING else None,
        "works": draft.is_works_in_dwelling,
        "beyond_quote": draft.is_beyond_quote,
        "takes_amount": draft.takes_amount,
        "typed": dict(draft.typed) or None,
        **{name: getattr(draft, name) for name in _TEXTS},
    }
    return {name: value for name, value in form.items() if value not in (None, "", [], False)}


def _lines(entries: Form) -> tuple[DraftLine, ...]:
    lines = entries.get("lines", [])
    if not isinstance(lines, Sequence) or isinstance(lines, str) or len(lines) > _MOST_LINES:
        raise invalid_field("lines")
    return tuple(_line(line, f"lines.{position}.") for position, line in enumerate(lines, 1))


def _line(form: object, path: str) -> DraftLine:
    entries = _object(form, path, _LINE_FIELDS)
    first, last = _period(entries, path)
    price, quantity = (
        _number(entries, "unit_price", Decimals.PRICE, path),
        _number(entries, "quantity", Decimals.QUANTITY, path),
    )
    return DraftLine(
        label=_text(entries, "label", path=path),
        text=_text(entries, "text", path=path),
        quantity=10_000 if quantity is None else quantity,
        unit=_unit(entries, path),
        unit_price=price or 0,
        discount=_discount(entries, path),
        vat_rate_bp=_number(entries, "vat_rate", Decimals.VAT_RATE, path),
        category=_choice(VatCategory, entries, "vat_category", None, path),
        exemption=_text(entries, "exemption", path=path),
        activity=_choice(Activity, entries, "activity", None, path),
        first_day=first,
        last_day=last,
        is_disbursement=_flag(entries, "disbursement", path),
    )


def _line_form(line: DraftLine) -> Form:
    period = [line.first_day.isoformat() if line.first_day else "", line.last_day.isoformat() if line.last_day else ""]
    form = {
        "label": line.label,
        "text": line.text,
        "quantity": decimal_text(line.quantity, Decimals.QUANTITY),
        "unit": line.unit,
        "unit_price": decimal_text(line.unit_price, Decimals.PRICE, at_least=2),
        **_discount_form(line.discount),
        "vat_rate": None if line.vat_rate_bp is None else decimal_text(line.vat_rate_bp, Decimals.VAT_RATE),
        "vat_category": line.category.value if line.category else None,
        "exemption": line.exemption,
        "activity": line.activity.value if line.activity else None,
        "period": period if any(period) else None,
        "disbursement": line.is_disbursement,
    }
    return {name: value for name, value in form.items() if value not in (None, "", False)}


def _buyer(form: object) -> Buyer:
    entries = _object(form, "client.", _CLIENT_FIELDS)

    def text(name: str) -> str:
        return _text(entries, name, path="client.").strip()

    return Buyer(
        name=text("name"),
        kind=_choice(ClientKind, entries, "kind", ClientKind.COMPANY, "client."),
        address=Address(
            lines=tuple(filter(None, (line.strip() for line in text("address").splitlines()))),
            postal_code=text("postal_code"),
            city=text("city"),
            country=text("country").upper() or "FR",
        ),
        siren=text("siren"),
        siret=text("siret"),
        vat_number=text("vat_number"),
        contact=text("contact"),
        email=text("email"),
        phone=text("phone"),
        language=text("language") or "fr",
    )


def _client_form(buyer: Buyer | None) -> Form | None:
    if buyer is None:
        return None
    form = {
        "name": buyer.name,
        "kind": buyer.kind.value,
        "address": "\n".join(buyer.address.lines),
        "postal_code": buyer.address.postal_code,
        "city": buyer.address.city,
        "country": buyer.address.country,
        **{name: getattr(buyer, name) for name in ("siren", "siret", "vat_number", "contact", "email", "phone")},
        "language": buyer.language,
    }
    return {name: value for name, value in form.items() if value}


def _object(form: object, path: str, fields: frozenset[str]) -> Form:
    if not isinstance(form, Mapping):
        raise invalid_field(path.rstrip("."))
    unknown = sorted(str(name) for name in form if name not in fields)
    if unknown:
        raise KnownError(ErrorCode.FIELD_UNKNOWN, name=path + unknown[0], known=sorted(fields))
    return {name: value for name, value in form.items() if value is not None}


def _text(entries: Form, name: str, default: str = "", path: str = "") -> str:
    value = entries.get(name, default)
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise invalid_field(path + name)
    return value


def _number(entries: Form, name: str, decimals: Decimals, path: str = "") -> int | None:
    """The number of a decimal text or a JSON integer; a JSON float is refused, since it may have lost digits."""
    value = entries.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise invalid_field(path + name)
    return _parsed(lambda: parse_decimal(str(value), decimals), path + name)


def _day(entries: Form, name: str) -> date | None:
    text = _text(entries, name)
    return _parsed(lambda: date.fromisoformat(text), name) if text else None


def _period(entries: Form, path: str) -> tuple[date | None, date | None]:
    days = entries.get("period", ["", ""])
    if not isinstance(days, Sequence) or len(days) != 2 or not all(isinstance(day, str) for day in days):
        raise invalid_field(f"{path}period")
    return _parsed(lambda: _days(days), f"{path}period")


def _days(texts: Sequence[str]) -> tuple[date | None, date | None]:
    first, last = (date.fromisoformat(text) if text else None for text in texts)
    return first, last


def _typed(entries: Form) -> tuple[tuple[str, str], ...]:
    texts = entries.get("typed", {})
    if not isinstance(texts, Mapping):
        raise invalid_field("typed")
    return tuple((path, _text(texts, path)) for path in texts)


def _choice(kind: Callable[[str], T], entries: Form, name: str, default: Any, path: str = "") -> Any:
    text = _text(entries, name, path=path)
    return _parsed(lambda: kind(text), path + name) if text else default


def _flag(entries: Form, name: str, path: str = "") -> bool:
    value = entries.get(name, False)
    if not isinstance(value, bool):
        raise invalid_field(path + name)
    return value


def _unit(entries: Form, path: str) -> str:
    text = _text(entries, "unit", "C62", path)
    unit = unit_of(text) if text.strip() else unit_of("C62")
    if unit is None:
        raise invalid_field(f"{path}unit")
    return unit.code


def _discount(entries: Form, path: str) -> Discount | None:
    percent = _number(entries, "discount_percent", Decimals.PERCENT, path)
    cents = _number(entries, "discount_amount", Decimals.AMOUNT, path)
    if percent and cents:
        raise invalid_field(f"{path}discount_amount")
    return Discount(percent=percent or 0, cents=cents or 0) if percent or cents else None


def _discount_form(discount: Discount | None) -> Form:
    if discount is None:
        return {}
    if discount.cents:
        return {"discount_amount": decimal_text(discount.cents, Decimals.AMOUNT, at_least=2)}
    return {"discount_percent": decimal_text(discount.percent, Decimals.PERCENT)}


def _numbers(entries: Form, name: str) -> tuple[str, ...]:
    values = entries.get(name, [])
    if not isinstance(values, Sequence) or isinstance(values, str) or not all(isinstance(each, str) for each in values):
        raise invalid_field(name)
    return tuple(dict.fromkeys(values))


def _parsed(read: Callable[[], T], path: str) -> T:
    try:
        return read()
    except ValueError:
        raise invalid_field(path) from None


def invalid_field(path: str) -> KnownError:
    """The error for a field, as « quantity », « client.siren » or « lines.2.quantity »."""
    head, _, name = path.rpartition(".")
    if head.startswith("lines."):
        return KnownError(ErrorCode.INVALID_VALUE, part="line", line=head.removeprefix("lines."), field=name or "lines")
    return KnownError(ErrorCode.INVALID_VALUE, field=name)
