"""How an issued document may go on, as data: answered, turned into the next one, credited, made again."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.views.documents.thread import Thread
from microdesk_desktop.views.records.rows import InvoiceRow


class Step(StrEnum):
    """One way to go on from a document; all but the answers to a quote begin a draft."""

    INVOICE = "invoice"
    """All that remains, by a final invoice where deposits are to be deducted."""
    ACCEPT = "accept"
    DECLINE = "decline"
    REOPEN = "reopen"
    PART = "part"
    DEPOSIT = "deposit"
    FINAL = "final"
    ORDER = "order"
    DELIVERY = "delivery"
    PROFORMA = "proforma"
    CREDIT = "credit"
    CORRECTIVE = "corrective"
    DUPLICATE = "duplicate"


CONVERSIONS: Mapping[Step, DocumentType] = {
    Step.FINAL: DocumentType.FINAL,
    Step.ORDER: DocumentType.ORDER,
    Step.DELIVERY: DocumentType.DELIVERY,
    Step.PROFORMA: DocumentType.PROFORMA,
    Step.CORRECTIVE: DocumentType.CORRECTIVE,
}
"""The steps that turn the whole document into another one without a question."""
_INVOICING = frozenset({Step.INVOICE, Step.PART, Step.DEPOSIT})
_OF_TYPE: Mapping[DocumentType, tuple[Step, ...]] = {
    DocumentType.QUOTE: (Step.INVOICE, Step.DEPOSIT, Step.PART, Step.ORDER, Step.DELIVERY, Step.PROFORMA),
    DocumentType.ORDER: (Step.INVOICE, Step.DEPOSIT, Step.PART, Step.DELIVERY, Step.PROFORMA),
    DocumentType.DELIVERY: (Step.INVOICE,),
    DocumentType.PROFORMA: (Step.INVOICE,),
    DocumentType.DEPOSIT: (Step.FINAL, Step.CREDIT, Step.CORRECTIVE),
    DocumentType.INVOICE: (Step.CREDIT, Step.CORRECTIVE, Step.DELIVERY),
    DocumentType.FINAL: (Step.CREDIT, Step.CORRECTIVE, Step.DELIVERY),
    DocumentType.CORRECTIVE: (Step.CREDIT, Step.CORRECTIVE, Step.DELIVERY),
}
_OF_ANOTHER_TOOL: Mapping[DocumentType, tuple[Step, ...]] = {
    DocumentType.QUOTE: (Step.INVOICE, Step.DEPOSIT, Step.PART, Step.ORDER),
    DocumentType.ORDER: (Step.INVOICE, Step.DEPOSIT, Step.PART),
}
"""Of another tool only the totals are known, which are enough to ask for money."""
_ANSWERS: Mapping[DocumentState, tuple[Step, ...]] = {
    DocumentState.ACCEPTED: (Step.REOPEN,),
    DocumentState.ISSUED: (Step.ACCEPT, Step.DECLINE),
    DocumentState.SENT: (Step.ACCEPT, Step.DECLINE),
    DocumentState.EXPIRED: (Step.ACCEPT, Step.DECLINE),
}
_WORDS: Mapping[Step, Callable[[], str]] = {
    Step.INVOICE: lambda: tr("Facturer"),
    Step.ACCEPT: lambda: tr("Accepté…"),
    Step.DECLINE: lambda: tr("Refusé…"),
    Step.REOPEN: lambda: tr("Remettre en attente de réponse"),
    Step.PART: lambda: tr("Facturer une partie…"),
    Step.DEPOSIT: lambda: tr("Demander un acompte…"),
    Step.FINAL: lambda: tr("Facturer le solde"),
    Step.ORDER: lambda: tr("En faire un bon de commande"),
    Step.DELIVERY: lambda: tr("En faire un bon de livraison"),
    Step.PROFORMA: lambda: tr("En faire une facture pro forma"),
    Step.CREDIT: lambda: tr("Faire un avoir…"),
    Step.CORRECTIVE: lambda: tr("La remplacer par une rectificative"),
    Step.DUPLICATE: lambda: tr("Dupliquer"),
}
STEP_ICONS: Mapping[Step, str] = {
    Step.INVOICE: "file-text",
    Step.ACCEPT: "check",
    Step.DECLINE: "x",
    Step.REOPEN: "clock",
    Step.CREDIT: "undo-2",
    Step.CORRECTIVE: "pencil",
    Step.DUPLICATE: "copy",
}
"""Of the steps in « ··· »; the others have that of a document."""


def offered_steps(row: InvoiceRow, thread: Thread | None = None) -> tuple[Step, ...]:
    """How a document may go on, the usual way first; of those of other tools only quotes and orders do.

    With its thread, nothing is invoiced of what has nothing left.
    """
    steps = _steps(row)
    is_done = thread is not None and thread.left is not None and not thread.left.lines
    return tuple(step for step in steps if not (is_done and step in _INVOICING))


def _steps(row: InvoiceRow) -> tuple[Step, ...]:
    if not row.is_sealed:
        is_open = row.draft_id is None and row.state not in (DocumentState.DECLINED, DocumentState.CANCELLED)
        return _OF_ANOTHER_TOOL.get(row.type, ()) if is_open else ()
    if row.type is DocumentType.QUOTE and row.state is DocumentState.DECLINED:
        return Step.REOPEN, Step.DUPLICATE
    answers = _ANSWERS.get(row.state, ()) if row.type is DocumentType.QUOTE else ()
    first, *others = (*_OF_TYPE.get(row.type, ()), Step.DUPLICATE)
    return first, *answers, *others


def step_words(step: Step) -> str:
    """The words of a step's button."""
    return _WORDS[step]()


def answered_text(row: InvoiceRow, step: Step, on: date) -> str:
    """« D-2026-0001 : accepté le 3 décembre 2026. »."""
    words = tr("{number} : accepté le {day}.") if step is Step.ACCEPT else tr("{number} : refusé le {day}.")
    return words.format(number=row.number, day=dates.long_day(on))


def reopened_text(row: InvoiceRow) -> str:
    """« D-2026-0001 attend de nouveau sa réponse. »."""
    return tr("{number} attend de nouveau sa réponse.").format(number=row.number)


def drafted_text(row: InvoiceRow) -> str:
    """« Brouillon préparé à partir de D-2026-0001. »."""
    return tr("Brouillon préparé à partir de {number}.").format(number=row.number)


def expired_remark(row: InvoiceRow) -> str:
    """That the validity of a quote has ended, and that it may be accepted all the same; empty while it is valid."""
    if row.state is not DocumentState.EXPIRED or row.due_on is None:
        return ""
    return tr("Ce devis vous engageait jusqu'au {day} : libre à vous de l'honorer encore.").format(
        day=dates.long_day(row.due_on)
    )
