"""`bank rules`, `bank rule add|edit|pause|resume|remove|try`: one decision for all transactions with some words."""

from argparse import ArgumentParser
from dataclasses import replace

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands, one_of, positive_cents, row_id
from microdesk_desktop.domain.settle.rules import DIRECTIONS, RuleAction
from microdesk_desktop.operations.bank.add_rule import NamedRule, add_rule, edit_rule
from microdesk_desktop.operations.bank.lessons import forget_lesson
from microdesk_desktop.operations.bank.rules import pause_rule, remove_rule
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.views.bank.json import lesson_json, rule_json, transaction_json
from microdesk_desktop.views.bank.lessons import load_lesson_row, load_lesson_rows
from microdesk_desktop.views.bank.rows import load_transactions
from microdesk_desktop.views.bank.rules import RuleRow, load_covered_ids, load_rule_row, load_rule_rows
from microdesk_desktop.views.bank.words.lessons import lesson_line, lesson_text
from microdesk_desktop.views.bank.words.rules import rule_line
from microdesk_desktop.views.bank.words.transactions import transaction_line

_TEXTS = ("words", "name", "client", "supplier", "category", "label")


def register(commands: Subparsers) -> None:
    """Declare the rules below `bank`."""
    add_command(commands, "rules", tr("Lister les règles"), _list)
    add_command(commands, "lessons", tr("Lister ce que vos décisions ont appris à MicroDesk"), _list_lessons)
    lesson = add_commands(add_command(commands, "lesson", tr("Oublier ce que vos décisions ont appris")))
    forget = add_command(lesson, "forget", tr("Oublier une habitude ; vos décisions restent"), _forget)
    forget.add_argument("id", metavar=tr("ID"), help=tr("identifiant que donne « bank lessons »"))
    actions = add_commands(add_command(commands, "rule", tr("Ajouter, essayer, retirer une règle")))
    _register_add(actions)
    _register_edit(actions)
    for name, text, run in (
        ("pause", tr("Mettre une règle en pause"), _pause),
        ("resume", tr("Reprendre une règle en pause"), _resume),
        ("remove", tr("Retirer une règle ; ce qu'elle a créé reste"), _remove),
        ("try", tr("Lister les opérations connues qu'une règle couvre"), _try),
    ):
        parser = add_command(actions, name, text, run)
        parser.add_argument("id", type=row_id, metavar=tr("ID"), help=tr("identifiant que donne « bank rules »"))


def _register_add(actions: Subparsers) -> None:
    text = tr("Ajouter une règle et l'appliquer à ce que vous n'avez pas décidé")
    parser = add_command(actions, "add", text, _add)
    parser.add_argument(
        "--words", required=True, metavar=tr("TEXTE"), help=tr("mots que porte le libellé, dans cet ordre")
    )
    parser.add_argument(
        "--action",
        required=True,
        type=one_of(RuleAction),
        choices=list(RuleAction),
        help=tr("ignorer, créer une dépense ou une recette, ou reconnaître un client"),
    )
    parser.add_argument("--name", default="", metavar=tr("TEXTE"), help=tr("nom de la règle, ses mots par défaut"))
    parser.add_argument(
        "--client", default="", metavar=tr("NOM"), help=tr("client que party reconnaît, ou celui de la recette")
    )
    parser.add_argument("--supplier", default="", metavar=tr("NOM"), help=tr("fournisseur de la dépense"))
    parser.add_argument("--category", default="", metavar=tr("TEXTE"), help=tr("catégorie de la dépense"))
    parser.add_argument("--label", default="", metavar=tr("TEXTE"), help=tr("objet de la dépense ou de la recette"))
    _add_limits(parser)


def _register_edit(actions: Subparsers) -> None:
    parser = add_command(actions, "edit", tr("Corriger une règle et l'appliquer de nouveau"), _edit)
    parser.add_argument("id", type=row_id, metavar=tr("ID"), help=tr("identifiant que donne « bank rules »"))
    parser.add_argument("--words", metavar=tr("TEXTE"), help=tr("mots que porte le libellé, dans cet ordre"))
    parser.add_argument("--category", metavar=tr("TEXTE"), help=tr("catégorie de la dépense"))
    _add_limits(parser)
    parser.add_argument("--any-amount", action="store_true", help=tr("lever les limites de montant"))


def _add_limits(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--direction",
        choices=list(DIRECTIONS),
        help=tr("sens : out par défaut pour une dépense, in pour une recette, sinon both"),
    )
    parser.add_argument(
        "--amount", type=positive_cents, metavar=tr("MONTANT"), help=tr("ce montant seulement, tous par défaut")
    )
    parser.add_argument("--min", type=positive_cents, metavar=tr("MONTANT"), help=tr("au moins ce montant"))
    parser.add_argument("--max", type=positive_cents, metavar=tr("MONTANT"), help=tr("au plus ce montant"))


def _list(context: Context) -> Result:
    rows = context.session().read(load_rule_rows)
    return Result(
        value=[rule_json(row) for row in rows], text=[rule_line(row) for row in rows] or [tr("Aucune règle.")]
    )


def _list_lessons(context: Context) -> Result:
    rows = context.session().read(load_lesson_rows)
    nothing = tr("Vos décisions n'ont encore rien appris à MicroDesk.")
    return Result(value=[lesson_json(row) for row in rows], text=[lesson_line(row) for row in rows] or [nothing])


def _forget(context: Context) -> Result:
    lesson_id = context.arguments.id
    row = context.session().read(lambda reader: load_lesson_row(reader, lesson_id))
    forget_lesson(context.session(), lesson_id, job=context.job)
    return Result(value=lesson_json(row), text=[tr("Oublié : {lesson}.").format(lesson=lesson_text(row))])


def _add(context: Context) -> Result:
    given, session = context.arguments, context.session()
    texts = {name: getattr(given, name) for name in _TEXTS}
    named = NamedRule(
        action=given.action,
        direction=DIRECTIONS.get(given.direction),
        least_cents=given.min or given.amount,
        most_cents=given.max or given.amount,
        **texts,
    )
    return _shown(context, add_rule(session, named, job=context.job))


def _edit(context: Context) -> Result:
    given, rule = context.arguments, _named(context).rule
    bounds = (None, None) if given.any_amount else (rule.least_cents, rule.most_cents)
    edited = replace(
        rule,
        words=rule.words if given.words is None else given.words,
        category=rule.category if given.category is None else given.category,
        direction=DIRECTIONS.get(given.direction, rule.direction),
        least_cents=given.min or given.amount or bounds[0],
        most_cents=given.max or given.amount or bounds[1],
    )
    return _shown(context, edit_rule(context.session(), edited, job=context.job))


def _pause(context: Context) -> Result:
    return _shown(context, pause_rule(context.session(), _named(context).id, is_paused=True, job=context.job))


def _resume(context: Context) -> Result:
    return _shown(context, pause_rule(context.session(), _named(context).id, is_paused=False, job=context.job))


def _shown(context: Context, done: ChangeResult) -> Result:
    rule_id = done.id
    assert rule_id is not None, "a rule that was saved has an id"
    row = context.session().read(lambda reader: load_rule_row(reader, rule_id))
    return Result(value=rule_json(row), text=[rule_line(row)])


def _remove(context: Context) -> Result:
    row = _named(context)
    remove_rule(context.session(), row.id)
    removed = tr("Règle « {name} » supprimée ; ce qu'elle a créé reste.").format(name=row.rule.name)
    return Result(value=rule_json(row), text=[removed])


def _try(context: Context) -> Result:
    row = _named(context)
    found = context.session().read(lambda reader: load_transactions(reader, load_covered_ids(reader, row.rule)))
    count = ntr("{count} opération correspond.", "{count} opérations correspondent.", len(found))
    return Result(
        value=[transaction_json(each) for each in found],
        text=[count.format(count=counts.count(len(found))), *map(transaction_line, found)],
    )


def _named(context: Context) -> RuleRow:
    return context.session().read(lambda reader: load_rule_row(reader, context.arguments.id))
