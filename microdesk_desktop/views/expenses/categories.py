"""The categories of expenses: those that are offered, and the one that is proposed, with its reason."""

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import language, ntr, tr
from microdesk_desktop.books.expenses.categories import CategoryIndex, CategoryProposal, CategoryReason, PastExpense
from microdesk_desktop.books.expenses.usual import usual_categories
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.categories import load_categorised, load_own_categories

WITHOUT_CATEGORY = "without_category"
"""The key of the filter that keeps the expenses without one."""


Proposal = CategoryProposal
"""A category that is proposed, for the pages that show it."""


def load_category_index(reader: Reader) -> CategoryIndex:
    """What is known of the categories of expenses."""
    past = [PastExpense(*row) for row in load_categorised(reader)]
    return CategoryIndex(past, load_rules(reader), usual_categories(), language())


def load_offered_categories(reader: Reader) -> list[str]:
    """The user's own categories, the most used first, then the usual ones that are none of them."""
    own = load_own_categories(reader)
    known = {fold(category) for category in own}
    names = (category.names[language()] for category in usual_categories())
    return [*own, *(name for name in names if fold(name) not in known)]


def proposal_reason(proposal: CategoryProposal) -> str:
    """« comme 4 de vos 5 dernières dépenses chez ce fournisseur »."""
    match proposal.reason:
        case CategoryReason.SUPPLIER if proposal.uses == proposal.among:
            text = ntr(
                "comme votre dernière dépense chez ce fournisseur",
                "comme vos {count} dernières dépenses chez ce fournisseur",
                proposal.uses,
            )
            return text.format(count=counts.count(proposal.uses))
        case CategoryReason.SUPPLIER:
            text = tr("comme {uses} de vos {among} dernières dépenses chez ce fournisseur")
            return text.format(uses=proposal.uses, among=proposal.among)
        case CategoryReason.WORD:
            text = tr("comme {uses} de vos {among} dépenses avec « {word} »")
            return text.format(uses=proposal.uses, among=proposal.among, word=proposal.word.capitalize())
        case CategoryReason.RULE:
            return tr("d'après votre règle « {name} »").format(name=proposal.word)
        case CategoryReason.USUAL:
            return tr("d'après « {word} »").format(word=proposal.word.capitalize())


def classified_text(category: str) -> str:
    """« Classée en Logiciels. »."""
    return tr("Dépense classée : {category}.").format(category=category)


def several_classified_text(number: int) -> str:
    """« 12 dépenses classées. »."""
    return ntr("{count} dépense classée.", "{count} dépenses classées.", number).format(count=counts.count(number))


def renamed_text(former: str, name: str) -> str:
    """« Logiciels » devient « Outils »."""
    return tr("« {former} » devient « {name} ».").format(former=former, name=name)
