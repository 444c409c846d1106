"""Reads an encrypted file's pages from outside, without SQLCipher: what a thief with the key would look for."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE = 4096
_RESERVE = 80
_IV = 16
_WAL_HEADER = 32
_FRAME_HEADER = 24


def plain_pages(path: Path, key: bytes) -> bytes:
    """All pages of a vault file in clear, the free ones too."""
    data = path.read_bytes()
    return b"".join(_decrypted(data[at : at + _PAGE], key, first=at == 0) for at in range(0, len(data), _PAGE))


def plain_wal(path: Path, key: bytes) -> bytes:
    """All pages of a WAL file in clear, the superseded ones too."""
    data = path.read_bytes()[_WAL_HEADER:]
    frames = [data[at : at + _FRAME_HEADER + _PAGE] for at in range(0, len(data), _FRAME_HEADER + _PAGE)]
    return b"".join(_decrypted(frame[_FRAME_HEADER:], key, first=frame[:4] == b"\0\0\0\1") for frame in frames)


def _decrypted(page: bytes, key: bytes, *, first: bool) -> bytes:
    body = page[16 if first else 0 : _PAGE - _RESERVE]
    vector = page[_PAGE - _RESERVE : _PAGE - _RESERVE + _IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
