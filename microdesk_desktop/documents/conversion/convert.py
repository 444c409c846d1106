"""The draft that continues a document of a chain, and whether it takes more than remains."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.conversion.chain import OFFERS, Chain, Piece
from microdesk_desktop.documents.conversion.lines import continued_lines, kept_lines
from microdesk_desktop.documents.conversion.parts import part_of
from microdesk_desktop.documents.conversion.remaining import Remaining, exceeded_lines, remaining_of
from microdesk_desktop.documents.conversion.shares import nets_of_amount, nets_of_net, nets_of_percent, share_lines
from microdesk_desktop.documents.conversion.summary import is_vat_open
from microdesk_desktop.documents.conversion.words import deposit_label, part_label
from microdesk_desktop.documents.totals import VatTotal, step_of, totals_of
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.documents.types import Document, Vat
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.settle.targets import DocumentType

USUAL_DEPOSIT = Part(percent=30 * 10**Decimals.PERCENT)
"""What most quotes of services ask for; the law sets none."""
_NEXT: Mapping[DocumentType, tuple[DocumentType, ...]] = {
    DocumentType.QUOTE: (
        DocumentType.INVOICE,
        DocumentType.DEPOSIT,
        DocumentType.FINAL,
        DocumentType.ORDER,
        DocumentType.DELIVERY,
        DocumentType.PROFORMA,
    ),
    DocumentType.ORDER: (
        DocumentType.INVOICE,
        DocumentType.DEPOSIT,
        DocumentType.FINAL,
        DocumentType.DELIVERY,
        DocumentType.PROFORMA,
    ),
    DocumentType.DELIVERY: (DocumentType.INVOICE,),
    DocumentType.PROFORMA: (DocumentType.INVOICE,),
    DocumentType.DEPOSIT: (DocumentType.FINAL, DocumentType.CORRECTIVE),
    DocumentType.INVOICE: (DocumentType.CORRECTIVE, DocumentType.DELIVERY),
    DocumentType.FINAL: (DocumentType.CORRECTIVE, DocumentType.DELIVERY),
    DocumentType.CORRECTIVE: (DocumentType.CORRECTIVE, DocumentType.DELIVERY),
}


def next_types(type_: DocumentType) -> tuple[DocumentType, ...]:
    """What a document of this type may be turned into, the usual one first; credit notes have their own way."""
    return _NEXT.get(type_, ())


def converted(chain: Chain, to: DocumentType, part: Part, *, is_beyond: bool = False) -> Draft:
    """The draft that continues the chain's source; its client is left open.

    `is_beyond` is the user's word that it may take more than remains. Raises CONVERSION_UNKNOWN for a type that does
    not follow, NOTHING_LEFT, ABOVE_REMAINING (`left`), DEPOSITS_LEFT where a final invoice is due that
    deducts them, NO_DEPOSIT for a final invoice without any, VAT_UNKNOWN for an amount with tax of a document whose
    totals leave its rates open.
    """
    source = chain.source
    if to not in next_types(source.type):
        raise KnownError(ErrorCode.CONVERSION_UNKNOWN)
    if to is DocumentType.CORRECTIVE:
        return replace(_continued(source, to), lines=kept_lines(source.document), notes=source.document.notes)
    if to in (DocumentType.ORDER, DocumentType.DELIVERY, DocumentType.PROFORMA):
        return _continued(source, to)
    remaining = remaining_of(chain)
    if not remaining.lines and not is_beyond:
        raise KnownError(ErrorCode.NOTHING_LEFT)
    if to is DocumentType.DEPOSIT:
        draft = _deposit(chain, remaining, USUAL_DEPOSIT if part.is_whole else part, is_beyond=is_beyond)
    elif to is DocumentType.FINAL:
        draft = _final(chain, remaining, part, is_beyond=is_beyond)
    else:
        draft = _invoice(chain, remaining, part, is_beyond=is_beyond)
    return replace(draft, is_beyond_quote=is_beyond)


def claimable(chain: Chain, remaining: Remaining) -> int:
    """What may still be claimed of the source, in cents without tax: what remains, less the deposits to deduct."""
    return remaining.totals().excl_tax - chain.claimed_in_advance()


def _deposit(chain: Chain, remaining: Remaining, part: Part, *, is_beyond: bool) -> Draft:
    """A deposit: the part of each VAT of the whole, exactly; money that is only passed on is not asked in advance."""
    source, document = chain.source, chain.source.document
    nets = _nets(source.totals.groups, part, document)
    if not is_beyond and sum(nets.values()) > claimable(chain, remaining):
        raise _above(chain, remaining)
    label = deposit_label(document, source.number, part.percent)
    lines = share_lines(document, continued_lines(document), nets, label)
    if not lines:
        raise KnownError(ErrorCode.NOTHING_LEFT)
    return replace(_continued(source, DocumentType.DEPOSIT), lines=lines, discount=None)


def _nets(groups: Sequence[VatTotal], part: Part, document: Document) -> Mapping[Vat, int]:
    """The part of each VAT; money that is only passed on is not split."""
    step = step_of(document.currency)
    split = [group for group in groups if group.vat.case != "disbursement"]
    if part.percent is not None:
        return nets_of_percent(split, part.percent, step)
    if part.excl_tax is not None:
        return nets_of_net(split, part.excl_tax, step)
    if any(is_vat_open(group.vat) for group in split):
        raise KnownError(ErrorCode.VAT_UNKNOWN)
    return nets_of_amount(split, part.incl_tax or 0, step)


def _invoice_of_amount(chain: Chain, remaining: Remaining, part: Part, *, is_beyond: bool) -> Draft:
    """An invoice of an amount: one line for each VAT and activity, in proportion to what remains of each."""
    source, document = chain.source, chain.source.document
    groups = source.totals.groups if part.percent is not None or not remaining.lines else remaining.totals().groups
    nets = _nets(groups, part, document)
    if not is_beyond and sum(nets.values()) > claimable(chain, remaining):
        raise _above(chain, remaining)
    lines = share_lines(document, continued_lines(document), nets, part_label(document, source.number))
    if not lines:
        raise KnownError(ErrorCode.NOTHING_LEFT)
    return replace(_continued(source, DocumentType.INVOICE), lines=lines, discount=None, takes_amount=True)


def _invoice(chain: Chain, remaining: Remaining, part: Part, *, is_beyond: bool) -> Draft:
    source = chain.source
    if chain.deposits_left() and part.is_whole and not is_beyond:
        raise KnownError(ErrorCode.DEPOSITS_LEFT)
    if part.is_amount or (source.is_summary and part.percent is not None):
        return _invoice_of_amount(chain, remaining, part, is_beyond=is_beyond)
    taken = _taken(chain, remaining, part, is_beyond=is_beyond)
    if source.type in OFFERS and not is_beyond and totals_of(taken).excl_tax > claimable(chain, remaining):
        raise _above(chain, remaining)
    draft = _continued(source, DocumentType.INVOICE)
    if source.type is DocumentType.DELIVERY:
        draft = replace(draft, delivered_on=source.document.delivered_on or source.document.issued_on)
    return replace(draft, lines=continued_lines(taken), discount=taken.discount)


def _final(chain: Chain, remaining: Remaining, part: Part, *, is_beyond: bool) -> Draft:
    """All that remains, less the deposits of the chain, each once."""
    numbers = tuple(piece.number for piece, _ in chain.deposits_left() if piece.number)
    if not numbers:
        raise KnownError(ErrorCode.NO_DEPOSIT)
    draft = replace(_continued(chain.source, DocumentType.FINAL), deposits=numbers)
    if chain.source.type is DocumentType.DEPOSIT:
        return replace(draft, lines=(), discount=None, refers_to=())
    taken = _taken(chain, remaining, part, is_beyond=is_beyond)
    return replace(draft, lines=continued_lines(taken), discount=taken.discount)


def _taken(chain: Chain, remaining: Remaining, part: Part, *, is_beyond: bool) -> Document:
    if part.is_amount or (chain.source.is_summary and not part.is_whole):
        raise KnownError(ErrorCode.CONVERSION_UNKNOWN)
    source = chain.source.document
    if is_beyond and not remaining.lines:
        remaining = replace(remaining, lines=(), discount=source.discount)
        return source if part.is_whole else part_of(remaining, source, part)
    taken = part_of(remaining, source, part)
    if not taken.lines:
        raise KnownError(ErrorCode.NOTHING_LEFT)
    if not is_beyond and exceeded_lines(remaining, taken):
        raise _above(chain, remaining)
    return taken


def _above(chain: Chain, remaining: Remaining) -> KnownError:
    left = remaining.totals().incl_tax - sum(cents for _, cents in chain.deposits_left())
    return KnownError(ErrorCode.ABOVE_REMAINING, left=Money(max(0, left), chain.source.document.currency))


def _continued(source: Piece, to: DocumentType) -> Draft:
    document = source.document
    is_corrective = to is DocumentType.CORRECTIVE
    return Draft(
        type=to,
        lines=continued_lines(document),
        currency=document.currency,
        exchange=document.exchange if document.currency != EUR and not source.is_summary else None,
        discount=document.discount,
        deposits=tuple(each.reference.number for each in document.deposits) if is_corrective else (),
        refers_to=(source.number,),
        delivered_from=document.delivered_from if is_corrective else None,
        delivered_on=document.delivered_on if is_corrective else None,
        order_number=document.order_number,
        subject=document.subject,
        language=document.language,
        is_works_in_dwelling=document.is_works_in_dwelling,
        takes_amount=is_corrective and document.takes_amount,
    )
