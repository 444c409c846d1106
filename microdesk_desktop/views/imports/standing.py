"""What taking an import back would do, in words, before the user decides."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.imports.history import Standing
from microdesk_desktop.domain.imports.plans import Entity


def removal_text(standings: Sequence[Standing]) -> str:
    """« À retirer : 42 opérations et 3 clients. », of one import or of several together."""
    removed: Counter[Entity] = Counter()
    for each in standings:
        removed.update(each.removed)
    parts = [_removed(entity, removed[entity]) for entity in _NAMED if removed[entity]]
    if not parts:
        return tr("Rien ne sera retiré : un autre import ou la banque contient les mêmes lignes.")
    return tr("À retirer : {things}.").format(things=listed(parts))


def standing_text(standings: Sequence[Standing]) -> str:
    """What ends, stays or gets its former value back; empty when nothing is built on these imports."""
    numbers = {name: sum(getattr(each, name) for each in standings) for name in _SENTENCES}
    return " ".join(
        _SENTENCES[name](number).format(count=counts.count(number)) for name, number in numbers.items() if number
    )


_SENTENCES: Mapping[str, Callable[[int], str]] = {
    "attributions": lambda number: ntr("{count} règlement sera défait.", "{count} règlements seront défaits.", number),
    "decided": lambda number: ntr(
        "{count} décision que vous avez prise est perdue.",
        "{count} décisions que vous avez prises sont perdues.",
        number,
    ),
    "payments": lambda number: ntr(
        "{count} paiement que vous avez saisi est perdu.",
        "{count} paiements que vous avez saisis sont perdus.",
        number,
    ),
    "vouchers": lambda number: ntr(
        "{count} justificatif que vous avez joint est effacé.",
        "{count} justificatifs que vous avez joints sont effacés.",
        number,
    ),
    "rule_records": lambda number: ntr(
        "{count} ligne créée par une règle est retirée.",
        "{count} lignes créées par une règle sont retirées.",
        number,
    ),
    "restored": lambda number: ntr(
        "{count} ligne complétée retrouve sa valeur d'avant.",
        "{count} lignes complétées retrouvent leur valeur d'avant.",
        number,
    ),
    "own_records": lambda number: ntr(
        "{count} recette ou dépense que vous avez créée reste.",
        "{count} recettes ou dépenses que vous avez créées restent.",
        number,
    ),
    "kept_clients": lambda number: ntr(
        "{count} client reste : un document ou une règle le nomme.",
        "{count} clients restent : un document ou une règle les nomme.",
        number,
    ),
    "shared": lambda number: ntr(
        "{count} ligne reste : un autre import ou la banque la contient aussi.",
        "{count} lignes restent : un autre import ou la banque les contient aussi.",
        number,
    ),
}
"""A sentence for each count of a `Standing`: what is lost first, then what stays."""
_NAMED = (Entity.TRANSACTION, Entity.TARGET, Entity.CLIENT, Entity.CATALOGUE_ITEM, Entity.PAYMENT)
"""An account that goes with its transactions is not named."""


def _removed(entity: Entity, number: int) -> str:
    texts: Mapping[Entity, str] = {
        Entity.TRANSACTION: ntr("{count} opération", "{count} opérations", number),
        Entity.TARGET: ntr("{count} document ou ligne", "{count} documents ou lignes", number),
        Entity.CLIENT: ntr("{count} client", "{count} clients", number),
        Entity.CATALOGUE_ITEM: ntr("{count} article", "{count} articles", number),
        Entity.PAYMENT: ntr("{count} paiement", "{count} paiements", number),
    }
    return texts[entity].format(count=counts.count(number))
