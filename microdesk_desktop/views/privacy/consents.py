"""The log of consents, in words and as JSON: what the user agreed to, and clients who agreed to commercial messages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.communications import Choice
from microdesk_desktop.domain.privacy.consents import Consent, ConsentWay, Subject
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.communications import load_every_choice
from microdesk_desktop.store.privacy.consents import load_consents
from microdesk_desktop.views.privacy.choices import how_words

_LANGUAGES: Mapping[str, Callable[[], str]] = {"fr": lambda: tr("français"), "en": lambda: tr("anglais")}
_SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One agreement in words; `withdrawn_at` is None while it holds, `digest` begins the fingerprint of the text.

    `given_at` is None for what a client agreed to before proofs were kept.
    """

    id: str
    who: str
    what: str
    text: str
    digest: str
    whole_digest: str
    given_at: datetime | None
    way: str
    withdrawn_at: datetime | None
    withdrawn_way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agreement:
    """The agreement of a client to every kind of message, and the choice that ended it."""

    id: str
    client_id: int
    client: str
    choice: Choice
    end: Choice | None


def load_consent_rows(reader: Reader) -> Sequence[ConsentRow]:
    """The log in words, the user's own first, each the latest first."""
    own = [_row(each) for each in reversed(load_consents(reader))]
    return [*own, *(_client_row(each) for each in reversed(_agreements(reader)))]


def load_consents_json(reader: Reader) -> Sequence[Mapping[str, object]]:
    """The log as JSON, the user's own first, each oldest first; moments are UTC."""
    own = [_json(each) for each in load_consents(reader)]
    return [*own, *(_client_json(each) for each in _agreements(reader))]


def consent_lines(rows: Sequence[ConsentRow]) -> Sequence[str]:
    """The log for a terminal, one line for each agreement."""
    if not rows:
        return [tr("Aucun accord.")]
    return [_line(each) for each in rows]


def moment_words(at: datetime | None) -> str:
    """A moment of the log; a dash where it is not known."""
    return dates.moment(at) if at else "—"


def way_words(way: ConsentWay) -> str:
    """How an agreement was given or taken back."""
    return _WAYS[way]()


_WAYS: Mapping[ConsentWay, Callable[[], str]] = {
    ConsentWay.CREATION: lambda: tr("À la création du coffre"),
    ConsentWay.WINDOW: lambda: tr("Dans la fenêtre"),
    ConsentWay.COMMAND: lambda: tr("En ligne de commande"),
}
_SUBJECTS: Mapping[Subject, Callable[[], str]] = {
    Subject.STATEMENT: lambda: tr("Déclaration de confidentialité"),
}


def _agreements(reader: Reader) -> Sequence[_Agreement]:
    choices = load_every_choice(reader)
    followed = [*pairwise(choices), *((each, None) for each in choices[-1:])]
    return [
        _Agreement(
            id=f"client-{client_id}-{number}",
            client_id=client_id,
            client=name,
            choice=choice,
            end=after[2] if after is not None and after[0] == client_id else None,
        )
        for number, ((client_id, name, choice), after) in enumerate(followed, 1)
        if choice.preference is MailPreference.EVERYTHING
    ]


def _row(consent: Consent) -> ConsentRow:
    return ConsentRow(
        id=f"user-{consent.id}",
        who=tr("Vous"),
        what=_SUBJECTS[consent.subject](),
        text=_text_words(consent),
        digest=consent.text.digest[:_SHOWN_DIGITS],
        whole_digest=consent.text.digest,
        given_at=consent.given_at,
        way=way_words(consent.way),
        withdrawn_at=consent.withdrawn_at,
        withdrawn_way=way_words(consent.withdrawn_way) if consent.withdrawn_way else "",
    )


def _client_row(agreement: _Agreement) -> ConsentRow:
    choice, end = agreement.choice, agreement.end
    return ConsentRow(
        id=agreement.id,
        who=visible(agreement.client),
        what=tr("Vos offres et nouvelles par courriel"),
        text=visible(choice.words),
        digest=choice.digest[:_SHOWN_DIGITS],
        whole_digest=choice.digest,
        given_at=_moment(choice),
        way=how_words(choice),
        withdrawn_at=_moment(end) if end else None,
        withdrawn_way=how_words(end) if end else "",
    )


def _moment(choice: Choice) -> datetime | None:
    """The day of a choice, in UTC; when it was noted where that is the same day."""
    if choice.chosen_on is None:
        return choice.noted_at
    if choice.noted_at is not None and choice.noted_at.date() == choice.chosen_on:
        return choice.noted_at
    return datetime.combine(choice.chosen_on, time(), tzinfo=UTC)


def _text_words(consent: Consent) -> str:
    """« 28 novembre 2026, français »."""
    words = _LANGUAGES.get(consent.text.language)
    return ", ".join(filter(None, (_version_words(consent.text.version), words() if words else "")))


def _version_words(version: str) -> str:
    try:
        return dates.long_day(date.fromisoformat(version))
    except ValueError:
        return version


def _line(row: ConsentRow) -> str:
    given = tr("{who} : {what} ({text}), accord du {moment}. {way}.")
    line = given.format(who=row.who, what=row.what, text=row.text, moment=moment_words(row.given_at), way=row.way)
    if row.withdrawn_at is None:
        return line
    taken_back = tr("Retiré le {moment}. {way}.")
    return f"{line} {taken_back.format(moment=dates.moment(row.withdrawn_at), way=row.withdrawn_way)}"


def _json(consent: Consent) -> Mapping[str, object]:
    return {
        "id": f"user-{consent.id}",
        "who": "user",
        "subject": consent.subject.value,
        "version": consent.text.version,
        "digest": consent.text.digest,
        "language": consent.text.language,
        "given_at": consent.given_at.isoformat(),
        "way": consent.way.value,
        "withdrawn_at": _iso(consent.withdrawn_at),
        "withdrawn_way": consent.withdrawn_way.value if consent.withdrawn_way else None,
    }


def _client_json(agreement: _Agreement) -> Mapping[str, object]:
    choice, end = agreement.choice, agreement.end
    return {
        "id": agreement.id,
        "who": f"client:{agreement.client_id}",
        "subject": "communications",
        "version": "",
        "digest": choice.digest,
        "language": "",
        "given_at": _iso(_moment(choice)),
        "way": choice.way.value,
        "withdrawn_at": _iso(_moment(end)) if end else None,
        "withdrawn_way": end.way.value if end else None,
        "name": agreement.client,
        "words": choice.words,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
