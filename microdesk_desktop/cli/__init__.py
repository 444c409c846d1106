"""The command line: the same operations and views as the window, for scripts, cron and tests (`INTERFACES.md`).

To add a verb: write `register(subparsers)` in a file here, let each leaf set `run=` to a function from `Context` to
`Result`, and name the file in `main.GROUPS`. A verb holds no logic: it reads its arguments, calls an operation or a
view, and says the outcome twice, as JSON and as text.
"""
