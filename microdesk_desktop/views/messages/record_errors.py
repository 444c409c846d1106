"""Sentences for what goes wrong with attributions, records, documents and books."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr

RECORD_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.UNKNOWN_TRANSACTION: lambda: tr("Cette opération n'existe pas ou plus."),
    ErrorCode.UNKNOWN_TARGET: lambda: tr("Il n'existe aucun document {reference}. Vérifiez sa référence."),
    ErrorCode.ALREADY_SETTLED: lambda: tr(
        "Cette opération règle déjà {reference}. Défaites d'abord ce règlement, ou remplacez-le."
    ),
    ErrorCode.AMOUNT_EXCEEDS_REMAINING: lambda: tr(
        "Il reste {remaining} à régler sur {reference}, et vous en réglez davantage. Réduisez le montant."
    ),
    ErrorCode.AMOUNT_EXCEEDS_TRANSACTION: lambda: tr(
        "Vous réglez {amount}, mais l'opération est de {available}. Réduisez les montants."
    ),
    ErrorCode.AMOUNT_EXCEEDS_PAID: lambda: tr(
        "Il a été payé {paid} de {reference}, et vous en reprenez davantage. Réduisez le montant, ou indiquez d'abord "
        "le paiement qui manque."
    ),
    ErrorCode.PAYMENT_WAS_RETURNED: lambda: tr(
        "Ce qui a été payé de {reference} a été repris depuis, impayé ou rendu. Retirez d'abord cette reprise."
    ),
    ErrorCode.AMOUNT_BELOW_SETTLED: lambda: tr(
        "Des opérations en règlent déjà {settled} : gardez au moins ce montant, ou retirez d'abord leur règlement."
    ),
    ErrorCode.WRONG_DIRECTION: lambda: tr(
        "Le sens de l'opération ne convient pas à {reference} : une entrée règle une vente, une sortie règle une "
        "dépense ou reprend ce qui a été payé d'une vente."
    ),
    ErrorCode.CURRENCY_MISMATCH: lambda: tr("{reference} est dans une autre devise que l'opération."),
    ErrorCode.FEE_MISMATCH: lambda: tr(
        "Le versement et les frais font {gross}, mais ce qu'ils règlent fait {settled}. Corrigez l'un des montants."
    ),
    ErrorCode.UNKNOWN_RULE: lambda: tr("Cette règle n'existe pas ou plus."),
    ErrorCode.UNKNOWN_LESSON: lambda: tr("Cette habitude n'existe pas ou plus."),
    ErrorCode.RULE_TOO_WIDE: lambda: tr("Donnez au moins trois lettres ou chiffres du libellé."),
    ErrorCode.RULE_WITHOUT_CLIENT: lambda: tr("Nommez le client que la règle reconnaît."),
    ErrorCode.FIELD_NOT_OF_RULE: lambda: tr("Une règle de ce genre n'a pas de « {field} ». Retirez cette valeur."),
    ErrorCode.CLIENT_NOT_FOUND: lambda: tr("« {client} » ne désigne pas un client, ou en désigne plusieurs."),
    ErrorCode.NOTHING_TO_DO: lambda: tr("Il n'y a rien à faire pour cette opération."),
    ErrorCode.IMPORT_BUILT_ON: lambda: tr(
        "Cet import sert de base à ce que vous avez décidé ou saisi depuis : {what}. Rien n'a été retiré."
    ),
    ErrorCode.UNKNOWN_IMPORT: lambda: tr("Cet import n'est pas dans la liste : il a peut-être déjà été retiré."),
    ErrorCode.INVALID_VALUE: lambda: tr("La valeur de « {field} » ne convient pas ou est déjà prise. Corrigez-la."),
    ErrorCode.DOCUMENT_REFUSED: lambda: tr("Ce document ne peut pas encore être émis. {problems}"),
    ErrorCode.DOCUMENT_SEALED: lambda: tr("Ce document est émis : il ne change plus. Un avoir l'annule ou le corrige."),
    ErrorCode.DATE_BEFORE_LAST: lambda: tr(
        "Un document de cette série est daté du {last} : les numéros suivent les dates. Choisissez ce jour ou un autre "
        "après lui."
    ),
    ErrorCode.WRITE_OFF_LARGE: lambda: tr(
        "{amount} : c'est plus que quelques centimes ({limit}). Confirmez que vous y renoncez."
    ),
    ErrorCode.DATE_CLOSED: lambda: tr(
        "Les comptes sont clôturés jusqu'au {last} : un document daté de ce jour ou d'avant ne s'y ajoute plus. "
        "Émettez-le à une date plus récente ; la date de la prestation, elle, peut rester la même."
    ),
    ErrorCode.PERIOD_NOT_OVER: lambda: tr("On ne clôture qu'une période terminée : hier, {last}, au plus tard."),
    ErrorCode.PERIOD_NOT_DECLARABLE: lambda: tr("Cette période n'est pas finie : elle se déclare à partir du {first}."),
    ErrorCode.DOCUMENTS_CHANGED: lambda: tr(
        "Ce qui a été émis n'est plus tel qu'il a été scellé : {subjects}. Restaurez une sauvegarde, et gardez ce "
        "coffre pour comprendre ce qui s'est passé."
    ),
    ErrorCode.CONVERSION_UNKNOWN: lambda: tr("Ce document ne se transforme pas ainsi."),
    ErrorCode.NOTHING_LEFT: lambda: tr(
        "Il ne reste rien à prendre de ce document : tout est facturé, crédité ou repris dans un brouillon."
    ),
    ErrorCode.ABOVE_REMAINING: lambda: tr("C'est plus que ce qui reste de ce document : {left}."),
    ErrorCode.DEPOSITS_LEFT: lambda: tr(
        "Des acomptes ont été facturés : le reste se facture par une facture de solde, qui les déduit."
    ),
    ErrorCode.NO_DEPOSIT: lambda: tr(
        "Aucun acompte émis n'est à déduire : une facture ordinaire convient, pas une facture de solde."
    ),
    ErrorCode.VAT_UNKNOWN: lambda: tr(
        "Les totaux de ce devis ne donnent pas ses taux de TVA : indiquez un montant hors taxes ou un pourcentage, "
        "puis choisissez les taux dans le brouillon."
    ),
    ErrorCode.DRAFT_CHANGED: lambda: tr("Ce brouillon a été modifié ailleurs pendant votre saisie."),
    ErrorCode.IN_USE: lambda: tr("Un document ou une opération s'y rapporte encore. Retirez d'abord ce lien."),
    ErrorCode.PAGES_FAILED: lambda: tr(
        "La mise en page du document s'est interrompue ; rien n'est perdu, et aucun numéro n'a été pris. Réessayez."
    ),
    ErrorCode.TRIP_INVOICED: lambda: tr(
        "Un brouillon ou un document refacture déjà ces trajets : {trips}. Supprimez d'abord le brouillon, ou "
        "libérez-les."
    ),
    ErrorCode.TRIP_OF_OTHER_CLIENT: lambda: tr("Ces trajets sont pour un autre client : {trips}. Rien n'a été fait."),
    ErrorCode.UNKNOWN_TEMPLATE: lambda: tr("Ce modèle de trajet n'existe pas ou plus."),
    ErrorCode.UNKNOWN_TRIP: lambda: tr("Un de ces trajets n'existe pas ou plus."),
    ErrorCode.UNKNOWN_VEHICLE: lambda: tr("« {vehicle} » ne désigne pas un véhicule, ou en désigne plusieurs."),
    ErrorCode.VEHICLE_IN_USE: lambda: tr("Des trajets ont été faits avec ce véhicule : il reste avec eux."),
    ErrorCode.VOUCHER_UNKNOWN: lambda: tr(
        "{name} n'est ni une image (JPEG, PNG, WebP) ni un PDF : rien n'a été joint. Choisissez un autre fichier."
    ),
    ErrorCode.VOUCHER_TOO_LARGE: lambda: tr(
        "{name} dépasse 10 Mo : rien n'a été joint. Réduisez l'image, ou enregistrez le document en moins lourd."
    ),
    ErrorCode.VOUCHER_KNOWN: lambda: tr("{name} est déjà joint ici ; rien n'a été ajouté."),
}
RECORD_SENTENCES_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    (ErrorCode.PAGES_FAILED, "time"): lambda: tr(
        "La mise en page du document a pris trop de temps ; rien n'est perdu, et aucun numéro n'a été pris. Réessayez, "
        "ou raccourcissez-le."
    ),
    (ErrorCode.WRONG_DIRECTION, "fee"): lambda: tr("Des frais ne sont retenus que sur de l'argent reçu."),
    (ErrorCode.CURRENCY_MISMATCH, "euros"): lambda: tr("Ce document est en euros : il n'y a pas de valeur à indiquer."),
    (ErrorCode.NOTHING_TO_DO, "euros"): lambda: tr(
        "Rien n'a été payé de ce document ce jour-là dans une autre devise. Enregistrez d'abord le paiement."
    ),
    (ErrorCode.CURRENCY_MISMATCH, "fee"): lambda: tr(
        "Les frais deviennent une dépense en euros, et l'opération est dans une autre devise."
    ),
    (ErrorCode.INVALID_VALUE, "line"): lambda: tr("Ligne {line} : la valeur de « {field} » ne convient pas."),
    (ErrorCode.INVALID_VALUE, "proof"): lambda: tr(
        "L'accord d'un particulier se prouve : notez les mots par lesquels il l'a donné."
    ),
    (ErrorCode.INVALID_VALUE, "flaw"): lambda: tr("La valeur de « {field} » ne convient pas. {flaw}"),
}
RECORD_SENTENCES_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.IMPORT_BUILT_ON: lambda: tr(
        "Cet import sert de base à ce que vous avez décidé ou saisi depuis. Rien n'a été retiré."
    ),
    ErrorCode.UNKNOWN_TARGET: lambda: tr("Ce document n'existe pas ou plus."),
    ErrorCode.ALREADY_SETTLED: lambda: tr("Cette opération est déjà réglée. Défaites d'abord ce règlement."),
    ErrorCode.AMOUNT_EXCEEDS_REMAINING: lambda: tr("C'est plus qu'il ne reste à régler. Réduisez le montant."),
    ErrorCode.AMOUNT_EXCEEDS_TRANSACTION: lambda: tr(
        "Vous réglez plus que le montant de l'opération. Réduisez les montants."
    ),
    ErrorCode.AMOUNT_EXCEEDS_PAID: lambda: tr("C'est plus que ce qui a été payé. Réduisez le montant."),
    ErrorCode.PAYMENT_WAS_RETURNED: lambda: tr("Ce paiement a été repris depuis. Retirez d'abord cette reprise."),
    ErrorCode.AMOUNT_BELOW_SETTLED: lambda: tr("C'est moins que ce que des opérations en règlent déjà."),
    ErrorCode.WRONG_DIRECTION: lambda: tr(
        "Le sens de l'opération ne convient pas : une entrée règle une vente, une sortie une dépense."
    ),
    ErrorCode.CURRENCY_MISMATCH: lambda: tr("Le document est dans une autre devise que l'opération."),
    ErrorCode.FEE_MISMATCH: lambda: tr("Le versement et les frais ne font pas ce qu'ils règlent."),
    ErrorCode.FIELD_NOT_OF_RULE: lambda: tr("Une règle de ce genre n'a pas une des valeurs données."),
    ErrorCode.CLIENT_NOT_FOUND: lambda: tr("Ce nom ne désigne pas un client, ou en désigne plusieurs."),
    ErrorCode.DOCUMENT_REFUSED: lambda: tr("Ce document ne peut pas encore être émis."),
    ErrorCode.DATE_BEFORE_LAST: lambda: tr("Un document de cette série a une date plus tardive."),
    ErrorCode.WRITE_OFF_LARGE: lambda: tr("C'est plus que quelques centimes. Confirmez que vous y renoncez."),
    ErrorCode.DATE_CLOSED: lambda: tr("Les comptes de ce jour sont clôturés : choisissez une date plus récente."),
    ErrorCode.PERIOD_NOT_OVER: lambda: tr("On ne clôture qu'une période terminée."),
    ErrorCode.PERIOD_NOT_DECLARABLE: lambda: tr("Cette période n'est pas finie."),
    ErrorCode.DOCUMENTS_CHANGED: lambda: tr("Ce qui a été émis n'est plus tel qu'il a été scellé."),
    ErrorCode.INVALID_VALUE: lambda: tr("Cette valeur ne convient pas ou est déjà prise. Corrigez-la."),
    ErrorCode.ABOVE_REMAINING: lambda: tr("C'est plus que ce qui reste de ce document."),
    ErrorCode.TRIP_INVOICED: lambda: tr("Un brouillon ou un document refacture déjà ces trajets."),
    ErrorCode.TRIP_OF_OTHER_CLIENT: lambda: tr("Un de ces trajets est pour un autre client. Rien n'a été fait."),
    ErrorCode.UNKNOWN_VEHICLE: lambda: tr("Ce nom ne désigne pas un véhicule, ou en désigne plusieurs."),
    ErrorCode.VOUCHER_UNKNOWN: lambda: tr("Ce fichier n'est ni une image (JPEG, PNG, WebP) ni un PDF."),
    ErrorCode.VOUCHER_TOO_LARGE: lambda: tr("Ce fichier dépasse 10 Mo ; rien n'a été joint."),
    ErrorCode.VOUCHER_KNOWN: lambda: tr("Ce fichier est déjà joint ici ; rien n'a été ajouté."),
}
