"""The command line: the same operations and views as the window, for scripts, cron and tests (`INTERFACES.md`).

    words ─▶ main ─▶ a group's command ─▶ Context.session() ─▶ operations, views ─▶ Result ─▶ text or JSON, exit code

To add a command: declare it with `usage.add_command` in the `register` of its group, with a function from `Context` to
`Result`; a new group is a file here, named in `main.GROUPS`. A command holds no logic: it reads its arguments, calls an
operation or a view, and returns the outcome twice, as JSON and as text. It lets KnownError and Cancelled pass: `main`
turns them into a sentence, the action that follows, and an exit code. Progress goes through `context.job`.
"""
