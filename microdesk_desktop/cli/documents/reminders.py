"""`documents remind`, `interest`, `legal-rate`, `reminder-days` and `aging`: late documents."""

import argparse
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, iso_day, one_of
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone, Way
from microdesk_desktop.operations.documents.follow_up.letter import letter_pdf
from microdesk_desktop.operations.documents.follow_up.remind import (
    change_reminder_days,
    enter_legal_rate,
    keep_reminder,
)
from microdesk_desktop.operations.privacy.choices import require_mail_allowed
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.documents.aging import aged_balances, aging_json, aging_lines
from microdesk_desktop.views.documents.lists import find_row
from microdesk_desktop.views.documents.reminders.interest import interest_lines
from microdesk_desktop.views.documents.reminders.letter import (
    interest_json,
    load_interest,
    load_reminder,
    load_steps,
    reminder_json,
)
from microdesk_desktop.views.records.rows import load_invoice_rows

_PERCENT = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2})?", re.ASCII)
_SEMESTER = re.compile(r"([0-9]{4})-S([12])", re.ASCII)
_SECOND = "2"


def register(commands: Subparsers) -> None:
    """Declare the commands of late documents below `documents`."""
    parser = add_command(commands, "remind", tr("Écrire la relance d'une ou de plusieurs factures en retard"), _remind)
    parser.add_argument("numbers", nargs="+", metavar=tr("NUMÉRO"), help=tr("factures d'un même client"))
    parser.add_argument(
        "--tone",
        type=one_of(ReminderTone),
        choices=list(ReminderTone),
        help=tr("courtoise, ferme ou mise en demeure ; la suivante par défaut"),
    )
    _add_rate(parser)
    sent_help = tr("noter la relance comme envoyée aujourd'hui, ainsi")
    parser.add_argument("--sent", type=one_of(Way), choices=list(Way), help=sent_help)
    output_help = tr("écrire aussi la lettre dans ce PDF")
    parser.add_argument("-o", "--output", type=Path, metavar=tr("FICHIER"), help=output_help)
    parser = add_command(commands, "interest", tr("Calculer les intérêts de retard d'une facture"), _interest)
    parser.add_argument("number", metavar=tr("NUMÉRO"), help=tr("numéro du document"))
    until_help = tr("dernier jour compté, aujourd'hui par défaut")
    parser.add_argument("--until", type=iso_day, metavar=tr("DATE"), help=until_help)
    _add_rate(parser)
    parser = add_command(
        commands, "legal-rate", tr("Indiquer le taux légal d'un semestre que rien ici ne donne"), _rate
    )
    parser.add_argument("semester", type=_semester, metavar=tr("SEMESTRE"), help=tr("comme 2026-S2"))
    parser.add_argument("percent", type=_percent, metavar=tr("TAUX"), help=tr("en pour cent par an"))
    parser = add_command(commands, "reminder-days", tr("Choisir quand les relances sont proposées"), _days)
    days_help = tr("jours de retard avant chaque relance ; 7, 15 et 30 si rien n'est donné")
    parser.add_argument("days", nargs="*", type=int, metavar=tr("JOURS"), help=days_help)
    add_command(commands, "aging", tr("Montrer ce qui est dû par ancienneté et par client"), _aging)


def _add_rate(parser: argparse.ArgumentParser) -> None:
    rate_help = tr("taux convenu avec le client, en pour cent par an")
    parser.add_argument("--rate", type=_percent, metavar=tr("TAUX"), help=rate_help)


def _remind(context: Context) -> Result:
    session, given = context.session(), context.arguments
    ids, today = [_id_of(session, number) for number in given.numbers], session.clock.today()
    draft = session.read(lambda reader: load_reminder(reader, ids, today, tone=given.tone, percent=given.rate))
    if given.output is not None:
        write_atomic(given.output, letter_pdf(session, draft.page(draft.letter)))
    if given.sent is not None:
        body = f"{draft.letter.subject}\n\n{draft.letter.body}"
        if given.sent is Way.MAIL:
            require_mail_allowed(session, ids)
        keep_reminder(session, ids, Reminder(on=today, tone=draft.facts.tone, way=given.sent, body=body))
    return Result(value=reminder_json(draft), text=[draft.letter.subject, "", *draft.letter.body.splitlines()])


def _interest(context: Context) -> Result:
    session, given = context.session(), context.arguments
    document_id, today = _id_of(session, given.number), session.clock.today()
    until = given.until or today
    row = session.read(lambda reader: find_row(reader, given.number, today))
    assert row is not None, "its id was just read"
    interest = session.read(lambda reader: load_interest(reader, document_id, until, today, given.rate))
    value = {"number": given.number, "until": until.isoformat(), **interest_json(interest)}
    return Result(value=value, text=interest_lines(interest, row.currency))


def _rate(context: Context) -> Result:
    session, given = context.session(), context.arguments
    enter_legal_rate(session, given.semester, given.percent)
    rate = f"{float(given.percent):.2f}"
    return Result(value={"from": given.semester.isoformat(), "rate": rate}, text=[f"{rate} %"])


def _days(context: Context) -> Result:
    session, days = context.session(), context.arguments.days
    if len(days) not in (0, len(ReminderTone)):
        raise KnownError(ErrorCode.INVALID_VALUE, field="days")
    change_reminder_days(session, dict(zip(ReminderTone, days, strict=False)))
    steps = {tone.value: count for tone, count in session.read(load_steps).items()}
    return Result(value=steps, text=[f"{tone} {count}" for tone, count in steps.items()])


def _aging(context: Context) -> Result:
    session = context.session()
    today = session.clock.today()
    balances = aged_balances(session.read(lambda reader: load_invoice_rows(reader, today)))
    return Result(value=aging_json(balances, today), text=aging_lines(balances))


def _id_of(session: Session, number: str) -> int:
    """The id of the document of this number. Raises UNKNOWN_TARGET (`reference`) when there is none."""
    row = session.read(lambda reader: find_row(reader, number, session.clock.today()))
    if row is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return row.id


def _percent(text: str) -> Fraction:
    if not _PERCENT.fullmatch(text):
        raise argparse.ArgumentTypeError(tr("taux attendu, comme 2.62"))
    return Fraction(text.replace(",", "."))


def _semester(text: str) -> date:
    found = _SEMESTER.fullmatch(text)
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(tr("semestre attendu, comme 2026-S2"))
    return date(int(found[1]), 7 if found[2] == _SECOND else 1, 1)
