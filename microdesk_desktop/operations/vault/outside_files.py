"""Note files that are written into the user's folders, so that the next opening removes what a kill leaves of them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.operations.session import Session


@contextmanager
def named_as(path: Path, work: Path) -> Iterator[None]:
    """Have an error about a partial file, or what is below it, name the path that the user chose."""
    try:
        yield
    except KnownError as error:
        if Path(str(error.params.get("path", ""))).is_relative_to(work):
            raise KnownError(error.code, **{**error.params, "path": str(path)}) from error
        raise


@contextmanager
def noting_outside(session: Session) -> Iterator[Callable[[Path], None]]:
    """A function that notes a partial file outside the profile, until the block ends and it is gone."""
    noted: list[Path] = []

    def note(path: Path) -> None:
        noted.append(path.absolute())
        with suppress(KnownError):  # a full disk must not prevent the copy to another one
            session.outside.note(noted)

    try:
        yield note
    finally:
        if noted:
            with suppress(KnownError):
                session.outside.forget(path for path in noted if not os.path.lexists(path))
