"""`documents recurring` by several processes at once, and killed: each period is made once."""

import json
from contextlib import suppress

from microdesk_desktop.store.documents.drafts import load_drafts
from tests.support.documents.issuing import COMPANY, LINES, NOVA
from tests.support.program import unlocked


def test_processes_at_once_and_killed_make_each_period_once(program, tmp_path):
    program.run("company", "set", *(f"{key}={value}" for key, value in COMPANY.items()))
    form = tmp_path / "form.json"
    form.write_text(json.dumps({"type": "invoice", "client": NOVA, "lines": LINES}), encoding="utf-8")
    draft = program.json("documents", "new", "--from", form)["id"]
    program.run("documents", "recurring", "add", draft, "--start", "2022-01-31", "--until", "2026-06-30")
    command = ("--json", "documents", "recurring", "run")
    for started in [program.start(*command) for _ in range(3)]:
        with suppress(AssertionError):  # who comes second finds the vault busy
            started.end()
    killed = program.start(*command)
    killed.kill()
    program.run(*command)
    with unlocked(program) as session:
        forms = [json.loads(form) for _, form, _ in session.read(load_drafts)]
    days = sorted(form["issue_date"] for form in forms if "issue_date" in form)
    assert len(days) == len(set(days)) == 54
    assert (days[0], days[1], days[-1]) == ("2022-01-31", "2022-02-28", "2026-06-30")
