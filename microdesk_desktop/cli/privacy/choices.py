"""`privacy choices`: what a client wants to receive by mail, with its proof, and the next choice."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, iso_day, one_of
from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.operations.mileage.named import client_named
from microdesk_desktop.operations.privacy.choices import note_choice
from microdesk_desktop.views.privacy.choices import choice_lines, choices_json, holding_text, load_client_choices


def register(commands: Subparsers) -> None:
    """Declare `privacy choices`."""
    parser = add_command(commands, "choices", tr("Ce qu'un client veut recevoir par courriel, et sa preuve"), _run)
    parser.add_argument("client", metavar=tr("CLIENT"), help=tr("client, par son nom ou son identifiant"))
    chosen = [each for each in MailPreference if each is not MailPreference.UNSAID]
    parser.add_argument("--set", type=one_of(MailPreference), choices=chosen, help=tr("noter ce choix"))
    parser.add_argument("--by", default="", metavar=tr("NOM"), help=tr("qui l'a dit"))
    parser.add_argument("--on", type=iso_day, metavar=tr("DATE"), help=tr("quand, aujourd'hui sinon"))
    ways = [each for each in ChoiceWay if each is not ChoiceWay.UNKNOWN]
    parser.add_argument("--way", type=one_of(ChoiceWay), choices=ways, default=ChoiceWay.SPOKEN, help=tr("comment"))
    parser.add_argument("--words", default="", metavar=tr("TEXTE"), help=tr("ce qui a été demandé ou écrit"))


def _run(context: Context) -> Result:
    session, given = context.session(), context.arguments
    client_id = session.read(lambda reader: client_named(reader, given.client))
    if given.set is not None:
        choice = Choice(
            preference=given.set,
            person=given.by,
            way=given.way,
            words=given.words,
            chosen_on=given.on or session.clock.today(),
        )
        note_choice(session, client_id, choice)
    found = session.read(lambda reader: load_client_choices(reader, client_id))
    return Result(value=choices_json(found), text=[holding_text(found.client), *choice_lines(found.rows)])
