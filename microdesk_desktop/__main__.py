"""`python -m microdesk_desktop`: the command line, and the window without a command."""

import gc
import sys

if __name__ == "__main__" and not sys.flags.safe_path and not hasattr(sys, "frozen"):
    # `python -m` searches the current folder before the standard library: a json.py in a folder of downloads would run.
    # The package itself is found already. What Python imports before this line is left to `python -P`.
    sys.path[:] = [folder for folder in sys.path if folder not in ("", sys.path[0])]

from microdesk_desktop.base.files.containers.worker_option import WORKER_OPTION


def main() -> int:
    """One run of the program, or of the worker that reads a spreadsheet for it; returns its exit code."""
    # Each is imported when it is the one that runs: the worker starts once for each spreadsheet.
    if sys.argv[1:] == [WORKER_OPTION]:
        from microdesk_desktop.base.files.containers.workbook_worker import main as read_workbook

        return read_workbook()
    from microdesk_desktop.base.process.gc_policy import collect_rarely

    collect_rarely()  # before the imports: a tenth of a start would be collections that find nothing
    from microdesk_desktop.cli.main import main as run_command_line

    code = run_command_line()
    gc.freeze()  # else Python visits every object once more at its end, to free what goes with the process anyway
    return code


if __name__ == "__main__":
    sys.exit(main())
