"""The actions offered for a transaction, the first one first, and the kind of transaction read in its label."""

from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.labels.parser import OwnTransfer, parse_label
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.views.bank.rows import TransactionRow

_parse = personal_cache(maxsize=1024)(parse_label)


class TransactionAction(StrEnum):
    """What the user can decide about a transaction."""

    ACCEPT = "accept"
    CHOOSE = "choose"
    RECORD = "record"
    IGNORE = "ignore"
    UNIGNORE = "unignore"
    DETACH = "detach"
    MERGE = "merge"
    KEEP_BOTH = "keep_both"


_UNSETTLED = (TransactionAction.CHOOSE, TransactionAction.RECORD, TransactionAction.IGNORE)
_BEGINNING_WITH = {first: (first, *(each for each in _UNSETTLED if each is not first)) for first in _UNSETTLED}
"""The actions of a transaction that settles nothing, by the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """The kind of transaction read in the label, the advice and its action, and the category if it is an expense.

    `short` is what to decide about it, in a few words: « Frais bancaires », « À ignorer ».
    """

    title: str
    short: str
    advice: str
    action: TransactionAction
    category: str = ""


def offered_actions(row: TransactionRow) -> tuple[TransactionAction, ...]:
    """What can be done with a transaction, the next action first; last what decides about a possible double."""
    about_double = (TransactionAction.MERGE, TransactionAction.KEEP_BOTH) if row.double_of is not None else ()
    return (*_settling_actions(row), *about_double)


def _settling_actions(row: TransactionRow) -> tuple[TransactionAction, ...]:
    if row.status is Status.ATTRIBUTED:
        return TransactionAction.CHOOSE, TransactionAction.DETACH
    if row.status is Status.IGNORED:
        return (TransactionAction.UNIGNORE,)
    if row.suggestions:
        accept, choose = TransactionAction.ACCEPT, TransactionAction.CHOOSE
        # Enter does the first one: it settles nothing that only a guess supports.
        leading = (accept, choose) if all(link.is_grounded for link in row.suggestions[:1]) else (choose, accept)
        return *leading, TransactionAction.RECORD, TransactionAction.IGNORE
    found = hint(row)
    # Money out without a match is most often an expense that is not in the books yet.
    usual = TransactionAction.RECORD if row.amount_cents < 0 else TransactionAction.CHOOSE
    return _BEGINNING_WITH[found.action if found else usual]


def hint(row: TransactionRow) -> Hint | None:
    """The advice drawn from the label alone; None for an ordinary transaction."""
    label = _parse(row.label)
    nature = label.nature
    if nature is None and label.own_transfer is not OwnTransfer.NO:
        nature = Nature.OWN_TRANSFER
    if nature is None or (row.amount_cents > 0 and nature not in _BOTH_WAYS):
        return None
    return _hint(nature, is_out=row.amount_cents < 0)


_BOTH_WAYS = (Nature.OWN_TRANSFER, Nature.CASH, Nature.RETURNED)


def _hint(nature: Nature, *, is_out: bool) -> Hint:
    match nature:
        case Nature.SOCIAL:
            return _expense(tr("Cotisations sociales"), tr("Cotisations sociales"))
        case Nature.TAX:
            return _expense(tr("Impôts et taxes"), tr("Impôts et taxes"))
        case Nature.FEE:
            return _expense(tr("Frais bancaires"), tr("Frais bancaires"))
        case Nature.LOAN:
            return _expense(tr("Échéance de prêt"), tr("Emprunt"))
        case Nature.INTEREST:
            return _expense(tr("Intérêts bancaires"), tr("Frais bancaires"))
        case Nature.OWN_TRANSFER:
            return _to_ignore(tr("Virement interne"), tr("Ni recette ni dépense : ignorez-la."))
        case Nature.CASH:
            return _to_ignore(tr("Espèces"), tr("Ni recette ni dépense : ignorez-la."))
        case Nature.CARD_TOTAL:
            return _to_ignore(tr("Total de carte"), tr("Les achats comptent déjà un par un : ignorez ce total."))
        case Nature.RETURNED:
            return _returned(is_out)


def _expense(title: str, category: str) -> Hint:
    advice = tr("Créez la dépense, ou choisissez celle qui existe déjà.")
    return Hint(title=title, short=category, advice=advice, action=TransactionAction.RECORD, category=category)


def _returned(is_out: bool) -> Hint:
    title = tr("Opération rejetée")
    if not is_out:
        advice = tr("Retrouvez l'opération d'origine et retirez ce qu'elle règle, puis ignorez celle-ci.")
        return _to_ignore(title, advice)
    advice = tr("Choisissez la facture payée qui redevient due : la recette se retire à la date du rejet.")
    return Hint(title=title, short=title, advice=advice, action=TransactionAction.CHOOSE)


def _to_ignore(title: str, advice: str) -> Hint:
    return Hint(title=title, short=tr("À ignorer"), advice=advice, action=TransactionAction.IGNORE)
