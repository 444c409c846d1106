"""The draft of a credit note: the exact mirror of what is left of a document, or of a part of it.

What is left of a VAT is its base and its tax, less those of the credit notes before. The tax of a base is rounded, so
that the last credit note may leave a cent or two rather than give back more tax than was invoiced.
"""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.conversion.chain import Chain, Piece
from microdesk_desktop.documents.conversion.lines import kept_lines
from microdesk_desktop.documents.conversion.parts import part_of
from microdesk_desktop.documents.conversion.remaining import exceeded_lines, remaining_after
from microdesk_desktop.documents.conversion.shares import nets_of_amount, nets_of_net, nets_of_percent, share_lines
from microdesk_desktop.documents.conversion.words import credit_label
from microdesk_desktop.documents.totals import Totals, VatTotal, step_of, tax_of, totals_of
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.documents.types import Discount, Document, Vat
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.settle.targets import DocumentType

Lines = tuple[DraftLine, ...]
CREDITED = frozenset({DocumentType.INVOICE, DocumentType.DEPOSIT, DocumentType.FINAL, DocumentType.CORRECTIVE})
"""What is given back by a credit note; a quote is refused instead."""


def credited(chain: Chain, part: Part) -> Draft:
    """The draft of a credit note for the chain's source; its client is left open.

    Raises CONVERSION_UNKNOWN for a document that is never credited, NOTHING_LEFT, ABOVE_REMAINING (`left`).
    """
    source = chain.source
    if source.type not in CREDITED:
        raise KnownError(ErrorCode.CONVERSION_UNKNOWN)
    notes = chain.credits_of(source.number)
    groups = groups_left(source.totals, notes)
    if not any(group.base > 0 for group in groups):
        raise KnownError(ErrorCode.NOTHING_LEFT)
    document = source.document
    if part.percent is not None or part.is_amount:
        return _note(source, _share_lines(source, groups, _nets(document, groups, part)), None)
    remaining = remaining_after(source, [(1, note) for note in notes])
    taken = part_of(remaining, document, part)
    if not part.is_whole:
        if not taken.lines:
            raise KnownError(ErrorCode.NOTHING_LEFT)
        if exceeded_lines(remaining, taken) or exceeds(totals_of(taken), groups):
            raise _above(document, groups)
        return _note(source, kept_lines(taken), taken.discount)
    nets = _highest_nets(document, groups)
    if {group.vat: group.base for group in totals_of(taken).groups} == nets:
        return _note(source, kept_lines(taken), taken.discount)
    return _note(source, _share_lines(source, groups, nets), None)


def groups_left(totals: Totals, notes: Sequence[Piece]) -> Sequence[VatTotal]:
    """What is left of each VAT of a document after these credit notes."""
    left = []
    for group in totals.groups:
        given = [each for note in notes for each in note.totals.groups if each.vat == group.vat]
        base, tax = group.base - sum(each.base for each in given), group.tax - sum(each.tax for each in given)
        left.append(VatTotal(vat=group.vat, lines=base, discount=0, base=base, tax=tax))
    return left


def exceeds(totals: Totals, groups: Sequence[VatTotal]) -> bool:
    """Whether a credit note gives back more of a VAT than is left of it, or of one that the document does not have."""
    left = {group.vat: group for group in groups}
    return any(
        group.base > 0
        and (group.vat not in left or group.base > left[group.vat].base or group.tax > left[group.vat].tax)
        for group in totals.groups
    )


def _nets(document: Document, groups: Sequence[VatTotal], part: Part) -> Mapping[Vat, int]:
    step = step_of(document.currency)
    if part.percent is not None:
        nets = nets_of_percent(groups, part.percent, step)
    elif part.excl_tax is not None:
        if part.excl_tax > sum(group.base for group in groups):
            raise _above(document, groups)
        nets = nets_of_net(groups, part.excl_tax, step)
    else:
        if (part.incl_tax or 0) > sum(group.base + group.tax for group in groups):
            raise _above(document, groups)
        nets = nets_of_amount(groups, part.incl_tax or 0, step)
    highest = _highest_nets(document, groups)
    return {vat: min(net, highest.get(vat, 0)) for vat, net in nets.items()}


def _highest_nets(document: Document, groups: Sequence[VatTotal]) -> Mapping[Vat, int]:
    """The most that may still be given back of each VAT, so that neither its base nor its tax is exceeded."""
    step = step_of(document.currency)
    nets = {}
    for group in groups:
        net = group.base
        while net > 0 and tax_of(net, group.vat.rate_bp, step) > group.tax:
            net -= step
        nets[group.vat] = net
    return {vat: net for vat, net in nets.items() if net}


def _share_lines(source: Piece, groups: Sequence[VatTotal], nets: Mapping[Vat, int]) -> Lines:
    document = source.document
    label = credit_label(document, source.number)
    lines = share_lines(document, kept_lines(document), nets, label)
    if not lines:
        raise _above(document, groups)
    return lines


def _note(source: Piece, lines: Lines, discount: Discount | None) -> Draft:
    document = source.document
    return Draft(
        type=DocumentType.CREDIT_NOTE,
        lines=lines,
        currency=document.currency,
        exchange=document.exchange if document.currency != EUR else None,
        discount=discount,
        refers_to=(source.number,),
        delivered_from=document.delivered_from,
        delivered_on=document.delivered_on,
        order_number=document.order_number,
        subject=document.subject,
        language=document.language,
    )


def _above(document: Document, groups: Sequence[VatTotal]) -> KnownError:
    left = sum(group.base + group.tax for group in groups)
    return KnownError(ErrorCode.ABOVE_REMAINING, left=Money(max(0, left), document.currency))
