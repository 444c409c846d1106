"""The ways of following a bank, in plain words: what each asks, costs, keeps, and allows for a professional account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.ways import known_banks, ways
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.types import Institution
from microdesk_desktop.domain.bank.ways import Fitness, KnownBank, Way, is_typed, named_in, ways_of
from microdesk_desktop.views.bank.connections.providers import ProviderView

FILE = "file"
Text = Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankView:
    """A bank as the user names it; `known` is None for one that the table does not name."""

    name: str
    known: KnownBank | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """One way; `provider` is None for the statement file. `facts` are captions with their sentences.

    `warning` names what its terms forbid; empty where they forbid nothing.
    """

    key: str
    title: str
    summary: str
    facts: Sequence[tuple[str, str]]
    warning: str = ""
    pages: Sequence[str] = ()
    provider: ProviderView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What a service asks, costs, keeps and allows, one sentence each, and its summary for a line of a list."""

    summary: Text
    asks: Text
    costs: Text
    keeps: Text
    allows: Text


def find_banks(typed: str) -> Sequence[BankView]:
    """The banks with the words that were typed, then « another bank », which is never missing."""
    found = [BankView(name=each.name, known=each) for each in known_banks() if is_typed(each, typed)]
    return [*found, BankView(name=" ".join(typed.split()))]


def bank_title(bank: BankView) -> str:
    """« Fortuneo », « Autre banque : Banque Untel »."""
    if bank.known is not None:
        return bank.name
    return tr("Autre banque : {name}").format(name=bank.name) if bank.name else tr("Autre banque")


def bank_detail(bank: BankView) -> str:
    """Whether the import knows the bank's own export."""
    if bank.known is None:
        return tr("Elle n'est pas dans cette liste")
    return tr("Son export CSV est reconnu à l'import") if bank.known.layouts else ""


def ways_for(bank: BankView, providers: Sequence[ProviderView]) -> Sequence[WayView]:
    """The statement file, then the services that may read this bank, in the order of the table."""
    by_name = {each.name: each for each in providers}
    table = ways()
    fitting = [each for each in ways_of(bank.known, table) if each.provider in by_name]
    other = [each for each in providers if each.name not in {way.provider for way in table}]
    return [
        _file_way(bank),
        *(_way(way, by_name[way.provider]) for way in fitting),
        *(_unlisted(each) for each in other),
    ]


def way_of(provider: ProviderView) -> WayView:
    """The way by a service, whatever the bank."""
    way = next((each for each in ways() if each.provider == provider.name), None)
    return _way(way, provider) if way else _unlisted(provider)


def file_steps(bank: BankView) -> Sequence[str]:
    """How to get a statement file at a bank, then into MicroDesk."""
    where = (
        tr("Ouvrez l'espace client de {bank} dans votre navigateur.").format(bank=bank.name)
        if bank.name
        else tr("Ouvrez l'espace client de votre banque dans votre navigateur.")
    )
    return (
        where,
        tr("Affichez les opérations du compte, puis cherchez « Télécharger » ou « Exporter »."),
        tr("Prenez le format OFX s'il est proposé, sinon CSV : pas le PDF, qui ne se lit pas sans erreur."),
        tr("Choisissez le fichier ici, ou déposez-le sur la fenêtre : l'aperçu montre tout avant d'importer."),
    )


def named_institutions(found: Sequence[Institution], bank: BankView) -> Sequence[Institution]:
    """Those of a service's list that are this bank."""
    named = bank.known or KnownBank(id="", name=bank.name)
    return named_in(found, named) if named.name else ()


def terms_lines(provider: str) -> Sequence[str]:
    """What a service costs, keeps and allows, for the command line; empty for one that the table does not know."""
    way = next((each for each in ways() if each.provider == provider), None)
    return [tr("{name} : {sentence}").format(name=name, sentence=each) for name, each in _facts(way)[1:]] if way else ()


def _file_way(bank: BankView) -> WayView:
    known = bank.known is not None and bank.known.layouts
    formats = tr("OFX, CSV, QIF, CAMT.053, CFONB et MT940 sont lus.")
    recognised = tr("L'export CSV de {bank} est reconnu.").format(bank=bank.name) if known else ""
    return WayView(
        key=FILE,
        title=tr("Un relevé que vous téléchargez"),
        summary=tr("Conseillé : pour tout compte, sans clé ni service"),
        facts=(
            (tr("Ce qu'il faut"), tr("Télécharger le relevé de temps en temps, dans l'espace client de votre banque.")),
            (tr("Ce que cela coûte"), tr("Rien chez MicroDesk, et aucun service à payer.")),
            (tr("Ce qui est gardé"), tr("Rien hors de cet ordinateur : le fichier ne passe par personne.")),
            (tr("Compte professionnel"), tr("Oui, comme tout autre compte.")),
            (tr("Formats"), " ".join(filter(None, (recognised, formats)))),
        ),
    )


def _way(way: Way, provider: ProviderView) -> WayView:
    return WayView(
        key=way.provider,
        title=provider.title,
        summary=_WORDS[way.provider].summary(),
        facts=_facts(way),
        warning=_warning(way, provider),
        pages=way.pages,
        provider=provider,
    )


def _warning(way: Way, provider: ProviderView) -> str:
    if way.fitness is Fitness.EXCLUDED:
        return tr("Pas pour un compte professionnel : {service} l'exclut dans ses conditions, sauf contrat.").format(
            service=provider.title
        )
    return ""


def _facts(way: Way) -> Sequence[tuple[str, str]]:
    words = _WORDS[way.provider]
    return (
        (tr("Ce qu'il faut"), words.asks()),
        (tr("Ce que cela coûte"), words.costs()),
        (tr("Ce qui est gardé"), words.keeps()),
        (tr("Compte professionnel"), words.allows()),
    )


def _unlisted(provider: ProviderView) -> WayView:
    """A service that the table does not know yet: only what it declares itself."""
    return WayView(
        key=provider.name,
        title=provider.title,
        summary=provider.warning,
        facts=(),
        warning=provider.warning,
        provider=provider,
    )


def _passes_through() -> str:
    return tr(
        "Vos opérations passent par ce service, selon ses conditions. MicroDesk n'en garde que le montant, le libellé, "
        "la date et l'état, sur cet ordinateur."
    )


_WORDS: Mapping[str, _Words] = {
    "qonto": _Words(
        summary=lambda: tr("En direct, avec la clé de votre compte Qonto"),
        asks=lambda: tr("L'identifiant et la clé secrète de votre organisation, à copier une fois dans Qonto."),
        costs=lambda: tr("Rien chez MicroDesk ; vérifiez que votre offre Qonto comprend l'accès par clé."),
        keeps=lambda: tr("Aucun intermédiaire : MicroDesk interroge Qonto, et garde le résultat sur cet ordinateur."),
        allows=lambda: tr("Oui : Qonto prévoit cet accès pour ses clients, et il n'y a pas d'accord à renouveler."),
    ),
    "enablebanking": _Words(
        summary=lambda: tr("Usage privé seulement : pas un compte professionnel"),
        asks=lambda: tr(
            "Un compte chez Enable Banking, une application à y inscrire, sa clé privée, et chaque compte bancaire à y "
            "relier. Votre accord est à renouveler, tous les 180 jours au plus."
        ),
        costs=lambda: tr("Gratuit pour un usage privé ; sous contrat, au volume, avec un minimum chaque mois."),
        keeps=_passes_through,
        allows=lambda: tr(
            "Non : l'accès gratuit est réservé à un usage privé et non commercial, et ses conditions excluent les "
            "comptes professionnels. Il faut un contrat d'entreprise avec ce service."
        ),
    ),
    "tink": _Words(
        summary=lambda: tr("Sur contrat : pour qui a déjà ses clés"),
        asks=lambda: tr(
            "Un contrat avec Tink, qui vérifie l'entreprise, puis un identifiant client et son secret. Votre accord "
            "est à renouveler à son échéance."
        ),
        costs=lambda: tr("Ce que fixe votre contrat avec Tink."),
        keeps=lambda: tr(
            "Tink garde une copie des comptes que vous cochez et la rafraîchit toutes les six heures environ, même "
            "sans MicroDesk, jusqu'à ce que vous déconnectiez."
        ),
        allows=lambda: tr("Seulement si votre contrat comprend le produit « Business Transactions »."),
    ),
    "gocardless": _Words(
        summary=lambda: tr("Fermé aux nouveaux : pour qui a déjà ses clés"),
        asks=lambda: tr(
            "Un compte Bank Account Data ouvert avant la fermeture des inscriptions, et ses deux clés. Votre accord "
            "est à renouveler, tous les 90 ou 180 jours selon la banque."
        ),
        costs=lambda: tr("Ce que prévoit votre compte chez GoCardless."),
        keeps=_passes_through,
        allows=lambda: tr("Vérifiez-le dans les conditions que vous avez acceptées."),
    ),
}
