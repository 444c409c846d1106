"""`import`, `imports list|undo`: files of other tools, and the list of what was imported."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, add_commands, row_id
from microdesk_desktop.domain.imports.kept import KeptFile
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.at_once import Wanted, import_at_once, preview_at_once
from microdesk_desktop.operations.imports.keep import KeptImport
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.views.bank.json import attributed_json
from microdesk_desktop.views.imports.history import load_imports
from microdesk_desktop.views.imports.json import (
    counts_json,
    kept_json,
    past_import_json,
    preview_json,
    problem_json,
    refused_json,
    standing_json,
)
from microdesk_desktop.views.imports.lines import kept_lines, past_import_line, preview_lines, taken_back_lines

KINDS = tuple(kind.value for kind in ImportKind if kind is not ImportKind.STATEMENT)


def register(subparsers: Subparsers) -> None:
    """Declare `import KIND FILE` and `imports`."""
    parser = add_command(subparsers, "import", tr("Importer un fichier d'un autre outil"), _import)
    contents = tr("ce que contient le fichier : {kinds}").format(kinds=", ".join(KINDS))
    parser.add_argument("kind", choices=KINDS, metavar=tr("TYPE"), help=contents)
    parser.add_argument("file", type=Path, metavar=tr("FICHIER"), help=tr("fichier CSV, Excel ou OpenDocument"))
    add_reading_options(parser)
    commands = add_commands(add_command(subparsers, "imports", tr("Les fichiers importés")))
    add_command(commands, "list", tr("Lister ce qui a été importé"), _list)
    parser = add_command(commands, "undo", tr("Retirer en entier ce qu'un import a apporté"), _undo)
    parser.add_argument("id", type=row_id, metavar=tr("NUMÉRO"), help=tr("numéro donné par « imports list »"))
    parser.add_argument(
        "--yes", action="store_true", help=tr("retirer aussi ce que vous avez décidé ou saisi sur ces lignes")
    )


def add_reading_options(parser: Parser) -> None:
    """Declare `--map` and `--preview`."""
    parser.add_argument(
        "--map",
        type=_column,
        action="append",
        default=[],
        metavar=tr("COLONNE=CHAMP"),
        help=tr("lire une colonne, par son nom ou son numéro, comme ce champ"),
    )
    parser.add_argument("--preview", action="store_true", help=tr("montrer ce qui serait importé, sans rien changer"))


def wanted_columns(arguments: argparse.Namespace) -> Mapping[str, str]:
    """The columns that `--map` names, with their fields."""
    return dict(arguments.map)


def _import(context: Context) -> Result:
    arguments = context.arguments
    wanted = Wanted(kind=ImportKind(arguments.kind), columns=wanted_columns(arguments))
    if arguments.preview:
        return preview_result(context, arguments.file, wanted)
    kept = import_at_once(context.session(), arguments.file, wanted, context.job)
    return kept_result(kept, {"kind": arguments.kind})


def preview_result(context: Context, path: Path, wanted: Wanted) -> Result:
    """What an import would do: one object, or with several files in one, an object whose `files` holds them."""
    previews = preview_at_once(context.session(), path, wanted, context.job)
    values = [preview_json(each) for each in previews]
    has_refused = any(each.refusal or any(row.problem for row in each.rows) for each in previews)
    return Result(
        value={"preview": True, **values[0]} if len(values) == 1 else {"preview": True, "files": values},
        text=[line for each in previews for line in preview_lines(each)],
        code=PARTLY if has_refused else OK,
    )


def kept_result(kept: KeptImport, head: Mapping[str, object]) -> Result:
    """What an import did: the sums over its files, and with several of them each one in `files`."""
    done = [each for each in kept.files if each.refusal is None]
    problems = [problem for each in done for problem in each.problems]
    value = {
        **head,
        "import": done[0].import_id if len(done) == 1 else None,
        "source": done[0].source if len(done) == 1 else None,
        "imported_at": done[0].imported_at.isoformat() if len(done) == 1 and done[0].imported_at else None,
        **_sums(done),
        **refused_json(problems),
        "remarks": [problem_json(remark) for each in done for remark in each.remarks],
        "unused": [column.name for each in done for column in each.unused],
        "attribution": attributed_json(kept.attributed),
        **({"files": [kept_json(each) for each in kept.files]} if len(kept.files) > 1 else {}),
    }
    is_whole = not problems and len(done) == len(kept.files)
    return Result(value=value, text=kept_lines(kept.files, kept.attributed), code=OK if is_whole else PARTLY)


def _sums(files: list[KeptFile]) -> Mapping[str, object]:
    totals = {outcome: sum(each.counts.get(outcome, 0) for each in files) for each in files for outcome in each.counts}
    return counts_json(totals)


def _list(context: Context) -> Result:
    found = context.session().read(load_imports)
    return Result(
        value=[past_import_json(each) for each in found],
        text=[past_import_line(each) for each in found] or [tr("Aucun import.")],
    )


def _undo(context: Context) -> Result:
    arguments = context.arguments
    taken = take_back(context.session(), arguments.id, spares_decisions=not arguments.yes)
    past, standing = taken.imports[0]
    return Result(
        value={"undone": past_import_json(past), **standing_json(standing)},
        text=taken_back_lines(past, standing),
    )


def _column(text: str) -> tuple[str, str]:
    column, is_there, field = text.rpartition("=")
    if not is_there or not column.strip() or not field.strip():
        raise argparse.ArgumentTypeError(tr("écrivez COLONNE=CHAMP, comme « Montant TTC=amount »"))
    return column.strip(), field.strip()
