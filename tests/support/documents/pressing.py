"""A process that has a document set by its worker, prints the worker's process id, and waits to be killed."""

import sys

from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.press import Press
from microdesk_desktop.domain.documents.look import Look
from tests.worlds.document_pages import PAGES


def main() -> None:
    """Set one document, then wait for the end of standard input."""
    press = Press()
    press.use_own_process()
    press.svg(prepare(PAGES["short"], "F-1").page, Look())
    sys.stdout.write(f"{press.process_id}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
