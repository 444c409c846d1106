"""How the program becomes the worker that reads a spreadsheet; alone here, since every start looks at it."""

WORKER_OPTION = "--read-workbook"
"""The argument with which the packaged program becomes the worker."""
