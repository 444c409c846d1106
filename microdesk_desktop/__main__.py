"""`python -m microdesk_desktop`: the command line, and the window without a command."""

import gc
import sys

if __name__ == "__main__" and not sys.flags.safe_path and not hasattr(sys, "frozen"):
    # `python -m` searches the current folder before the standard library: a json.py in a folder of downloads would run.
    # The package itself is found already. What Python imports before this line is left to `python -P`.
    sys.path[:] = [folder for folder in sys.path if folder not in ("", sys.path[0])]

from microdesk_desktop.base.process.network_guard import forbid_network, guard_network
from microdesk_desktop.base.process.worker_options import (
    READ_INVOICE,
    READ_MAIL,
    READ_WORKBOOK,
    SET_PAGES,
    SHOW_PAGE,
    WORKERS,
)


def main() -> int:
    """One run of the program, or of a worker that does something for it; returns its exit code."""
    if sys.argv[1:2] and sys.argv[1] in WORKERS:
        forbid_network()
    else:
        guard_network()
    # Each is imported when it is the one that runs: a worker that reads starts once for each file.
    if sys.argv[1:] == [READ_INVOICE]:
        from microdesk_desktop.documents.received.worker import main as read_invoice

        return read_invoice()
    if sys.argv[1:] == [SHOW_PAGE]:
        from microdesk_desktop.documents.received.picture_worker import main as show_page

        return show_page()
    if sys.argv[1:] == [READ_WORKBOOK]:
        from microdesk_desktop.base.files.containers.workbook_worker import main as read_workbook

        return read_workbook()
    if sys.argv[1:] == [SET_PAGES]:
        from microdesk_desktop.documents.render.press_worker import main as set_pages

        return set_pages()
    if sys.argv[1:] == [READ_MAIL]:
        from microdesk_desktop.mail.mime.worker import main as read_mail

        return read_mail()
    from microdesk_desktop.base.process.gc_policy import collect_rarely

    collect_rarely()  # before the imports: a tenth of a start would be collections that find nothing
    from microdesk_desktop.cli.main import main as run_command_line

    code = run_command_line()
    gc.freeze()  # else Python visits every object once more at its end, to free what goes with the process anyway
    return code


if __name__ == "__main__":
    sys.exit(main())
