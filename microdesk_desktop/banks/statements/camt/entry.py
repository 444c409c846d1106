"""Find the facts of one camt entry: one transaction, or one per detail when the details add up to the entry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.money import parse_cents

_SIGNS = {"CRDT": 1, "DBIT": -1}
_STATES = {"BOOK": State.BOOKED, "PDNG": State.PENDING, "": State.BOOKED}
_INFORMATIONAL = {"INFO", "FUTR"}
_PARTIES = {1: ("Dbtr", "UltmtDbtr"), -1: ("Cdtr", "UltmtCdtr")}
_TRUE = ("true", "1")
_REMARKS = (
    "RmtInf/Ustrd",
    "RmtInf/Strd/RfrdDocInf/Nb",
    "RmtInf/Strd/CdtrRefInf/Ref",
    "RmtInf/Strd/AddtlRmtInf",
    "Refs/EndToEndId",
    "AddtlTxInf",
)
_MAX_DETAILS_IN_LABEL = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """The elements of an entry that hold the facts of one transaction; `texts` are in the order of its label.

    `decisive` are the elements whose text decided where the facts are, so that another entry of the same layout and
    with the same decisive texts has them in the same places. Empty when that depends on more (details that add up).
    """

    amount: Element
    sign: int
    day: Element
    state: State
    reference: Element | None
    texts: Sequence[Element]
    decisive: Sequence[Element] = ()

    @property
    def elements(self) -> Sequence[Element | None]:
        """Amount, day, reference, then the texts of the label."""
        return [self.amount, self.day, self.reference, *self.texts]

    @property
    def currency(self) -> str:
        return self.amount.get("Ccy", "") or "EUR"


def find_facts(entry: Element) -> Sequence[EntryFacts]:
    """One transaction, or one per detail; none for an entry whose status is informational.

    Raises ValueError with a row problem's code.
    """
    parts = _parts(entry)
    status = _status(parts.get("Sts"))
    if text_of(status) in _INFORMATIONAL:
        return ()
    if text_of(status) not in _STATES:
        raise ValueError("status_unknown")
    amount, sign = parts.get("Amt"), _sign(parts)
    if amount is None:
        raise ValueError("amount_missing")
    reversal = parts.get("RvslInd")
    is_reversal = text_of(reversal) in _TRUE
    details = [detail for group in entry.findall("NtryDtls") for detail in group.findall("TxDtls")]
    remarks = [parts["AddtlNtryInf"]] if "AddtlNtryInf" in parts else []
    whole = EntryFacts(
        amount=amount,
        sign=sign,
        day=_day(parts),
        state=_STATES[text_of(status)],
        reference=parts.get("AcctSvcrRef"),
        texts=[
            *remarks,
            *(text for detail in details[:_MAX_DETAILS_IN_LABEL] for text in _texts(detail, sign, is_reversal)),
        ],
        decisive=[each for each in (parts["CdtDbtInd"], status, reversal) if each is not None]
        if len(details) < 2
        else (),
    )
    return (_shares(details, whole, remarks, is_reversal) if len(details) > 1 else ()) or (whole,)


def text_of(element: Element | None) -> str:
    """The element's own text without the blanks around it."""
    return "" if element is None else (element.text or "").strip()


def _shares(
    details: Sequence[Element], whole: EntryFacts, remarks: Sequence[Element], is_reversal: bool
) -> Sequence[EntryFacts]:
    """One transaction per detail; none unless they add up to the entry, in its currency."""
    shares = []
    for detail in details:
        parts = _parts(detail)
        amount = parts.get("Amt")
        if amount is None:
            amount = detail.find("AmtDtls/TxAmt/Amt")
        if amount is None:
            return ()
        sign = _sign(parts) if "CdtDbtInd" in parts else whole.sign
        reference = detail.find("Refs/AcctSvcrRef")
        texts = [*remarks, *_texts(detail, sign, is_reversal)]
        shares.append(
            EntryFacts(amount=amount, sign=sign, day=whole.day, state=whole.state, reference=reference, texts=texts)
        )
    total = sum(share.sign * parse_cents(text_of(share.amount), ".") for share in shares)
    is_whole = total == whole.sign * parse_cents(text_of(whole.amount), ".")
    return shares if is_whole and all(share.currency == whole.currency for share in shares) else ()


def _parts(element: Element) -> Mapping[str, Element]:
    return {child.tag: child for child in element}


def _status(element: Element | None) -> Element | None:
    """The status, written as text up to version 03 and as a code below it since."""
    return element[0] if element is not None and len(element) else element


def _sign(parts: Mapping[str, Element]) -> int:
    try:
        return _SIGNS[text_of(parts.get("CdtDbtInd"))]
    except KeyError:
        raise ValueError("sign_missing") from None


def _day(parts: Mapping[str, Element]) -> Element:
    for tag in ("BookgDt", "ValDt"):
        day = parts.get(tag)
        if day is not None and len(day):
            return day[0]
    raise ValueError("date_missing")


def _texts(detail: Element, sign: int, is_reversal: bool) -> Iterator[Element]:
    """The texts of a detail's label: other party, remittance information, references, the bank's remark.

    A reversed or returned payment keeps the parties of the payment, although its money goes the other way.
    """
    is_turned = is_reversal or detail.find("RtrInf") is not None
    yield from (_names(detail, -sign) if is_turned else ()) or _names(detail, sign)
    for path in _REMARKS:
        yield from detail.iterfind(path)


def _names(detail: Element, sign: int) -> Sequence[Element]:
    """The names of the party that pays (1) or is paid (-1), and of the one behind it."""
    return [
        name
        for party in _PARTIES[sign]
        for path in (f"RltdPties/{party}/Nm", f"RltdPties/{party}/Pty/Nm")
        for name in detail.iterfind(path)
    ]
