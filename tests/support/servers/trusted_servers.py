"""Certificates of servers on this computer, and the program that trusts their authority."""

from collections.abc import Iterator

import pytest

from microdesk_desktop.base.net.secure import mail_tls_context
from tests.support.servers.certificates import Certificates, make_certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trusted_authority(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program trusts the authority of these certificates."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    mail_tls_context.cache_clear()
    yield
    mail_tls_context.cache_clear()
