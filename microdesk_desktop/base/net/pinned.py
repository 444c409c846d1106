"""The certificate of a program of this computer that no authority signs, such as Proton Mail Bridge.

The user compares its fingerprint once; from then on it is the only one that is accepted, for that account alone.
"""

import hashlib
import ssl

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS
from microdesk_desktop.base.net.types import Server

CHANGED = "changed"
"""Why a certificate was refused: it is another one than the user has accepted."""


def fingerprint(certificate: str) -> str:
    """The SHA-256 fingerprint of a certificate in PEM, as OpenSSL and mail programs write it: « AB:CD:… »."""
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest().upper()
    return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))


def read_certificate(content: bytes) -> str:
    """The first certificate of a PEM file, in PEM. Raises INVALID_VALUE (`field`: mail_certificate)."""
    try:
        text = content.decode("ascii")
        begin = text.index(ssl.PEM_HEADER)
        end = text.index(ssl.PEM_FOOTER, begin) + len(ssl.PEM_FOOTER)
        certificate = ssl.DER_cert_to_PEM_cert(ssl.PEM_cert_to_DER_cert(text[begin:end]))
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=certificate)
    except ValueError:
        raise KnownError(ErrorCode.INVALID_VALUE, field="mail_certificate") from None
    except ssl.SSLError:
        raise KnownError(ErrorCode.INVALID_VALUE, field="mail_certificate") from None
    return certificate


def pinned_context(server: Server, kind: type[ssl.SSLSocket]) -> ssl.SSLContext:
    """A client context that trusts the certificate of the server and nothing else, from TLS 1.2 on.

    Raises MAIL_CERTIFICATE for a server that is not on this computer: there, authorities alone count.
    """
    require_loopback(server)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = kind
    context.check_hostname = False  # the certificate itself is known: the names in it prove nothing more
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=server.certificate)
    return context


def require_pinned(opened: ssl.SSLSocket, server: Server) -> None:
    """Close a connection whose certificate is not the accepted one but signed with it. Raises MAIL_CERTIFICATE."""
    if opened.getpeercert(binary_form=True) != ssl.PEM_cert_to_DER_cert(server.certificate):
        opened.close()
        raise KnownError(ErrorCode.MAIL_CERTIFICATE, host=server.host, part=CHANGED)


def require_loopback(server: Server) -> None:
    """Raise MAIL_CERTIFICATE for a server that is not on this computer."""
    if server.host not in LOOPBACK_HOSTS:
        raise KnownError(ErrorCode.MAIL_CERTIFICATE, host=server.host, part="unknown_authority")
