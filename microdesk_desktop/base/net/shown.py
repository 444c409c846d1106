"""The certificate that a program of this computer shows, for the user to compare; nothing is sent to it."""

import ssl
from dataclasses import replace

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import SENT, Journal, NetworkEvent
from microdesk_desktop.base.http.gate import Gate, Passage
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.pinned import require_loopback
from microdesk_desktop.base.net.secure import NetTimeouts, SecureSocket, open_through
from microdesk_desktop.base.net.types import ENDED, MailProtocol, Server


def shown_certificate(
    server: Server, protocol: MailProtocol, *, journal: Journal, gate: Gate, clock: Clock, job: Job
) -> str:
    """The certificate in PEM, which is not verified: it proves nothing before the user has compared it.

    Raises MAIL_CERTIFICATE for a server that is not on this computer, and as `connect` does.
    """
    require_loopback(server)
    with gate.enter(Purpose.MAIL_SETTINGS) as passage:
        return _shown(server, protocol, journal, passage, clock, job)


def _shown(server: Server, protocol: MailProtocol, journal: Journal, passage: Passage, clock: Clock, job: Job) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = SecureSocket
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the connection is closed before a byte is sent on it
    event = NetworkEvent(
        at=clock.now(), host=server.host, purpose=Purpose.MAIL_SETTINGS, bytes_out=0, bytes_in=0, outcome=SENT
    )
    number = journal.begin(event)
    outcome = "bug"
    try:
        opened = open_through(passage, server, protocol, job, NetTimeouts(), context)
        try:
            shown = opened.getpeercert(binary_form=True)
        finally:
            opened.close()
        if not shown:
            raise KnownError(ErrorCode.MAIL_NOT_ENCRYPTED, host=server.host)
        outcome = ENDED
    except KnownError as error:
        outcome = error.code.value
        raise
    finally:
        journal.complete(number, replace(event, outcome=outcome))
    return ssl.DER_cert_to_PEM_cert(shown)
