"""The process that sets pages: it answers as this process would, and may end at any time without harm."""

import os
import re
import select
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.process.standing import StandingWorker, WorkerLostError, read_frame, write_frame
from microdesk_desktop.base.process.worker import Worker
from microdesk_desktop.base.process.worker_options import SET_PAGES
from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.press import Order, Press, files_of, packed, unpacked
from microdesk_desktop.domain.documents.look import Look
from tests.support.guards import ROOT
from tests.worlds.document_pages import PAGES

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3"/></svg>'
LOOK = Look(template="modern", accent="#a3322c", logo=LOGO)


@pytest.fixture(scope="module")
def press():
    press = Press()
    press.use_own_process()
    yield press
    press.end()


def page(name="rates"):
    return prepare(PAGES[name], "F-2026-0043").page


def order(name="rates"):
    prepared = prepare(PAGES[name], "F-2026-0043")
    return Order(page=prepared.page, look=LOOK, author="Jeanne Martin EI", at=AT, terms=prepared.terms)


def test_its_pages_and_files_are_those_that_this_process_makes(press):
    assert press.svg(page(), LOOK) == Press().svg(page(), LOOK)
    made, wanted = press.files(order()), files_of(order())
    assert made["xml"] == wanted["xml"]
    texts = [[each.extract_text() for each in PdfReader(BytesIO(files["pdf"])).pages] for files in (made, wanted)]
    assert texts[0] == texts[1]
    assert list(press.files(order("delivery"))) == ["pdf"]


def test_a_process_that_was_killed_is_started_again(press):
    press.svg(page(), LOOK)
    killed = press.process_id
    os.kill(killed, signal.SIGKILL)
    assert press.svg(page(), LOOK)
    assert press.process_id != killed


def test_documents_do_not_add_up_in_its_memory():
    press = Press()
    press.use_own_process()
    long = PAGES["two hundred"]
    for number in range(6):
        press.svg(prepare(replace(long, subject=f"Vacations {number}"), "F-1").page, LOOK)
    status = Path(f"/proc/{press.process_id}/status").read_text()
    press.end()
    # 95 MiB; where Typst keeps them, six documents take 300.
    assert int(re.search(r"VmRSS:\s*(\d+) kB", status)[1]) < 180 * 1_024


def test_its_memory_goes_with_it_when_the_vault_is_locked(press):
    press.svg(page(), LOOK)
    ended = os.pidfd_open(press.process_id)
    press.end()
    assert select.select([ended], [], [], 0)[0] == [ended]
    os.close(ended)


def test_it_ends_with_a_program_that_is_killed():
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.support.documents.pressing"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with program:
        ended = os.pidfd_open(int(program.stdout.readline()))
        program.kill()
        assert select.select([ended], [], [], 30)[0] == [ended]
    os.close(ended)


def standing(module, within=60):
    return StandingWorker(Worker(module=f"tests.support.workers.{module}", option=""), within=within)


def test_one_that_takes_too_long_is_ended():
    worker = standing("silent", within=0.5)
    with pytest.raises(WorkerLostError) as caught:
        worker.ask(b"request")
    assert caught.value.is_late


def test_ending_it_fails_the_request_under_way_and_starts_no_other():
    worker = standing("silent")
    ends = []

    def ask():
        with pytest.raises(WorkerLostError) as caught:
            worker.ask(b"request")
        ends.append(caught.value.is_late)

    asked = Thread(target=ask)
    asked.start()
    while worker.process_id is None:
        pass
    worker.end()
    asked.join()
    assert (ends, worker.process_id) == ([False], None)


def test_one_that_ends_twice_before_it_answers_is_given_up():
    with pytest.raises(WorkerLostError) as caught:
        standing("dying").ask(b"request")
    assert not caught.value.is_late


def test_a_document_that_ends_the_process_each_time_is_a_known_error():
    press = Press(standing("dying"))
    with pytest.raises(KnownError) as caught:
        press.svg(page(), LOOK)
    assert (caught.value.code, caught.value.params) == (ErrorCode.PAGES_FAILED, {"part": "process"})


def test_the_packaged_program_becomes_it_by_an_option():
    request = packed({"page": page(), "look": {"template": "sober", "accent": "#1f6f5c"}}, [b""])
    program = [sys.executable, "-m", "microdesk_desktop", SET_PAGES]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        write_frame(process.stdin, request)
        answer = read_frame(process.stdout)
    assert process.returncode == 0
    assert unpacked(answer)[1] == Press().svg(page(), Look())
