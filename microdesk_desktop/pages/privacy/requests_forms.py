"""The forms of a request: registering it, its letter, its answer, more time, a refusal."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.privacy.requests import (
    Answer,
    Delay,
    PersonRequest,
    Refusal,
    RequestKind,
    RequestWay,
)
from microdesk_desktop.gui.forms.form import Form, Invalid
from microdesk_desktop.gui.forms.inputs import choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.privacy.requests.letter import LetterTopic
from microdesk_desktop.views.privacy.requests.words import (
    delay_words,
    kind_details,
    kind_words,
    refusal_words,
    way_words,
)

Clients = Sequence[tuple[int, str]]


class RequestForm(Form):
    """A new request: who asks, what for, when and how it came."""

    def __init__(self, today: date, clients: Clients, client_id: int | None) -> None:
        super().__init__()
        self.kind = choice_field(tr("Ce que la personne demande"), list(kind_words().items()))
        someone = (None, tr("Une autre personne"))
        self.client = choice_field(tr("Qui demande"), [*clients, someone])
        self.person = text_field(
            tr("Son nom"), hint=tr("Un contact, un fournisseur, quelqu'un que vous ne connaissez pas")
        )
        self.on = day_field(tr("Reçue le"), today)
        self.way = choice_field(tr("Arrivée par"), list(way_words().items()))
        self._detail = labels.muted("")
        self.add(self.kind)
        self.add_widget(self._detail)
        self.add(self.client, self.person)
        self.add(self.on, self.way)
        self.kind.edited.connect(self._show_detail)
        self.client.edited.connect(self._show_person)
        self.client.set_value(client_id if client_id is not None or not clients else clients[0][0])
        self.on.set_value(today)
        self._show_detail()
        self._show_person()

    def request(self) -> PersonRequest:
        """The request of the form."""
        client_id = self.client.value()
        return PersonRequest(
            kind=self.kind.value(),
            received_on=self.on.value(),
            way=self.way.value(),
            client_id=client_id,
            person="" if client_id is not None else self.person.value(),
        )

    def check(self) -> bool:
        """Whether every field is valid; a person who is no client has a name."""
        if not super().check():
            return False
        if self.client.value() is None and not self.person.value().strip():
            self.person.show_error(str(Invalid(tr("Indiquez qui demande."))))
            return False
        return True

    def _show_detail(self) -> None:
        self._detail.setText(kind_details()[self.kind.value()])

    def _show_person(self) -> None:
        self.person.setVisible(self.client.value() is None)


class LetterForm(Form):
    """Which letter is written."""

    def __init__(self, request: PersonRequest, *, may_extend: bool) -> None:
        super().__init__()
        topics = [(LetterTopic.GRANTED, tr("La réponse")), (LetterTopic.REFUSAL, tr("Un refus"))]
        if may_extend:
            topics.insert(1, (LetterTopic.EXTENSION, tr("Un délai de deux mois")))
        self.topic = choice_field(tr("Lettre"), topics)
        self.delay = choice_field(tr("Motif du délai"), list(delay_words().items()))
        self.refusal = choice_field(tr("Motif du refus"), list(refusal_words().items()))
        for field in (self.topic, self.delay, self.refusal):
            self.add(field)
        if request.kind is RequestKind.ERASURE and request.client_id is not None:
            self.add_widget(
                labels.muted(tr("Préparez cette lettre avant d'effacer : l'adresse du client s'efface aussi."))
            )
        self._copy = labels.muted(
            tr(
                "Le courriel joint la copie, chiffrée ; son mot de passe s'affiche alors. Avec le PDF, remettez le "
                "dossier de la copie."
            )
        )
        self._gives_copy = request.kind.gives_copy
        self.add_widget(self._copy)
        self.topic.edited.connect(self._show_reasons)
        self._show_reasons()

    def reasons(self) -> tuple[LetterTopic, Delay | None, Refusal | None]:
        """The letter, with the reason that it gives."""
        topic = self.topic.value()
        return (
            topic,
            self.delay.value() if topic is LetterTopic.EXTENSION else None,
            self.refusal.value() if topic is LetterTopic.REFUSAL else None,
        )

    def _show_reasons(self) -> None:
        topic = self.topic.value()
        self.delay.setVisible(topic is LetterTopic.EXTENSION)
        self.refusal.setVisible(topic is LetterTopic.REFUSAL)
        self._copy.setVisible(self._gives_copy and topic is LetterTopic.GRANTED)


class AnswerForm(Form):
    """The day and the way of an answer; of a refusal, its reason too."""

    def __init__(self, today: date, *, is_refusal: bool) -> None:
        super().__init__()
        self.refusal = choice_field(tr("Motif du refus"), list(refusal_words().items())) if is_refusal else None
        self.on = day_field(tr("Réponse envoyée le"), today)
        self.way = choice_field(tr("Par"), list(way_words().items()))
        if self.refusal is not None:
            self.add(self.refusal)
        self.add(self.on, self.way)
        self.on.set_value(today)
        self.way.set_value(RequestWay.MAIL)

    def answer(self) -> Answer:
        """The answer of the form."""
        refusal = self.refusal.value() if self.refusal is not None else None
        return Answer(on=self.on.value(), way=self.way.value(), refusal=refusal)


class DelayForm(Form):
    """Why the answer takes longer, and when the person was informed."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.delay = choice_field(tr("Motif du délai"), list(delay_words().items()))
        self.on = day_field(tr("Personne prévenue le"), today)
        self.add(self.delay)
        self.add(self.on)
        self.on.set_value(today)
        self.add_widget(
            labels.muted(tr("Le RGPD (art. 12.3) accorde deux mois de plus, si vous l'annoncez dans le premier."))
        )
