"""One Dovecot for all tests of IMAP; each test has a user, that is a mailbox, of its own."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.support.mail.mailbox import Other, mailbox
from tests.support.servers.certificates import Certificates
from tests.support.servers.dovecot import Dovecot, serving

_numbers = count()


@pytest.fixture(autouse=True)
def _trusted(trusted_authority: None) -> None:
    """The servers of these tests are known to the program."""


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates) -> Iterator[Dovecot]:
    with serving(certificates) as server:
        yield server


@pytest.fixture
def job() -> Job:
    return Job()


@pytest.fixture
def user() -> str:
    return f"user{next(_numbers)}"


@pytest.fixture
def opened(user: str) -> Iterator[Callable[[Dovecot], tuple[ImapMailbox, Other]]]:
    """Opens the mailbox of the test's user on a server, and another program on the same account."""
    closing: list[ImapMailbox | Other] = []

    def open_on(server: Dovecot) -> tuple[ImapMailbox, Other]:
        pair = mailbox(server, user), Other(server, user)
        closing.extend(pair)
        return pair

    yield open_on
    for each in closing:
        each.close()


@pytest.fixture
def box(dovecot: Dovecot, opened: Callable[[Dovecot], tuple[ImapMailbox, Other]]) -> tuple[ImapMailbox, Other]:
    return opened(dovecot)
