"""A mailbox of 50,000 letters on a real server: pages and letters beside bare IMAPClient with the same commands."""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator, Set
from contextlib import closing
from functools import partial
from pathlib import Path
from time import process_time

from imapclient import IMAPClient

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import mail_tls_context
from microdesk_desktop.mail.imap.headers import SUMMARY
from microdesk_desktop.mail.imap.keys import letter_key
from microdesk_desktop.mail.imap.listing import CHUNK
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.resident_memory import resident_megabytes
from tests.benchmarks.measures.timing import compared, in_turns
from tests.support.mail.mailbox import mailbox
from tests.support.servers.certificates import make_certificates
from tests.support.servers.dovecot import PASSWORD, Dovecot, fill, serving

LETTERS = 50_000
REPEATS = 15
USER = "bench"
PAGES, OPENED = 40, 2
"""Pages that are read, and the letters that are opened of each: more than anyone looks at in a sitting."""
MEMORY_BOUND = 1.02
"""What is given back leaves holes, which Python keeps for what comes next."""
WHOLE = "BODY.PEEK[]<0.262144>"


def measure() -> list[Figure]:
    """The first page, the next one, opening a letter, and what stays in memory.

    Seconds are those that this process and the server compute, which is what the user waits on an idle computer.
    """
    with tempfile.TemporaryDirectory() as made:
        certificates = make_certificates(Path(made))
        os.environ["SSL_CERT_FILE"] = str(certificates.authority)
        mail_tls_context.cache_clear()
        with serving(certificates) as server:
            fill(server, USER, _letters())
            return _figures(server)


def _figures(server: Dovecot) -> list[Figure]:
    job = Job()
    others = _below(server.process.pid)
    client = IMAPClient("localhost", server.tls_port, ssl_context=mail_tls_context())
    client.plain_login(USER, PASSWORD)
    bare = partial(_spent, _below(server.process.pid) - others)
    others = _below(server.process.pid)
    with closing(mailbox(server, USER)) as mine:
        mine.folders(job)
        spent = partial(_spent, _below(server.process.pid) - others)
        first = mine.page("INBOX", "", None, job)
        key = first.rows[0].key
        uid = letter_key(key).uid
        page = in_turns(
            lambda: bare(lambda: _bare_page(client, 0)),
            lambda: spent(lambda: mine.page("INBOX", "", None, job)),
            REPEATS,
        )
        following = in_turns(
            lambda: bare(lambda: _bare_page(client, CHUNK)),
            lambda: _next_page(mine, spent, job),
            REPEATS,
        )
        opened = in_turns(
            lambda: bare(lambda: client.fetch([uid], [WHOLE])),
            lambda: spent(lambda: mine.body(key, job)),
            REPEATS,
        )
    client.logout()
    return [
        compared("mailbox of 50,000, first page", "the same commands by bare IMAPClient", 1.5, page),
        compared("mailbox of 50,000, next page", "the same commands by bare IMAPClient", 1.5, following),
        compared("mailbox of 50,000, a letter", "the same command by bare IMAPClient", 2.0, opened),
        _memory(server),
    ]


def _memory(server: Dovecot) -> Figure:
    """What the process holds once a mailbox was read through and closed, beside what it held before."""
    read_through = partial(_read_through, server)
    read_through()  # what the libraries keep for good
    before = _settled_megabytes()
    during = read_through()
    after = _settled_megabytes()
    return Figure(
        name="mailbox of 50,000, memory once closed",
        value=after / before,
        bound=MEMORY_BOUND,
        floor="the memory before it was opened",
        raw={"megabytes": after, "floor_megabytes": before, "megabytes_while_open": during},
    )


def _read_through(server: Dovecot) -> float:
    """Page through the newest letters, and open some; returns the megabytes before the mailbox is closed."""
    job, cursor = Job(), None
    with closing(mailbox(server, USER)) as mine:
        for _ in range(PAGES):
            page = mine.page("INBOX", "", cursor, job)
            cursor = page.next
            for row in page.rows[:OPENED]:
                mine.body(mine.conversation(row.key, job)[-1].key, job)
        return resident_megabytes()


def _settled_megabytes() -> float:
    gc.collect()
    return resident_megabytes()


def _next_page(mine: ImapMailbox, spent: Callable[[Callable[[], object]], float], job: Job) -> float:
    """The seconds of the page that needs the next headers: the first ones made two pages."""
    cursor = mine.page("INBOX", "", None, job).next
    second = mine.page("INBOX", "", cursor, job)
    return spent(lambda: mine.page("INBOX", "", second.next, job))


def _bare_page(client: IMAPClient, above: int) -> None:
    count = client.select_folder("INBOX", readonly=True)[b"EXISTS"]
    client.use_uid = False
    client.fetch(list(range(count - above - CHUNK + 1, count - above + 1)), list(SUMMARY))
    client.use_uid = True


def _spent(server: Set[int], act: Callable[[], object]) -> float:
    """The seconds that this process and those of the server for one connection compute until a call returns.

    What the server does after its answer is left out: nobody waits for it.
    """
    started = process_time() + _computed(server)
    act()
    return process_time() + _computed(server) - started


def _computed(processes: Set[int]) -> float:
    """The processor time of these processes, which have one thread each."""
    return sum(int(Path(f"/proc/{each}/schedstat").read_text(encoding="ascii").split()[0]) for each in processes) / 1e9


def _below(process: int) -> set[int]:
    """The processes below one."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return {int(each) for each in children}.union(*(_below(int(each)) for each in children))


def _letters() -> Iterator[bytes]:
    """Letters of about 3 kB; every third answers the one before."""
    text = b"Bonjour, voici une ligne.\r\n" * 100
    for number in range(LETTERS):
        is_answer = number % 3 == 1
        yield b"".join(
            (
                b"From: Nova <nova@client.example>\r\nTo: me@studio.example\r\n",
                b"Date: Mon, 2 Nov 2026 12:00:00 +0100\r\n",
                b"Subject: %sDevis %d\r\nMessage-ID: <k%d@x>\r\n" % (b"Re: " * is_answer, number - is_answer, number),
                b"References: <k%d@x>\r\n" % (number - 1) if is_answer else b"",
                b"\r\n",
                text,
            )
        )
