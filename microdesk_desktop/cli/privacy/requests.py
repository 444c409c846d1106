"""`privacy requests …`: what people ask about their own data, and the letters that answer them."""

from datetime import date
from pathlib import Path
from typing import Any

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.privacy.clients import client_id
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, add_commands, iso_day, listed_number, one_of
from microdesk_desktop.domain.privacy.requests import (
    Answer,
    Delay,
    PersonRequest,
    Refusal,
    RequestKind,
    RequestWay,
)
from microdesk_desktop.operations.privacy.answer_letter import kept_after_erasure, save_letter
from microdesk_desktop.operations.privacy.person_data import has_copy
from microdesk_desktop.operations.privacy.requests import (
    add_request,
    answer_request,
    extend_request,
    remove_request,
    require_request,
)
from microdesk_desktop.views.privacy.requests.letter import LetterTopic, RequestLetter, load_letter
from microdesk_desktop.views.privacy.requests.rows import load_request_row, load_request_rows, request_json
from microdesk_desktop.views.privacy.requests.words import name_text, row_line, story_lines, title_text


def register(commands: Subparsers) -> None:
    """Declare `privacy requests` and its subcommands."""
    text = tr("Les demandes de personnes sur leurs données, et leurs réponses")
    actions = add_commands(add_command(commands, "requests", text))
    parser = add_command(actions, "list", tr("Lister les demandes"), _list)
    parser.add_argument("--open", action="store_true", help=tr("seulement celles qui attendent une réponse"))
    _add_number(add_command(actions, "show", tr("Montrer une demande"), _show))
    _add_adding(add_command(actions, "add", tr("Inscrire une demande"), _add))
    parser = add_command(actions, "answer", tr("Noter qu'une demande a sa réponse"), _answer)
    _add_number(parser)
    _add_day_and_way(parser)
    parser = add_command(actions, "extend", tr("Noter que la réponse prendra deux mois de plus"), _extend)
    _add_number(parser)
    _add_delay(parser, required=True)
    parser.add_argument("--on", type=iso_day, metavar=tr("DATE"), help=tr("jour où la personne en est informée"))
    parser = add_command(actions, "refuse", tr("Noter qu'une demande est refusée"), _refuse)
    _add_number(parser)
    _add_refusal(parser, required=True)
    _add_day_and_way(parser)
    parser = add_command(actions, "letter", tr("Écrire la lettre de réponse en PDF"), _letter)
    _add_number(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=tr("FICHIER"), help=tr("PDF à écrire"))
    parser.add_argument("--extend", type=one_of(Delay), choices=list(Delay), help=tr("annoncer un délai, et pourquoi"))
    parser.add_argument("--refuse", type=one_of(Refusal), choices=list(Refusal), help=tr("refuser, et pourquoi"))
    _add_number(add_command(actions, "remove", tr("Retirer une demande inscrite par erreur"), _remove))


def _add_number(parser: Parser) -> None:
    parser.add_argument("request", type=listed_number, metavar=tr("DEMANDE"), help=tr("numéro de la demande"))


def _add_adding(parser: Parser) -> None:
    parser.add_argument("--kind", type=one_of(RequestKind), choices=list(RequestKind), required=True, help=tr("droit"))
    asking = parser.add_mutually_exclusive_group(required=True)
    asking.add_argument("--client", metavar=tr("ID"), help=tr("client qui demande"))
    asking.add_argument("--person", metavar=tr("NOM"), help=tr("qui demande, sans être un client"))
    parser.add_argument("--received", type=iso_day, metavar=tr("DATE"), help=tr("jour de réception, sinon aujourd'hui"))
    help_way = tr("comment elle est arrivée")
    parser.add_argument(
        "--way", type=one_of(RequestWay), choices=list(RequestWay), default=RequestWay.MAIL, help=help_way
    )


def _add_day_and_way(parser: Parser) -> None:
    parser.add_argument("--on", type=iso_day, metavar=tr("DATE"), help=tr("jour de la réponse, sinon aujourd'hui"))
    help_way = tr("comment la réponse est partie")
    parser.add_argument(
        "--way", type=one_of(RequestWay), choices=list(RequestWay), default=RequestWay.MAIL, help=help_way
    )


def _add_delay(parser: Parser, *, required: bool) -> None:
    parser.add_argument(
        "--reason", type=one_of(Delay), choices=list(Delay), required=required, help=tr("pourquoi le délai")
    )


def _add_refusal(parser: Parser, *, required: bool) -> None:
    parser.add_argument(
        "--reason", type=one_of(Refusal), choices=list(Refusal), required=required, help=tr("pourquoi le refus")
    )


def _list(context: Context) -> Result:
    session, is_open = context.session(), context.arguments.open
    today = session.clock.today()
    rows = session.read(lambda reader: load_request_rows(reader, today))
    rows = [row for row in rows if row.request.answer is None or not is_open]
    text = [row_line(row) for row in rows] or [tr("Aucune demande.")]
    return Result(value=[request_json(row) for row in rows], text=text)


def _show(context: Context) -> Result:
    return _shown(context, context.arguments.request)


def _add(context: Context) -> Result:
    given, session = context.arguments, context.session()
    request = PersonRequest(
        kind=given.kind,
        received_on=given.received or session.clock.today(),
        way=given.way,
        client_id=None if given.client is None else client_id(context, given.client),
        person=given.person or "",
    )
    return _shown(context, add_request(session, request).id or 0)


def _answer(context: Context) -> Result:
    given, session = context.arguments, context.session()
    answer_request(session, given.request, Answer(on=_day(context), way=given.way))
    return _shown(context, given.request)


def _extend(context: Context) -> Result:
    given, session = context.arguments, context.session()
    extend_request(session, given.request, given.reason, given.on)
    return _shown(context, given.request)


def _refuse(context: Context) -> Result:
    given, session = context.arguments, context.session()
    answer_request(session, given.request, Answer(on=_day(context), way=given.way, refusal=given.reason))
    return _shown(context, given.request)


def _letter(context: Context) -> Result:
    given, session = context.arguments, context.session()
    today = session.clock.today()
    topic = LetterTopic.REFUSAL if given.refuse else LetterTopic.EXTENSION if given.extend else LetterTopic.GRANTED
    kept = session.read(lambda reader: kept_after_erasure(reader, given.request)) if not given.refuse else ()

    def load(reader: Any) -> RequestLetter:
        number, can_copy = given.request, has_copy(reader, require_request(reader, given.request))
        reasons = {"delay": given.extend, "refusal": given.refuse}
        return load_letter(reader, number, topic, today, kept=kept, has_copy=can_copy, **reasons)

    found = session.read(load)
    save_letter(session, found.page, given.output)
    value = {"request": given.request, "file": str(given.output), "subject": found.letter.subject}
    return Result(value={**value, "text": found.letter.body}, text=[found.letter.subject, "", found.letter.body])


def _remove(context: Context) -> Result:
    number = context.arguments.request
    remove_request(context.session(), number)
    return Result(value={"removed": number}, text=[tr("Demande retirée.")])


def _day(context: Context) -> date:
    day: date | None = context.arguments.on
    return day or context.session().clock.today()


def _shown(context: Context, number: int) -> Result:
    session = context.session()
    today = session.clock.today()
    row = session.read(lambda reader: load_request_row(reader, number, today))
    return Result(value=request_json(row), text=[title_text(row), name_text(row), *story_lines(row.request)])
