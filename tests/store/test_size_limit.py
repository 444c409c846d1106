"""A file that may not grow, on any machine: the write is refused, what was confirmed stays."""

import subprocess
import sys

CODE = """
import resource, signal, sys
from pathlib import Path
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.store.database import Database
database = Database.create(Path(sys.argv[1]), bytes(32))
database.write(lambda writer: writer.run("CREATE TABLE note (text TEXT NOT NULL) STRICT"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = 2 * Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
confirmed = 0
try:
    while True:
        database.write(lambda writer: writer.run("INSERT INTO note VALUES (?)", ("x" * 2000,)))
        confirmed += 1
except KnownError as error:
    kept = database.read(lambda reader: reader.value("SELECT count(*) FROM note"))
    print(error.code, confirmed > 0, kept == confirmed, all(database.check()[name] for name in ("pages", "integrity")))
resource.setrlimit(resource.RLIMIT_FSIZE, (size // 10, size))
try:
    database.copy_to(Path(sys.argv[1] + ".copy"))
except KnownError as error:
    print(error.code)
"""


def test_a_size_limit_is_the_refusal_of_a_disk(tmp_path):
    played = subprocess.run([sys.executable, "-c", CODE, str(tmp_path / "vault.db")], capture_output=True, text=True)
    assert played.stdout == "disk_failed True True True\ndisk_failed\n", played.stderr
