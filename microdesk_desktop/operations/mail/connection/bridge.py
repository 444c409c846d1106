"""The certificate of a bridge on this computer, such as Proton Mail Bridge, which the user compares and accepts."""

from dataclasses import dataclass, replace
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.pinned import CHANGED, fingerprint, read_certificate
from microdesk_desktop.base.net.shown import shown_certificate
from microdesk_desktop.base.net.types import MailProtocol
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings
from microdesk_desktop.operations.session import Session

_MOST_BYTES = 65_536
"""Of a certificate file; one certificate has about 2,000."""
_UNKNOWN = frozenset(("self_signed", "unknown_authority", "wrong_host"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCertificate:
    """A certificate in PEM, and its SHA-256 fingerprint."""

    certificate: str
    fingerprint: str


def may_be_accepted(settings: ImapSettings, error: KnownError) -> bool:
    """Whether a login failed by a certificate that the user may accept: a new one, of a program of this computer."""
    is_here = {settings.imap.host, settings.smtp.host} <= LOOPBACK_HOSTS
    is_unknown = error.code is ErrorCode.MAIL_CERTIFICATE and error.params.get("part") in _UNKNOWN
    return is_here and is_unknown and not settings.imap.certificate


def bridge_certificate(session: Session, settings: ImapSettings, job: Job) -> ShownCertificate:
    """The certificate that both servers show; neither name nor password is sent.

    Raises MAIL_CERTIFICATE (`part`: changed) where the two differ, and as `shown_certificate` does.
    """
    shown = [
        shown_certificate(server, protocol, journal=session.journal, gate=session.gate, clock=session.clock, job=job)
        for server, protocol in ((settings.imap, MailProtocol.IMAP), (settings.smtp, MailProtocol.SMTP))
    ]
    if shown[0] != shown[1]:
        raise KnownError(ErrorCode.MAIL_CERTIFICATE, host=settings.smtp.host, part=CHANGED)
    return ShownCertificate(certificate=shown[0], fingerprint=fingerprint(shown[0]))


def certificate_in(path: Path) -> str:
    """The certificate of a PEM file, such as a bridge exports. Raises INVALID_VALUE, and as `read_at_most` does."""
    return read_certificate(read_at_most(path, _MOST_BYTES))


def with_certificate(settings: ImapSettings, certificate: str) -> ImapSettings:
    """The settings with the certificate that the user has accepted."""
    return replace(
        settings,
        imap=replace(settings.imap, certificate=certificate),
        smtp=replace(settings.smtp, certificate=certificate),
    )
