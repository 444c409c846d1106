"""Certificates of a throw-away authority for servers on this computer, and the wrong ones that a client must refuse."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from microdesk_desktop.base.clock import SystemClock

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Certificates:
    """Paths of PEM files: the authority to trust, and certificates with their keys for localhost.

    `stranger` names another host; `self_signed`, `expired` and `early` are wrong as their name says.
    """

    authority: Path
    good: Path
    stranger: Path
    self_signed: Path
    expired: Path
    early: Path


def make_certificates(folder: Path) -> Certificates:
    """Write the whole set into a folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = SystemClock().now()
    authority = _Authority(key=key, name=_name("MicroDesk test authority"))
    root = _signed(authority, key, authority.name, (now - _DAY, now + 30 * _DAY), hosts=(), is_authority=True)
    (folder / "authority.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    current = (now - _DAY, now + 30 * _DAY)
    made = {
        "good": _server_file(folder / "good.pem", authority, current),
        "stranger": _server_file(folder / "stranger.pem", authority, current, hosts=("mail.other.example",)),
        "self_signed": _server_file(folder / "self_signed.pem", None, current),
        "expired": _server_file(folder / "expired.pem", authority, (now - 30 * _DAY, now - _DAY)),
        "early": _server_file(folder / "early.pem", authority, (now + _DAY, now + 30 * _DAY)),
    }
    return Certificates(authority=folder / "authority.pem", **made)


@dataclass(frozen=True)
class _Authority:
    key: ec.EllipticCurvePrivateKey
    name: x509.Name


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _server_file(
    path: Path,
    authority: _Authority | None,
    valid: tuple[datetime, datetime],
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1"),
) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(hosts[0])
    signer = authority or _Authority(key=key, name=name)
    certificate = _signed(signer, key, name, valid, hosts, is_authority=False)
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def _signed(
    authority: _Authority,
    key: ec.EllipticCurvePrivateKey,
    name: x509.Name,
    valid: tuple[datetime, datetime],
    hosts: tuple[str, ...],
    *,
    is_authority: bool,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(authority.name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), False)
    return builder.sign(authority.key, hashes.SHA256())


def _general_name(host: str) -> x509.GeneralName:
    if host[0].isdigit():
        return x509.IPAddress(ipaddress.ip_address(host))
    return x509.DNSName(host)
