"""The log of consents, in words and as JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.privacy.consents import Consent, ConsentWay, Subject
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.consents import load_consents

_LANGUAGES: Mapping[str, Callable[[], str]] = {"fr": lambda: tr("français"), "en": lambda: tr("anglais")}
_SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One agreement in words; `withdrawn_at` is None while it holds, `digest` begins the fingerprint of the text."""

    id: int
    who: str
    what: str
    text: str
    digest: str
    whole_digest: str
    given_at: datetime
    way: str
    withdrawn_at: datetime | None
    withdrawn_way: str


def load_consent_rows(reader: Reader) -> Sequence[ConsentRow]:
    """The log in words, latest first."""
    return [_row(each) for each in reversed(load_consents(reader))]


def load_consents_json(reader: Reader) -> Sequence[Mapping[str, object]]:
    """The log as JSON, oldest first; moments are UTC."""
    return [_json(each) for each in load_consents(reader)]


def consent_lines(rows: Sequence[ConsentRow]) -> Sequence[str]:
    """The log for a terminal, one line for each agreement."""
    if not rows:
        return [tr("Aucun accord.")]
    return [_line(each) for each in rows]


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


def _row(consent: Consent) -> ConsentRow:
    return ConsentRow(
        id=consent.id,
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
    given = tr("{what} ({text}) : acceptée le {moment}. {way}.")
    line = given.format(what=row.what, text=row.text, moment=dates.moment(row.given_at), way=row.way)
    if row.withdrawn_at is None:
        return line
    taken_back = tr("Retirée le {moment}. {way}.")
    return f"{line} {taken_back.format(moment=dates.moment(row.withdrawn_at), way=row.withdrawn_way)}"


def _json(consent: Consent) -> Mapping[str, object]:
    return {
        "id": consent.id,
        "who": "user",
        "subject": consent.subject.value,
        "version": consent.text.version,
        "digest": consent.text.digest,
        "language": consent.text.language,
        "given_at": consent.given_at.isoformat(),
        "way": consent.way.value,
        "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
        "withdrawn_way": consent.withdrawn_way.value if consent.withdrawn_way else None,
    }
