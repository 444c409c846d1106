"""Why a pasted text is not the return address of a consent, and what to copy instead."""

from urllib.parse import parse_qsl, urlsplit

from microdesk_desktop.base.i18n import tr


def return_steps(return_address: str) -> tuple[str, ...]:
    """What the user does where nothing listens at the return address."""
    return (
        tr("Sur la page qui s'est ouverte, identifiez-vous et donnez votre accord."),
        tr(
            "Le navigateur finit sur une adresse qui commence par {address}. La page peut sembler vide ou en erreur : "
            "c'est prévu."
        ).format(address=return_address),
        tr("Copiez toute l'adresse, dans la barre du haut : Ctrl+L, puis Ctrl+C."),
        tr("Revenez ici et collez-la."),
    )


def pasted_flaw(text: str, *, page: str, return_address: str) -> str:
    """Why this text was refused; `page` is the address of the page of the consent."""
    pasted = text.strip()
    if "://" not in pasted:
        start = f"{urlsplit(return_address).scheme}://"
        whole = tr("Ce n'est qu'un morceau d'adresse. Copiez-la entière, depuis « {start} » jusqu'au bout.")
        return whole.format(start=start)
    if not pasted.startswith(return_address):
        if _host(pasted) == _host(page):
            return tr(
                "C'est la page où donner votre accord. Allez-y jusqu'au bout, puis copiez l'adresse qui s'affiche "
                "ensuite."
            )
        return tr("Ce n'est pas l'adresse attendue : elle commence par {address}.").format(address=return_address)
    if not _names(pasted) & {"state", "ref"}:
        return tr("Il manque la fin de l'adresse. Copiez-la entière, jusqu'au dernier signe.")
    return tr("Cette adresse vient d'une autre demande. Donnez votre accord sur la page ouverte à l'instant.")


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _names(address: str) -> set[str]:
    try:
        return {name for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
    except ValueError:
        return set()
