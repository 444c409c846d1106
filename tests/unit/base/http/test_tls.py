"""No variable of the environment weakens TLS: neither its keys are written, nor other authorities trusted."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from socket import create_connection, create_server

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.http.tls import tls_context

NO_PASSPHRASE = serialization.NoEncryption()
PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of localhost that signs itself, with its key, in one file."""
    key, today = ec.generate_private_key(ec.SECP256R1()), SystemClock().now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(made.public_bytes(PEM) + key.private_bytes(PEM, PKCS8, NO_PASSPHRASE))
    return path


@contextmanager
def served(certificate: Path) -> Iterator[int]:
    """The port of a server that greets one TLS client."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def greet() -> None:
        connection, _ = listener.accept()
        with connection:
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    secured.sendall(b"bonjour")
            except (ssl.SSLError, ConnectionError):
                pass  # the client refused the certificate

    with create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(30)
        server = threading.Thread(target=greet)
        server.start()
        yield listener.getsockname()[1]
        server.join(30)


def greeting(context: ssl.SSLContext, port: int) -> bytes:
    with (
        create_connection(("127.0.0.1", port), timeout=30) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as secured,
    ):
        return secured.recv(100)


def test_no_session_key_is_written_where_the_environment_asks(
    certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(written))
    context = tls_context()
    context.load_verify_locations(certificate)
    with served(certificate) as port:
        assert greeting(context, port) == b"bonjour"
    assert not written.exists()


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_no_authority_of_the_environment_is_trusted(
    certificate: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(certificate.parent if variable == "SSL_CERT_DIR" else certificate))
    with served(certificate) as port, pytest.raises(ssl.SSLCertVerificationError):
        greeting(tls_context(), port)
