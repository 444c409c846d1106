"""Why a transaction is matched: one short sentence per reason code."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.format.dates import month_name, typed_day
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.settle.reasons import AGAINST, Reason

Params = Mapping[str, str]


def reason_text(reason: Reason) -> str:
    """The reason in the user's language; raises KeyError for a code that has no sentence."""
    return _SENTENCES[reason.code](reason.params)


def supporting(reasons: Sequence[Reason]) -> list[str]:
    """The sentences of what supports a match."""
    return [reason_text(reason) for reason in reasons if reason.code not in AGAINST]


def weakening(reasons: Sequence[Reason]) -> list[str]:
    """The sentences of what weakens a match."""
    return [reason_text(reason) for reason in reasons if reason.code in AGAINST]


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_SENTENCES)


def _days(params: Params, text: Callable[[int], str]) -> str:
    count = int(params["days"])
    return text(count).format(count=count)


def _named(params: Params, text: str, without_name: str) -> str:
    """`text` with the name that it asks for; the other one where it is no longer known."""
    try:
        return text.format(**params)
    except KeyError:
        return without_name


def _rule(params: Params) -> str:
    return _named(params, tr("votre règle « {rule} »"), tr("une règle que vous avez retirée depuis"))


def _month(params: Params) -> str:
    return month_name(date(2000, int(params["month"]), 1))


def _told_day(params: Params) -> str:
    return typed_day(date.fromisoformat(params["on"]))


def _money(params: Params) -> str:
    return money.amount(int(params["cents"]), params["currency"])


_SENTENCES: Mapping[str, Callable[[Params], str]] = {
    # number
    "number": lambda params: _named(params, tr("le libellé cite {reference}"), tr("le libellé cite un document")),
    "number_maybe": lambda params: _named(
        params, tr("le libellé semble citer {reference}"), tr("le libellé semble citer un document")
    ),
    "numbers": lambda params: tr("le libellé cite les {count} documents").format(**params),
    # party
    "client": lambda _: tr("même client que le libellé"),
    "client_like": lambda params: _named(params, tr("nom proche de {name}"), tr("nom proche")),
    "supplier": lambda _: tr("même fournisseur que le libellé"),
    "supplier_like": lambda params: _named(params, tr("nom proche de {name}"), tr("nom proche")),
    "party_rule": _rule,
    # amount
    "amount": lambda _: tr("montant exact"),
    "balance": lambda _: tr("montant exact du solde"),
    "sum": lambda params: tr("montant exact des {count} documents").format(**params),
    "sum_part": lambda params: tr("une partie de {count} documents").format(**params),
    "instalments": lambda params: tr("{count} paiements font exactement le total").format(**params),
    "gross": lambda params: tr("montant brut de {amount}, commission déduite").format(amount=_money(params)),
    "surplus": lambda params: tr("{amount} de plus que le reste dû").format(amount=_money(params)),
    "shortfall": lambda params: tr("il manque {amount}, peut-être des frais bancaires").format(amount=_money(params)),
    "share": lambda params: tr("{percent} % de {amount}").format(percent=params["percent"], amount=_money(params)),
    "deposit": lambda params: tr("{percent} % de {amount} (acompte prévu)").format(
        percent=params["percent"], amount=_money(params)
    ),
    "part": lambda params: tr("une partie de {amount}").format(amount=_money(params)),
    # day
    "same_day": lambda _: tr("le même jour"),
    "purchase_day": lambda _: tr("le jour de l'achat"),
    "days_after": lambda params: _days(params, lambda count: ntr("{count} jour après", "{count} jours après", count)),
    "days_before": lambda params: _days(params, lambda count: ntr("{count} jour avant", "{count} jours avant", count)),
    "on_due": lambda _: tr("le jour de l'échéance"),
    "after_due": lambda params: _days(
        params, lambda count: ntr("{count} jour après l'échéance", "{count} jours après l'échéance", count)
    ),
    "before_due": lambda params: _days(
        params, lambda count: ntr("{count} jour avant l'échéance", "{count} jours avant l'échéance", count)
    ),
    "after_issue": lambda params: _days(
        params, lambda count: ntr("{count} jour après l'émission", "{count} jours après l'émission", count)
    ),
    # what is against it
    "cites_other": lambda params: _named(
        params, tr("le libellé cite {reference}"), tr("le libellé cite un autre document")
    ),
    "cites_settled": lambda params: _named(
        params, tr("le libellé cite {reference}, déjà réglée"), tr("le libellé cite un document déjà réglé")
    ),
    "unknown_number": lambda _: tr("le libellé cite un numéro inconnu"),
    "several_stated": lambda _: tr("le libellé parle de plusieurs factures"),
    "other_person": lambda params: _named(
        params, tr("le prénom ou la civilité n'est pas celui de {name}"), tr("le prénom ou la civilité est un autre")
    ),
    "other_month": lambda params: tr("le libellé dit {month}").format(month=_month(params)),
    "before_issue": lambda params: _days(
        params, lambda count: ntr("{count} jour avant l'émission", "{count} jours avant l'émission", count)
    ),
    "other_nature": lambda _: tr("ce n'est pas le virement d'un client"),
    "no_client_card": lambda _: tr("un client ne paie pas par votre carte"),
    "own_transfer_maybe": lambda _: tr("peut-être un virement entre vos comptes"),
    # what it is
    "cancelled_by": lambda params: tr("annulé par l'opération du {day}").format(day=_told_day(params)),
    "cancels": lambda params: tr("annule l'opération du {day}").format(day=_told_day(params)),
    "nature": lambda _: tr("dépense de même nature"),
    "fee": lambda _: tr("frais retenus sur le versement"),
    "own_transfer": lambda _: tr("virement entre vos comptes"),
    "card_total": lambda _: tr("total de carte : les achats comptent déjà un par un"),
    "rule": _rule,
}
