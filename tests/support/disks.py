"""Files seen from outside: their digests, the errors they cause, disks that are full or read-only for real."""

import hashlib
import resource
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError


def digest(*paths: Path) -> str:
    """One digest of these files' content."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


@contextmanager
def raises_known(code: ErrorCode, **params: object) -> Iterator[None]:
    """Expect a known error of exactly this code, with these parameters among its own."""
    with pytest.raises(KnownError) as caught:
        yield
    assert caught.value.code is code
    assert {name: caught.value.params.get(name) for name in params} == params


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes: the disk answers as when it is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def run_on_small_disk(folder: Path, kib: int, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command for which `folder` is a disk of so many KiB; what it writes there is gone afterwards."""
    return _in_own_mounts(f'mount -t tmpfs -o size={kib}k none "$0" && exec "$@"', folder, command)


def run_on_read_only_disk(folder: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command that sees `folder` as it is, on a disk that refuses every write."""
    return _in_own_mounts('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"', folder, command)


def _in_own_mounts(script: str, folder: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    own = ["unshare", "--user", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*own, "true"], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")
    alone = [*own, "sh", "-c", script, str(folder), *command]
    return subprocess.run(alone, capture_output=True, text=True, timeout=300)
