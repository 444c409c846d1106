"""What issuing, previewing and exporting documents take beside the libraries that set a page and attach an e-invoice.

The window previews through a process of its own: its CPU time counts too, and that of forgetting each document.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.einvoice.pdf import attach_xml
from microdesk_desktop.documents.einvoice.xml import write_xml
from microdesk_desktop.documents.render.page import Look
from microdesk_desktop.documents.render.typeset import typesetter
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.issue import issue, prepare_draft
from microdesk_desktop.operations.documents.preview import preview
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.session import Session
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.processes import ask_probe
from tests.benchmarks.measures.timing import compared, cpu_seconds, in_turns, worker_seconds
from tests.benchmarks.sample_vault import make_vault
from tests.support.documents.issuing import drafted, issued, issuing_vault

ISSUE_BOUND, PREVIEW_BOUND, A_MINUTE = 1.5, 2.0, 1_000
# By the lines of the draft. With few, what does not grow with them counts more: the form, the rules, the painted pages.
STROKE_BOUNDS = {20: 6.0, 200: 3.0}
SILENCE_BOUND = 3.0
LINES = (20, 200)
REPEATS, EXPORTED = 12, 40


def measure() -> list[Figure]:
    """Issue and preview as multiples of the libraries alone; export as documents a minute."""
    with tempfile.TemporaryDirectory() as folder, closing(issuing_vault(Path(folder, "profile"))) as session:
        issued(session)  # imports the libraries
        figures = [_issue(session)]
        session.press.use_own_process()
        figures += [_preview(session, lines) for lines in LINES]
        figures += _export(session, Path(folder))
    return [*figures, *(figure for lines in LINES for figure in _strokes(lines))]


def _issue(session: Session) -> Figure:
    prepared = session.read(lambda reader: prepare_draft(reader, _draft(session), session.clock.today()))
    assert prepared.terms is not None
    xml = write_xml(prepared.terms)

    def by_libraries() -> None:
        pdf = typesetter().pdf(prepared.page, Look(), session.clock.now())
        attach_xml(pdf, xml, title="Facture", author="Jeanne Martin EI", language="fr")

    def ours() -> float:
        draft_id = drafted(session)
        typesetter().forget()
        return cpu_seconds(partial(issue, session, draft_id))

    def libraries() -> float:
        typesetter().forget()  # else Typst would only look up the page that it set before
        return cpu_seconds(by_libraries)

    times = in_turns(libraries, ours, REPEATS)
    return compared("issue with PDF, XML and seal", "bare compile and attach", ISSUE_BOUND, times)


def _preview(session: Session, count: int) -> Figure:
    draft = _draft(session, lines=[{"label": f"Vacation {each}", "unit_price": "62.50"} for each in range(count)])
    strokes = iter(range(10 * REPEATS))

    def typed() -> Draft:
        """The draft after one more key stroke in its third line."""
        changed = replace(draft.lines[2], label=f"Vacation du {next(strokes)}")
        return replace(draft, lines=(*draft.lines[:2], changed, *draft.lines[3:]))

    def bare() -> float:
        page = session.read(lambda reader: prepare_draft(reader, typed(), session.clock.today())).page
        typesetter().forget()
        return cpu_seconds(partial(typesetter().svg, page, Look()))

    def ours() -> float:
        shown = typed()
        before = worker_seconds(session) + process_time()
        preview(session, shown)
        return worker_seconds(session) + process_time() - before

    preview(session, draft)  # starts the process
    times = in_turns(bare, ours, REPEATS)
    return compared(f"preview after a key, {count} lines", "bare SVG compile", PREVIEW_BOUND, times)


def _strokes(lines: int) -> list[Figure]:
    """A key stroke in the real window, to the painted pages."""
    with tempfile.TemporaryDirectory() as folder:
        make_vault(Path(folder, "profile"), 0)
        found = ask_probe("editor", str(Path(folder, "profile")), str(lines))
    stroke = Figure(
        name=f"key stroke to pixels, {lines} lines, p95",
        value=found["key"] / found["floor_key"],
        bound=STROKE_BOUNDS[lines],
        floor="bare SVG compile, p95",
        raw={"seconds": found["key"], "seconds_on_the_clock": found["clock"], "load": found["load"]},
    )
    silence = Figure(
        name=f"silent while one types, {lines} lines, p99",
        value=found["silent"] / found["floor_silent"],
        bound=SILENCE_BOUND,
        floor="an empty loop beside a busy thread",
        raw={"seconds": found["silent"], "longest_seconds": found["silent_longest"]},
    )
    return [stroke, silence]


def _export(session: Session, folder: Path) -> list[Figure]:
    numbers = [issued(session) for _ in range(EXPORTED)]
    kept = cpu_seconds(partial(export_documents, session, folder / "export", Job()))
    order: Mapping[str, Any] = {"lines": [{"label": "Conseil", "unit_price": "80"}] * 5}
    prepared = session.read(lambda reader: prepare_draft(reader, _draft(session, **order), session.clock.today()))
    looks: Sequence[Callable[[], object]] = [
        partial(typesetter().pdf, prepared.page, Look(), session.clock.now()) for _ in numbers
    ]
    drawn = cpu_seconds(lambda: [set_page() for set_page in looks])
    return [_a_minute("kept PDF and XML exported a minute", kept), _a_minute("PDF set anew a minute", drawn)]


def _a_minute(name: str, seconds: float) -> Figure:
    return Figure(
        name=name,
        value=60 * EXPORTED / seconds,
        bound=A_MINUTE,
        floor="one a minute of one core",
        is_minimum=True,
        raw={"seconds": seconds, "documents": EXPORTED},
    )


def _draft(session: Session, **facts: Any) -> Draft:
    draft_id = drafted(session, **facts)
    return session.read(lambda reader: require_draft(reader, draft_id))
