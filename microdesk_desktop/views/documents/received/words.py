"""Words of received invoices: their kind, what is unusual about them, and the expenses that they relate to."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.documents.received.remarks import Remark
from microdesk_desktop.domain.documents.received import Proposal, ReceivedInvoice, Twin, TwinReason
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.receipts_expenses import Expense

# Codes of UNTDID 1001 that BR-FR-04 allows, and those that other countries use.
_KINDS: Mapping[str, Callable[[], str]] = {
    "261": lambda: tr("Avoir autofacturé"),
    "262": lambda: tr("Avoir de remise globale"),
    "384": lambda: tr("Facture rectificative"),
    "386": lambda: tr("Facture d'acompte"),
    "389": lambda: tr("Autofacture"),
    "393": lambda: tr("Facture affacturée"),
    "396": lambda: tr("Avoir affacturé"),
    "471": lambda: tr("Facture rectificative autofacturée"),
    "472": lambda: tr("Facture rectificative affacturée"),
    "473": lambda: tr("Facture rectificative autofacturée et affacturée"),
    "500": lambda: tr("Facture d'acompte autofacturée"),
    "501": lambda: tr("Autofacture affacturée"),
    "502": lambda: tr("Avoir autofacturé et affacturé"),
    "503": lambda: tr("Avoir d'une facture d'acompte"),
}
_REMARKS: Mapping[Remark, Callable[[], str]] = {
    Remark.SELLER_IS_YOU: lambda: tr(
        "Le vendeur est votre entreprise : ce document est une vente, pas une dépense. Écartez-le si vous l'avez déjà "
        "dans vos factures."
    ),
    Remark.BUYER_IS_OTHER: lambda: tr("Cette facture est adressée à {buyer}, dont le SIREN n'est pas le vôtre."),
    Remark.SELF_BILLED: lambda: tr(
        "C'est une autofacture : l'acheteur l'a établie au nom du vendeur. Vérifiez qui doit payer."
    ),
    Remark.ALREADY_PAID: lambda: tr("Déjà payée : rien ne reste à payer, et la dépense est du total de {total}."),
    Remark.FOREIGN_CURRENCY: lambda: tr(
        "Cette facture est en {currency}. Si votre banque rappelle ce montant, la dépense prend celui qu'elle a débité "
        "en euros ; sinon, remplacez-le une fois la facture payée."
    ),
    Remark.TOTALS_DIFFER: lambda: tr(
        "Les totaux de cette facture ne s'additionnent pas ; le montant à payer qu'elle indique est repris tel quel."
    ),
    Remark.SIREN_WRONG: lambda: tr("Le SIREN du fournisseur, {siren}, n'existe pas : sa clé est fausse."),
    Remark.VAT_NUMBER_WRONG: lambda: tr("Le numéro de TVA du fournisseur, {vat_number}, n'est pas valide."),
    Remark.IBAN_WRONG: lambda: tr(
        "L'IBAN du fournisseur, {iban}, n'est pas valide : ne payez pas sans l'avoir vérifié auprès de lui."
    ),
}
_TWINS: Mapping[TwinReason, Callable[[], str]] = {
    TwinReason.SAME_FILE: lambda: tr("Ce fichier est déjà dans vos dépenses : {reference}."),
    TwinReason.SAME_NUMBER: lambda: tr("Cette facture est déjà dans vos dépenses, sous une autre forme : {reference}."),
    TwinReason.LIKELY: lambda: tr(
        "Une dépense du même fournisseur et du même montant est déjà là : {reference}. Est-ce la même ?"
    ),
    TwinReason.REPLACED: lambda: tr("Cette facture remplace {reference}."),
    TwinReason.CREDITED: lambda: tr("Cet avoir concerne {reference}."),
}


def kind_name(invoice: ReceivedInvoice) -> str:
    """« Facture », « Avoir », « Autofacture »…"""
    name = _KINDS.get(invoice.type_code)
    if name is not None:
        return name()
    return tr("Avoir") if invoice.is_credit_note else tr("Facture")


def remark_text(remark: Remark, invoice: ReceivedInvoice) -> str:
    """What is unusual, in a sentence."""
    totals, supplier = invoice.totals, invoice.supplier
    return _REMARKS[remark]().format(
        buyer=visible(invoice.buyer_name or invoice.buyer_siren),
        total=money.amount(totals.incl_tax_cents + totals.rounding_cents, invoice.currency),
        currency=visible(invoice.currency),
        siren=visible(supplier.siren),
        vat_number=visible(supplier.vat_number),
        iban=visible(supplier.iban),
    )


def proposal_text(proposal: Proposal) -> str:
    """« Son texte semble indiquer : 42,60 €, le 3 novembre 2026. »; empty where it proposes nothing."""
    total = "" if proposal.total_cents is None else money.amount(proposal.total_cents, EUR)
    day = dates.long_day(proposal.issued_on) if proposal.issued_on else ""
    stated = ", ".join(filter(None, (total, day)))
    return tr("Son texte semble indiquer : {stated}.").format(stated=stated) if stated else ""


def received_text(suppliers: Sequence[str]) -> str:
    """« Facture reçue : OVH. », or how many files were received; a plain file names no supplier."""
    if len(suppliers) == 1 and suppliers[0]:
        return tr("Facture reçue, à vérifier : {supplier}.").format(supplier=visible(suppliers[0]))
    return ntr("{count} facture reçue, à vérifier.", "{count} factures reçues, à vérifier.", len(suppliers)).format(
        count=len(suppliers)
    )


def confirmed_text(expense: Expense) -> str:
    """« Dépense confirmée : OVH, 12,00 €. »."""
    return tr("Dépense confirmée : {expense}.").format(expense=_expense_name(expense))


def rejected_text(expense: Expense) -> str:
    """« Facture écartée : OVH, 12,00 €. »."""
    return tr("Facture écartée : {expense}.").format(expense=_expense_name(expense))


def joined_text(expense: Expense, reference: str) -> str:
    """« Facture jointe à D-2026-0003 : OVH, 12,00 €. »."""
    return tr("Facture jointe à {reference} : {expense}.").format(
        reference=visible(reference), expense=_expense_name(expense)
    )


def _expense_name(expense: Expense) -> str:
    amount = money.amount(expense.amount_cents, expense.currency)
    return ", ".join(filter(None, (visible(expense.supplier), amount)))


def twin_text(twin: Twin) -> str:
    """How a received file relates to an expense that is there, in a sentence."""
    return _TWINS[twin.reason]().format(reference=visible(twin.reference))
