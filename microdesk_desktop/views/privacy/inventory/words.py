"""The words of the inventory's codes, on the screen and in the register of processing activities."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.privacy.codes import Aim, Basis, Learned, Origin, People, Where
from microdesk_desktop.privacy.inventory import Category

C = TypeVar("C", bound=StrEnum)
Words = Mapping[C, Callable[[], str]]


def category_text(name: str) -> str:
    """The name of a category."""
    return _CATEGORIES[name]()


def contents_text(name: str) -> str:
    """Which data a category has, as art. 30.1.c asks for; only categories of personal data have such words."""
    return _CONTENTS[name]()


def people_text(people: Iterable[People]) -> str:
    """Whose data it is."""
    return listed([_PEOPLE[each]() for each in people])


def parties_text(people: Iterable[People]) -> str:
    """Whose data it is, in the register, which others read."""
    return listed([_PARTIES[each]() for each in people])


def aim_text(aim: Aim) -> str:
    """What the data is for, in a few words."""
    return _AIMS[aim]()


def basis_text(category: Category) -> str:
    """The legal basis with its article, and for an obligation the law that makes it one."""
    if category.basis is not Basis.LEGAL_OBLIGATION:
        return _BASES[category.basis]()
    return tr("Obligation légale (RGPD, art. 6.1.c ; {law})").format(law=_LAWS[category.aim]())


def recipients_text(recipients: Iterable[str]) -> str:
    """Who may receive the data; a dash for nobody."""
    return listed([recipient_text(each) for each in recipients]) or "–"


def recipient_text(recipient: str) -> str:
    """A recipient by its code."""
    return _RECIPIENTS[recipient]()


def learned_text(learned: Iterable[Learned]) -> str:
    """What a recipient may learn."""
    return listed([_LEARNED[each]() for each in learned])


def sources_text(sources: Iterable[Origin]) -> str:
    """Where the data comes from; a dash for nowhere."""
    return listed([_SOURCES[each]() for each in sources]) or "–"


def where_text(where: Where) -> str:
    """Where the data lies."""
    return _WHERE[where]()


_CATEGORIES: Mapping[str, Callable[[], str]] = {
    "business": lambda: tr("Entreprise"),
    "clients": lambda: tr("Clients"),
    "communications": lambda: tr("Choix de communication des clients"),
    "refusals": lambda: tr("Refus gardés en empreinte"),
    "documents": lambda: tr("Documents officiels"),
    "follow_up": lambda: tr("Suivi des documents"),
    "drafts": lambda: tr("Brouillons et récurrences"),
    "receipts": lambda: tr("Recettes et paiements"),
    "expenses": lambda: tr("Dépenses et justificatifs"),
    "books": lambda: tr("Livres et déclarations"),
    "archives": lambda: tr("Archives légales des personnes effacées"),
    "catalogue": lambda: tr("Catalogue"),
    "bank_transactions": lambda: tr("Opérations bancaires"),
    "bank_account": lambda: tr("Comptes bancaires"),
    "rules": lambda: tr("Règles"),
    "bank_keys": lambda: tr("Clés et jetons bancaires"),
    "mail_accounts": lambda: tr("Boîtes mail"),
    "mail_keys": lambda: tr("Mots de passe et jetons de messagerie"),
    "mails": lambda: tr("Messages électroniques"),
    "trips": lambda: tr("Trajets et véhicules"),
    "imports": lambda: tr("Fichiers importés"),
    "lookups": lambda: tr("Réponses des registres publics"),
    "proofs": lambda: tr("Preuves d'acceptation"),
    "rights": lambda: tr("Demandes, effacements et durées"),
    "journal": lambda: tr("Journal des connexions"),
    "vault_file": lambda: tr("Coffre chiffré"),
    "vault_keys": lambda: tr("Clés du coffre"),
    "vault_unlock": lambda: tr("Ouverture par le trousseau"),
    "backups": lambda: tr("Sauvegardes"),
    "copies": lambda: tr("Copies et contrôles de sécurité"),
    "settings": lambda: tr("Réglages d'affichage"),
    "reports": lambda: tr("Rapports de défaut"),
    "program_rows": lambda: tr("Repères du programme"),
    "program_files": lambda: tr("Fichiers de travail"),
    "usage": lambda: tr("Statistiques d'usage"),
}
_CONTENTS: Mapping[str, Callable[[], str]] = {
    "business": lambda: tr("identité, coordonnées, SIRET, régimes, IBAN, mentions, logo"),
    "clients": lambda: tr("nom, adresses, e-mail, téléphone, interlocuteurs, SIREN et TVA, conditions de paiement"),
    "communications": lambda: tr("choix, qui l'a dit, quand, comment, en quels mots"),
    "refusals": lambda: tr("empreinte à clé de l'adresse électronique"),
    "documents": lambda: tr("devis, factures et avoirs : nom, adresse, prestations, montants, paiements, sceaux"),
    "follow_up": lambda: tr("envois, relances, notes, pièces jointes, réponses aux devis"),
    "drafts": lambda: tr("nom, adresse, prestations et montants à venir"),
    "receipts": lambda: tr("nom, libellé, montant, date et moyen de paiement"),
    "expenses": lambda: tr("nom, libellé, montant, date, justificatif, facture reçue"),
    "books": lambda: tr("nom, référence, montant, date, période déclarée"),
    "archives": lambda: tr("pièces qu'une loi fait garder, mises à part, avec leur terme"),
    "bank_transactions": lambda: tr("libellé, montant, date, état, ce que chacune règle"),
    "bank_account": lambda: tr("banque, IBAN, solde, échéance de l'accord"),
    "rules": lambda: tr("mots cherchés dans les libellés, nom à inscrire"),
    "bank_keys": lambda: tr("identifiants d'accès au service bancaire"),
    "mail_accounts": lambda: tr("adresse, identifiant, serveurs, signature"),
    "mail_keys": lambda: tr("mots de passe et jetons d'accès"),
    "mails": lambda: tr("expéditeur, destinataires, texte et pièces jointes, en mémoire seulement"),
    "trips": lambda: tr("dates, lieux, distances, motifs, véhicules"),
    "imports": lambda: tr("nom des fichiers, lignes apportées, valeurs remplacées"),
    "lookups": lambda: tr("question posée et réponse publique"),
    "proofs": lambda: tr("version du texte, date, moyen, retrait, majorité déclarée"),
    "rights": lambda: tr("demandes, réponses, effacements, durées choisies"),
    "journal": lambda: tr("date, serveur, motif, volume et issue des connexions, sans contenu"),
    "vault_file": lambda: tr("toutes les données de ce registre, chiffrées"),
    "vault_keys": lambda: tr("clé du coffre, chiffrée par la phrase secrète ou la clé de récupération"),
    "vault_unlock": lambda: tr("secret d'ouverture du coffre"),
    "backups": lambda: tr("copies chiffrées du coffre"),
    "copies": lambda: tr("emplacement et date des copies, dates des contrôles"),
}
_PEOPLE: Words[People] = {
    People.YOU: lambda: tr("vous"),
    People.CLIENTS: lambda: tr("vos clients"),
    People.SUPPLIERS: lambda: tr("vos fournisseurs"),
    People.PAYERS: lambda: tr("les personnes que nomment vos relevés"),
    People.CORRESPONDENTS: lambda: tr("vos correspondants"),
    People.NOBODY: lambda: tr("personne"),
}
_PARTIES: Words[People] = {
    People.YOU: lambda: tr("le responsable"),
    People.CLIENTS: lambda: tr("clients et prospects"),
    People.SUPPLIERS: lambda: tr("fournisseurs"),
    People.PAYERS: lambda: tr("personnes nommées par les relevés"),
    People.CORRESPONDENTS: lambda: tr("correspondants"),
    People.NOBODY: lambda: tr("personne"),
}
_AIMS: Words[Aim] = {
    Aim.ISSUING: lambda: tr("Établir les documents"),
    Aim.INVOICING: lambda: tr("Facturer"),
    Aim.CHOICES: lambda: tr("Écrire selon les choix de chacun"),
    Aim.ACCOUNTING: lambda: tr("Tenir la comptabilité"),
    Aim.FOLLOW_UP: lambda: tr("Suivre envois, réponses et relances"),
    Aim.DRAFTING: lambda: tr("Préparer les documents"),
    Aim.ARCHIVING: lambda: tr("Garder ce que la loi impose, et rien d'autre"),
    Aim.PRICING: lambda: tr("Réutiliser prestations et prix"),
    Aim.MATCHING: lambda: tr("Savoir ce qui est payé"),
    Aim.BANK_ACCESS: lambda: tr("Synchroniser le compte"),
    Aim.MAIL_ACCESS: lambda: tr("Ouvrir les boîtes et envoyer"),
    Aim.READING: lambda: tr("Lire le courrier et y répondre"),
    Aim.MILEAGE: lambda: tr("Suivre les kilomètres"),
    Aim.UNDOING: lambda: tr("Annuler ou compléter un import"),
    Aim.IDENTIFICATION: lambda: tr("Remplir et vérifier les fiches"),
    Aim.PROOF: lambda: tr("Prouver ce qui a été accepté"),
    Aim.RIGHTS: lambda: tr("Répondre aux droits des personnes"),
    Aim.TRANSPARENCY: lambda: tr("Montrer ce qui est sorti"),
    Aim.STORAGE: lambda: tr("Conserver les données, chiffrées"),
    Aim.SECURITY: lambda: tr("Protéger le coffre"),
    Aim.RESTORING: lambda: tr("Restaurer après une panne"),
    Aim.RECALLING: lambda: tr("Retrouver les copies faites ailleurs"),
    Aim.COMFORT: lambda: tr("Retrouver l'affichage"),
    Aim.DIAGNOSIS: lambda: tr("Comprendre une erreur"),
    Aim.OPERATION: lambda: tr("Faire fonctionner MicroDesk"),
    Aim.NOTHING: lambda: tr("Aucune collecte"),
}
_BASES: Words[Basis] = {
    Basis.CONSENT: lambda: tr(
        "Accord d'un particulier (RGPD, art. 6.1.a) ; intérêt légitime envers un professionnel (art. 6.1.f ; CPCE,"
        " art. L. 34-5)"
    ),
    Basis.CONTRACT: lambda: tr("Contrat, ou démarches avant un contrat (RGPD, art. 6.1.b)"),
    Basis.LEGITIMATE_INTEREST: lambda: tr("Intérêt légitime (RGPD, art. 6.1.f)"),
    Basis.NONE: lambda: tr("Sans objet : aucune donnée personnelle"),
}
_LAWS: Mapping[Aim, Callable[[], str]] = {
    Aim.ISSUING: lambda: tr("CGI, annexe II, art. 242 nonies A"),
    Aim.CHOICES: lambda: tr("RGPD, art. 21.3 ; CPCE, art. L. 34-5"),
    Aim.ACCOUNTING: lambda: tr("Code de commerce, art. L. 123-22"),
    Aim.ARCHIVING: lambda: tr("RGPD, art. 17.3.b et e ; Code de commerce, art. L. 123-22"),
    Aim.PROOF: lambda: tr("RGPD, art. 5.2 et 7.1"),
    Aim.RIGHTS: lambda: tr("RGPD, art. 5.2 et 12 à 22"),
    Aim.STORAGE: lambda: tr("RGPD, art. 32"),
    Aim.SECURITY: lambda: tr("RGPD, art. 32"),
    Aim.RESTORING: lambda: tr("RGPD, art. 32.1.c"),
}
"""What makes an aim an obligation."""


_RECIPIENTS: Mapping[str, Callable[[], str]] = {
    "bank_provider": lambda: tr("le service bancaire choisi"),
    "google": lambda: tr("Google (boîte Gmail)"),
    "microsoft": lambda: tr("Microsoft (boîte Microsoft 365)"),
    "mail_server": lambda: tr("le serveur de la boîte mail"),
    "mail_domain": lambda: tr("le domaine de l'adresse, pour ses réglages"),
    "public_companies": lambda: tr("l'Annuaire des entreprises (État)"),
    "public_addresses": lambda: tr("la Géoplateforme (IGN)"),
    "public_vat": lambda: tr("VIES (Commission européenne)"),
    "clients": lambda: tr("les clients (documents envoyés)"),
    "tax_authority": lambda: tr("l'administration (en cas de contrôle)"),
    "accountant": lambda: tr("le comptable (pièces remises)"),
}
_LEARNED: Words[Learned] = {
    Learned.NETWORK_ADDRESS: lambda: tr("l'adresse IP de votre connexion"),
    Learned.SIGN_IN: lambda: tr("vos identifiants d'accès"),
    Learned.BANK_DATA: lambda: tr("les opérations et le solde du compte qu'il transmet"),
    Learned.MESSAGES: lambda: tr("les messages qu'il reçoit et remet"),
    Learned.WORDS_SOUGHT: lambda: tr("le nom, le numéro ou l'adresse que vous cherchez"),
    Learned.VAT_NUMBERS: lambda: tr("le numéro de TVA vérifié, et le vôtre"),
    Learned.RECORDS: lambda: tr("ce que vous lui remettez"),
}
_SOURCES: Words[Origin] = {
    Origin.USER: lambda: tr("saisie"),
    Origin.IMPORTS: lambda: tr("fichiers importés"),
    Origin.PUBLIC_REGISTERS: lambda: tr("les registres publics"),
    Origin.BANK: lambda: tr("la banque"),
    Origin.MAILBOX: lambda: tr("la boîte mail"),
    Origin.PROGRAM: lambda: tr("MicroDesk"),
}
_WHERE: Words[Where] = {
    Where.VAULT: lambda: tr("Coffre"),
    Where.KEYRING: lambda: tr("Trousseau du système"),
    Where.PROFILE: lambda: tr("Fichier à côté du coffre"),
    Where.MEMORY: lambda: tr("Mémoire, le temps de l'ouverture"),
    Where.NOWHERE: lambda: tr("Nulle part"),
}
