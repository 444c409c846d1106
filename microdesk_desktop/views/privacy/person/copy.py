"""The copy of all that the vault holds about one person, as a folder: a page to read, JSON, CSV, and their files.

It is in the person's language, so its plan is made and written `in_language`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from microdesk_desktop.base.files.names import Names, clean_name
from microdesk_desktop.base.files.sheets.cells import Sheet, SheetHead
from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import in_language, language, ntr, tr
from microdesk_desktop.domain.books.folder import FolderPlan, Original, OriginalKind
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.privacy.person import CONTACT, PersonData, PersonFile, Row
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.privacy.inventory.durations import Durations, load_durations
from microdesk_desktop.views.privacy.person.purposes import purpose_rows, transfers_words
from microdesk_desktop.views.privacy.person.words import column_word, table_words

README, DATA, FILES = "README.html", "donnees", "fichiers"
_KINDS = {
    "issued_file": OriginalKind.DOCUMENT,
    "document_attachment": OriginalKind.ATTACHMENT,
    "voucher": OriginalKind.VOUCHER,
}
_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:62em;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
    "h1{font-size:1.7em}h2{font-size:1.25em;margin-top:2em;border-bottom:1px solid #ccc}"
    "table{border-collapse:collapse;width:100%;font-size:.85em}td,th{border:1px solid #ddd;padding:.3em .5em;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f3f3ee;width:16em}"
    "table.rows th{width:auto}@media print{body{margin:0}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """Of the page to read: who writes it, when, and how long each kind of data stays."""

    company: Company
    today: date
    known: Durations


def load_copy_plan(reader: Reader, data: PersonData, today: date) -> FolderPlan:
    """The files of a person's copy, in the language of the person: what they are made of is read while written."""
    originals = _originals(data)
    facts = _Facts(company=load_company(reader), today=today, known=load_durations(reader, today))
    with in_language(data.language):
        sheets = [(f"{DATA}/{table}.csv", _sheet(table, rows)) for table, rows in data.tables.items()]
    return FolderPlan(
        books=(),
        sheets=sheets,
        originals=originals,
        texts=[
            *((f"{DATA}/{table}.json", _json(rows)) for table, rows in data.tables.items()),
            (README, lambda written: _readme(data, facts, originals, written)),
        ],
        missing=0,
    )


def copy_name(name: str, language: str) -> str:
    """The name of the copy of a person's data in their language, such as « Données de Nova SARL »."""
    with in_language(language):
        return clean_name(tr("Données de {name}").format(name=name))


def copied_text(data: PersonData) -> str:
    """« La copie est enregistrée : 42 éléments, 3 fichiers. … »."""
    rows, files = sum(map(len, data.tables.values())), len(data.files)
    parts = [ntr("{count} élément", "{count} éléments", rows).format(count=counts.count(rows))]
    if files:
        parts.append(ntr("{count} fichier", "{count} fichiers", files).format(count=counts.count(files)))
    return tr("La copie est enregistrée : {parts}. Elle n'est pas chiffrée.").format(parts=", ".join(parts))


def _originals(data: PersonData) -> Sequence[Original]:
    numbers = {row["id"]: str(row["number"]) for row in data.tables.get("document", ())}
    names = Names()
    return [
        Original(path=_path(file, numbers, names), kind=_KINDS[file.kind], id=file.id, name=file.name)
        for file in data.files
    ]


def _path(file: PersonFile, numbers: Mapping[int, str], names: Names) -> str:
    """The files of a document bear its number, others their id and their name."""
    if file.kind == "issued_file":
        return f"{FILES}/{names.take(numbers.get(file.id, str(file.id)), f'.{file.name}')}"
    return f"{FILES}/{names.take(f'{file.kind}-{file.id}-{clean_name(file.name)}', '')}"


def _json(rows: Sequence[Row]) -> Callable[[frozenset[str]], str]:
    return lambda _: json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _sheet(table: str, rows: Sequence[Row]) -> Sheet:
    columns = list(rows[0])
    head = SheetHead(name=table, title=table_words().get(table, table), columns=columns, widths=[20 for _ in columns])
    return Sheet(head=head, total=len(rows), chunks=[[[_cell(row[name]) for name in columns] for row in rows]])


def _cell(value: object) -> str | int | None:
    if value is None or isinstance(value, str | int):
        return value
    return json.dumps(value, ensure_ascii=False)


def _readme(data: PersonData, facts: _Facts, originals: Sequence[Original], written: frozenset[str]) -> str:
    """The page to read, in the language of the person: no script, nothing that is loaded from elsewhere."""
    with in_language(data.language):
        return _page(data, facts, [each.path for each in originals if each.path in written])


def _page(data: PersonData, facts: _Facts, paths: Sequence[str]) -> str:
    company = facts.company
    title = tr("Vos données chez {company}").format(company=company.name)
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(_introduction(data, facts))}</p>",
        f"<h2>{escape(tr('À quoi servent vos données'))}</h2>",
        *_purposes(data, facts),
        f"<p>{escape(transfers_words())}</p>",
        f"<h2>{escape(tr('Vos droits'))}</h2>",
        f"<p>{escape(_rights(company))}</p>",
        *(part for table, rows in _in_order(data) for part in _section(table, rows)),
        *_list_of_files(paths),
    ]
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _introduction(data: PersonData, facts: _Facts) -> str:
    if data.is_portable:
        text = tr(
            "Voici ce que {person} a fourni à {company}, à la date du {day} (RGPD, article 20). Le dossier « {data} » "
            "contient les mêmes données en JSON et en CSV, que tout logiciel peut reprendre."
        )
    else:
        text = tr(
            "Voici tout ce que le logiciel de gestion de {company} garde au sujet de {person}, à la date du {day} "
            "(RGPD, article 15). Le dossier « {data} » contient les mêmes données en JSON et en CSV, le dossier "
            "« {files} » les documents."
        )
    names = {"company": facts.company.name, "person": data.name, "data": DATA, "files": FILES}
    return text.format(day=dates.long_day(facts.today), **names)


def _purposes(data: PersonData, facts: _Facts) -> Iterator[str]:
    """What art. 15.1 asks for, as a table."""
    heads = (tr("Données"), tr("Pour"), tr("Base légale"), tr("Durée"), tr("Origine"), tr("Destinataires"))
    yield '<table class="rows">'
    yield f"<tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"
    tables = [*data.tables, *(["client"] if CONTACT in data.tables else [])]
    for row in purpose_rows(tables, facts.known):
        cells = (row.name, row.aim, row.basis, row.retention, row.sources, row.recipients)
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</table>"


def _rights(company: Company) -> str:
    text = tr(
        "Vous pouvez demander la rectification, l'effacement ou la limitation de ces données, vous opposer à leur "
        "usage, et les transmettre à qui vous voulez. Écrivez à {who}. Aucune décision automatique n'est prise à votre "
        "sujet. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (www.cnil.fr)."
    )
    return text.format(who=" · ".join(filter(None, (company.name, company.email, company.phone))))


def _in_order(data: PersonData) -> Sequence[tuple[str, Sequence[Row]]]:
    """The tables that a person understands first, then the others."""
    known = list(table_words())
    places = {table: at for at, table in enumerate(known)}
    return sorted(data.tables.items(), key=lambda item: (places.get(item[0], len(known)), item[0]))


def _section(table: str, rows: Sequence[Row]) -> Iterator[str]:
    yield f"<h2>{escape(table_words().get(table, table))}</h2>"
    if len(rows) == 1:
        yield "<table>"
        for name, value in rows[0].items():
            if value not in (None, "", [], {}):
                yield f"<tr><th>{escape(column_word(name))}</th><td>{_value(value)}</td></tr>"
        yield "</table>"
        return
    names = [name for name in rows[0] if any(row[name] not in (None, "", [], {}) for row in rows)]
    yield '<table class="rows">'
    yield f"<tr>{''.join(f'<th>{escape(column_word(name))}</th>' for name in names)}</tr>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{_value(row[name])}</td>' for name in names)}</tr>"
    yield "</table>"


def _value(value: object) -> str:
    """A value as text; what is made of several ones, part by part."""
    if isinstance(value, Mapping):
        parts = (f"{escape(column_word(str(key)))} : {_value(each)}" for key, each in value.items() if each)
        return "<br>".join(parts)
    if isinstance(value, list):
        return "<br>".join(filter(None, map(_value, value)))
    return escape("" if value is None else str(value)).replace("\n", "<br>")


def _list_of_files(paths: Sequence[str]) -> Iterator[str]:
    if not paths:
        return
    yield f"<h2>{escape(tr('Vos fichiers'))}</h2>"
    yield "<ul>"
    for path in paths:
        yield f'<li><a href="{quote(path)}">{escape(PurePosixPath(path).name)}</a></li>'
    yield "</ul>"
