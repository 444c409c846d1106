"""What stands above a message: its state in a line, why it has not left, or that its draft is not at the server."""

from collections.abc import Callable
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.format.dates import clock_time
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.widgets.strip import Answer, Strip
from microdesk_desktop.pages.composer.message import MessageState, OpenMessage
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.errors import error_text

Act = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the buttons of a strip do."""

    load: Act
    send: Act
    look_up: Act
    save: Act
    save_anew: Act
    give_up: Act
    pursue: Callable[[Goal], object]


def subtitle_of(message: OpenMessage) -> str:
    """What the message is sent for, and where it stands."""
    origin = message.start.origin
    return " · ".join(filter(None, (origin.name if origin is not None else "", _state_text(message))))


def strip_of(message: OpenMessage, answers: Answers) -> Strip | None:
    """The strip that a message needs; None where all is well."""
    if message.state is MessageState.UNKNOWN:
        return _unknown(message, answers)
    if message.error is not None:
        return _refused(message, answers)
    if message.is_in_conflict:
        return _conflict(answers)
    if message.save_error is not None and message.is_touched:
        return _unsaved(message, answers)
    if message.is_cut:
        return Strip(tr("Ce message est très long : seul le début de son texte est repris ici."), Tone.ATTENTION)
    if message.loses_form:
        text = tr("Ce brouillon a une mise en forme : seul son texte est repris ici.")
        return Strip(text, Tone.ATTENTION)
    return None


def _unknown(message: OpenMessage, answers: Answers) -> Strip:
    reason = error_text(message.error) if message.error is not None else ""
    return Strip(reason, Tone.ATTENTION, [(tr("Vérifier"), answers.look_up)])


def _refused(message: OpenMessage, answers: Answers) -> Strip:
    error = message.error
    assert error is not None, "asked for"
    if message.state is MessageState.LOADING:
        return Strip(error_text(error), Tone.DANGER, [(tr("Réessayer"), answers.load)])
    if error.code is ErrorCode.MAIL_SEND_UNKNOWN:
        text = tr(
            "Ce message n'est pas parmi vos messages envoyés. Certaines messageries n'y rangent rien : si votre"
            " destinataire ne l'a pas reçu, envoyez-le de nouveau."
        )
        return Strip(text, Tone.ATTENTION, [(tr("Vérifier encore"), answers.look_up)])
    goal = action_for(error.code).goal
    made: list[Answer] = [(tr("Réessayer"), answers.send)]
    if goal not in (Goal.NONE, Goal.RETRY):
        made.append((goal_label(goal), lambda: answers.pursue(goal)))
    text = tr("Votre message n'est pas parti, et reste ici. {reason}").format(reason=error_text(error))
    return Strip(text, Tone.DANGER, made)


def _conflict(answers: Answers) -> Strip:
    text = tr("Ce brouillon a été modifié, envoyé ou supprimé depuis un autre appareil.")
    detail = tr("Ce que vous avez écrit ici est toujours là, et n'est plus enregistré.")
    made: list[Answer] = [
        (tr("Garder ma version"), answers.save_anew),
        (tr("Abandonner ma version"), answers.give_up),
    ]
    return Strip(text, Tone.ATTENTION, made, detail=detail)


def _unsaved(message: OpenMessage, answers: Answers) -> Strip:
    assert message.save_error is not None, "asked for"
    text = tr("Ce que vous écrivez n'est pas encore parmi vos brouillons : fermer MicroDesk le perdrait.")
    return Strip(text, Tone.ATTENTION, [(tr("Réessayer"), answers.save)], detail=error_text(message.save_error))


def _state_text(message: OpenMessage) -> str:
    if message.state is MessageState.LOADING:
        return "" if message.error is not None else tr("Préparation du message…")
    if message.state is MessageState.SENDING:
        return tr("Envoi en cours…")
    if message.state is MessageState.WAITING:
        return tr("Part dans quelques secondes…")
    if message.is_saving:
        return tr("Enregistrement du brouillon…")
    if message.is_touched:
        return tr("Brouillon pas encore enregistré")
    if message.saved_at is not None:
        return tr("Brouillon enregistré à {time}").format(time=clock_time(message.saved_at))
    return ""
