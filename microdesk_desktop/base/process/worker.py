"""Read a file from anywhere in a process of its own, which may run out of memory or time without harm to this one."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job

_ROOT = Path(__file__).parents[3]
_START = (
    "import sys; sys.path.append(sys.argv[1]); from microdesk_desktop.base.process.network_guard import forbid_network;"
    " forbid_network(); from {module} import main; sys.exit(main())"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A part of the program that answers on standard output about what it reads on standard input.

    `module` has a function `main`; `option` is the argument with which the packaged program becomes this worker.
    """

    module: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerEnd:
    """How a worker ended: its exit code, negative for the signal that ended it, and what it had answered by then."""

    code: int
    answer: bytes


def run_worker(worker: Worker, data: bytes, job: Job, *, within: float | None = None) -> WorkerEnd:
    """Give a worker the data, and wait for its answer; a cancelled job ends it at once.

    It is ended after `within` seconds, and its answer up to then is returned. Raises Cancelled, or OUT_OF_MEMORY when
    no process can be started.
    """
    with start_worker(worker) as process:
        unregister = job.on_cancel(process.kill)
        try:
            answer = _answer(process, data, within)
        finally:
            unregister()
            process.kill()
    job.checkpoint()
    return WorkerEnd(code=process.returncode, answer=answer)


def _answer(process: subprocess.Popen[bytes], data: bytes, within: float | None) -> bytes:
    try:
        return process.communicate(data, timeout=within)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def start_worker(worker: Worker) -> subprocess.Popen[bytes]:
    """Start a worker, without a console, in a session of its own: Ctrl+C in the terminal reaches this process alone.

    Raises OUT_OF_MEMORY when no process can be started.
    """
    try:
        return subprocess.Popen(
            _command(worker),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        raise KnownError(ErrorCode.OUT_OF_MEMORY) from None


def _command(worker: Worker) -> Sequence[str]:
    if hasattr(sys, "frozen"):
        return (sys.executable, worker.option)
    return (sys.executable, "-P", "-c", _START.format(module=worker.module), str(_ROOT))


def limit_process(*, memory: int, processor_s: float) -> None:
    """Bound this process to so many bytes of address space and seconds of computing, after which it ends.

    Windows has no such limits: there the process ends where the system refuses it memory, or when it is killed.
    """
    if sys.platform == "win32":
        return
    import resource
    import signal

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    with suppress(ValueError, OSError):  # macOS refuses a bound on memory below what a process has mapped
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    # Unlike the limit of the system, a timer counts parts of a second.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, processor_s)


def used_memory() -> int:
    """The bytes of address space that this process has; 0 where the system does not state them."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    import resource

    return int(pages) * resource.getpagesize()
