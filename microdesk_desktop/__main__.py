"""`python -m microdesk_desktop`: the command line, and the window without a command."""

import sys

from microdesk_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
