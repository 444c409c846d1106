"""Hostile, old and broken files from suppliers: each has its answer, within two seconds of computing."""

import json
import resource
import subprocess
import sys

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.worker import Worker, run_worker
from microdesk_desktop.documents.received.read import read_received
from tests.support.documents.hostile_invoices import HOSTILE, READ
from tests.support.documents.received import NUMBER
from tests.support.guards import ROOT

SECONDS = 2.0


def test_requirement_19_and_report_32_each_file_has_its_answer_and_nothing_else_happens():
    """The worker's own code under an audit hook: no file is written, no program started, nothing connected."""
    command = [sys.executable, "-m", "tests.support.documents.hostile_invoices"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["answers"] == {name: expected.value if expected else "" for name, (_, expected) in HOSTILE.items()}
    assert found["watched"] == []


@pytest.mark.parametrize("name", ["100,000 nested elements", "an attached bomb of 400 MB", "two million elements"])
def test_requirement_19_the_worker_answers_a_bomb_in_time(name):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(KnownError) as raised:
        read_received(HOSTILE[name][0](), Job())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert raised.value.code is ErrorCode.INVOICE_UNREADABLE
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= SECONDS


def test_an_attachment_with_a_path_in_its_name_is_read_and_its_name_is_only_compared():
    make, expected = HOSTILE["a name with a path"]
    assert expected is READ
    received = read_received(make(), Job())
    assert received.invoice is not None
    assert received.invoice.number == NUMBER


@pytest.mark.parametrize("what", ["memory", "processor", "clock"])
def test_a_worker_that_takes_too_much_is_ended_with_what_it_had_answered(what):
    ended = run_worker(Worker(module="tests.support.workers.greedy", option=""), what.encode(), Job(), within=5)
    assert (ended.code != 0, ended.answer) == (True, b"begun")
