"""Why a transaction is matched, and what is against it: one short sentence per reason code."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.settle.reasons import AGAINST, Reason
from microdesk_desktop.views.messages.reason_words import (
    Params,
    counted,
    day_text,
    days_text,
    gross_text,
    instalments_text,
    learnt_text,
    money_text,
    month_text,
    months_text,
    named,
    pair_text,
    reference_text,
    revised_text,
    rule_text,
    settled_text,
    share_text,
    shortfall_text,
    stated_deposit_text,
    surplus_text,
)


def reason_text(reason: Reason) -> str:
    """The reason in the user's language; raises KeyError for a code that has no sentence."""
    return _SENTENCES[reason.code](reason.params)


def sentence(text: str) -> str:
    """A reason as a sentence of its own, with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def supporting(reasons: Sequence[Reason]) -> list[str]:
    """The sentences of what supports a match."""
    return [reason_text(reason) for reason in reasons if reason.code not in AGAINST]


def weakening(reasons: Sequence[Reason]) -> list[str]:
    """The sentences of what weakens a match."""
    return [reason_text(reason) for reason in reasons if reason.code in AGAINST]


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_SENTENCES)


_SENTENCES: Mapping[str, Callable[[Params], str]] = {
    # number
    "number": lambda params: named(params, tr("le libellé cite {reference}"), tr("le libellé cite un document")),
    "number_maybe": lambda params: named(
        params, tr("le libellé semble citer {reference}"), tr("le libellé semble citer un document")
    ),
    "numbers": lambda params: tr("le libellé cite les {count} documents").format(**params),
    "numbers_some": lambda params: tr("le libellé cite {count} des {of} documents").format(**params),
    "reference": reference_text,
    # party
    "client": lambda _: tr("même client que le libellé"),
    "client_like": lambda params: named(params, tr("nom proche de {name}"), tr("nom proche")),
    "supplier": lambda _: tr("même fournisseur que le libellé"),
    "supplier_like": lambda params: named(params, tr("nom proche de {name}"), tr("nom proche")),
    "party_rule": rule_text,
    "learnt": lambda params: learnt_text(
        params, tr("ce payeur règle pour {name} : vous l'avez fait le {day}"), tr("vous l'avez déjà fait le {day}")
    ),
    # amount
    "amount": lambda _: tr("montant exact"),
    "balance": lambda _: tr("montant exact du solde"),
    "sum": lambda params: tr("montant exact des {count} documents").format(**params),
    "sum_deducted": lambda params: tr("montant exact des {count} documents, avoir déduit").format(**params),
    "sum_part": lambda params: tr("une partie de {count} documents").format(**params),
    "sum_last_part": lambda params: tr("{reference} ne serait réglée que pour {amount} sur {left}").format(
        reference=params.get("reference") or tr("le dernier document"),
        amount=money_text(params),
        left=money_text(params, "left"),
    ),
    "sum_last_share": lambda params: tr("dont {amount} pour {reference}, sur {left}").format(
        reference=params.get("reference") or tr("le dernier document"),
        amount=money_text(params),
        left=money_text(params, "left"),
    ),
    "fraction": lambda params: tr("1/{count} de {amount}").format(count=params["count"], amount=money_text(params)),
    "sum_surplus": lambda params: tr("{amount} de plus que leur total").format(amount=money_text(params)),
    "instalments": instalments_text,
    "standing_order": lambda _: tr("virement régulier, émis avant chaque facture"),
    "gross": gross_text,
    "gross_maybe": gross_text,
    "surplus": surplus_text,
    "shortfall": shortfall_text,
    "share": share_text,
    "deposit": share_text,
    "transposed": lambda params: tr("{amount} attendus, deux chiffres semblent inversés").format(
        amount=money_text(params)
    ),
    "part": lambda params: tr("une partie de {amount}").format(amount=money_text(params)),
    # what the label states
    "stated_deposit": stated_deposit_text,
    "stated_balance": lambda _: tr("le libellé parle du solde"),
    "stated_percent": lambda params: tr("le libellé parle de {percent} %").format(**params),
    "stated_instalment": lambda params: tr("le libellé parle de l'échéance {part}/{whole}").format(**params),
    "stated_several": lambda _: tr("le libellé parle de plusieurs factures"),
    "of_month": lambda params: tr("le libellé dit {month}").format(month=months_text(params)),
    "of_week": lambda params: tr("le libellé dit semaine {week}").format(**params),
    "of_day": lambda params: tr("le libellé donne sa date, le {day}").format(day=day_text(params)),
    # day
    "same_day": lambda _: tr("le même jour"),
    "purchase_day": lambda _: tr("le jour de l'achat"),
    "days_after": lambda params: days_text(
        params, lambda count: ntr("{count} jour après", "{count} jours après", count)
    ),
    "days_before": lambda params: days_text(
        params, lambda count: ntr("{count} jour avant", "{count} jours avant", count)
    ),
    "on_due": lambda _: tr("le jour de l'échéance"),
    "after_due": lambda params: days_text(
        params, lambda count: ntr("{count} jour après l'échéance", "{count} jours après l'échéance", count)
    ),
    "before_due": lambda params: days_text(
        params, lambda count: ntr("{count} jour avant l'échéance", "{count} jours avant l'échéance", count)
    ),
    "after_issue": lambda params: days_text(
        params, lambda count: ntr("{count} jour après l'émission", "{count} jours après l'émission", count)
    ),
    # what is against it
    "cites_other": lambda params: named(
        params, tr("le libellé cite {reference}"), tr("le libellé cite un autre document")
    ),
    "cites_other_client": lambda params: named(
        params, tr("le libellé cite {reference}, d'un autre client"), tr("le numéro cité est celui d'un autre client")
    ),
    "cites_settled": settled_text,
    "unknown_number": lambda _: tr("le libellé cite un numéro inconnu"),
    "names_other": lambda params: named(params, tr("le libellé nomme {name}"), tr("le libellé nomme un autre client")),
    "other_payer": lambda params: (
        tr("le libellé nomme quelqu'un d'autre")
        if params.get("kind") != "invoice"
        else tr("le payeur n'est pas ce client")
    ),
    "several_stated": lambda _: tr("le libellé parle de plusieurs factures"),
    "other_person": lambda params: named(
        params, tr("le prénom ou la civilité n'est pas celui de {name}"), tr("le prénom ou la civilité est un autre")
    ),
    "other_month": lambda params: tr("le libellé dit {month}").format(month=month_text(params)),
    "other_share": lambda params: tr("le libellé parle de {percent} %, soit {amount}").format(
        percent=params["percent"], amount=money_text(params)
    ),
    "other_instalment": lambda params: tr("le libellé parle de l'échéance {part}/{whole}, soit {amount}").format(
        part=params["part"], whole=params["whole"], amount=money_text(params)
    ),
    "not_the_balance": lambda params: tr("le libellé parle du solde, il resterait {amount}").format(
        amount=money_text(params)
    ),
    "same_amount": lambda params: counted(
        params,
        lambda count: ntr(
            "un autre document de ce montant conviendrait aussi",
            "{count} autres documents de ce montant conviendraient aussi",
            count,
        ),
    ),
    "other_sums": lambda params: counted(
        params,
        lambda count: ntr("une autre somme conviendrait aussi", "{count} autres sommes conviendraient aussi", count),
    ),
    "before_issue": lambda params: days_text(
        params, lambda count: ntr("{count} jour avant l'émission", "{count} jours avant l'émission", count)
    ),
    "learnt_not": lambda params: learnt_text(
        params,
        tr("vous avez refusé {name} pour ce payeur le {day}"),
        tr("vous avez refusé ce client pour ce payeur le {day}"),
    ),
    "other_nature": lambda _: tr("ce n'est pas le virement d'un client"),
    "cash": lambda _: tr("ce sont des espèces"),
    "no_client_card": lambda _: tr("un client ne paie pas par votre carte"),
    "own_transfer_maybe": lambda _: tr("peut-être un virement entre vos comptes"),
    # why nothing is proposed
    "owes_nothing": lambda params: named(params, tr("{name} ne doit rien"), tr("ce client ne doit rien")),
    # what it is
    "cancelled_by": lambda params: pair_text(
        params,
        tr("annulé par le rejet du {day}"),
        tr("annulé par le remboursement du {day}"),
        tr("annulé par l'opération du {day}"),
    ),
    "cancels": lambda params: pair_text(
        params,
        tr("rejette le paiement du {day}"),
        tr("rembourse le paiement du {day}"),
        tr("annule l'opération du {day}"),
    ),
    "returned_decided": lambda params: tr("la banque reprend le paiement du {day}, votre décision reste").format(
        day=day_text(params)
    ),
    "revised": revised_text,
    "returned_by": lambda params: tr("annulé par l'opération du {day} : à revoir").format(day=day_text(params)),
    "nature": lambda _: tr("dépense de même nature"),
    "kept_payment": lambda _: tr("ce paiement était déjà noté dans vos comptes"),
    "made": lambda _: tr("créée à partir de cette opération"),
    "fee": lambda _: tr("frais retenus sur le versement"),
    "own_transfer": lambda _: tr("virement entre vos comptes"),
    "card_total": lambda _: tr("total de carte : les achats comptent déjà un par un"),
    "rule": rule_text,
    "learnt_private": lambda params: tr("même payeur et même montant : vous l'avez ignoré le {day}").format(
        day=day_text(params)
    ),
}
