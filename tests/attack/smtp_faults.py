"""Send messages to servers that answer anything, or leave, at any step: `python -m tests.attack.smtp_faults [COUNT]`.

It gives way where a message that the server took is reported as not sent, one that it did not take as sent, where it
left twice, or where an error has no sentence.
"""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import NetTimeouts
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.mail.outgoing.envelope import envelope_of
from microdesk_desktop.mail.outgoing.smtp import SmtpAccess, submit
from microdesk_desktop.views.messages.errors import error_text
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal
from tests.support.servers.certificates import make_certificates
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import FEATURES, PASSWORD, USER, SmtpScript

STEPS = ("GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "TEXT", "END", "QUIT")
ANSWERS: tuple[bytes | None, ...] = (
    *(None, b"", b"\0", b"-1", b"999 x", b"250", b"250-", b"250 ok\r\n250 ok", b"354 go", b"235 ok", b"220 hello"),
    *(b"421 closing", b"450 later", b"451 4.3.0 x", b"452 full", b"500 what", b"535 5.7.8 no", b"550 no", b"552 large"),
    *(b"550 5.4.5 daily", b"\xff" * 9000, b"250-x\r\n" * 300 + b"250 x", b"* OK IMAP4rev1", b"HTTP/1.1 200 OK"),
    *(FEATURES, FEATURES.replace(b"100000", b"9" * 5000), FEATURES.replace(b"AUTH", b"AUTH="), b"250 AUTH"),
)
MESSAGE = (
    f"From: {USER}\r\nTo: a@x.example, b@x.example\r\nBcc: c@x.example\r\nMessage-ID: <1@x.example>\r\n\r\nBonjour\r\n"
).encode()


def faults_of(script: SmtpScript, end: bytes | None) -> Iterator[str]:
    """What is wrong with the outcome of one sending."""
    failure = _failure(script)
    if len(script.texts) > 1:
        yield "left twice"
    taken = bool(script.texts) and _accepts(end)
    if failure is None and not taken:
        yield "reported as sent"
    if failure is not None and taken and failure.code is not ErrorCode.MAIL_SEND_UNKNOWN:
        yield f"taken, reported as {failure.code}"
    if failure is not None and not error_text(failure):
        yield f"no sentence for {failure.code}"


def _accepts(reply: bytes | None) -> bool:
    """Whether the last line of a reply, the first without a hyphen after its code, is positive."""
    lines = (reply or b"").split(b"\r\n")
    last = next((line for line in lines if line[3:4] != b"-"), b"")
    return last[:1] == b"2" and last[:3].isdigit()


def _failure(script: SmtpScript) -> KnownError | None:
    with playing(script.talk) as server:
        access = SmtpAccess(
            server=Server(host="localhost", port=server.port, security=Security.TLS),
            user=USER,
            password=PASSWORD,
            journal=MemoryJournal(),
            clock=FakeClock(),
            timeouts=NetTimeouts(open_s=5, read_s=0.5),
            accept_s=0.5,
        )
        try:
            submit(envelope_of(MESSAGE), access, Job())
        except KnownError as error:
            return error
        return None


def attack(count: int) -> int:
    """Play `count` servers, each with one or two odd answers; returns how many gave way."""
    given_way = 0
    with tempfile.TemporaryDirectory() as folder:
        certificates = make_certificates(Path(folder))
        os.environ["SSL_CERT_FILE"] = str(certificates.authority)
        for seed in range(count):
            chance = random.Random(seed)
            odd = {step: chance.choice(ANSWERS) for step in chance.sample(STEPS, chance.randint(1, 2))}
            script = SmtpScript(certificates.good, **odd)
            for fault in faults_of(script, odd.get("END", b"250 kept")):
                given_way += 1
                print(f"seed {seed}, {odd}: {fault}")
    print(f"attacks tried {count}, given way {given_way}")
    return given_way


if __name__ == "__main__":
    sys.exit(bool(attack(int(sys.argv[1]) if len(sys.argv) > 1 else 300)))
