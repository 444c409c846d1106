"""An IMAP server whose answer to each command is in the test's own hands, behind TLS on this computer."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.servers.scripted_server import Wire

Answer = bytes | Callable[[Wire, bytes], bytes]
CUT = b"cut"
"""An answer that begins with it is sent without it, then the server leaves."""
READY = b"* OK ready\r\n"
HEADERS = b"Subject: Devis\r\nFrom: a@b.example\r\nMessage-ID: <a@x>\r\n\r\n"
LETTER = HEADERS + b"Bonjour\r\n"
LIST = b'* LIST () "/" INBOX\r\n* LIST (\\Trash) "/" Corbeille\r\n'
SELECT = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 2]\r\n"
FETCH = b"".join(
    (
        b'* 1 FETCH (UID 1 FLAGS () INTERNALDATE "02-Nov-2026 12:00:00 +0000" ',
        b"BODY[HEADER.FIELDS (SUBJECT)]<0> {%d}\r\n%s" % (len(HEADERS), HEADERS),
        b" BODY[]<0> {%d}\r\n%s)\r\n" % (len(LETTER), LETTER),
    )
)
USUAL: Mapping[bytes, Answer] = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS IDLE SASL-IR\r\n",
    b"LIST": LIST,
    b"EXAMINE": SELECT,
    b"SELECT": SELECT,
    b"FETCH": FETCH,
}


class ImapScript:
    """A mailbox of one letter that answers each command by its name; `commands` are those that it received.

    An answer without the command's tag is completed with an OK. A function answers from the wire and the tag.
    """

    def __init__(self, certificate: Path, answers: Mapping[bytes, Answer], greeting: bytes = READY) -> None:
        self.certificate = certificate
        self.answers = {**USUAL, b"STATUS": self._status, **answers}
        self._greeting = greeting
        self.commands: list[bytes] = []

    def talk(self, wire: Wire) -> None:
        """Serve one client until it leaves or is cut."""
        wire.encrypt(self.certificate)
        wire.send(self._greeting)
        while line := wire.line():
            self.commands.append(line)
            tag, name, *rest = line.split(b" ")
            if name == b"UID":
                name = rest[0]
            answer = self.answers.get(name, b"")
            if callable(answer):
                answer = answer(wire, tag)
            if answer.startswith(CUT):
                wire.send(answer[len(CUT) :])
                return
            if not answer.startswith(tag + b" "):
                answer += tag + b" OK done\r\n"
            wire.send(answer)

    def _status(self, wire: Wire, tag: bytes) -> bytes:
        return b"* STATUS " + self.commands[-1].split(b" ")[2] + b" (UNSEEN 0)\r\n"


def refusing(text: bytes) -> Callable[[Wire, bytes], bytes]:
    """An answer that refuses the command with this text, such as `NO [OVERQUOTA] full`."""
    return lambda _, tag: tag + b" " + text + b"\r\n"
