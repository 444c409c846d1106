"""The command line: the same operations and views as the window, for scripts, cron and tests (`INTERFACES.md`).

    words ─▶ main ─▶ a group's verb ─▶ Context.session() ─▶ operations, views ─▶ Result ─▶ text or JSON, exit code

To add a verb: write `register(subparsers)` in a file here, let each leaf set `run=` to a function from `Context` to
`Result`, and name the file in `main._parser`. A verb holds no logic: it reads its arguments, calls an operation or a
view, and says the outcome twice, as JSON and as text. It raises KnownError and Cancelled as they come: `main` is the
one door where they become a sentence and an exit code. Progress goes through `context.job`.
"""
