"""Sentences for a file that cannot be imported: what it is, what became of it, and which file to take instead."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr

FILE_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.FILE_NOT_RECOGNISED: lambda: tr(
        "Ce n'est ni un relevé ni un tableau reconnu ; rien n'a été importé. Prenez un OFX, ou un tableau (CSV, Excel, "
        "OpenDocument) dont la première ligne nomme les colonnes."
    ),
    ErrorCode.FILE_TOO_LARGE: lambda: tr(
        "Ce fichier est trop grand ; rien n'a été importé. Prenez une période plus courte."
    ),
    ErrorCode.FILE_UNREADABLE: lambda: tr(
        "Ce fichier ne peut pas être lu ; rien n'a été importé. Téléchargez-le de nouveau."
    ),
    ErrorCode.COLUMNS_MISSING: lambda: tr(
        "Il manque des colonnes à ce fichier : {columns}. Rien n'a été importé ; "
        "indiquez quelles colonnes les contiennent."
    ),
    ErrorCode.AMOUNT_SIGN_UNCLEAR: lambda: tr(
        "Ce fichier contient des dépenses, mais aucun montant négatif : leur sens est inconnu. Rien n'a été importé ; "
        "indiquez le sens des montants, ou téléchargez un OFX."
    ),
    ErrorCode.TABLE_IS_NO_STATEMENT: lambda: tr(
        "Ce tableau est une liste de factures ou de dépenses, pas un relevé ; rien n'a été importé."
    ),
    ErrorCode.COLUMN_UNKNOWN: lambda: tr("Aucune colonne ne s'appelle « {column} ». Colonnes du fichier : {known}."),
    ErrorCode.FIELD_UNKNOWN: lambda: tr("« {name} » n'est pas un champ de ces fichiers. Champs possibles : {known}."),
    ErrorCode.FILE_EMPTY: lambda: tr(
        "Ce fichier est vide ; rien n'a été importé. Refaites l'export, ou choisissez une période avec des opérations."
    ),
    ErrorCode.FILE_IS_BACKUP: lambda: tr(
        "C'est une sauvegarde de MicroDesk ; rien n'a été importé. Elle se restaure, elle ne s'importe pas."
    ),
    ErrorCode.FILE_IS_DOCUMENT: lambda: tr(
        "C'est un texte ou une présentation, pas un tableau ; rien n'a été importé. Prenez un export en CSV, Excel ou "
        "OpenDocument, ou un relevé en OFX."
    ),
    ErrorCode.FILE_IS_EMAIL: lambda: tr(
        "C'est un message électronique ; rien n'a été importé. Enregistrez sa pièce jointe, puis importez celle-ci."
    ),
    ErrorCode.FILE_IS_INVOICE: lambda: tr(
        "C'est une facture électronique, pas un tableau ; rien n'a été importé. Pour reprendre vos factures, exportez "
        "leur liste de votre outil, en CSV ou Excel."
    ),
    ErrorCode.FILE_IS_LEDGER: lambda: tr(
        "C'est un fichier des écritures comptables (FEC), où chaque paiement figure plusieurs fois ; rien n'a été "
        "importé. Prenez la liste de vos factures, de vos recettes ou de vos dépenses, ou le relevé de votre banque."
    ),
    ErrorCode.FILE_IS_OTHER_KIND: lambda: tr("Ce fichier contient autre chose que demandé ; rien n'a été importé."),
    ErrorCode.FILE_IS_PDF: lambda: tr(
        "C'est un PDF : ses montants ne peuvent pas être lus sans risque d'erreur, et rien n'a été importé. Sur le "
        "site de votre banque ou de votre outil, téléchargez les mêmes données en OFX, CSV ou Excel."
    ),
    ErrorCode.FILE_IS_PICTURE: lambda: tr(
        "C'est une image ; rien n'a été importé. Prenez un relevé en OFX ou CSV, ou un export de votre outil."
    ),
    ErrorCode.FILE_IS_WEB_PAGE: lambda: tr(
        "C'est une page web sans tableau, souvent la page de connexion d'un site dont la session a expiré ; rien n'a "
        "été importé. Reconnectez-vous à ce site, puis refaites le téléchargement."
    ),
    ErrorCode.FILE_OF_OTHER_PROGRAM: lambda: tr(
        "C'est le fichier de travail d'un autre logiciel ; rien n'a été importé. Ouvrez-le dans ce logiciel, et "
        "exportez-en vos opérations en OFX, QIF ou CSV."
    ),
    ErrorCode.ARCHIVE_EMPTY: lambda: tr("Cette archive ne contient aucun fichier ; rien n'a été importé. Refaites-la."),
    ErrorCode.ARCHIVE_LOCKED: lambda: tr(
        "Cette archive est protégée par un mot de passe ; rien n'a été importé. Décompressez-la, puis importez les "
        "fichiers qu'elle contient."
    ),
    ErrorCode.ARCHIVE_UNKNOWN: lambda: tr(
        "Ce type d'archive n'est pas lu ; rien n'a été importé. Décompressez-la, puis importez les fichiers qu'elle "
        "contient."
    ),
    ErrorCode.SPREADSHEET_LOCKED: lambda: tr(
        "Ce classeur est protégé par un mot de passe ; rien n'a été importé. Ouvrez-le dans votre tableur, et "
        "enregistrez-en une copie sans mot de passe."
    ),
    ErrorCode.SPREADSHEET_OLD: lambda: tr(
        "Ce format de tableur n'est pas lu ; rien n'a été importé. Ouvrez le fichier dans votre tableur, et "
        "enregistrez-le au format Excel (xlsx), OpenDocument (ods) ou CSV."
    ),
    ErrorCode.OFX_HAS_INVESTMENTS: lambda: tr(
        "Ce fichier ne contient qu'un compte de placements (PEA, compte-titres) ; rien n'a été importé. "
        "Téléchargez celui de votre compte courant."
    ),
    ErrorCode.OFX_HAS_NO_ACCOUNT: lambda: tr(
        "Ce fichier OFX ne contient aucun compte : votre banque n'y a mis que sa réponse à la connexion. Rien n'a été "
        "importé ; choisissez un compte et une période sur son site, puis refaites le téléchargement."
    ),
    ErrorCode.INVOICE_AMBIGUOUS: lambda: tr(
        "Ce PDF contient deux factures électroniques différentes : laquelle est la bonne ne peut pas être deviné, et "
        "rien n'a été enregistré. Demandez au fournisseur de la renvoyer."
    ),
    ErrorCode.INVOICE_INCOMPLETE: lambda: tr(
        "Cette facture électronique n'indique pas lisiblement : {field}. Rien n'a été enregistré ; demandez au "
        "fournisseur de la renvoyer."
    ),
    ErrorCode.INVOICE_KNOWN: lambda: tr(
        "Cette facture est déjà dans vos dépenses, sous la référence {reference} ; rien n'a été ajouté."
    ),
    ErrorCode.INVOICE_LOCKED: lambda: tr(
        "Ce PDF est protégé par un mot de passe ; rien n'a été enregistré. Ouvrez-le, et enregistrez-en une copie sans "
        "mot de passe."
    ),
    ErrorCode.INVOICE_NONE: lambda: tr(
        "Ce fichier n'est ni une facture électronique (Factur-X, CII ou UBL), ni un PDF, ni une image JPEG, PNG ou "
        "WebP ; rien n'a été enregistré."
    ),
    ErrorCode.INVOICE_UNREADABLE: lambda: tr(
        "Ce fichier est abîmé, ou fait pour nuire : il n'a pas été lu jusqu'au bout, et rien n'a été enregistré. "
        "Demandez au fournisseur de le renvoyer."
    ),
}

FILE_SENTENCES_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    (ErrorCode.ACCOUNT_UNCLEAR, "column"): lambda: tr(
        "La colonne « {column} » contient plusieurs comptes : les vôtres, ou ceux des personnes payées ? Rien n'a été "
        "importé. Si ce sont les vôtres, indiquez que cette colonne est celle du compte ; sinon, choisissez le compte "
        "du relevé."
    ),
    (ErrorCode.INVOICE_UNREADABLE, "pdf"): lambda: tr(
        "C'est un PDF abîmé, ou fait pour nuire : il n'a pas été lu jusqu'au bout, et rien n'a été enregistré. "
        "Demandez au fournisseur de le renvoyer."
    ),
    (ErrorCode.AMOUNT_SIGN_UNCLEAR, "qif"): lambda: tr(
        "Ce fichier contient des dépenses, mais aucun montant négatif : leur sens est inconnu. Rien n'a été importé ; "
        "téléchargez ce relevé au format OFX ou CSV."
    ),
    (ErrorCode.TABLE_IS_NO_STATEMENT, "clients"): lambda: tr(
        "Ce fichier contient des clients, pas un relevé ; rien n'a été importé."
    ),
    (ErrorCode.TABLE_IS_NO_STATEMENT, "catalogue"): lambda: tr(
        "Ce fichier contient un catalogue, pas un relevé ; rien n'a été importé."
    ),
    (ErrorCode.TABLE_IS_NO_STATEMENT, "documents"): lambda: tr(
        "Ce fichier contient des factures ou des devis, pas un relevé ; rien n'a été importé."
    ),
    (ErrorCode.TABLE_IS_NO_STATEMENT, "receipts"): lambda: tr(
        "Ce fichier contient des recettes, pas un relevé ; rien n'a été importé."
    ),
    (ErrorCode.TABLE_IS_NO_STATEMENT, "expenses"): lambda: tr(
        "Ce fichier contient des dépenses, pas un relevé ; rien n'a été importé."
    ),
    (ErrorCode.FILE_IS_OTHER_KIND, "statement"): lambda: tr(
        "Ce fichier contient un relevé de compte ; rien n'a été importé. Pour "
        "l'importer : microdesk bank import FICHIER"
    ),
    (ErrorCode.FILE_IS_OTHER_KIND, "clients"): lambda: tr(
        "Ce fichier contient des clients ; rien n'a été importé. Pour l'importer : microdesk import clients FICHIER"
    ),
    (ErrorCode.FILE_IS_OTHER_KIND, "catalogue"): lambda: tr(
        "Ce fichier contient un catalogue ; rien n'a été importé. Pour l'importer : microdesk import catalogue FICHIER"
    ),
    (ErrorCode.FILE_IS_OTHER_KIND, "documents"): lambda: tr(
        "Ce fichier contient des factures ou des devis ; rien n'a été importé. Pour "
        "l'importer : microdesk import documents FICHIER"
    ),
    (ErrorCode.FILE_IS_OTHER_KIND, "receipts"): lambda: tr(
        "Ce fichier contient des recettes ; rien n'a été importé. Pour l'importer : microdesk import receipts FICHIER"
    ),
    (ErrorCode.FILE_IS_OTHER_KIND, "expenses"): lambda: tr(
        "Ce fichier contient des dépenses ; rien n'a été importé. Pour l'importer : microdesk import expenses FICHIER"
    ),
}
