"""`documents receive`, `confirm` and `reject` from the terminal: JSON, exit codes, and the queue."""

from pathlib import Path

from tests.support.documents.received import NUMBER, cii, ubl
from tests.support.program import Program


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_received_waits_and_is_confirmed_once(program: Program, tmp_path: Path) -> None:
    received = program.json("documents", "receive", written(tmp_path, "a.xml", cii()))
    assert (received["reference"], received["state"], received["form"]) == (NUMBER, "to_confirm", "cii")
    assert received["supplier"]["siren"] == "812345676"
    assert (received["amount"], received["due"], received["currency"]) == ("21.48", "21.48", "EUR")
    assert [line["net"] for line in received["lines"]] == ["3.09", "5.55", "9.26"]
    assert received["vat"] == [{"category": "S", "rate": "20", "base": "17.90", "amount": "3.58"}]
    assert (received["duplicates"], received["related"], received["remarks"]) == ([], [], [])
    (waiting,) = program.json("todo")
    assert (waiting["kind"], waiting["command"]) == ("received", ["documents", "confirm", NUMBER])
    assert program.json("documents", "confirm", NUMBER)["state"] == "confirmed"
    assert program.json("todo") == []


def test_another_form_of_it_is_refused_unless_it_is_asked_for(program: Program, tmp_path: Path) -> None:
    program.json("documents", "receive", written(tmp_path, "a.xml", cii()))
    other = written(tmp_path, "b.xml", ubl())
    assert program.refused("documents", "receive", other) == "invoice_known"
    again = program.json("documents", "receive", "--again", other)
    assert again["duplicates"] == [{"reference": NUMBER, "reason": "same_number"}]
    assert program.json("documents", "reject", again["reference"])["state"] == "rejected"
    assert len(program.json("todo")) == 1


def test_a_file_of_another_kind_is_refused_by_name(program: Program, tmp_path: Path) -> None:
    for data, code in ((b"date;montant", "invoice_none"), (b"<p></p>", "invoice_none"), (b"<a", "invoice_unreadable")):
        assert program.refused("documents", "receive", written(tmp_path, "x", data)) == code


def test_an_answer_names_the_reasons_of_its_own_list(program: Program, tmp_path: Path) -> None:
    program.run("company", "set", "siret=55210055400013")
    program.json("documents", "receive", written(tmp_path, "a.xml", cii()))
    path = tmp_path / "answer.xml"
    assert program.refused("documents", "answer", NUMBER, "dispute", "-o", path) == "status_reason"
    assert program.refused("documents", "answer", NUMBER, "refuse", "--reason", "PU_ERR", "-o", path) == "status_reason"
    assert not path.exists()
    answer = program.json("documents", "answer", NUMBER, "dispute", "--reason", "PU_ERR", "-o", path)
    assert (answer["answer"], answer["file"]) == ("dispute", str(path))
    assert b"<ram:ReasonCode>PU_ERR</ram:ReasonCode>" in path.read_bytes()
