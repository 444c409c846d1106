"""The mailbox of the sample company, from `resources/example/mail`; its letters are dated around today."""

import mimetypes
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from microdesk_desktop.base.paths import resource
from microdesk_desktop.sandbox.company import invoice_number
from microdesk_desktop.sandbox.gmail.state import Label, Mail, State

ADDRESS = "jeanne.martin@gmail.example"
_ME = "me"
_SENT, _DRAFT = "SENT", "DRAFT"
_LATEST = timedelta(minutes=10)
"""How long before now the newest letters came, where their time of day is still to come."""
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"  # the letters are French
).split()


class _Computed:
    """The values of a placeholder with an index, as `{day[5]}`."""

    def __init__(self, compute: Callable[[int], str]) -> None:
        self._compute = compute

    def __getitem__(self, index: str | int) -> str:
        return self._compute(int(index))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """One letter as the file has it; `count` numbers the repetitions of a letter, the newest highest."""

    facts: Mapping[str, Any]
    at: datetime
    count: int = 1

    @property
    def id(self) -> str:
        return str(self.facts["id"])


class SampleMailbox:
    """Files the letters of the sample company, and makes those that come later.

    `names` are the numbers of documents that the letters name beside those of the sample records, `files` the content
    of attachments that the program makes.
    """

    def __init__(self, today: date, names: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        self._folder = resource("example", "mail")
        self._read = tomllib.loads((self._folder / "letters.toml").read_text(encoding="utf-8"))
        self._today, self._files = today, files
        self._values: Mapping[str, Any] = {
            "day": _Computed(lambda ago: _french_day(today - timedelta(days=ago))),
            "stamp": _Computed(lambda ago: f"{today - timedelta(days=ago):%Y%m%d}"),
            "number": _Computed(lambda place: invoice_number(place, today)),
            **names,
        }
        self._filed: dict[str, tuple[_Letter, Mail]] = {}

    def fill(self, state: State, now: datetime) -> None:
        """File the labels and every letter that has come by now, oldest first."""
        for id_, label in self._read["labels"].items():
            color = {"backgroundColor": label["background"], "textColor": label["text"]}
            state.labels[id_] = Label(id=id_, name=label["name"], is_system=False, color=color)
        for letter in sorted(self._letters(now), key=lambda each: each.at):
            self._file(state, letter, letter.at)

    @property
    def later(self) -> Sequence[tuple[str, float]]:
        """The letters that come while one looks: the id of each, and its seconds after the start."""
        return [(facts["id"], facts["after_s"]) for facts in self._read["later"]]

    @property
    def answer_s(self) -> float:
        """The seconds after which who was written to answers."""
        return float(self._read["answer"]["after_s"])

    def come(self, state: State, id_: str, now: datetime) -> None:
        """File a letter of `later`."""
        facts = next(each for each in self._read["later"] if each["id"] == id_)
        with state.lock:
            self._file(state, _Letter(facts=facts, at=now))

    def answer(self, state: State, sent: Mail, now: datetime) -> None:
        """File the answer of whom a message was sent to, where it is one of the people of the sample."""
        receivers = sent.message["To"].addresses if sent.message["To"] else ()
        known = {self._person(key).addr_spec: key for key in self._read["people"] if key != _ME}
        for receiver in receivers:
            if receiver.addr_spec in known:
                message = self._answer(sent, known[receiver.addr_spec], now)
                with state.lock:
                    state.add(message.as_bytes(), self._read["answer"]["labels"])

    def _answer(self, sent: Mail, key: str, now: datetime) -> EmailMessage:
        message, person = EmailMessage(), self._person(key)
        message["From"], message["To"] = person, self._person(_ME)
        message["Subject"] = f"Re: {str(sent.message['Subject']).removeprefix('Re: ')}"
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<answer.{sent.id}@{person.domain}>"
        message["In-Reply-To"] = sent.message["Message-ID"]
        message["References"] = f"{sent.message.get('References', '')} {sent.message['Message-ID']}".strip()
        text = self._read["answer"]["text"].lstrip().format(name=person.display_name)
        at = now.astimezone()
        message.set_content(text + _quoted(sent.message, f"{_french_day(at)} {at.year} à {at:%H:%M}", "Jeanne Martin"))
        return message

    def _letters(self, now: datetime) -> Iterator[_Letter]:
        for facts in self._read["letters"]:
            times = facts.get("times", 1)
            for turn in range(times):
                on = self._today - timedelta(days=facts["days_ago"] + turn * facts.get("every_days", 0))
                at = datetime.combine(on, time.fromisoformat(facts["time"])).astimezone()
                yield _Letter(facts=facts, at=min(at, now - _LATEST), count=times - turn)

    def _file(self, state: State, letter: _Letter, at: datetime | None = None) -> None:
        """File a letter as one that came `at` a moment, or comes now."""
        labels = set(letter.facts["labels"]) | ({_SENT} if letter.facts["from"] == _ME else set())
        if _DRAFT in labels:
            labels.discard(_SENT)
        if letter.count < letter.facts.get("times", 1):
            labels.discard("UNREAD")
        mail = state.add(self._message(letter).as_bytes(), labels, at=at)
        if _DRAFT in labels:
            state.drafts[f"r{state.new_id()}"] = mail.id
        self._filed[letter.id] = letter, mail

    def _message(self, letter: _Letter) -> EmailMessage:
        facts, message = letter.facts, EmailMessage()
        for header, name in (("From", "from"), ("To", "to"), ("Cc", "cc")):
            person = facts.get(name, _ME if name == "to" else None)
            if person:
                message[header] = self._person(person)
        message["Subject"] = self._filled(facts["subject"], letter)
        message["Date"] = format_datetime(letter.at)
        message["Message-ID"] = f"<{letter.id}.{letter.count}@{self._person(facts['from']).domain}>"
        if "answers" in facts:
            _, answered = self._filed[facts["answers"]]
            message["In-Reply-To"] = answered.message["Message-ID"]
            before = answered.message.get("References", "")
            message["References"] = f"{before} {answered.message['Message-ID']}".strip()
        self._add_content(message, letter)
        return message

    def _add_content(self, message: EmailMessage, letter: _Letter) -> None:
        facts = letter.facts
        if "text" in facts:
            message.set_content(self._filled(facts["text"].lstrip(), letter) + self._quote(facts.get("answers")))
        if "html" in facts:
            html = self._filled(self._content(facts["html"]).decode(), letter)
            add = message.add_alternative if "text" in facts else message.set_content
            add(html, subtype="html")
        for name in facts.get("inline", ()):
            message.add_related(self._content(name), *_kind(name), cid=f"<{name}>", filename=name)
        if "calendar" in facts:
            invitation = self._filled(facts["calendar"].lstrip(), letter).replace("\n", "\r\n")
            message.add_alternative(invitation, subtype="calendar", params={"method": "REQUEST"})
        for name in facts.get("files", ()):
            message.add_attachment(self._content(name), *_kind(name), filename=self._file_name(name))

    def _filled(self, text: str, letter: _Letter) -> str:
        month = _french_month(letter.at)
        values = {
            "month": month,
            "of_month": f"d'{month}" if month[0] in "ao" else f"de {month}",
            "sent_day": _french_day(letter.at),
            "count": letter.count,
        }
        return text.format(**self._values, **values)

    def _quote(self, answered: str | None) -> str:
        """The quotation below an answer."""
        if answered is None:
            return ""
        letter, mail = self._filed[answered]
        name = self._person(letter.facts["from"]).display_name
        return _quoted(mail.message, f"{_french_day(letter.at)} {letter.at.year} à {letter.at:%H:%M}", name)

    def _person(self, key: str) -> Address:
        name, address = self._read["people"][key].rstrip(">").split(" <")
        return Address(display_name=name, addr_spec=address)

    def _content(self, name: str) -> bytes:
        return self._files[name] if name in self._files else (self._folder / name).read_bytes()

    def _file_name(self, name: str) -> str:
        """The name under which a file is sent: that of an invoice has its number."""
        stem, _, end = name.partition(".")
        return f"{self._values[stem]}.{end}" if name in self._files else name


def _french_day(on: date) -> str:
    return f"{'1er' if on.day == 1 else on.day} {_MONTHS[on.month - 1]}"


def _french_month(on: date) -> str:
    return f"{_MONTHS[on.month - 1]} {on.year}"


def _quoted(message: EmailMessage, at: str, name: str) -> str:
    body = message.get_body(("plain",))
    lines = str(body.get_content()).rstrip().splitlines() if body is not None else []
    return "\n".join(("", f"Le {at}, {name} a écrit :", *(f"> {line}".rstrip() for line in lines), ""))


def _kind(name: str) -> tuple[str, str]:
    kind = mimetypes.guess_type(name, strict=True)[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    return main, sub
