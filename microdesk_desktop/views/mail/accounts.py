"""Mail accounts and their removal, as sentences and as JSON."""

from collections.abc import Mapping

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.account import Account, AccountKind, Authority
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mail.accounts import load_accounts
from microdesk_desktop.vault.erasures import Erasure


def has_accounts(reader: Reader) -> bool:
    """Whether the vault has a mail account: without one the window shows no mail."""
    return bool(load_accounts(reader))


def account_json(account: Account) -> Mapping[str, str]:
    """The stable shape of an account."""
    return {"id": account.id, "address": account.address, "kind": account.kind.value}


def account_line(account: Account) -> str:
    """« ines@example.fr · IMAP · imap.example.fr »."""
    if account.kind is AccountKind.GMAIL or account.incoming is None:
        return f"{visible(account.address)} · Gmail"
    return f"{visible(account.address)} · IMAP · {visible(account.incoming.host)}"


def account_detail(account: Account) -> str:
    """« Gmail, par votre accord avec Google »; « IMAP · imap.example.fr · envoi par smtp.example.fr »."""
    if account.incoming is None or account.outgoing is None:
        return tr("Gmail, par votre accord donné à Google")
    if account.authority is Authority.MICROSOFT:
        return tr("Microsoft 365, par votre accord donné à Microsoft")
    text = tr("IMAP · {imap} · envoi par {smtp}")
    return text.format(imap=visible(account.incoming.host), smtp=visible(account.outgoing.host))


def fingerprint_lines(fingerprint: str) -> str:
    """A fingerprint of 32 bytes on four lines, to be compared by eye."""
    pairs = fingerprint.split(":")
    return "\n".join(":".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8))


def removal_plan(account: Account) -> str:
    """What removing an account does, before it is done."""
    if account.kind is AccountKind.GMAIL:
        access = tr("Google est prié de fermer l'accès de MicroDesk ; sans réseau, la boîte est retirée quand même.")
    elif account.authority is Authority.MICROSOFT:
        access = tr("Pour fermer l'accès aussi chez Microsoft, retirez l'application sur myapplications.microsoft.com.")
    else:
        access = ""
    goes = tr(
        "L'adresse, les réglages et les secrets de cette boîte sont effacés du coffre, du trousseau et des sauvegardes."
    )
    stays = tr("Vos messages restent sur leur serveur, et vos documents ne changent pas.")
    return " ".join(filter(None, (goes, access, stays)))


def removal_text(account: Account, erasure: Erasure) -> str:
    """What a removal did, or how far it came."""
    if erasure.left:
        text = tr(
            "{address} est retirée, mais tout n'est pas encore effacé : MicroDesk l'achève à la prochaine ouverture."
        )
    elif erasure.is_informed:
        text = tr("{address} est retirée. Vos messages restent sur leur serveur.")
    else:
        text = tr(
            "{address} est retirée d'ici, mais Google n'a pas pu en être informé : retirez l'accès de MicroDesk dans "
            "la page de sécurité de votre compte Google, myaccount.google.com/connections."
        )
    return _joined(text.format(address=visible(account.address)), _at_microsoft(account), _foreign(erasure))


def _at_microsoft(account: Account) -> str:
    """What no program can end: the access of an application that an organisation registered."""
    if account.authority is not Authority.MICROSOFT:
        return ""
    return tr("Pour fermer aussi l'accès chez Microsoft, retirez-y l'application : myapps.microsoft.com.")


def opening_text(erasure: Erasure) -> str:
    """What the opening of the vault did about a removal, or a connection, that had been interrupted."""
    if erasure.left:
        return tr("Une boîte retirée n'est pas encore effacée partout : MicroDesk réessaie à la prochaine ouverture.")
    if erasure.is_informed:
        return tr("Le retrait d'une boîte avait été interrompu : il est terminé.")
    return tr(
        "Le retrait d'une boîte avait été interrompu : il est terminé ici. Si elle était chez Google, retirez aussi "
        "l'accès de MicroDesk dans la page de sécurité de votre compte Google, myaccount.google.com/connections."
    )


def _foreign(erasure: Erasure) -> str:
    names = ", ".join(map(visible, erasure.foreign_backups))
    text = tr("Ces sauvegardes sont d'un autre coffre et n'ont pas été touchées : {names}.")
    return text.format(names=names) if names else ""


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
