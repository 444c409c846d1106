"""The page that explains an export, for any browser: no script, nothing from elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.domain.privacy.archives import DATA, DOCUMENTS, INVENTORY, MANIFEST, ExportedTable
from microdesk_desktop.views.privacy.archive.columns import column_text, table_text

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;"
    "border-bottom:1px solid #ccc}td.n{text-align:right}code{font:.9em monospace}dt{margin-top:.5em}"
    "h2{margin-top:2em}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def readme_html(tables: Sequence[ExportedTable], business: str, today: date) -> str:
    """The page for these tables; texts from outside are never read as markup."""
    title = tr("Export de vos données") + f" · {business}"
    parts = (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>",
        *_paragraphs(_introduction(today)),
        f"<h2>{escape(tr('Les fichiers'))}</h2><dl>",
        *(f"<dt><code>{escape(name)}</code></dt><dd>{escape(text)}</dd>" for name, text in _files()),
        f"</dl><h2>{escape(tr('Les tableaux'))}</h2>",
        *_paragraphs(_conventions()),
        *_contents(tables),
        *(part for table in tables for part in _table(table)),
        "</body></html>\n",
    )
    return "".join(parts)


def _introduction(today: date) -> Iterable[str]:
    yield tr("Fait le {day} avec MicroDesk, depuis votre coffre, sans passer par aucun service.").format(
        day=dates.long_day(today)
    )
    yield tr(
        "Cet export contient tout ce que MicroDesk garde sur vous, vos clients et vos fournisseurs, en formats "
        "ouverts. Il n'est pas chiffré une fois ouvert : rangez-le en lieu sûr."
    )
    yield tr(
        "Il ne contient ni mot de passe, ni clé, ni jeton d'accès : la banque et les boîtes mail sont à connecter de "
        "nouveau après une reprise."
    )
    yield tr(
        "Pour le reprendre dans un coffre neuf : « Reprendre un export » à l'accueil de MicroDesk, ou la commande "
        "« microdesk privacy import »."
    )


def _files() -> Iterable[tuple[str, str]]:
    yield MANIFEST, tr("la liste des fichiers avec leur taille et leur empreinte SHA-256, et l'empreinte de l'ensemble")
    yield INVENTORY, tr("ce que MicroDesk garde, pourquoi, sur quelle base légale et jusqu'à quand")
    yield f"{DATA}/*.json", tr("chaque tableau sans aucune perte, une ligne par fiche")
    yield (
        f"{DATA}/*.csv",
        tr("les mêmes tableaux pour un tableur ; une apostrophe précède un texte qu'il prendrait pour une formule"),
    )
    yield f"{DOCUMENTS}/files/", tr("le PDF et le XML d'origine de chaque document émis, nommés par son numéro")
    yield (
        f"{DOCUMENTS}/verify.py",
        tr("vérifie avec Python seul, sans MicroDesk, que les documents n'ont pas changé : « python3 verify.py »"),
    )
    yield f"{DOCUMENTS}/chain.jsonl, books.jsonl, last.txt", tr("ce dont cette vérification a besoin")
    yield "vouchers/", tr("les justificatifs, nommés par la référence de ce qu'ils justifient")
    yield "attachments/", tr("les fichiers joints à vos documents et brouillons")
    yield "logo.*", tr("votre logo")


def _conventions() -> Iterable[str]:
    yield tr(
        "Les montants sont en centimes, sans virgule : 14 390 vaut 143,90 €. Les jours s'écrivent 2026-11-21, les "
        "moments en temps universel. Une case vide du CSV est une valeur absente ou un texte vide ; le JSON les "
        "distingue."
    )


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    return (f"<p>{escape(text)}</p>" for text in texts)


def _contents(tables: Sequence[ExportedTable]) -> Iterator[str]:
    yield f"<table><tr><th>{escape(tr('Tableau'))}</th><th>{escape(tr('Contenu'))}</th>"
    yield f"<th>{escape(tr('Lignes'))}</th></tr>"
    for table in tables:
        yield f'<tr><td><a href="#{escape(table.name)}"><code>{escape(table.name)}</code></a></td>'
        yield f'<td>{escape(table_text(table.name))}</td><td class="n">{escape(counts.count(table.rows))}</td></tr>'
    yield "</table>"


def _table(table: ExportedTable) -> Iterator[str]:
    name = escape(table.name)
    yield f'<h3 id="{name}">{escape(table_text(table.name))} <code>{name}</code></h3>'
    yield "".join(f'<a href="{DATA}/{name}.{end}">{name}.{end}</a> ' for end in ("json", "csv"))
    yield "<table>"
    for column in table.columns:
        yield f"<tr><td><code>{escape(column)}</code></td><td>{escape(column_text(table.name, column))}</td></tr>"
    yield "</table>"
