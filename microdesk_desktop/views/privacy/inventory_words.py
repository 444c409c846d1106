"""The words of the inventory's codes, on the screen and in the register of processing activities."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from microdesk_desktop.base.dated_tables import dated_table
from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.lookups import KEPT_FOR
from microdesk_desktop.privacy.codes import Aim, Basis, Learned, Origin, People, Retention, Where
from microdesk_desktop.privacy.inventory import Category
from microdesk_desktop.store.privacy.network_journal import KEPT_EVENTS

C = TypeVar("C", bound=StrEnum)
Words = Mapping[C, Callable[[], str]]


def category_text(name: str) -> str:
    """The name of a category."""
    return _CATEGORIES[name]()


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


def retention_text(retention: Retention, today: date) -> str:
    """Until when the data stays; years are those of the table in force today."""
    return _RETENTIONS[retention](today)


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


def years_of(rule: str, today: date) -> int | None:
    """The years of a rule of the retention table; None where it has none in force today."""
    row = dated_table("retention").find(today, rule)
    return int(row.values["years"]) if row is not None else None


_CATEGORIES: Mapping[str, Callable[[], str]] = {
    "business": lambda: tr("Vous et votre entreprise"),
    "clients": lambda: tr("Clients"),
    "communications": lambda: tr("Choix de communication des clients"),
    "refusals": lambda: tr("Refus gardés en empreinte"),
    "documents": lambda: tr("Documents officiels"),
    "follow_up": lambda: tr("Suivi des documents"),
    "drafts": lambda: tr("Brouillons et récurrences"),
    "receipts": lambda: tr("Recettes et paiements"),
    "expenses": lambda: tr("Dépenses et justificatifs"),
    "books": lambda: tr("Livres et déclarations"),
    "archives": lambda: tr("Archives légales des clients effacés"),
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
    "reports": lambda: tr("Rapports d'erreur"),
    "program_rows": lambda: tr("Repères du programme"),
    "program_files": lambda: tr("Fichiers de travail"),
    "usage": lambda: tr("Statistiques d'usage"),
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
    Aim.ISSUING: lambda: tr("Éditer vos documents"),
    Aim.INVOICING: lambda: tr("Facturer"),
    Aim.CHOICES: lambda: tr("Respecter leurs choix"),
    Aim.ACCOUNTING: lambda: tr("Tenir votre comptabilité"),
    Aim.FOLLOW_UP: lambda: tr("Suivre envois, réponses et relances"),
    Aim.DRAFTING: lambda: tr("Préparer vos documents"),
    Aim.ARCHIVING: lambda: tr("Garder ce que la loi impose, et rien d'autre"),
    Aim.PRICING: lambda: tr("Réutiliser vos prestations et vos prix"),
    Aim.MATCHING: lambda: tr("Savoir ce qui est payé"),
    Aim.BANK_ACCESS: lambda: tr("Synchroniser votre compte"),
    Aim.MAIL_ACCESS: lambda: tr("Ouvrir vos boîtes et envoyer"),
    Aim.READING: lambda: tr("Affichés, jamais conservés"),
    Aim.MILEAGE: lambda: tr("Suivre vos kilomètres"),
    Aim.UNDOING: lambda: tr("Annuler ou compléter un import"),
    Aim.IDENTIFICATION: lambda: tr("Remplir et vérifier vos fiches"),
    Aim.PROOF: lambda: tr("Prouver ce qui a été accepté"),
    Aim.RIGHTS: lambda: tr("Répondre aux droits des personnes"),
    Aim.TRANSPARENCY: lambda: tr("Vous montrer ce qui est sorti"),
    Aim.STORAGE: lambda: tr("Conserver vos données, chiffrées"),
    Aim.SECURITY: lambda: tr("Protéger le coffre"),
    Aim.RESTORING: lambda: tr("Restaurer après une panne"),
    Aim.RECALLING: lambda: tr("Retrouver les copies faites ailleurs"),
    Aim.COMFORT: lambda: tr("Retrouver votre affichage"),
    Aim.DIAGNOSIS: lambda: tr("Comprendre une erreur"),
    Aim.OPERATION: lambda: tr("Faire fonctionner MicroDesk"),
    Aim.NOTHING: lambda: tr("Aucune collecte"),
}
_BASES: Words[Basis] = {
    Basis.CONSENT: lambda: tr("Accord de la personne (RGPD, art. 6.1.a)"),
    Basis.CONTRACT: lambda: tr("Exécution d'un contrat (RGPD, art. 6.1.b)"),
    Basis.LEGITIMATE_INTEREST: lambda: tr("Intérêt légitime (RGPD, art. 6.1.f)"),
    Basis.NONE: lambda: tr("Sans objet : aucune donnée personnelle"),
}
_LAWS: Mapping[Aim, Callable[[], str]] = {
    Aim.ISSUING: lambda: tr("CGI, annexe II, art. 242 nonies A"),
    Aim.CHOICES: lambda: tr("RGPD, art. 21.3 ; CPCE, art. L. 34-5"),
    Aim.ACCOUNTING: lambda: tr("Code de commerce, art. L. 123-22"),
    Aim.ARCHIVING: lambda: tr("RGPD, art. 17.3.b"),
    Aim.PROOF: lambda: tr("RGPD, art. 5.2 et 7.1"),
    Aim.RIGHTS: lambda: tr("RGPD, art. 12 et 17"),
    Aim.STORAGE: lambda: tr("RGPD, art. 32"),
    Aim.SECURITY: lambda: tr("RGPD, art. 32"),
    Aim.RESTORING: lambda: tr("RGPD, art. 32.1.c"),
}
"""What makes an aim an obligation."""


def _after_year(rule: str) -> Callable[[date], str]:
    """What stays for some years after the end of its own."""

    def words(today: date) -> str:
        years = years_of(rule, today)
        if years is None:
            return tr("Le temps que la loi fixe")
        text = ntr("{years} an après la fin de l'année", "{years} ans après la fin de l'année", years)
        return text.format(years=counts.count(years))

    return words


def _client(today: date) -> str:
    years = years_of("accounts", today)
    if years is None:
        return tr("Jusqu'à l'effacement du client, sauf ce que la loi garde")
    text = ntr(
        "Jusqu'à l'effacement du client ; ses pièces, {years} an après leur année",
        "Jusqu'à l'effacement du client ; ses pièces, {years} ans après leur année",
        years,
    )
    return text.format(years=counts.count(years))


def _lookups(_today: date) -> str:
    days = KEPT_FOR.days
    text = ntr(
        "{days} jour ; la vérification d'un numéro de TVA reste comme preuve",
        "{days} jours ; la vérification d'un numéro de TVA reste comme preuve",
        days,
    )
    return text.format(days=counts.count(days))


def _journal(today: date) -> str:
    text = tr("Les {count} dernières connexions ; {years}")
    return text.format(count=counts.count(KEPT_EVENTS), years=_after_year("journal")(today))


_RETENTIONS: Mapping[Retention, Callable[[date], str]] = {
    Retention.ACCOUNTS: _after_year("accounts"),
    Retention.ARCHIVE: lambda _: tr("Chaque pièce jusqu'à son dernier jour légal, puis effacée d'elle-même"),
    Retention.BACKUPS: lambda _: tr("Les plus récentes ; les autres s'effacent d'elles-mêmes"),
    Retention.BANK: lambda _: tr("Jusqu'à la déconnexion, ou la durée que vous fixez"),
    Retention.BANK_CONNECTION: lambda _: tr("Jusqu'à la déconnexion de la banque"),
    Retention.CLIENT: _client,
    Retention.IMPORTS: _after_year("imports"),
    Retention.JOURNAL: _journal,
    Retention.LOOKUPS: _lookups,
    Retention.MAIL_ACCOUNT: lambda _: tr("Jusqu'au retrait de la boîte"),
    Retention.NEVER: lambda _: tr("Aucune conservation"),
    Retention.REPORTS: _after_year("reports"),
    Retention.SHORT: lambda _: tr("Le temps du travail, ou jusqu'à la prochaine ouverture"),
    Retention.TRIPS: lambda _: tr("Jusqu'à ce que vous les effaciez, ou la durée que vous fixez"),
    Retention.UNTIL_ERASED: lambda _: tr("Jusqu'à ce que vous l'effaciez"),
    Retention.UNTIL_REFUSED: lambda _: tr("Tant que vous l'autorisez"),
    Retention.WITH_RECORD: lambda _: tr("Avec le document concerné"),
}
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
    Origin.USER: lambda: tr("votre saisie"),
    Origin.IMPORTS: lambda: tr("vos fichiers"),
    Origin.PUBLIC_REGISTERS: lambda: tr("les registres publics"),
    Origin.BANK: lambda: tr("votre banque"),
    Origin.MAILBOX: lambda: tr("votre boîte mail"),
    Origin.PROGRAM: lambda: tr("MicroDesk"),
}
_WHERE: Words[Where] = {
    Where.VAULT: lambda: tr("Coffre"),
    Where.KEYRING: lambda: tr("Trousseau du système"),
    Where.PROFILE: lambda: tr("Fichier à côté du coffre"),
    Where.MEMORY: lambda: tr("Mémoire, le temps de l'ouverture"),
    Where.NOWHERE: lambda: tr("Nulle part"),
}
