"""The sentences of reasons that depend on their values: days, amounts, names that may be gone, likely causes."""

from collections.abc import Callable, Mapping
from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.format.dates import month_word, yearly_day
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr

Params = Mapping[str, str]


def days_text(params: Params, text: Callable[[int], str]) -> str:
    """The sentence of a number of days."""
    count = int(params["days"])
    return text(count).format(count=count)


def named(params: Params, text: str, without_name: str) -> str:
    """`text` with the name that it asks for; the other one where it is no longer known."""
    try:
        return text.format(**params)
    except KeyError:
        return without_name


def rule_text(params: Params) -> str:
    """The user's rule by its name."""
    return named(params, tr("votre règle « {rule} »"), tr("une règle que vous avez retirée depuis"))


def months_text(params: Params) -> str:
    """The months of « 2026-5,0-6 »: « mai 2026 et juin »."""
    found = [written.split("-") for written in params["months"].split(",")]
    return listed([_stated_month(int(year), int(month)) for year, month in found])


def _stated_month(year: int, month: int) -> str:
    return f"{month_word(month)} {year}" if year else month_word(month)


def month_text(params: Params) -> str:
    """The name of the month."""
    return month_word(int(params["month"]))


def day_text(params: Params) -> str:
    """« 3 mai »."""
    return yearly_day(date.fromisoformat(params["on"]))


def learnt_text(params: Params, text: str, without_name: str) -> str:
    """What the user taught of a payer, with the day."""
    day = day_text(params)
    return named({**params, "day": day}, text, without_name.format(day=day))


def money_text(params: Params, name: str = "cents") -> str:
    """The amount that a value holds."""
    return money.amount(int(params[name]), params["currency"])


def counted(params: Params, text: Callable[[int], str]) -> str:
    """The sentence of a count."""
    count = int(params["count"])
    return text(count).format(count=count)


def settled_text(params: Params) -> str:
    """« le libellé cite F-2026-0360, déjà réglée le 3 mai »."""
    if "settled_on" not in params:
        return named(
            params, tr("le libellé cite {reference}, déjà réglée"), tr("le libellé cite un document déjà réglé")
        )
    day = yearly_day(date.fromisoformat(params["settled_on"]))
    text = tr("le libellé cite {reference}, déjà réglée le {day}")
    return text.format(reference=params.get("reference", ""), day=day)


def reference_text(params: Params) -> str:
    """« le libellé cite le devis D-12, dont la facture est F-15 »."""
    if "reference" not in params:
        return tr("le libellé cite un devis ou une commande")
    kind = _REFERENCES.get(params.get("document_type", ""))
    cited = kind().format(**params) if kind else params["reference"]
    if "invoice" not in params:
        return tr("le libellé cite {document}").format(document=cited)
    return tr("le libellé cite {document}, dont la facture est {invoice}").format(
        document=cited, invoice=params["invoice"]
    )


def surplus_text(params: Params) -> str:
    """What is paid over what was asked, and why it may be."""
    amount = money_text(params)
    if params.get("kind") != "expense":
        text = tr("{amount} de plus que le reste dû").format(amount=amount)
        return _with_cause(text, params)
    return _with_cause(tr("{amount} de plus que la dépense notée").format(amount=amount), params)


def share_text(params: Params) -> str:
    """« 30 % de 1 600,00 € »."""
    return tr("{percent} % de {amount}").format(percent=params["percent"], amount=money_text(params))


def shortfall_text(params: Params) -> str:
    """What is missing of what was asked, and why it may be."""
    amount = money_text(params)
    if params.get("kind") == "expense":
        return _with_cause(tr("{amount} de moins que la dépense notée").format(amount=amount), params)
    return _with_cause(tr("il manque {amount}").format(amount=amount), params, "charges")


def _with_cause(text: str, params: Params, default: str = "") -> str:
    cause = _CAUSES.get(params.get("cause", default))
    return f"{text}, {cause()}" if cause else text


def gross_text(params: Params) -> str:
    """« 500,00 € dus, 15,00 € retenus : commission écrite dans le libellé »."""
    if "kept" not in params:
        return tr("montant brut de {amount}, commission déduite").format(amount=money_text(params))
    text = tr("{amount} dus, dont {fee} retenus").format(amount=money_text(params), fee=money_text(params, "kept"))
    return _with_cause(text, params)


def instalments_text(params: Params) -> str:
    """« avec le paiement du 3 mai, fait exactement le total »."""
    written = [yearly_day(date.fromisoformat(day)) for day in params.get("days", "").split(",") if day]
    if not written:
        return tr("{count} paiements font exactement le total").format(**params)
    days = [tr("du {day}").format(day=day) for day in written]
    text = ntr(
        "avec le paiement {days}, fait exactement le total",
        "avec les paiements {days}, fait exactement le total",
        len(days),
    )
    return text.format(days=listed(days))


def stated_deposit_text(params: Params) -> str:
    """« le libellé parle d'un acompte de 40 % »."""
    if not params.get("percent"):
        return tr("le libellé parle d'un acompte")
    return tr("le libellé parle d'un acompte de {percent} %").format(**params)


def pair_text(params: Params, by_return: str, by_refund: str, by_any: str) -> str:
    """The sentence of one of two transactions that cancel each other."""
    text = {"return": by_return, "refund": by_refund}.get(params.get("how", ""), by_any)
    return text.format(day=day_text(params))


def revised_text(params: Params) -> str:
    """« réglait F-2026-0042 avant le 24 mars »."""
    if "on" not in params:
        return named(params, tr("réglait {reference} auparavant"), tr("réglait un autre document auparavant"))
    day = day_text(params)
    text = (
        tr("réglait {reference} jusqu'au {day}") if "reference" in params else tr("réglait autre chose jusqu'au {day}")
    )
    return text.format(**{**params, "day": day})


_REFERENCES: Mapping[str, Callable[[], str]] = {
    "quote": lambda: tr("le devis {reference}"),
    "order": lambda: tr("la commande {reference}"),
    "delivery": lambda: tr("le bon de livraison {reference}"),
    "proforma": lambda: tr("la pro forma {reference}"),
}
_CAUSES: Mapping[str, Callable[[], str]] = {
    "stated": lambda: tr("comme l'écrit le libellé"),
    "tariff": lambda: tr("au taux habituel de ce payeur"),
    "commission": lambda: tr("sans doute la commission d'encaissement"),
    "platform": lambda: tr("sans doute la commission d'une plateforme"),
    "charges": lambda: tr("peut-être des frais bancaires"),
    "discount": lambda: tr("peut-être un escompte"),
    "discount_stated": lambda: tr("l'escompte que dit le libellé"),
    "exchange": lambda: tr("sans doute le change"),
    "exchange_maybe": lambda: tr("peut-être le change"),
    "tip": lambda: tr("peut-être un pourboire"),
    "penalty": lambda: tr("sans doute les pénalités que dit le libellé"),
    "indemnity": lambda: tr("sans doute l'indemnité de recouvrement"),
    "rounded": lambda: tr("un montant arrondi"),
    "cents": lambda: tr("un arrondi ou une erreur de saisie"),
}
