"""What the outermost handlers (command line, task runner, window) make of an exception that no boundary translated.

A boundary names the file and the next action; this is the net below, for a place where one was forgotten.
"""

from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import known_os_error
from microdesk_desktop.base.paths import PACKAGE_FOLDER


def without_blame(error: Exception) -> Exception:
    """The KnownError of what the system, the memory or a library refused; any other exception unchanged: it is a bug.

    A recursion or a text that cannot be encoded is the input's fault where a library met it (a JSON nested too deep),
    and a bug where our own code did.
    """
    match error:
        case MemoryError():
            return KnownError(ErrorCode.OUT_OF_MEMORY)
        case ConnectionError() | TimeoutError():
            return KnownError(ErrorCode.OFFLINE)
        case OSError(errno=int()) if not _is_shipped_file(error):
            return known_os_error(error)
        case RecursionError() | UnicodeError() if not _was_raised_by_us(error):
            return KnownError(ErrorCode.FILE_UNREADABLE)
        case _:
            return error


def _is_shipped_file(error: OSError) -> bool:
    """Whether a file of the program itself is missing: then the package is incomplete, and that is a bug."""
    return isinstance(error.filename, str) and Path(error.filename).is_relative_to(PACKAGE_FOLDER.parent / "resources")


def _was_raised_by_us(error: Exception) -> bool:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is None or Path(trace.tb_frame.f_code.co_filename).is_relative_to(PACKAGE_FOLDER)
